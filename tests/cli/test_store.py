from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.batch.conftest import Row, row, rows, write_jsonl
from tests.conftest import Run
from xlcheck.batch import Store
from xlcheck.review.actions import Kind, append

Command = Callable[..., Run]

GONE: Row = {"id": "gone", "original": "gone.txt", "translation_text": "Gone."}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def batch(xlcheck: Command) -> Command:
    """A run of some lines into results.db."""

    def run(lines: list[Row], name: str = "pairs.jsonl") -> Run:
        return xlcheck("batch", write_jsonl(Path(name), lines), "--store", "results.db", "--jobs", "1", "-q")

    return run


@pytest.fixture
def store(xlcheck: Command, batch: Command) -> Command:
    """`xlcheck store COMMAND results.db` of two runs: of three pairs, and of two of them with one that failed."""
    batch(rows(3))
    batch([row(0), GONE, row(2)])
    return lambda command, *more: xlcheck("store", command, "results.db", *more)


def damage(sql: str) -> None:
    with closing(sqlite3.connect("results.db", isolation_level=None)) as base:
        base.execute(sql)


# info


def test_info_lists_the_runs(store: Command) -> None:
    run = store("info")
    first, signature, second, _, last = run.out.splitlines()
    assert (run.code, run.err) == (0, "")
    assert first.startswith("run 1: 20")
    assert first.endswith("; 3 pairs, 0 failed; pairs.jsonl")
    assert second.startswith("run 2: ")
    assert ", finished 20" in second
    assert second.endswith("; 3 pairs, 1 failed; pairs.jsonl")
    assert signature.startswith("  xlcheck:")
    assert last.startswith("3 different pairs judged, 0.")


def test_the_name_of_a_manifest_can_not_make_up_a_line(batch: Command, xlcheck: Command) -> None:
    batch(rows(1), "a\nrun 9: \x1b[2Jb\u202ec.jsonl")
    run = xlcheck("store", "info", "results.db")
    assert len(run.out.splitlines()) == 3
    assert run.out.splitlines()[0].endswith("; a run 9: ⟨U+001B⟩[2Jb⟨U+202E⟩c.jsonl")


# export


def test_export_writes_the_latest_run_or_the_one_that_is_named(store: Command) -> None:
    run = store("export")
    assert (run.code, run.err) == (0, "")
    assert [json.loads(line)["id"] for line in run.out.splitlines()] == ["n0", "gone", "n2"]
    first = store("export", "--run", "1")
    assert [json.loads(line)["id"] for line in first.out.splitlines()] == ["n0", "n1", "n2"]


def test_export_into_a_file_has_the_same_bytes(store: Command) -> None:
    out = store("export").out
    assert store("export", "-f", "jsonl=out.jsonl") == Run(0, "", "")
    assert Path("out.jsonl").read_bytes() == out.encode("utf-8")


def test_what_is_exported_can_be_read_by_any_reader_of_utf_8(xlcheck: Command) -> None:
    line = row(0, id="a\ud800b", translation_text="It \udc00 sold 7 pumps.")
    Path("pairs.jsonl").write_text(json.dumps(line), encoding="ascii")
    xlcheck("batch", "pairs.jsonl", "--store", "results.db", "--jobs", "1", "-q")
    xlcheck("store", "export", "results.db", "-f", "jsonl=out.jsonl")
    told = json.loads(Path("out.jsonl").read_bytes().decode("utf-8"))
    assert (told["id"], told["report"]["translation"]["sentences"][0]["text"]) == ("a?b", "It \ufffd sold 7 pumps.")


def test_without_its_library_parquet_is_one_line(store: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    run = store("export", "-f", "parquet=out.parquet")
    assert run == Run(2, "", "xlcheck: Parquet needs a library: pip install 'xlcheck[parquet]'\n")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--run", "9"], "results.db: has no run 9"),
        (["-f", "parquet"], "parquet is no text; give it a file: -f parquet=FILE"),
        (["-f", "jsonl=gone/out.jsonl"], "gone/out.jsonl: can't be written (No such file or directory)"),
    ],
)
def test_what_can_not_be_exported_is_one_line(store: Command, options: list[str], problem: str) -> None:
    assert store("export", *options) == Run(2, "", f"xlcheck: {problem}\n")


def test_decisions_are_told_and_exported_as_labels(store: Command) -> None:
    assert store("export", "-f", "labels") == Run(0, "", "")
    with Store(Path("results.db")) as opened, opened.writing():
        row = next(opened.query("SELECT id, fingerprint FROM item JOIN finding USING (verdict) WHERE run = 1"))
        append(opened, row["id"], Kind.CONFIRM, "anna", {}, row["fingerprint"])
    assert "decisions in review: anna 1\n" in store("info").out
    (line,) = store("export", "-f", "labels").out.splitlines()
    told = json.loads(line)
    assert (told["label"], told["src_lang"], told["tgt_lang"], told["doc"]) == (1, "zh", "en", row["id"])
    assert store("export", "-f", "labels=mine.jsonl").code == 0
    assert Path("mine.jsonl").read_text(encoding="utf-8") == f"{line}\n"


def test_a_store_without_a_run_has_nothing_to_export(xlcheck: Command) -> None:
    Path("results.db").touch()
    assert xlcheck("store", "export", "results.db") == Run(2, "", "xlcheck: results.db: has no run yet\n")


# prune


def test_prune_forgets_all_but_the_latest_runs(store: Command, batch: Command) -> None:
    assert store("prune", "--keep", "2").out == "0 runs and 0 verdicts forgotten\n"
    before = store("export").out
    assert store("prune") == Run(0, "1 runs and 1 verdicts forgotten\n", "")
    assert store("export").out == before
    assert store("export", "--run", "1").err == "xlcheck: results.db: has no run 1\n"
    batch(rows(3))
    assert store("info").out.splitlines()[2].startswith("run 3: ")


def test_prune_keeps_at_least_one_run(store: Command) -> None:
    assert store("prune", "--keep", "0").code == 2
    assert len(store("info").out.splitlines()) == 5


# verify


def test_verify_says_that_a_store_is_whole(store: Command) -> None:
    assert store("verify") == Run(0, "results.db is whole\n", "")


def test_verify_finds_a_damaged_report(store: Command) -> None:
    damage("UPDATE verdict SET report = x'00' WHERE id = 2")
    assert store("verify") == Run(2, "", "xlcheck: results.db: the report of verdict 2 can't be read\n")


@pytest.mark.parametrize("left", [0.95, 0.7, 0.4, 0.05])
@pytest.mark.parametrize("command", ["verify", "export", "info"])
def test_of_a_file_that_was_cut_off_no_command_shows_a_traceback(store: Command, command: str, left: float) -> None:
    path = Path("results.db")
    os.truncate(path, int(path.stat().st_size * left))
    run = store(command)
    if command == "verify":
        assert (run.code, run.out) == (2, "")
    assert all(line.startswith("xlcheck: results.db") for line in run.err.splitlines())


# Every command


@pytest.mark.parametrize("command", ["info", "export", "prune", "verify"])
def test_a_store_that_is_not_there_is_told_and_not_made(xlcheck: Command, command: str) -> None:
    run = xlcheck("store", command, "gone.db")
    told = "xlcheck: gone.db: there is no such store; xlcheck batch --store makes one\n"
    assert (run, Path("gone.db").exists()) == (Run(2, "", told), False)


@pytest.mark.parametrize("command", ["info", "export", "prune", "verify"])
def test_what_is_no_store_is_one_line_and_left_as_it_is(xlcheck: Command, command: str) -> None:
    Path("notes.db").write_text("渡轮停了。\n" * 50, encoding="utf-8")
    before = Path("notes.db").read_bytes()
    run = xlcheck("store", command, "notes.db")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith("xlcheck: notes.db: is no store of xlcheck")
    assert Path("notes.db").read_bytes() == before
