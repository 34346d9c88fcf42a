"""Glossaries: which terms are to be used, which to be avoided, which left as they are (TBX, CSV, TSV)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xlcheck.errors import ReadingError
from xlcheck.reading.decoding import decode
from xlcheck.reading.languages import is_language, language_named, like
from xlcheck.reading.source import opened, read_bytes
from xlcheck.reading.xml import Collector, local, parse

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

#: Names of columns, by what they hold; a column may also be named by a language.
_COLUMNS = {
    **dict.fromkeys(("original", "source", "src", "term", "source term", "source_term"), "original"),
    **dict.fromkeys(("translation", "target", "tgt", "target term", "target_term"), "translation"),
    **dict.fromkeys(("forbidden", "avoid", "deprecated"), "forbidden"),
    **dict.fromkeys(("rule", "kind", "usage", "status"), "rule"),
    **dict.fromkeys(("note", "notes", "comment", "definition"), "note"),
    **dict.fromkeys(("case", "case-sensitive", "case sensitive"), "case"),
}
_KEEP = frozenset({"keep", "do-not-translate", "do not translate", "dnt", "untranslatable", "as is"})
_AVOID = frozenset({"forbidden", "avoid", "deprecated", "must-not-use", "do not use"})
_MUST = frozenset({"", "must", "must-use", "use", "preferred", "approved", "admitted"})
_YES = frozenset({"yes", "true", "1", "x", "case", "sensitive"})
_SUFFIXES = (".tbx", ".xml")


class Term(NamedTuple):
    """What a glossary says of a pair of languages: ``original`` is "" where a word is forbidden wherever it comes from."""

    original: str
    translations: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    keep: bool = False
    case: bool = False
    note: str = ""


class Concept(NamedTuple):
    """A thing with its names: by language, or by side where a table doesn't name languages; and those to avoid."""

    names: Mapping[str, tuple[str, ...]]
    avoided: Mapping[str, tuple[str, ...]]
    keep: bool = False
    case: bool = False
    note: str = ""


@dataclass(frozen=True)
class Glossary:
    """The concepts of one file, or of several."""

    concepts: tuple[Concept, ...]
    _known: dict[tuple[str | None, str | None], list[Term]] = field(default_factory=dict, compare=False, repr=False)

    def terms(self, original: str | None, translation: str | None) -> list[Term]:
        """What goes for a pair of languages, a term for every name of the original; listed once, for thousands of articles."""
        if (original, translation) not in self._known:
            self._known[original, translation] = list(self._terms(original, translation))
        return self._known[original, translation]

    def _terms(self, original: str | None, translation: str | None) -> Iterator[Term]:
        for concept in self.concepts:
            ours = _of(concept.names, "original", original)
            theirs = _of(concept.names, "translation", translation)
            forbidden = _of(concept.avoided, "translation", translation)
            if concept.keep:
                yield from (Term(name, (name,), (), True, concept.case, concept.note) for name in ours)
            elif theirs or forbidden:
                names = ours or (("",) if forbidden else ())
                yield from (Term(name, theirs, forbidden, False, concept.case, concept.note) for name in names)


def read_glossaries(paths: Sequence[Path]) -> Glossary:
    """All concepts of some files; raises ReadingError with the place of what is wrong."""
    return Glossary(tuple(concept for path in paths for concept in read_glossary(path).concepts))


def read_glossary(path: Path) -> Glossary:
    """The concepts of a file: TBX by its ending, else a table with a heading."""
    if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
        raise ReadingError(str(path), "is a workbook; save the sheet of terms as CSV")
    if path.suffix.lower() in _SUFFIXES:
        with opened(path) as stream:
            concepts = tuple(parse(stream, str(path), _Concepts()))
    else:
        concepts = tuple(table(decode(read_bytes(path), name=str(path)), str(path)))
    if not concepts:
        raise ReadingError(str(path), "holds no term")
    return Glossary(concepts)


def _of(names: Mapping[str, tuple[str, ...]], side: str, language: str | None) -> tuple[str, ...]:
    found = list(names.get(side, ()))
    if language:
        found += [name for tag, those in names.items() if is_language(tag) and like(tag, language) for name in those]
    return tuple(dict.fromkeys(found))


def table(text: str, name: str) -> Iterator[Concept]:
    """The concepts of a table: a heading of original, translation (or two languages), forbidden, rule, note, case.

    Several names in a cell stand between bars. Raises ReadingError with the line that is wrong.
    """
    first = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max("\t;,", key=first.count))
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        columns = [_COLUMNS.get(cell) or language_named(cell) or cell for cell in heading]
        _sound(columns, name)
        for row in reader:
            if any(cell.strip() for cell in row):
                yield _concept(
                    dict(zip(columns, (cell.strip() for cell in row), strict=False)), f"{name}:{reader.line_num}"
                )
    except csv.Error as error:
        raise ReadingError(f"{name}:{reader.line_num}", f"is no CSV ({error})") from None


def _sound(columns: Sequence[str], name: str) -> None:
    """Raises ReadingError for a heading that names no terms, and for one of ours that is misspelt; others are passed over."""
    names = [cell for cell in columns if cell in ("original", "translation") or is_language(cell)]
    if len(names) < (1 if {"rule", "forbidden"} & set(columns) else 2):
        known = "original and translation (or their languages, such as zh and en), perhaps forbidden, rule, note, case"
        raise ReadingError(f"{name}:1", f"has no heading of a glossary: it needs {known}")
    for cell in columns:
        near = get_close_matches(cell, ("forbidden", "rule", "case"), n=1, cutoff=0.75)
        if cell not in _COLUMNS.values() and not is_language(cell) and near:
            raise ReadingError(f"{name}:1", f"has a column {cell!r}; did you mean {near[0]}?")


def _concept(row: dict[str, str], place: str) -> Concept:
    rule = row.get("rule", "").lower()
    if rule not in _MUST | _KEEP | _AVOID:
        raise ReadingError(
            place, f"has an unknown rule {rule!r}; there are keep, forbidden, and nothing for a term to be used"
        )
    names = {
        key: _several(value) for key, value in row.items() if key in ("original", "translation") or is_language(key)
    }
    names = {key: those for key, those in names.items() if those}
    avoided = {"translation": _several(row.get("forbidden", ""))}
    if rule in _AVOID:
        # The rule goes for the second of two columns; the first says what it would stand for.
        *_, last = names or ("translation",)
        avoided["translation"] += names.pop(last, ())
    if not any(names.values()) and not avoided["translation"]:
        raise ReadingError(place, "names no term")
    return Concept(names, avoided, rule in _KEEP, row.get("case", "").lower() in _YES, row.get("note", ""))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(name for name in (" ".join(part.split()) for part in cell.split("|")) if name)


class _Concepts(Collector[Concept]):
    """Collects concepts of TBX, of whichever dialect: entries, languages, terms with their status."""

    _STATUS = re.compile(r"deprecated|superseded|forbidden|obsolete|donotuse|notrecommended", re.I)

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, list[str]] = {}
        self._avoided: dict[str, list[str]] = {}
        self._notes: list[str] = []
        self._language = ""
        self._terms: list[str] = []
        self._status = ""
        #: What is read, of which element, and what kind that is of.
        self._text: list[str] | None = None
        self._element = self._kind = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  # the name that the parser calls
        """An entry, a language, a term or what is said of it."""
        match local(name):
            case "termEntry" | "conceptEntry":
                self._names, self._avoided, self._notes = {}, {}, []
            case "langSet" | "langSec":
                self._language = attrs.get("xml:lang") or attrs.get("lang") or ""
            case "tig" | "ntig" | "termSec":
                self._terms, self._status = [], ""
            case "term" | "termNote" | "administrativeStatus" | "note" | "definition" as element:
                self._text, self._element, self._kind = [], element, attrs.get("type") or element
            case "descrip" if attrs.get("type") == "definition":
                self._text, self._element, self._kind = [], "descrip", "definition"

    def endElement(self, name: str) -> None:  # noqa: N802
        """A term, its status or an entry is whole."""
        element = local(name)
        text = " ".join("".join(self._text or ()).split())
        if element == "term" and text:
            self._terms.append(text)
        elif element in ("termNote", "administrativeStatus") and self._kind in (
            "administrativeStatus",
            "normativeAuthorization",
        ):
            self._status = text
        elif element in ("note", "definition", "descrip") and self._text is not None and text:
            self._notes.append(text)
        elif element in ("tig", "ntig", "termSec"):
            those = self._avoided if self._STATUS.search(self._status.replace("-", "")) else self._names
            those.setdefault(self._language.replace("_", "-"), []).extend(self._terms)
        elif element in ("termEntry", "conceptEntry"):
            self._done += self._whole()
        if element == self._element:
            self._text = None

    def characters(self, content: str) -> None:
        """Text of a term, a status or a note."""
        if self._text is not None:
            self._text.append(content)

    def _whole(self) -> list[Concept]:
        if not self._names and not self._avoided:
            return []
        return [Concept(_frozen(self._names.items()), _frozen(self._avoided.items()), note="; ".join(self._notes))]


def _frozen(items: Iterable[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(names) for language, names in items if names}
