from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.batch.conftest import Write, exported, row, rows, told
from xlcheck.batch import Settings, Store, run_batch
from xlcheck.batch.export import jsonl, write_lines
from xlcheck.errors import XlcheckError

KEYS = ["id", "original", "translation", "outlet", "date", "url"]


@pytest.fixture
def done(store: Store, write: Write) -> Store:
    """A run of three pairs, of which the second failed, after one of others."""
    run_batch(write([row(7)]), store, Settings())
    lines = [
        row(0, outlet="The Quay", url="https://quay.test/0"),
        row(1, translation_text=""),
        row(2, date="2026-03-01"),
    ]
    run_batch(write(lines), store, Settings())
    return store


def test_a_line_has_what_the_manifest_says_and_the_report(done: Store) -> None:
    first, failed, last = told(done)
    assert list(first) == list(last) == [*KEYS, "report"]
    assert list(failed) == [*KEYS, "error"]
    assert [first[key] for key in KEYS] == ["n0", None, None, "The Quay", None, "https://quay.test/0"]
    assert (last["date"], last["report"]["schema_version"]) == ("2026-03-01", 1)


def test_every_run_is_exported_by_itself(done: Store) -> None:
    assert [one["id"] for one in told(done, 1)] == ["n7"]
    assert [one["id"] for one in told(done, 2)] == ["n0", "n1", "n2"]


def test_letters_are_written_as_they_are(done: Store) -> None:
    line = exported(done).splitlines()[0]
    assert "台水泵" in line
    assert line == json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":"))


def test_a_file_has_the_same_bytes(done: Store, tmp_path: Path) -> None:
    write_lines(jsonl(done, 2), tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == exported(done, 2).encode("utf-8")


def test_a_file_that_can_not_be_written_is_told(done: Store, tmp_path: Path) -> None:
    with pytest.raises(XlcheckError, match=r"out\.jsonl: can't be written \(No such file"):
        write_lines(jsonl(done, 2), tmp_path / "gone" / "out.jsonl")


def test_a_pair_under_two_names_is_exported_under_either(store: Store, write: Write, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.zh.txt").write_text("渡轮停了。", encoding="utf-8")
    lines = [{"original": f"{name}.zh.txt", "translation_text": "The ferry stopped."} for name in "ab"]
    run_batch(write(lines), store, Settings())
    for name, one in zip("ab", told(store), strict=True):
        path = str(tmp_path / f"{name}.zh.txt")
        assert (one["original"], one["report"]["original"]["path"]) == (path, path)
        assert (one["translation"], one["report"]["translation"]["path"]) == (None, None)


def test_whatever_an_id_holds_a_line_is_a_line(store: Store, write: Write) -> None:
    ids = ["a\nb", "\x1b[31mred", "\u202eright to left", "nul\0nul", "a\u2028b", "\U0001f6a2", '"']
    run_batch(write([row(n, id=name) for n, name in enumerate(ids)]), store, Settings())
    assert [json.loads(line)["id"] for line in exported(store).removesuffix("\n").split("\n")] == ids


def test_a_run_of_many_is_exported_in_the_order_of_its_manifest(store: Store, write: Write) -> None:
    run_batch(write(rows(40)[::-1]), store, Settings())
    assert [one["id"] for one in told(store)] == [f"n{n}" for n in range(40)][::-1]


def test_a_report_that_is_damaged_is_one_line(done: Store) -> None:
    done._base.execute("UPDATE verdict SET report = x'00' WHERE id = 2")
    with pytest.raises(XlcheckError) as damaged:
        exported(done, 2)
    assert "\n" not in str(damaged.value)
