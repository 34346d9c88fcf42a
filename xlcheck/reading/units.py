"""What a bilingual file holds: units of one text in two languages, as their format tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

_SPACE = re.compile(r"[ \t\r\n]+")


class State(StrEnum):
    """How far a unit is: only what is READY is checked, of the others the report tells how many there are."""

    READY = "ready"
    #: Empty, or marked as new: nobody has translated it.
    UNTRANSLATED = "not translated yet"
    #: A translation of an earlier text that waits for a person.
    DRAFT = "fuzzy"
    #: Not to be translated, or not to be touched any more.
    LOCKED = "locked"


class Cell(NamedTuple):
    """A side of a unit, where in the file it stands, and the inline codes that were taken out: (offset, what it is).

    The column is 0 where the text doesn't stand in the file letter by letter: escaped, or over several lines.
    """

    text: str
    line: int = 1
    column: int = 0
    codes: tuple[tuple[int, str], ...] = ()


class UnitPair(NamedTuple):
    """A unit: both sides, its id in the file and what is noted for translators."""

    original: Cell
    translation: Cell
    id: str = ""
    notes: tuple[str, ...] = ()
    state: State = State.READY


class Bilingual(NamedTuple):
    """The units of a file, read one after the other, and its languages where it names them."""

    units: Iterator[UnitPair]
    languages: tuple[str | None, str | None] = (None, None)


class Gathered:
    """The text of an element, piece by piece; breaks and runs of spaces are one space, as in every XML of this kind."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._pieces: list[tuple[str, bool]] = []

    def add(self, text: str) -> None:
        """Text as it stands in the file."""
        self._pieces.append((text, False))

    def code(self, name: str) -> None:
        """An inline code at this place."""
        self._pieces.append((name, True))

    def cell(self) -> Cell:
        """All that was added; the offsets of codes are into the text."""
        words: list[str] = []
        codes: list[tuple[int, str]] = []
        length, spaced = 0, True
        for piece, is_code in self._pieces:
            if is_code:
                codes.append((length, piece))
                continue
            text = _SPACE.sub(" ", piece)
            text = text[1:] if spaced and text.startswith(" ") else text
            if text:
                words.append(text)
                length, spaced = length + len(text), text.endswith(" ")
        text = "".join(words)
        end = len(text.rstrip(" "))
        return Cell(text[:end], self._line, 0, tuple((min(at, end), name) for at, name in codes))
