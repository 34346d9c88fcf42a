"""TMX, the exchange format of translation memories: units of one text in several languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from xlcheck.errors import ReadingError
from xlcheck.reading.languages import like
from xlcheck.reading.source import opened
from xlcheck.reading.units import Bilingual, Cell, Gathered, UnitPair
from xlcheck.reading.xml import Collector, local, parse

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

#: Inline elements whose content is code of the original format, not text.
_CODE = frozenset({"bpt", "ept", "it", "ph", "ut"})


class Unit(NamedTuple):
    """A unit's ``cells`` by language tag, as the file writes it."""

    cells: dict[str, Cell]
    id: str = ""
    notes: tuple[str, ...] = ()


def read_units(source: Path | BinaryIO, name: str = "") -> Iterator[Unit]:
    """The units of a file, one after the other; raises ReadingError with the place of what is broken."""
    if isinstance(source, Path):
        with opened(source) as stream:
            yield from parse(stream, str(source), _Units())
    else:
        yield from parse(source, name, _Units())


def read(stream: BinaryIO, name: str, original: str | None, translation: str | None) -> Bilingual:
    """Two languages of a memory, as told, or the two that it has, in the order of its first unit."""
    one, two = _languages(
        name, dict.fromkeys(tag for unit in read_units(stream, name) for tag in unit.cells), original, translation
    )
    stream.seek(0)
    empty = Cell("")
    units = (
        UnitPair(unit.cells.get(one, empty), unit.cells.get(two, empty), unit.id, unit.notes)
        for unit in read_units(stream, name)
    )
    return Bilingual(units, (one, two))


def _languages(name: str, there: dict[str, None], original: str | None, translation: str | None) -> tuple[str, str]:
    chosen = [_like(tag, there) if tag else None for tag in (original, translation)]
    free = [tag for tag in there if tag not in chosen]
    for at, tag in enumerate((original, translation)):
        if tag and not chosen[at]:
            raise ReadingError(name, f"holds nothing in {tag}; it has {', '.join(there) or 'no language'}")
        if not tag and len(there) == 2:
            chosen[at] = free.pop(0)
    if chosen[0] is None or chosen[1] is None:
        raise ReadingError(
            name,
            f"has {len(there)} languages ({', '.join(there)}); name two with --original-language and --translation-language",
        )
    return chosen[0], chosen[1]


def _like(tag: str, there: dict[str, None]) -> str | None:
    """The language of a memory that is meant by a tag: itself, or of the same primary language."""
    exact = next((t for t in there if t.lower() == tag.lower()), None)
    near = exact or next((t for t in there if like(t, tag)), None)
    return near or next((t for t in there if like(t.split("-")[0], tag)), None)


class _Units(Collector[Unit]):
    """Collects the text of every ``seg`` under the language of its ``tuv``."""

    def __init__(self) -> None:
        super().__init__()
        self._unit: Unit | None = None
        self._language = ""
        #: The text that is read, and the pieces of the code or the note within; None outside.
        self._text: Gathered | None = None
        self._aside: list[str] | None = None
        self._depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  # the name that the parser calls
        """A unit, a variant, a text or code within one begins."""
        match local(name):
            case "tu":
                self._unit = Unit({}, attrs.get("tuid") or "")
            case "tuv":
                self._language = attrs.get("xml:lang") or attrs.get("lang") or ""
            case "seg":
                self._text, self._depth = Gathered(self.line), 0
            case "note" if self._text is None:
                self._aside = []
            case code if code in _CODE:
                self._depth += 1
                self._aside = [] if self._depth == 1 else self._aside

    def endElement(self, name: str) -> None:  # noqa: N802
        """A unit, a text or a code is whole."""
        match local(name):
            case "tu" if self._unit is not None:
                self._done.append(self._unit)
                self._unit = None
            case "seg" if self._text is not None:
                if self._unit is not None and self._language:
                    self._unit.cells[self._language] = self._text.cell()
                self._text = self._aside = None
            case "note" if self._aside is not None and self._text is None:
                if self._unit is not None and (note := "".join(self._aside).strip()):
                    self._unit = self._unit._replace(notes=(*self._unit.notes, note))
                self._aside = None
            case code if code in _CODE:
                self._depth -= 1
                if not self._depth and self._text is not None:
                    self._text.code("".join(self._aside or ()).strip() or f"<{code}>")
                    self._aside = None

    def characters(self, content: str) -> None:
        """Text, or what a code or a note holds."""
        if self._aside is not None:
            self._aside.append(content)
        elif self._text is not None:
            self._text.add(content)
