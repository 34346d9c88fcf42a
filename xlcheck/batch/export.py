"""A run out of the store: JSON Lines with whole reports, Parquet with a row a pair and its counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from xlcheck.batch.store import Store
from xlcheck.errors import XlcheckError

#: Rows that are held at a time.
_AT_ONCE = 512
#: Beyond the last ordinal of any run.
_ALL = 1 << 62
_ROWS = """
    SELECT ordinal, item.id AS id, item.original AS original, item.translation AS translation, outlet, date, url, error, report,
        beads, drifted, critical, major, minor, drift, judged, original_language, translation_language, original_title, translation_title
    FROM item LEFT JOIN verdict ON verdict.id = item.verdict WHERE run = ? AND ordinal >= ? AND ordinal <= ? ORDER BY ordinal
"""
_FACTS = ("id", "original", "translation", "outlet", "date", "url")


def rows(store: Store, run: int, ordinal: int | None = None) -> Iterator[dict[str, Any]]:
    """The items of a run in the order of its manifest, or one of them, each with its ``report``, or its ``error``."""
    first, last = (0, _ALL) if ordinal is None else (ordinal, ordinal)
    for row in store.query(_ROWS, (run, first, last)):
        told: dict[str, Any] = {key: row[key] for key in _FACTS}
        if row["error"] is not None:
            yield {**told, "error": row["error"]}
            continue
        report = store.report(row["report"])
        for side in ("original", "translation"):
            report[side]["path"] = row[side]
        yield {**told, "report": report}


def jsonl(store: Store, run: int) -> Iterator[str]:
    """A line an item: the same bytes however the run was done."""
    return (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows(store, run))


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Lines in a file; raises XlcheckError where it can't be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        raise XlcheckError(f"{path}: can't be written ({error.strerror})") from None


def write_parquet(store: Store, run: int, path: Path) -> None:
    """A row an item: what its manifest says, languages, counts, the mean drift, the report as JSON, the error."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise XlcheckError("Parquet needs a library: pip install 'xlcheck[parquet]'") from None
    counts = ("beads", "drifted", "critical", "major", "minor")
    texts = (*_FACTS, "original_language", "translation_language", "original_title", "translation_title", "error")
    schema = pa.schema(
        [
            *((key, pa.string()) for key in texts),
            *((key, pa.int64()) for key in counts),
            ("drift", pa.float64()),
            ("report", pa.string()),
        ]
    )
    try:
        with ParquetWriter(path, schema, compression="zstd") as writer:
            found = store.query(_ROWS, (run, 0, _ALL))
            while some := list(islice(found, _AT_ONCE)):
                table = [
                    {
                        **{key: row[key] for key in (*texts, *counts)},
                        "drift": row["drift"] / row["judged"] if row["judged"] else None,
                        "report": json.dumps(store.report(row["report"]), ensure_ascii=False)
                        if row["report"]
                        else None,
                    }
                    for row in some
                ]
                writer.write_table(pa.Table.from_pylist(table, schema))
    except OSError as error:
        raise XlcheckError(f"{path}: can't be written ({error.strerror or error})") from None
