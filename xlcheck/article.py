"""An article: its text, and the paragraphs, sentences and spans as offsets into that text.

Offsets are Unicode code points into ``Article.text``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

Side = Literal["original", "translation"]


class Role(StrEnum):
    """What a paragraph is in the article."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    PROVENANCE = "provenance"
    DISCLAIMER = "disclaimer"

    @property
    def is_statement(self) -> bool:
        """Whether the article says something there; furniture is aligned and shown, but never judged."""
        return self in (Role.HEADLINE, Role.STANDFIRST, Role.HEADING, Role.BODY)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text between line breaks or tags."""

    start: int
    end: int
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, with the number of its paragraph."""

    start: int
    end: int
    paragraph: int
    role: Role
    text: str


class Notice(NamedTuple):
    """Something about the run that the reader of the report should know."""

    code: str
    message: str
    side: Side | None = None


class Location(NamedTuple):
    """Line and column, both counted from 1, in the file that was read; of a file without lines, its paragraph.

    The column is 0 where its format tells only of lines.
    """

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the text that its format calls a unit, a cue, an item: its ``id`` there, and what translators were told.

    ``codes`` are the inline codes that were taken out of the text: (offset into the article's text, what the code is).
    """

    start: int
    end: int
    id: str
    notes: tuple[str, ...] = ()
    codes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Article:
    """An article as it was read; ``sentences`` is filled in once its language is known."""

    text: str
    path: str | None = None
    language: str | None = None
    title: str | None = None
    date: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    notices: tuple[Notice, ...] = ()
    #: Where the text's pieces stand in a marked-up file: (offset into text, line, column), sorted.
    anchors: tuple[tuple[int, int, int], ...] = field(default=(), repr=False)
    #: Of formats that have units; sorted, and none overlaps another.
    units: tuple[Unit, ...] = field(default=(), repr=False)

    def span(self, start: int, end: int) -> Span:
        """The stretch of text from start to end."""
        return Span(start, end, self.text[start:end])

    def bounds(self, indices: Sequence[int]) -> tuple[int, int]:
        """Where the first of some sentences begins and the last ends."""
        return self.sentences[indices[0]].start, self.sentences[indices[-1]].end

    def unit(self, offset: int) -> Unit | None:
        """The unit that an offset lies in, of formats that have some."""
        at = bisect.bisect_right(self.units, offset, key=lambda unit: unit.start) - 1
        return self.units[at] if at >= 0 and offset <= self.units[at].end else None

    def locate(self, offset: int) -> Location:
        """Line and column of an offset, in the file that the text came from."""
        if not self.anchors:
            return _location(self.text, 0, offset, Location(1, 1))
        at = bisect.bisect_right(self.anchors, offset, key=lambda anchor: anchor[0]) - 1
        start, line, column = self.anchors[max(at, 0)]
        return _location(self.text, start, offset, Location(line, column))


_LINE_END = re.compile(r"\r\n|\r|\n")


def _location(text: str, start: int, offset: int, origin: Location) -> Location:
    if not origin.column:
        return origin
    ends = [match.end() for match in _LINE_END.finditer(text, start, offset)]
    if not ends:
        return Location(origin.line, origin.column + offset - start)
    return Location(origin.line + len(ends), offset - ends[-1] + 1)
