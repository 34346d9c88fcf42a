from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from xlcheck.batch import Store, schema
from xlcheck.errors import XlcheckError

#: What a later xlcheck might add.
STEP = "ALTER TABLE run ADD COLUMN note TEXT; CREATE TABLE more(id INTEGER PRIMARY KEY);"


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        yield base


def version(path: Path) -> int:
    with database(path) as base:
        return int(base.execute("PRAGMA user_version").fetchone()[0])


def tables(path: Path) -> set[str]:
    with database(path) as base:
        return {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "results.db"


@pytest.fixture
def kept(path: Path) -> Path:
    """A store with one run in it."""
    with Store(path) as store:
        store.begin("pairs.jsonl", "digest", {}, "signature")
    return path


def step(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    monkeypatch.setattr(schema, "_STEPS", (*schema._STEPS, sql))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)


@pytest.mark.parametrize("there", [False, True])
def test_a_file_without_anything_becomes_a_store(path: Path, there: bool) -> None:
    if there:
        path.touch()
        assert version(path) == 0
    with Store(path) as store:
        assert store.runs() == []
    assert version(path) == schema.VERSION
    assert {"run", "verdict", "finding", "item"} <= tables(path)


def test_a_store_of_this_version_is_left_as_it_is(kept: Path) -> None:
    before = kept.read_bytes()
    with Store(kept) as store:
        assert [run.manifest for run in store.runs()] == ["pairs.jsonl"]
    assert kept.read_bytes() == before


def test_an_older_store_becomes_a_newer_one_and_keeps_its_runs(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step(monkeypatch, STEP)
    with Store(kept) as store:
        assert [run.manifest for run in store.runs()] == ["pairs.jsonl"]
        assert next(store.query("SELECT note FROM run"))[0] is None
    assert (version(kept), "more" in tables(kept)) == (schema.VERSION, True)


def test_a_step_that_fails_in_the_middle_leaves_the_older_store(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        step(patch, f"{STEP} INSERT INTO nowhere VALUES (1);")
        with pytest.raises(XlcheckError, match=r"results\.db: "):
            Store(kept)
    assert (version(kept), "more" in tables(kept)) == (schema.VERSION, False)
    with Store(kept) as store:
        assert [run.manifest for run in store.runs()] == ["pairs.jsonl"]


def test_a_store_of_a_later_xlcheck_is_refused_and_left_as_it_is(kept: Path) -> None:
    with database(kept) as base:
        base.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = kept.read_bytes()
    with pytest.raises(XlcheckError) as refused:
        Store(kept)
    told = f"was made by a later xlcheck (schema {schema.VERSION + 1}, this one knows {schema.VERSION})"
    assert str(refused.value) == f"{kept}: {told}"
    assert kept.read_bytes() == before


@pytest.mark.parametrize("user_version", [0, 1, 7])
def test_the_database_of_another_program_is_refused_and_left_as_it_is(path: Path, user_version: int) -> None:
    with database(path) as base:
        base.executescript(f"CREATE TABLE addresses(name TEXT); PRAGMA user_version = {user_version};")
    before = path.read_bytes()
    with pytest.raises(XlcheckError) as refused:
        Store(path)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(path: Path) -> None:
    path.write_text("渡轮停了。\n" * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(XlcheckError, match=r"results\.db: is no store of xlcheck \(file is not a database\)"):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "gone/results.db"])
def test_a_store_that_can_not_be_opened_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(XlcheckError) as refused:
        Store(tmp_path / name)
    assert "\n" not in str(refused.value)
