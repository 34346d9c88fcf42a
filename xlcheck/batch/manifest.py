"""Manifests: JSON Lines, CSV, Parquet, or a folder of pairs; read row by row, however long they are."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from xlcheck.batch.item import Item
from xlcheck.errors import XlcheckError
from xlcheck.reading.feed import as_day
from xlcheck.reading.source import LARGEST

_FIELDS = ("original_language", "translation_language", "outlet", "date", "url")
_AT_ONCE = 1 << 20


def read_items(source: Path, languages: tuple[str | None, str | None] = (None, None)) -> Iterator[Item]:
    """The pairs of a manifest, or of a folder; a row that is wrong is an item with an error.

    Raises XlcheckError for what is no manifest, and for one without a row.
    """
    rows = _in_folder(source, languages) if source.is_dir() else _rows(source)
    first = next(rows, None)
    if first is None:
        raise XlcheckError(f"{source}: holds no pair")
    yield first
    yield from rows


def digest(source: Path) -> str:
    """What a manifest is recognised by when a run goes on; a folder by the names of its files."""
    found = hashlib.sha256()
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            found.update(repr(path.relative_to(source)).encode("utf-8", "surrogatepass"))
        return f"folder:{found.hexdigest()}"
    try:
        with source.open("rb") as file:
            while data := file.read(_AT_ONCE):
                found.update(data)
    except OSError as error:
        raise XlcheckError(
            f"{source}: can't be read ({error.strerror}); name a manifest or a folder of pairs"
        ) from None
    return f"sha256:{found.hexdigest()}"


def _rows(source: Path) -> Iterator[Item]:
    reader = {".jsonl": _jsonl, ".ndjson": _jsonl, ".csv": _csv, ".parquet": _parquet}.get(source.suffix.lower())
    if reader is None:
        raise XlcheckError(f"{source}: is no manifest; name one in .jsonl, .csv or .parquet, or a folder of pairs")
    for number, row in reader(source):
        place = f"{source}:{number}"
        yield row if isinstance(row, Item) else _item(row, place, source.parent)


def _jsonl(source: Path) -> Iterator[tuple[int, Mapping[str, Any] | Item]]:
    with _text(source) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if isinstance(row, dict):
                yield number, row
            else:
                yield number, Item(f"line {number}", error=f"{source}:{number}: is no JSON object")


def _csv(source: Path) -> Iterator[tuple[int, Mapping[str, Any] | Item]]:
    # Whole articles stand in cells.
    csv.field_size_limit(LARGEST)
    with _text(source) as file:
        reader = csv.DictReader(file)
        try:
            if not {"original", "original_text"} & set(reader.fieldnames or ()):
                raise XlcheckError(f"{source}:1: has no heading; a manifest has columns id, original, translation …")
            for row in reader:
                yield reader.line_num, {key: value for key, value in row.items() if key}
        except csv.Error as error:
            raise XlcheckError(f"{source}:{reader.line_num}: is no CSV ({error})") from None


def _parquet(source: Path) -> Iterator[tuple[int, Mapping[str, Any] | Item]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise XlcheckError(f"{source}: Parquet needs a library: pip install 'xlcheck[parquet]'") from None
    number = 0
    try:
        with ParquetFile(source) as file:
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (ArrowException, OSError) as error:
        raise XlcheckError(f"{source}: can't be read ({error})") from None


def _text(source: Path) -> Any:
    try:
        return source.open(
            encoding="utf-8-sig", errors="surrogateescape", newline="" if source.suffix.lower() == ".csv" else None
        )
    except OSError as error:
        raise XlcheckError(
            f"{source}: can't be read ({error.strerror}); name a manifest or a folder of pairs"
        ) from None


def _item(row: Mapping[str, Any], place: str, folder: Path) -> Item:
    if any("\udc80" <= sign <= "\udcff" for value in row.values() if isinstance(value, str) for sign in value):
        return Item(place, error=f"{place}: is not in UTF-8")
    cells = {key: told(row.get(key)) for key in (*_FIELDS, "id", "original", "translation")}
    cells["date"] = as_day(cells["date"])
    name = cells["id"] or cells["original"] or place
    sides: list[Path | str] = []
    for side in ("original", "translation"):
        text, path = row.get(f"{side}_text"), cells[side]
        if isinstance(text, str) and text:
            sides.append(text)
        elif path and "\0" not in path:
            sides.append(folder / path)
        else:
            return Item(name, error=f"{place}: has neither {side} (a file) nor {side}_text")
    return Item(name, sides[0], sides[1], **{key: cells[key] for key in _FIELDS})


def told(value: Any) -> str | None:
    """What a cell says; dates and numbers of Parquet and JSON as they are written, None for nothing and for no number."""
    text = "" if value is None or value != value else str(value).strip()
    return text.encode("utf-8", "replace").decode() or None


def _in_folder(folder: Path, languages: tuple[str | None, str | None]) -> Iterator[Item]:
    from xlcheck.gathering.folders import in_folder

    for work in in_folder(folder, languages).works:
        if len(work.files) == 2:
            one, two = work.files
            yield Item(str(one.relative_to(folder)), one, two, languages[0], languages[1])
        else:
            yield Item(work.name, error=f"{work.name}: is a bilingual file; a batch takes pairs of articles")
