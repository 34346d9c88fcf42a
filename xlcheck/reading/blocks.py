"""Blocks of text out of a marked-up file, each piece with where it stood there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from xlcheck.article import Article, Paragraph, Role
from xlcheck.reading.roles import find_date, with_roles

_WORD = re.compile(r"(\s*)(\S+)|\s+$")


class Block(NamedTuple):
    """A paragraph to be; ``pieces`` are (offset into its text, line, column)."""

    text: str
    role: Role
    pieces: tuple[tuple[int, int, int], ...]


class Blocks:
    """Collects blocks, word by word: runs of spaces are one, and an empty block is none."""

    def __init__(self) -> None:
        self.done: list[Block] = []
        self._words = ""
        self._pieces: list[tuple[int, int, int]] = []

    @property
    def length(self) -> int:
        """Of the block that is open."""
        return len(self._words)

    def add(self, text: str, line: int, column: int) -> None:
        """A stretch of one line of the file, from a column (counted from 1) on."""
        self.words(text, lambda start, word: (line, column + start))

    def words(self, text: str, place: Callable[[int, str], tuple[int, int]]) -> None:
        """Words whose line and column are told one by one, from their offset into the stretch and themselves."""
        for match in _WORD.finditer(text):
            spaced = match[1] or match[2] is None
            if spaced and self._words and not self._words.endswith(" "):
                self._words += " "
            if match[2]:
                self._pieces.append((len(self._words), *place(match.start(2), match[2])))
                self._words += match[2]

    def end(self, role: Role = Role.BODY) -> None:
        """The block is whole."""
        if words := self._words.rstrip():
            self.done.append(Block(words, role, tuple(self._pieces)))
        self._words, self._pieces = "", []


def article_of_blocks(blocks: list[Block], *, title: str | None = None, date: str | None = None) -> Article:
    """The article of some blocks; its headline is its title, and lines of furniture tell its date where nothing else does."""
    text = "\n\n".join(block.text for block in blocks)
    paragraphs, anchors, start = [], [], 0
    for words, role, pieces in blocks:
        paragraphs.append(Paragraph(start, start + len(words), role))
        anchors += [(start + offset, line, column) for offset, line, column in pieces]
        start += len(words) + 2
    named = with_roles(text, paragraphs)
    headline = next((text[p.start : p.end] for p in named if p.role == Role.HEADLINE), None)
    return Article(
        text, title=headline or title, date=date or find_date(text, named), paragraphs=named, anchors=tuple(anchors)
    )
