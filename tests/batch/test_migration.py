"""Stores from before there was a review."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.batch.conftest import errors, exported, row, told, write_jsonl
from xlcheck.batch import Settings, Store, run_batch, schema
from xlcheck.batch.store import WATCH
from xlcheck.review import queue
from xlcheck.review.actions import Kind
from xlcheck.review.desk import Desk
from xlcheck.review.queue import Filters
from xlcheck.review.realign import merged
from xlcheck.review.reviewed import Reviewed

LINES = [row(0, outlet="The Quay"), row(1), {"id": "gone", "original": "gone.txt", "translation": "gone.en.txt"}]
#: The tables as they were, in the order in which rows can be put into them, with the columns that there were.
TABLES = {
    "run": "*",
    "verdict": "id, key, report, beads, drifted, critical, major, minor, drift, judged, original_language, "
    "translation_language, original_title, translation_title",
    "finding": 'verdict, number, "check", severity, confidence, bead, fingerprint, original, translation, message',
    "item": "*",
}


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A store of this version."""
    with Store(tmp_path / "new.db") as store:
        run_batch(write_jsonl(tmp_path / "pairs.jsonl", LINES), store, Settings())
    return tmp_path / "new.db"


@pytest.fixture
def old(new: Path, tmp_path: Path) -> Path:
    """One of version 2 that holds the same."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        for step in schema._STEPS[:2]:
            base.executescript(step)
        base.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        base.execute("PRAGMA user_version = 2")
        base.execute("ATTACH ? AS new", (str(new),))
        for table, columns in TABLES.items():
            base.execute(f"INSERT INTO {table} SELECT {columns} FROM new.{table}")
        base.execute("INSERT INTO feed VALUES ('https://quay.test/feed', 'etag', 'day')")
    return path


@pytest.fixture
def migrated(old: Path) -> Iterator[Store]:
    with Store(old, must_exist=True) as store:
        yield store


def test_an_older_store_keeps_its_results(new: Path, migrated: Store) -> None:
    assert next(migrated.query("PRAGMA user_version"))[0] == schema.VERSION == 3
    with Store(new) as store:
        assert exported(migrated) == exported(store)
    assert [error is None for error in errors(migrated)] == [True, True, False]
    assert (migrated.run().items, migrated.run().failed) == (3, 1)
    assert next(migrated.query("SELECT etag FROM feed"))[0] == "etag"
    assert migrated.problems() == []


def test_an_older_store_has_the_tables_of_a_new_one(new: Path, migrated: Store) -> None:
    def columns(store: Store) -> dict[str, list[str]]:
        names = [name for (name,) in store.query("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")]
        return {name: [found["name"] for found in store.query(f"PRAGMA table_info({name})")] for name in names}

    with Store(new) as store:
        assert columns(migrated) == columns(store)


def test_all_findings_of_an_older_store_are_open(migrated: Store) -> None:
    assert {status for (status,) in migrated.query("SELECT status FROM finding")} == {"new"}
    assert [found["id"] for found in queue.page(migrated, 1, Filters(status="open"))[0]] == ["n0"]
    assert [found["id"] for found in queue.page(migrated, 1, Filters(text="水泵"))[0]] == ["n0"]


def test_an_older_store_can_be_reviewed(migrated: Store) -> None:
    desk = Desk(migrated.path, 1, "anna")
    pair = Reviewed.read(migrated, 1, 0)
    for finding in pair.checked().findings:
        desk.decide(0, finding.fingerprint, Kind.CONFIRM, {})
    desk.align(0, pair.verdict, lambda beads: merged(beads, 0, 1))
    after = Reviewed.read(migrated, 1, 0)
    assert after.report is not None
    assert [finding.status for finding in after.report.findings] == ["confirmed", "confirmed"]
    assert len(after.report.beads) == 1
    desk.undo(0)
    assert Reviewed.read(migrated, 1, 0).judged == pair.judged
    assert queue.progress(migrated, 1).decided == 2


def test_what_was_judged_by_an_older_xlcheck_is_known_to_a_new_run(migrated: Store, tmp_path: Path) -> None:
    tally = run_batch(tmp_path / "pairs.jsonl", migrated, Settings())
    assert (tally.run, tally.known, tally.judged) == (2, 2, 0)
    assert told(migrated, 2) == told(migrated, 1)
    assert migrated.prune(1) == (1, 0)


def test_a_damaged_report_stays_damaged_and_is_found(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as base:
        base.execute("UPDATE verdict SET report = ? WHERE id = 2", (zlib.compress(b"{"),))
    with Store(old) as store:
        assert store.problems() == ["the report of verdict 2 can't be read"]


def test_a_watch_of_an_older_store_goes_on_and_has_no_end(old: Path) -> None:
    with Store(old) as store:
        number = store.begin(WATCH, WATCH, {}, "signature", once=True)
        assert store.begin(WATCH, WATCH, {}, "signature", once=True) == number == 2
