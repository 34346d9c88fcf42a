"""Markdown: the prose of it, without code, images and raw HTML."""

from __future__ import annotations

import bisect
import re
from itertools import accumulate
from typing import TYPE_CHECKING

from xlcheck.article import Article, Role
from xlcheck.reading.blocks import Blocks, article_of_blocks
from xlcheck.reading.roles import is_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

#: Front matter, YAML between dashes or TOML between plus signs.
_FRONT = re.compile(
    r"\A(?:---[ \t]*(?:\r\n|\r|\n)(.*?(?:\r\n|\r|\n))(?:---|\.\.\.)|\+\+\+[ \t]*(?:\r\n|\r|\n)(.*?(?:\r\n|\r|\n))\+\+\+)"
    r"[ \t]*(?:\r\n|\r|\n|\Z)",
    re.S,
)
_FIELD = re.compile(r"^(title|date)[ \t]*[:=][ \t]*(.+?)[ \t]*$", re.M)
#: What other programs than Markdown read: templates (Liquid, Hugo), attributes, fences of boxes.
_FOREIGN = re.compile(r"^[ \t]*(?:\{%.*%\}|\{\{[<%].*[>%]\}\}|\{:.*\}|:::.*)[ \t]*$", re.M)
#: The marks of footnotes and of boxes to tick, which CommonMark doesn't know.
_MARK = re.compile(r"^[ \t]*\[\^[^\]\s]+\]:|\[\^[^\]\s]+\]|(?<=[-*+] )\[[ xX]\](?= )", re.M)
#: A sign that is no space and no letter: what is hidden behind it keeps its place, and is no word.
_HIDDEN = "\u2060"
#: What stands before the first word of a block: marks of quotations, lists and headings.
_MARKS = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:#{1,6}\s+)?")
#: Where a link leads, after its words; an image whole.
_TARGET = r"\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?"
_LINK_END, _IMAGE = re.compile(rf"[^\]]*{_TARGET}"), re.compile(rf"!\[[^\]]*{_TARGET}")


def read(text: str) -> Article:
    """The article in a Markdown file; its title and date may stand in front matter (YAML)."""
    from markdown_it import MarkdownIt

    front = _FRONT.match(text)
    told = _fields(front[1] or front[2]) if front else {}
    # The lines of the front matter stay, so that those below keep their numbers.
    body = re.sub(r"[^\r\n]", "", front[0]) + text[front.end() :] if front else text
    body = _FOREIGN.sub("", "\n".join(re.split(r"\r\n|\r|\n", body)))
    source = _Source(_MARK.sub(lambda match: _HIDDEN * len(match[0]), body))
    blocks, opened = Blocks(), ""
    for token in MarkdownIt("commonmark").enable("table").parse(source.text):
        if token.type == "inline" and token.map and token.children:
            source.begin(token.map[0], token.map[1])
            _words(token.children, blocks, source)
            blocks.end(_role(opened))
        elif token.nesting == 1:
            opened = token.tag
    title, date = told.get("title"), told.get("date", "")[:10]
    if title and front and not any(b.role == Role.HEADLINE for b in blocks.done):
        # The page shows it above the text: it is a headline like any other.
        _place_title(blocks, title, text[: front.end()])
    return article_of_blocks(blocks.done, title=title, date=date if is_day(date) else None)


def _fields(front: str) -> dict[str, str]:
    rows = _FIELD.findall(re.sub(r"\r\n|\r", "\n", front))
    return {name: value.strip("\"'") for name, value in rows}


def _place_title(blocks: Blocks, title: str, front: str) -> None:
    lines = re.split(r"\r\n|\r|\n", front)
    line = next((n for n, words in enumerate(lines) if re.match(r"title\s*[:=]", words) and title in words), 0)
    found = Blocks()
    found.add(title, line + 1, lines[line].find(title) + 1)
    found.end(Role.HEADLINE)
    blocks.done[:0] = found.done


def _role(tag: str) -> Role:
    return Role.HEADLINE if tag == "h1" else Role.HEADING if re.fullmatch("h[2-6]", tag) else Role.BODY


def _words(children: Sequence[Token], blocks: Blocks, source: _Source) -> None:
    """All text of a block: what links and emphasis hold, not where links lead."""
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            blocks.words(" ", source.place)
            source.next_line()
        elif child.type in ("text", "code_inline"):
            blocks.words(child.content.replace(_HIDDEN, ""), source.place)
        elif child.type == "html_inline":
            source.skip_to_end_of(child.content)
        elif child.type == "image":
            source.skip(_IMAGE)
        elif child.type == "link_close" and child.markup != "autolink":
            source.skip(_LINK_END)


class _Source:
    """The file's text, and how far in it the words of a block have been found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self._line = -1
        self._at = self._end = 0

    def begin(self, first: int, after: int) -> None:
        """A block of some lines; the cells of a row are blocks on one line, one after the other."""
        self._end = self._starts[min(after, len(self._starts) - 1)]
        if first == self._line and self._at < self._end:
            bar = self.text.find("|", self._at, self._end)
            self._at = bar + 1 if bar >= 0 else self._at
            return
        self._line, self._at = first, self._starts[first]
        self.skip(_MARKS)

    def place(self, start: int, word: str) -> tuple[int, int]:
        """Line and column of the next word of the block; about right for what stands otherwise in the file."""
        found = self.text.find(word, self._at, self._end)
        at = found if found >= 0 else self._at
        self._at = found + len(word) if found >= 0 else self._at
        line = self._row(at)
        return line + 1, at - self._starts[line] + 1

    def next_line(self) -> None:
        """A line of the block has ended."""
        self._at = max(self._at, self._starts[min(self._row(self._at) + 1, len(self._starts) - 1)])

    def skip(self, pattern: re.Pattern[str]) -> None:
        """What is no word, from here or from where it begins."""
        found = pattern.search(self.text, self._at, self._end)
        self._at = found.end() if found else self._at

    def skip_to_end_of(self, content: str) -> None:
        """A tag, as it stands in the file."""
        found = self.text.find(content, self._at, self._end)
        self._at = found + len(content) if found >= 0 else self._at

    def _row(self, at: int) -> int:
        return bisect.bisect_right(self._starts, at) - 1
