"""XLIFF 1.2 and 2.x, the exchange format of translation tools: units of source and target, with states and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from xlcheck.errors import ReadingError
from xlcheck.reading.units import Bilingual, Cell, Gathered, State, UnitPair
from xlcheck.reading.xml import Collector, local, parse

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

#: Inline elements that hold code of the original format (1.2), and those that stand for some.
_HOLDING = frozenset({"bpt", "ept", "it", "ph"})
_STANDING = frozenset({"x", "bx", "ex", "sc", "ec"})
#: Those that enclose text.
_AROUND = frozenset({"g", "pc"})
_NEW = frozenset({"new", "needs-translation", "initial"})
_LOCKED = frozenset({"true", "yes", "locked"})


def read(stream: BinaryIO, name: str, original: str | None, translation: str | None) -> Bilingual:
    """The units of all files in it; raises ReadingError where it is none."""
    handler = _Units()
    units = parse(stream, name, handler)
    # The languages stand above the first unit.
    first = list(islice(units, 1))
    if not handler.is_xliff:
        raise ReadingError(name, "is no XLIFF: its first element is no <xliff>")
    return Bilingual(chain(first, units), handler.languages)


@dataclass
class _Open:
    """A unit that is being read; one of XLIFF 2 has segments, each a pair of its own."""

    id: str
    locked: bool
    notes: list[str] = field(default_factory=list)
    pairs: list[tuple[Cell, Cell, str, str]] = field(default_factory=list)
    source: Cell | None = None
    target: Cell | None = None
    state: str = ""
    part: str = ""
    #: Segments of XLIFF 1.2, by their mid: of seg-source and of target; and which of them a tool has locked.
    segments: tuple[dict[str, Cell], dict[str, Cell]] = field(default_factory=lambda: ({}, {}))
    locked_segments: set[str] = field(default_factory=set)

    def close_segment(self) -> None:
        if self.source is not None:
            self.pairs.append((self.source, self.target or Cell("", self.source.line), self.state, self.part))
        self.source = self.target = None
        self.state = self.part = ""

    def whole(self) -> list[UnitPair]:
        ours, theirs = self.segments
        if ours and theirs:
            return [
                UnitPair(cell, two, f"{self.id}/{mid}", tuple(self.notes), self._state(two, "", mid))
                for mid, cell in ours.items()
                for two in [theirs.get(mid, Cell("", cell.line))]
            ]
        self.close_segment()
        several = len(self.pairs) > 1
        return [
            UnitPair(
                one, two, f"{self.id}/{part or n}" if several else self.id, tuple(self.notes), self._state(two, state)
            )
            for n, (one, two, state, part) in enumerate(self.pairs, start=1)
        ]

    def _state(self, target: Cell, state: str, mid: str = "") -> State:
        if self.locked or mid in self.locked_segments:
            return State.LOCKED
        return State.UNTRANSLATED if not target.text or state in _NEW else State.READY


class _Units(Collector[UnitPair]):
    """Collects every unit; what stands in ``alt-trans`` is a suggestion, and ``ignorable`` is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.is_xliff = False
        self.languages: tuple[str | None, str | None] = (None, None)
        #: How many elements are open: of all, of those that hold suggestions, of those that hold no text.
        self._open = self._suggested = self._ignorable = 0
        #: Whether each open element says that nothing in it is to be translated.
        self._locked: list[bool] = [False]
        self._unit: _Open | None = None
        self._text: Gathered | None = None
        #: The segment within it, and of which element; mids of the marks that are open, "" of one that is no segment.
        self._segment: Gathered | None = None
        self._side = 0
        self._marks: list[str] = []
        self._aside: list[str] | None = None
        self._around: list[str] = []
        #: How deep in code of the original format.
        self._code = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  # the name that the parser calls
        """A file, a unit, a text or a code within one begins."""
        element = local(name)
        self.is_xliff = self.is_xliff or (not self._open and element == "xliff")
        self._count(element, 1)
        self._locked.append(_locked(attrs, self._locked[-1]))
        if element in ("xliff", "file"):
            self._name_languages(attrs)
        elif element in ("trans-unit", "unit"):
            self._unit = _Open(attrs.get("id") or attrs.get("resname") or "", self._locked[-1])
        elif self._unit is not None and not self._suggested:
            self._within(self._unit, element, attrs)

    def _count(self, element: str, by: int) -> None:
        self._open += by
        self._suggested += by * (element == "alt-trans")
        self._ignorable += by * (element == "ignorable")

    def _name_languages(self, attrs: AttributesImpl) -> None:
        one = attrs.get("srcLang") or attrs.get("source-language")
        two = attrs.get("trgLang") or attrs.get("target-language")
        self.languages = (self.languages[0] or one, self.languages[1] or two)

    def _within(self, unit: _Open, element: str, attrs: AttributesImpl) -> None:
        if element in ("source", "seg-source", "target") and self._text is None:
            self._text, self._code = None if self._ignorable else Gathered(self.line), 0
            self._side, self._segment, self._marks = int(element == "target"), None, []
            unit.state = attrs.get("state") or unit.state
        elif element == "segment":
            unit.state, unit.part = attrs.get("state") or "", attrs.get("id") or ""
        elif element == "note":
            self._aside = []
        elif element == "seg" and _locked(attrs, False):
            # Trados lists its segments after the text, with what it knows of each.
            unit.locked_segments.add(attrs.get("id") or "")
        elif element == "mrk" and self._text is not None:
            mid = (attrs.get("mid") or "") if attrs.get("mtype") == "seg" else ""
            self._marks.append(mid)
            self._segment = Gathered(self.line) if mid else self._segment
        elif self._text is not None:
            self._inline(element, attrs)

    def _inline(self, element: str, attrs: AttributesImpl) -> None:
        told = attrs.get("equiv-text") or attrs.get("equiv") or attrs.get("disp")
        name = told or f'<{element} id="{attrs.get("id") or attrs.get("startRef") or ""}"/>'
        if element in _HOLDING:
            self._code += 1
            if self._code == 1:
                self._aside = []
                self._around.append(name)
        elif element in _STANDING and not self._code:
            self._add_code(name)
        elif element in _AROUND and not self._code:
            open_ = attrs.get("equivStart") or f'<{element} id="{attrs.get("id") or ""}">'
            self._add_code(open_)
            self._around.append(attrs.get("equivEnd") or f"</{element}>")

    def endElement(self, name: str) -> None:  # noqa: N802
        """A unit, a text or a code is whole."""
        element = local(name)
        if element in ("trans-unit", "unit") and self._unit is not None:
            self._done += self._unit.whole()
            self._unit = self._text = None
        elif self._unit is not None and not self._suggested:
            self._end_within(self._unit, element)
        self._count(element, -1)
        self._locked.pop()

    def _end_within(self, unit: _Open, element: str) -> None:
        if element in ("source", "target") and self._text is not None:
            setattr(unit, element, self._text.cell())
            self._text, self._around = None, []
        elif element == "seg-source":
            self._text, self._around = None, []
        elif element == "mrk" and self._text is not None and self._marks:
            mid = self._marks.pop()
            if mid and self._segment is not None:
                unit.segments[self._side][mid] = self._segment.cell()
                self._segment = None
        elif element == "segment":
            unit.close_segment()
        elif element == "note" and self._aside is not None:
            unit.notes += filter(None, ["".join(self._aside).strip()])
            self._aside = None
        elif self._text is not None and element in _HOLDING:
            self._code -= 1
            if not self._code and self._around:
                self._add_code("".join(self._aside or ()).strip() or self._around[-1])
                self._around.pop()
                self._aside = None
        elif self._text is not None and element in _AROUND and self._around and not self._code:
            self._add_code(self._around.pop())

    def characters(self, content: str) -> None:
        """Text, or what a code or a note holds."""
        if self._aside is not None:
            self._aside.append(content)
        elif self._text is not None:
            self._text.add(content)
            if self._segment is not None:
                self._segment.add(content)

    def _add_code(self, name: str) -> None:
        if self._text is not None:
            self._text.code(name)
        if self._segment is not None:
            self._segment.code(name)


def _locked(attrs: AttributesImpl, outer: bool) -> bool:
    """By the standard's ``translate``, which goes for all within, or by a tool's own ``locked``."""
    if any(local(name) == "locked" and value.lower() in _LOCKED for name, value in attrs.items()):
        return True
    told = attrs.get("translate")
    return told == "no" if told in ("yes", "no") else outer
