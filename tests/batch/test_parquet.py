"""Manifests and exports in Parquet; collected only where pyarrow is installed, see conftest.py."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.batch.conftest import Write, row, rows, told
from xlcheck.batch import Item, Settings, Store, read_items, run_batch
from xlcheck.batch.export import write_parquet
from xlcheck.errors import XlcheckError


def write_rows(path: Path, lines: list[dict[str, Any]]) -> Path:
    parquet.write_table(pa.Table.from_pylist(lines), path, row_group_size=100)
    return path


def test_a_manifest_in_parquet_has_the_items_of_the_same_in_jsonl(tmp_path: Path, write: Write) -> None:
    path = write_rows(tmp_path / "pairs.parquet", rows(600))
    assert list(read_items(path)) == list(read_items(write(rows(600))))


def test_dates_numbers_and_files_of_parquet_are_told_as_they_are_written(tmp_path: Path) -> None:
    line = {"id": 7, "original": "a.txt", "translation": "b.txt", "date": date(2026, 3, 1), "outlet": None, "words": 3}
    (item,) = read_items(write_rows(tmp_path / "pairs.parquet", [line]))
    assert item == Item("7", tmp_path / "a.txt", tmp_path / "b.txt", date="2026-03-01")


def test_a_row_without_a_side_is_an_item_with_an_error_and_its_row(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "pairs.parquet", [row(1), {**row(2), "original_text": None}])
    assert [item.error for item in read_items(path)] == [
        None,
        f"{path}:2: has neither original (a file) nor original_text",
    ]


@pytest.mark.parametrize("data", [b"", b"PAR1 and no more", b"id,original\n"])
def test_what_is_no_parquet_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "pairs.parquet"
    path.write_bytes(data)
    with pytest.raises(XlcheckError, match=r"pairs\.parquet: can't be read"):
        list(read_items(path))


def test_a_table_without_a_row_holds_no_pair(tmp_path: Path) -> None:
    path = tmp_path / "pairs.parquet"
    parquet.write_table(pa.table({"original": pa.array([], pa.string())}), path)
    with pytest.raises(XlcheckError, match="holds no pair"):
        list(read_items(path))


def test_an_export_has_a_row_for_every_item(tmp_path: Path, write: Write, store: Store) -> None:
    lines = [*rows(4), {"id": "gone", "original": "gone.txt", "translation_text": "Gone."}]
    run_batch(write(lines), store, Settings())
    write_parquet(store, store.run().id, tmp_path / "out.parquet")
    table = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    expected = told(store)
    assert [line["id"] for line in table] == [one["id"] for one in expected]
    for line, one in zip(table[:-1], expected[:-1], strict=True):
        summary = one["report"]["summary"]
        assert json.loads(line["report"]) == one["report"]
        assert [line[key] for key in ("beads", "drifted", "critical")] == [
            summary[key] for key in ("beads", "drifted", "critical")
        ]
        assert line["error"] is None
    assert (table[-1]["report"], table[-1]["beads"], table[-1]["drift"]) == (None, None, None)
    assert table[-1]["error"] == expected[-1]["error"]


def test_the_drift_of_a_row_is_the_mean_of_its_passages(tmp_path: Path, write: Write, store: Store) -> None:
    run_batch(write([row(0)]), store, Settings())
    write_parquet(store, store.run().id, tmp_path / "out.parquet")
    (line,) = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    drifts = [bead["drift"] for bead in told(store)[0]["report"]["beads"]]
    assert line["drift"] == pytest.approx(sum(drifts) / len(drifts))


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path, write: Write, store: Store) -> None:
    run_batch(write([row(0)]), store, Settings())
    with pytest.raises(XlcheckError, match="can't be written"):
        write_parquet(store, store.run().id, tmp_path / "gone" / "out.parquet")
