"""Runs in processes of their own that are killed, parents and workers alike: nothing is lost, and nothing there twice."""

from __future__ import annotations

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.batch.conftest import exported, rows, told, write_jsonl
from tests.conftest import ROOT
from xlcheck.batch import Settings, Store, run_batch

#: Pairs of a fast test and of a slow one, and how often either is killed.
FAST, SLOW = (200, 5), (2500, 50)

_PROC = Path("/proc")
_lists_processes = pytest.mark.skipif(not (_PROC / "self/stat").exists(), reason="there is no list of processes here")


class Batch:
    """`xlcheck batch` in a process of its own, with a group of its own."""

    def __init__(self, manifest: Path, store: Path, *more: str) -> None:
        self.store, self.told = store, store.with_suffix(".err")
        command = [sys.executable, "-m", "xlcheck", "batch", str(manifest), "--store", str(store), "--no-config", *more]
        with self.told.open("wb") as err:
            self.process = subprocess.Popen(command, cwd=ROOT, stderr=err, start_new_session=True)

    def recorded(self) -> int:
        """How many items the store has by now."""
        try:
            with closing(sqlite3.connect(f"file:{self.store}?mode=rw", uri=True)) as base:
                return int(base.execute("SELECT count(*) FROM item").fetchone()[0])
        except sqlite3.OperationalError:
            return 0

    def wait_for(self, items: int) -> None:
        until(lambda: self.recorded() >= items or self.process.poll() is not None)

    def workers(self) -> list[int]:
        """The processes that judge for it, those that have ended left out."""
        return [pid for pid in children(self.process.pid) if b"spawn_main" in command_of(pid)]

    def wait_for_workers(self, count: int) -> list[int]:
        until(lambda: len(self.workers()) >= count)
        return self.workers()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def ended(self) -> tuple[int, str]:
        """Its exit code and what it said."""
        return self.process.wait(60), self.told.read_text(encoding="utf-8")


def until(said: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not said():
        assert time.monotonic() < end, f"waited in vain for {seconds} seconds"
        time.sleep(0.01)


def status_of(pid: int) -> list[str]:
    """State and parent of a process; nothing of one that is gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:2]
    except OSError:
        return []


def command_of(pid: int) -> bytes:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""


def children(parent: int) -> list[int]:
    pids = [int(path.name) for path in _PROC.iterdir() if path.name.isdigit()]
    return [pid for pid in pids if (status := status_of(pid)) and status[1] == str(parent) and status[0] != "Z"]


def alive(pid: int) -> bool:
    return status_of(pid)[:1] not in ([], ["Z"])


Begin = Callable[..., Batch]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """A run that is begun, and over when the test is."""
    begun: list[Batch] = []

    def new(*arguments: Path | str) -> Batch:
        begun.append(Batch(*arguments))  # type: ignore[arg-type]
        return begun[-1]

    yield new
    for batch in begun:
        if batch.process.poll() is None:
            batch.kill()


def whole(folder: Path, count: int) -> tuple[Path, str]:
    """A manifest, and what a run exports that nobody disturbs."""
    manifest = write_jsonl(folder / "pairs.jsonl", rows(count))
    with Store(folder / "whole.db") as store:
        run_batch(manifest, store, Settings())
        return manifest, exported(store)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return whole(tmp_path_factory.mktemp("whole"), FAST[0])


@pytest.fixture
def manifest(undisturbed: tuple[Path, str]) -> Path:
    return undisturbed[0]


@pytest.fixture
def expected(undisturbed: tuple[Path, str]) -> str:
    return undisturbed[1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "results.db"


def is_whole(path: Path, expected: str, count: int) -> None:
    """A store with one run, which is finished and has every pair once."""
    with Store(path, must_exist=True) as store:
        assert store.problems() == []
        (run,) = store.runs()
        assert (run.items, run.failed, run.finished is not None) == (count, 0, True)
        assert [one["id"] for one in told(store)] == [f"n{n}" for n in range(count)]
        assert exported(store) == expected


def killed(begin: Begin, manifest: Path, path: Path, times: int, jobs: tuple[int, ...]) -> int:
    """A run that is killed and goes on, again and again: how often it was killed before its end."""
    random, done = Random(sum(jobs)), 0
    for turn in range(times):
        batch = begin(manifest, path, "--resume", "--jobs", str(random.choice(jobs)))
        if turn % 2:
            # In the middle of its work: something was recorded, and more is on its way.
            batch.wait_for(batch.recorded() + 1)
        time.sleep(random.uniform(0, 0.1 if turn % 2 else 0.9))
        done += batch.process.poll() is None
        batch.kill()
    code, said = begin(manifest, path, "--resume", "--jobs", str(jobs[-1])).ended()
    assert (code, "Traceback" in said) == (0, False), said
    return done


def test_a_run_that_is_killed_again_and_again_has_the_bytes_of_one_that_was_not(
    begin: Begin, manifest: Path, expected: str, path: Path
) -> None:
    assert killed(begin, manifest, path, FAST[1], (1, 2)) == FAST[1]
    is_whole(path, expected, FAST[0])


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [(1,), (2,)])
def test_a_long_run_that_is_killed_fifty_times_has_the_bytes_of_one_that_was_not(
    begin: Begin, tmp_path: Path, path: Path, jobs: tuple[int, ...]
) -> None:
    manifest, expected = whole(tmp_path, SLOW[0])
    assert killed(begin, manifest, path, SLOW[1], jobs) == SLOW[1]
    is_whole(path, expected, SLOW[0])


@_lists_processes
def test_a_worker_that_is_killed_costs_nothing(begin: Begin, manifest: Path, expected: str, path: Path) -> None:
    batch = begin(manifest, path, "--jobs", "2")
    batch.wait_for(1)
    worker, *_ = batch.workers()
    os.kill(worker, signal.SIGKILL)
    code, said = batch.ended()
    assert (code, "Traceback" in said) == (0, False), said
    is_whole(path, expected, FAST[0])


@pytest.mark.slow
@_lists_processes
def test_no_worker_outlives_its_parent_by_much(begin: Begin, manifest: Path, path: Path) -> None:
    batch = begin(manifest, path, "--jobs", "2")
    batch.wait_for(1)
    workers = batch.wait_for_workers(2)
    batch.kill()
    until(lambda: not any(map(alive, workers)), seconds=3)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_whoever_presses_ctrl_c_is_told_how_to_go_on(
    begin: Begin, manifest: Path, expected: str, path: Path, jobs: str
) -> None:
    batch = begin(manifest, path, "--jobs", jobs)
    batch.wait_for(1)
    os.killpg(batch.process.pid, signal.SIGINT)
    code, said = batch.ended()
    assert (code, "Traceback" in said) == (130, False), said
    *_, last = said.splitlines()
    assert last.startswith(f"xlcheck: interrupted; go on with: xlcheck batch {manifest} --store {path} ")
    assert last.endswith(" --resume")
    with Store(path, must_exist=True) as store:
        assert (store.run().finished, store.run().items > 0) == (None, True)
    assert begin(manifest, path, "--resume", "--jobs", jobs).ended()[0] == 0
    is_whole(path, expected, FAST[0])


@pytest.mark.slow
def test_the_command_that_is_told_goes_on_with_the_same_settings(begin: Begin, tmp_path: Path) -> None:
    manifest = write_jsonl(tmp_path / "two words.jsonl", rows(100))
    batch = begin(manifest, tmp_path / "two results.db", "--jobs", "1", "--ignore", "number-changed")
    batch.wait_for(1)
    os.killpg(batch.process.pid, signal.SIGINT)
    code, said = batch.ended()
    assert code == 130
    name, *command = shlex.split(said.splitlines()[-1].partition("go on with: ")[2])
    assert name == "xlcheck"
    done = subprocess.run([sys.executable, "-m", "xlcheck", *command], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, b"interrupted" in done.stderr) == (0, False), done.stderr.decode()
    with Store(batch.store, must_exist=True) as store:
        assert [run.items for run in store.runs() if run.finished] == [100]


def test_who_presses_ctrl_c_again_waits_no_longer(begin: Begin, manifest: Path, path: Path) -> None:
    batch = begin(manifest, path, "--jobs", "1")
    batch.wait_for(1)
    os.killpg(batch.process.pid, signal.SIGINT)
    until(lambda: b"finishing" in batch.told.read_bytes())
    os.killpg(batch.process.pid, signal.SIGINT)
    code, said = batch.ended()
    assert (code, "Traceback" in said) == (130, False), said
    with Store(path, must_exist=True) as store:
        assert (store.problems(), store.run().finished) == ([], None)
        assert store.done(1) == set(range(store.run().items))


@pytest.mark.slow
@_lists_processes
def test_ctrl_c_while_the_workers_begin_is_as_quiet_as_later(begin: Begin, manifest: Path, path: Path) -> None:
    batch = begin(manifest, path, "--jobs", "2")
    batch.wait_for_workers(2)
    time.sleep(0.2)
    os.killpg(batch.process.pid, signal.SIGINT)
    code, said = batch.ended()
    assert (code, "Traceback" in said) == (130, False), said
