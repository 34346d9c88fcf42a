"""Judging in processes of this machine; a process that dies takes nothing with it but its time."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from xlcheck.batch.item import Loaded
from xlcheck.batch.judge import Judge, Outcome
from xlcheck.batch.settings import Settings

Chunks = Iterator[list[Loaded]]
#: Chunks that wait for each process; more would only fill the memory.
_AHEAD = 2
#: How often a pair may take its process with it before it is given up.
_DEATHS = 2

_judge: Judge | None = None


def in_process(chunks: Chunks, judge: Judge, stop: Callable[[], bool]) -> Iterator[list[Outcome]]:
    """One chunk after the other, here."""
    for chunk in chunks:
        yield judge.together(chunk)
        if stop():
            return


def in_processes(chunks: Chunks, settings: Settings, jobs: int, stop: Callable[[], bool]) -> Iterator[list[Outcome]]:
    """Chunks as they are done by so many processes; none is begun after ``stop`` says so."""
    pool = _Pool(settings, jobs)
    waiting: dict[Future[list[Outcome]], list[Loaded]] = {}
    try:
        while True:
            lost = []
            while len(waiting) < _AHEAD * jobs and not stop() and (chunk := next(chunks, None)) is not None:
                try:
                    waiting[pool.submit(chunk)] = chunk
                except BrokenProcessPool:
                    lost.append(chunk)
                    break
            if not waiting and not lost:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED) if waiting else (set(), set())
            for future in done:
                chunk = waiting.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(chunk)
            if lost:
                # One process died, and with it the pool; who did it is found out by judging one after the other.
                lost += waiting.values()
                waiting.clear()
                pool.renew()
                for chunk in lost:
                    if not stop():
                        yield from pool.alone(chunk)
    finally:
        pool.close()


class _Pool:
    """A pool that can be made anew."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings, self._jobs = settings, jobs
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        # Processes are begun from scratch: what the parent has open, and its threads, is none of theirs.
        return ProcessPoolExecutor(
            self._jobs, get_context("spawn"), initializer=_begin, initargs=(self._settings, os.getpid())
        )

    def submit(self, chunk: list[Loaded]) -> Future[list[Outcome]]:
        # Processes begin with the first chunk, and with them what they do on Ctrl-C: nothing.
        with _deaf():
            return self._pool.submit(_together, chunk)

    def renew(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._new()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def alone(self, chunk: list[Loaded]) -> Iterator[list[Outcome]]:
        """A chunk with nothing beside it; where its process dies again, pair by pair."""
        try:
            yield self.submit(chunk).result()
            return
        except BrokenProcessPool:
            self.renew()
        if len(chunk) > 1:
            for loaded in chunk:
                yield from self.alone([loaded])
            return
        for _ in range(_DEATHS - 1):
            try:
                yield self.submit(chunk).result()
                return
            except BrokenProcessPool:
                self.renew()
        told = f"the process that judged it died {_DEATHS} times"
        yield [Outcome(chunk[0].ordinal, chunk[0].key, None, told)]


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits for a moment, and what is begun by then never hears of it; where signals can't wait, it doesn't."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(settings: Settings, parent: int) -> None:
    global _judge  # a process has one, for all its chunks
    # Ctrl-C is the parent's to act on; if that is gone, so is everyone who would hear of the results.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    _judge = Judge(settings)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _together(chunk: Sequence[Loaded]) -> list[Outcome]:
    if _judge is None:
        raise RuntimeError("the process was not begun")
    return _judge.together(chunk)
