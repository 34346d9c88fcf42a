"""Markdown: the prose of it, without code, images and raw HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlcheck.article import Article, Role
from xlcheck.reading.blocks import Blocks, article_of_blocks
from xlcheck.reading.roles import is_day

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^(title|date)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M)


def read(text: str) -> Article:
    """The article in a Markdown file; its title and date may stand in front matter (YAML)."""
    from markdown_it import MarkdownIt

    front = _FRONT.match(text)
    fields = {match[1]: match[2].strip("\"'") for match in _FIELD.finditer(front[1])} if front else {}
    # The lines of the front matter stay, so that those below keep their numbers.
    body = re.sub(r"[^\r\n]", "", front[0]) + text[front.end() :] if front else text
    lines = re.split(r"\r\n|\r|\n", body)
    blocks, opened = Blocks(), ""
    for token in MarkdownIt("commonmark").enable("table").parse("\n".join(lines)):
        if token.type == "inline" and token.map and token.children:
            _Inline(blocks, lines, token.map[0]).read(token.children)
            blocks.end(_role(opened))
        elif token.nesting == 1:
            opened = token.tag
    date = fields.get("date", "")[:10]
    return article_of_blocks(blocks.done, title=fields.get("title"), date=date if is_day(date) else None)


def _role(tag: str) -> Role:
    return Role.HEADLINE if tag == "h1" else Role.HEADING if re.fullmatch("h[2-6]", tag) else Role.BODY


class _Inline:
    """The words of a block, each looked for in the lines that it stands on."""

    def __init__(self, blocks: Blocks, lines: list[str], line: int) -> None:
        self._blocks, self._lines, self._line, self._column = blocks, lines, line, 0

    def read(self, children: list[Token]) -> None:
        """All text of a block: what links and emphasis hold, not where links lead."""
        for child in children:
            if child.type in ("softbreak", "hardbreak"):
                self._blocks.words(" ", self._place)
                self._line, self._column = min(self._line + 1, len(self._lines) - 1), 0
            elif child.type in ("text", "code_inline"):
                self._blocks.words(child.content, self._place)

    def _place(self, start: int, word: str) -> tuple[int, int]:
        found = self._lines[self._line].find(word, self._column)
        if found >= 0:
            # Of what stands otherwise in the file, such as an entity, the place is about right.
            self._column = found + len(word)
        return self._line + 1, (found if found >= 0 else self._column) + 1
