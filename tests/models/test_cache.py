import sqlite3
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from xlcheck.models import cache
from xlcheck.models.cache import Cache, numbers
from xlcheck.models.runtime import Runtime

TEXTS = [("one", "eins"), ("two", "zwei"), ("one", "eins")]


def asked(
    file: Path | None, model: str = "m", texts: list[tuple[str, ...]] = TEXTS
) -> tuple[list[bytes], list[int], Runtime]:
    runtime = Runtime(cache=file)
    numbers: list[int] = []

    def compute(those: list[int]) -> list[bytes]:
        numbers.extend(those)
        return ["|".join(texts[at]).encode() for at in those]

    return Cache(runtime, model).remembered(texts, compute, bytes), numbers, runtime


def test_a_text_that_stands_there_twice_is_computed_once() -> None:
    answers, computed, _ = asked(None)
    assert answers == [b"one|eins", b"two|zwei", b"one|eins"]
    assert computed == [0, 1]


def test_what_was_computed_is_remembered_by_the_next_run(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "models.sqlite"
    assert asked(file)[1] == [0, 1]
    assert asked(file) == (asked(None)[0], [], Runtime(cache=file))


def test_another_model_and_other_texts_are_other_entries(tmp_path: Path) -> None:
    file = tmp_path / "models.sqlite"
    asked(file)
    assert asked(file, model="n")[1] == [0, 1]
    assert asked(file, texts=[("one", "eins"), ("one|eins",), ("on", "eeins")])[1] == [1, 2]


@pytest.mark.parametrize("data", [b"this is no database" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_broken_cache_is_told_of_and_everything_is_computed(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "models.sqlite"
    file.write_bytes(data)
    answers, computed, runtime = asked(file)
    assert answers == asked(None)[0]
    assert computed == [0, 1]
    (notice,) = runtime.remarks.taken()
    assert notice.code == "cache-unusable"
    assert str(file) in notice.message


def test_a_cache_where_nothing_can_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _, computed, runtime = asked(tmp_path / "file" / "models.sqlite")
    assert computed == [0, 1]
    assert [notice.code for notice in runtime.remarks.taken()] == ["cache-unusable"]


def test_the_oldest_entries_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 20)
    file = tmp_path / "models.sqlite"
    for first in range(0, 60, 5):
        asked(file, texts=[(str(number),) for number in range(first, first + 5)])
    with sqlite3.connect(file) as base:
        (count,) = base.execute("SELECT count(*) FROM answers").fetchone()
    base.close()
    assert 10 <= count <= 25
    assert asked(file, texts=[("59",), ("0",)])[1] == [1]


def fill(file: Path, first: int) -> None:
    for number in range(first, first + 20):
        asked(file, texts=[(str(number),)])


def test_several_processes_share_a_cache(tmp_path: Path) -> None:
    file = tmp_path / "models.sqlite"
    workers = [get_context("fork").Process(target=fill, args=(file, first)) for first in (0, 10, 20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert asked(file, texts=[(str(number),) for number in range(40)])[1] == []


@pytest.mark.parametrize("value", [b"", b"\0", "abc", 5, None])
def test_an_entry_that_is_no_answer_is_computed_anew_and_told(tmp_path: Path, value: object) -> None:
    file, wanted = tmp_path / "models.sqlite", np.array([1, 2, 3], np.float32)
    runtime = Runtime(cache=file)
    told = [Cache(runtime, "m").remembered([("a",)], lambda those: [wanted.tobytes()], numbers(3))]
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE loose AS SELECT * FROM answers")
        base.execute("DROP TABLE answers")
        base.execute("ALTER TABLE loose RENAME TO answers")
        base.execute("UPDATE answers SET value = ?", (value,))
    base.close()
    told.append(Cache(runtime, "m").remembered([("a",)], lambda those: [wanted.tobytes()], numbers(3)))
    assert all(np.array_equal(found[0], wanted) for found in told)
    assert {notice.code for notice in runtime.remarks.taken()} == {"cache-unusable"}
