from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import Write, exported, row, rows, told
from xlcheck.batch import Item, Settings, Store, run_batch
from xlcheck.errors import XlcheckError

ITEM = Item("a", Path("a.zh.txt"), "The ferry stopped.", outlet="The Quay", date="2026-03-01", url="https://quay.test")


def report(number: int = 0) -> bytes:
    """A report with a finding and as much else as the store asks for."""
    side = {"language": "zh", "title": None, "path": None}
    finding = {
        "check": "number-changed", "severity": "major", "confidence": 0.7, "bead": 1, "fingerprint": f"f{number}", "status": "new",
        "original": {"start": 0, "end": 1, "text": "七"}, "translation": None, "message": "seven is gone",
    }  # fmt: skip
    summary = {"beads": 2, "drifted": 1, "critical": 0, "major": 1, "minor": 0}
    beads = [{"drift": 0.75}, {"drift": None}]
    whole = {"original": side, "translation": side, "beads": beads, "findings": [finding], "summary": summary}
    return json.dumps(whole).encode()


def begun(store: Store) -> int:
    return store.begin("pairs.jsonl", "digest", {"profile": "embedded"}, "signature")


def counts(store: Store) -> dict[str, int]:
    tables = ("run", "item", "verdict", "finding")
    return {table: next(store.query(f"SELECT count(*) FROM {table}"))[0] for table in tables}


def recorded(store: Store, run: int, count: int) -> None:
    with store.writing():
        for n in range(count):
            store.record(run, n, replace(ITEM, id=str(n)), store.keep(b"%d" % n, report(n)), None)


# What is kept


def test_a_store_must_be_there_where_it_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    with pytest.raises(XlcheckError, match=r"gone\.db: there is no such store"):
        Store(path, must_exist=True)
    assert not path.exists()
    with pytest.raises(XlcheckError, match="there is no such store"):
        Store(tmp_path, must_exist=True)


def test_a_run_is_told_as_it_was_begun(store: Store) -> None:
    (run,) = [store.run(begun(store))]
    assert (run.id, run.manifest, run.digest, run.signature) == (1, "pairs.jsonl", "digest", "signature")
    assert (run.finished, run.items, run.failed) == (None, 0, 0)
    store.finish(run.id)
    assert (store.run().finished or "") >= run.started


def test_a_run_counts_its_items_and_those_that_failed(store: Store) -> None:
    run = begun(store)
    recorded(store, run, 2)
    with store.writing():
        store.record(run, 7, ITEM, None, "no such file")
    assert (store.run().items, store.run().failed) == (3, 1)
    assert store.done(run) == {0, 1, 7}
    assert store.done(run + 1) == set()


def test_a_run_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(XlcheckError, match=r"results\.db: has no run yet"):
        store.run()
    begun(store)
    with pytest.raises(XlcheckError, match=r"results\.db: has no run 2"):
        store.run(2)


def test_what_is_recorded_twice_is_there_once_as_it_was(store: Store) -> None:
    run = begun(store)
    recorded(store, run, 1)
    before = exported(store)
    with store.writing():
        assert store.keep(b"0", report(5)) == store.verdict(b"0")
        store.record(run, 0, replace(ITEM, id="other"), None, "an error")
    assert exported(store) == before
    assert counts(store) == {"run": 1, "item": 1, "verdict": 1, "finding": 1}


def test_findings_are_laid_out_to_be_asked_for(store: Store) -> None:
    recorded(store, begun(store), 1)
    (finding,) = store.query("SELECT * FROM finding")
    assert tuple(finding) == (1, 0, "number-changed", 2, 0.7, 1, "f0", "七", None, "seven is gone", "new")
    (verdict,) = store.query("SELECT beads, drifted, drift, judged, original_language FROM verdict")
    assert tuple(verdict) == (2, 1, 0.75, 1, "zh")


def test_what_is_committed_is_there_for_another_reader(store: Store, tmp_path: Path) -> None:
    recorded(store, begun(store), 3)
    with Store(tmp_path / "results.db", must_exist=True) as other:
        assert exported(other) == exported(store)


# What fails


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, sqlite3.OperationalError])
def test_a_transaction_that_fails_in_the_middle_leaves_nothing(store: Store, error: type[BaseException]) -> None:
    run = begun(store)
    recorded(store, run, 2)
    before = exported(store), counts(store)

    def fail() -> None:
        with store.writing():
            store.record(run, 5, ITEM, store.keep(b"5", report(5)), None)
            raise error

    with pytest.raises((error, XlcheckError)):
        fail()
    assert (exported(store), counts(store)) == before
    recorded(store, run, 3)
    assert store.done(run) == {0, 1, 2}


def test_an_item_of_a_run_that_is_not_there_is_refused_in_one_line(store: Store) -> None:
    with pytest.raises(XlcheckError, match=r"can't be written \(FOREIGN KEY") as refused, store.writing():
        store.record(3, 0, ITEM, None, "an error")
    assert "\n" not in str(refused.value)


def test_where_the_disk_is_full_it_is_one_line_and_what_was_committed_stays(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlcheck.batch.run._PAIRS", 5)
    path, manifest = tmp_path / "full.db", write(rows(60))
    with Store(path) as store:
        (pages,) = next(store.query("PRAGMA page_count"))
        store._base.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(XlcheckError) as full:
            run_batch(manifest, store, Settings())
    assert str(full.value) == (f"{path}: can't be written (database or disk is full); what was recorded before is safe")
    with Store(path) as store:
        there = store.done(1)
        assert 0 < len(there) < 60
        assert store.problems() == []
        tally = run_batch(manifest, store, Settings(), resume=True)
        assert (tally.run, tally.done, tally.judged) == (1, 60, 60 - len(there))
        assert [one["id"] for one in told(store)] == [line["id"] for line in rows(60)]


# What is wrong with the file


def test_nothing_is_wrong_with_a_store_that_was_written(store: Store) -> None:
    recorded(store, begun(store), 3)
    assert store.problems() == []


@pytest.mark.parametrize("damaged", [b"", b"no such thing", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_report_is_found(store: Store, damaged: bytes) -> None:
    recorded(store, begun(store), 3)
    store._base.execute("UPDATE verdict SET report = ? WHERE id = 2", (damaged,))
    assert store.problems() == ["the report of verdict 2 can't be read"]


def test_what_refers_to_nothing_is_found(store: Store) -> None:
    recorded(store, begun(store), 3)
    store._base.execute("PRAGMA foreign_keys = OFF")
    store._base.execute("DELETE FROM verdict WHERE id = 2")
    problems = store.problems()
    assert len(problems) == 2
    assert all("refers to nothing" in problem for problem in problems)


def problems_of(path: Path) -> list[str]:
    """What verify would tell: a file that can't be opened at all is an error of its own."""
    try:
        with Store(path, must_exist=True) as store:
            return store.problems()
    except XlcheckError as error:
        return [str(error)]


@pytest.mark.parametrize("left", [0.9, 0.5, 0.1])
def test_a_file_that_was_cut_off_is_found(tmp_path: Path, left: float) -> None:
    path = tmp_path / "cut.db"
    with Store(path) as store:
        recorded(store, begun(store), 400)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * left)])
    assert problems_of(path) != []


def test_a_page_that_was_overwritten_is_found(tmp_path: Path) -> None:
    path = tmp_path / "overwritten.db"
    with Store(path) as store:
        recorded(store, begun(store), 400)
    data = bytearray(path.read_bytes())
    data[8192:20480] = b"\xff" * 12288
    path.write_bytes(data)
    assert problems_of(path) != []


# What is forgotten


def three_runs(store: Store, write: Write) -> None:
    """Of one pair that all have, and one that only each has."""
    for n in range(3):
        run_batch(write([row(100), row(n)]), store, Settings())


@pytest.mark.parametrize(("keep", "gone", "left"), [(1, (2, 2), [3]), (2, (1, 1), [2, 3]), (3, (0, 0), [1, 2, 3])])
def test_all_but_the_latest_runs_are_forgotten(
    store: Store, write: Write, keep: int, gone: tuple[int, int], left: list[int]
) -> None:
    three_runs(store, write)
    before: list[Any] = told(store, 3)
    assert store.prune(keep) == gone
    assert [run.id for run in store.runs()] == left
    assert told(store, 3) == before
    assert store.problems() == []
    assert counts(store)["item"] == 2 * keep
    assert counts(store)["verdict"] == 1 + keep


def test_a_file_is_smaller_when_runs_were_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    with Store(path) as store:
        recorded(store, begun(store), 400)
        store.finish(begun(store))
    before = path.stat().st_size
    with Store(path) as store:
        assert store.prune(1) == (1, 400)
    assert path.stat().st_size < before / 2


def test_nothing_is_forgotten_of_a_store_without_runs(store: Store) -> None:
    assert store.prune(1) == (0, 0)


def test_the_number_of_a_run_is_not_given_anew_after_it_was_forgotten(store: Store) -> None:
    begun(store)
    assert begun(store) == 2
    with pytest.raises(XlcheckError, match="run 2 is not finished"):
        store.prune(1)
    store.finish(2)
    store.prune(1)
    assert begun(store) == 3
