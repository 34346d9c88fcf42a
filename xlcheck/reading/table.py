"""Tables of pairs, a pair a line: by tabs (TSV), as CSV, or as JSON Lines; the heading, or the keys, say what is what."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from itertools import accumulate, chain, islice
from typing import NamedTuple

from xlcheck.errors import ReadingError
from xlcheck.reading.languages import is_language
from xlcheck.reading.source import LARGEST, without_surrogates
from xlcheck.reading.units import Bilingual, Cell, State, UnitPair

#: What columns and keys are called, by what they hold.
_NAMES = {
    "original": ("original", "source", "src", "original_text", "source_text"),
    "translation": ("translation", "target", "tgt", "trg", "mt", "translation_text", "target_text"),
    "id": ("id", "key", "unit", "name"),
    "note": ("note", "notes", "comment", "comments", "context", "description"),
    "state": ("state", "status"),
    "locked": ("locked",),
    "fuzzy": ("fuzzy",),
    "original_language": ("original_language", "source_language", "src_lang", "source_lang"),
    "translation_language": ("translation_language", "target_language", "tgt_lang", "target_lang"),
}
_MEANT = {name: kind for kind, names in _NAMES.items() for name in names}
_STATES = {
    "new": State.UNTRANSLATED, "untranslated": State.UNTRANSLATED, "needs-translation": State.UNTRANSLATED, "initial": State.UNTRANSLATED,
    "fuzzy": State.DRAFT, "draft": State.DRAFT, "locked": State.LOCKED,
}  # fmt: skip


_LINE = re.compile(r"\r\n|\r|\n")
_BREAK = re.compile(r"\s*[\r\n]+\s*")


class _Row(NamedTuple):
    """Cells with the line and columns at which they begin."""

    cells: list[str]
    line: int
    columns: list[int]


def read_tsv(text: str, name: str) -> Bilingual:
    """Original, tab, translation on every line; nothing is quoted, since articles are full of quotation marks."""
    return _bilingual(_tabbed(text), name, "has no tab; write original, tab, translation on every line")


def read_csv(text: str, name: str) -> Bilingual:
    """A table as spreadsheets write it, by commas or semicolons; a cell in quotes may hold several lines."""
    return _bilingual(_quoted(text, name), name, "has one column; write original and translation on every line")


def read_jsonl(text: str, name: str) -> Bilingual:
    """An object a line, with ``original`` and ``translation`` (or source and target, src and tgt)."""
    rows = _objects(text, name)
    first = list(islice(rows, 1))
    return Bilingual(
        (_unit(row, line) for row, line in chain(first, rows)), _named_languages(first[0][0] if first else {})
    )


def _bilingual(rows: Iterator[_Row], name: str, problem: str) -> Bilingual:
    first = next(rows, None)
    if first is None:
        return Bilingual(iter(()))
    heading, languages = _heading(first.cells)
    if not heading:
        rows, heading = chain([first], rows), {0: "original", 1: "translation"}
    units = _units(rows, heading, name, problem)
    start = list(islice(units, 1))
    told = _named_languages(start[0][1] if start else {})
    return Bilingual((unit for unit, _ in chain(start, units)), (languages[0] or told[0], languages[1] or told[1]))


def _heading(cells: list[str]) -> tuple[dict[int, str], tuple[str | None, str | None]]:
    """What each column holds, {} where the first line is a pair already; two columns may be named by their languages."""
    names = [cell.strip().lower() for cell in cells]
    meant = {at: _MEANT[name] for at, name in enumerate(names) if name in _MEANT}
    if {"original", "translation"} <= set(meant.values()):
        return meant, (None, None)
    if meant.get(0) == "original" and len(cells) > 1:
        return {**meant, 1: "translation"}, (None, None)
    tags = [at for at, cell in enumerate(cells) if at not in meant and is_language(cell.strip())]
    if len(tags) == 2:
        one, two = (cells[at].strip().replace("_", "-") for at in tags)
        return {**meant, tags[0]: "original", tags[1]: "translation"}, (one, two)
    return {}, (None, None)


def _units(
    rows: Iterator[_Row], heading: Mapping[int, str], name: str, problem: str
) -> Iterator[tuple[UnitPair, dict[str, str]]]:
    for row in rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        if len(row.cells) < 2:
            raise ReadingError(f"{name}:{row.line}", problem)
        named = {kind: at for at, kind in heading.items() if at < len(row.cells)}
        cells = {kind: row.cells[at] for kind, at in named.items()}
        sides = [
            _cell(cells.get(k, ""), row.line, row.columns[named[k]] if k in named else 0)
            for k in ("original", "translation")
        ]
        yield _unit_of(sides[0], sides[1], cells), cells


def _cell(text: str, line: int, column: int) -> Cell:
    return Cell(_BREAK.sub(" ", text).strip(), line, column and column + len(text) - len(text.lstrip()))


def _unit_of(one: Cell, two: Cell, row: Mapping[str, str]) -> UnitPair:
    state = _STATES.get(row.get("state", "").strip().lower(), State.READY)
    for flag, told in (("fuzzy", State.DRAFT), ("locked", State.LOCKED)):
        state = told if row.get(flag, "").strip().lower() in ("true", "yes", "1", "x", flag) else state
    name, note = (without_surrogates(row.get(key, ""))[0].strip() for key in ("id", "note"))
    return UnitPair(one, two, name, (note,) if note else (), state)


def _unit(row: Mapping[str, str], line: int) -> UnitPair:
    return _unit_of(_cell(row["original"], line, 0), _cell(row["translation"], line, 0), row)


def _named_languages(row: Mapping[str, str]) -> tuple[str | None, str | None]:
    one, two = (without_surrogates(row.get(f"{side}_language", ""))[0] or None for side in ("original", "translation"))
    return one, two


def _tabbed(text: str) -> Iterator[_Row]:
    for number, line in enumerate(_LINE.split(text), start=1):
        if line.strip():
            cells = line.split("\t")
            columns = accumulate((len(cell) + 1 for cell in cells[:-1]), initial=1)
            yield _Row(cells, number, list(columns))


def _quoted(text: str, name: str) -> Iterator[_Row]:
    # Whole articles stand in cells.
    csv.field_size_limit(LARGEST)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            yield _Row(cells, before + 1, [0] * len(cells))
            before = reader.line_num
    except csv.Error as error:
        raise ReadingError(f"{name}:{reader.line_num}", f"is no CSV ({error})") from None


def _objects(text: str, name: str) -> Iterator[tuple[dict[str, str], int]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = (
                "it is nested too deep"
                if isinstance(error, RecursionError)
                else getattr(error, "msg", "a number is too long")
            )
            raise ReadingError(place, f"is no JSON ({why})") from None
        if not isinstance(item, dict):
            raise ReadingError(place, "is no object; write one with original and translation on every line")
        row = {_MEANT[key.lower()]: _string(value) for key, value in item.items() if key.lower() in _MEANT}
        if not {"original", "translation"} <= set(row):
            raise ReadingError(place, "has no original and translation (or source and target, src and tgt)")
        yield row, number


def _string(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)
