from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from tests.batch.conftest import stopping_after, texts
from xlcheck.batch import Item, Settings, local
from xlcheck.batch.item import Loaded, load
from xlcheck.batch.judge import Judge, Outcome

Dies = Callable[[Sequence[Loaded]], bool]


def chunks(count: int, size: int) -> Iterator[list[Loaded]]:
    """Chunks of so many items, ``count`` in all."""
    items = [load(Item(f"n{n}", *texts(n)), n, b"") for n in range(count)]
    yield from (items[n : n + size] for n in range(0, count, size))


def never() -> bool:
    return False


class Executor:
    """A stand-in for a pool: what is submitted is done at once, unless ``dies`` says that it ends the process.

    Like the real one it takes nothing more once it is broken, and says so when it is given more.
    """

    def __init__(self, dies: Dies, submitted: list[list[int]]) -> None:
        self.dies, self.submitted, self.broken, self.closed = dies, submitted, False, False

    def submit(self, function: Any, chunk: list[Loaded]) -> Future[list[Outcome]]:
        if self.broken or self.closed:
            raise BrokenProcessPool("a process in the pool was terminated abruptly")
        self.submitted.append([loaded.ordinal for loaded in chunk])
        done: Future[list[Outcome]] = Future()
        if self.dies(chunk):
            self.broken = True
            done.set_exception(BrokenProcessPool("a process in the pool was terminated abruptly"))
        else:
            done.set_result([Outcome(loaded.ordinal, loaded.key, b"{}") for loaded in chunk])
        return done

    def shutdown(self, **how: bool) -> None:
        self.closed = True


class Pools:
    """The stand-ins that were made one after the other, and what was submitted to them."""

    def __init__(self) -> None:
        self.dies: Dies = lambda chunk: False
        self.made: list[Executor] = []
        self.submitted: list[list[int]] = []

    def new(self) -> Executor:
        self.made.append(Executor(self.dies, self.submitted))
        return self.made[-1]


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> Pools:
    made = Pools()
    monkeypatch.setattr(local._Pool, "_new", made.new)
    return made


def deadly(*ordinals: int) -> Dies:
    return lambda chunk: any(loaded.ordinal in ordinals for loaded in chunk)


def times(count: int) -> Dies:
    """The process dies so many times, whatever it is given."""
    left = iter(range(count))
    return lambda chunk: next(left, None) is not None


def outcomes(found: Iterator[list[Outcome]]) -> list[Outcome]:
    return sorted((one for some in found for one in some), key=lambda outcome: outcome.ordinal)


def failed(found: list[Outcome]) -> dict[int, str | None]:
    return {one.ordinal: one.error for one in found if one.report is None}


# Here


def test_in_this_process_one_chunk_is_judged_after_the_other() -> None:
    found = list(local.in_process(chunks(5, 2), Judge(Settings()), never))
    assert [[one.ordinal for one in some] for some in found] == [[0, 1], [2, 3], [4]]
    assert failed(outcomes(iter(found))) == {}


def test_in_this_process_no_chunk_is_begun_after_it_was_stopped() -> None:
    left = chunks(6, 2)
    found = list(local.in_process(left, Judge(Settings()), stopping_after(1)))
    assert [[one.ordinal for one in some] for some in found] == [[0, 1], [2, 3]]
    assert next(left)[0].ordinal == 4


# In processes


def test_all_chunks_are_judged_and_the_pool_is_closed(pools: Pools) -> None:
    found = outcomes(local.in_processes(chunks(9, 2), Settings(), 2, never))
    assert [one.ordinal for one in found] == list(range(9))
    assert (len(pools.made), pools.made[0].closed) == (1, True)


def test_no_more_chunks_are_taken_than_can_wait(pools: Pools) -> None:
    left = chunks(20, 1)
    next(local.in_processes(left, Settings(), 2, never))
    assert len(pools.submitted) == 2 * local._AHEAD
    assert next(left)[0].ordinal == 2 * local._AHEAD


def test_no_chunk_is_begun_after_it_was_stopped(pools: Pools) -> None:
    found = outcomes(local.in_processes(chunks(20, 1), Settings(), 2, stopping_after(3)))
    assert [one.ordinal for one in found] == [0, 1, 2]
    assert pools.submitted == [[0], [1], [2]]


def test_without_a_chunk_there_is_nothing_to_do(pools: Pools) -> None:
    assert list(local.in_processes(iter(()), Settings(), 2, never)) == []
    assert pools.submitted == []


def test_whoever_stops_listening_closes_the_pool(pools: Pools) -> None:
    listening = local.in_processes(chunks(20, 1), Settings(), 2, never)
    next(listening)
    listening.close()  # type: ignore[attr-defined]
    assert pools.made[-1].closed


# A process dies


def test_a_process_that_died_once_costs_no_pair(pools: Pools) -> None:
    pools.dies = times(1)
    found = outcomes(local.in_processes(chunks(12, 2), Settings(), 2, never))
    assert [one.ordinal for one in found] == list(range(12))
    assert failed(found) == {}


def test_a_pair_that_takes_its_process_with_it_is_told_and_all_others_are_judged(pools: Pools) -> None:
    pools.dies = deadly(5)
    found = outcomes(local.in_processes(chunks(12, 4), Settings(), 1, never))
    assert [one.ordinal for one in found] == list(range(12))
    assert failed(found) == {5: f"the process that judged it died {local._DEATHS} times"}


def test_two_such_pairs_are_told_each(pools: Pools) -> None:
    pools.dies = deadly(1, 6)
    found = outcomes(local.in_processes(chunks(12, 4), Settings(), 2, never))
    assert [one.ordinal for one in found] == list(range(12))
    assert set(failed(found)) == {1, 6}


def test_a_chunk_alone_is_judged_pair_by_pair_only_after_it_died_again(pools: Pools) -> None:
    (chunk,) = chunks(3, 3)
    pool = local._Pool(Settings(), 2)
    assert len(outcomes(pool.alone(chunk))) == 3
    assert pools.submitted == [[0, 1, 2]]
    pools.submitted.clear()
    pools.dies = deadly(1)
    pool.renew()
    found = outcomes(pool.alone(chunk))
    assert set(failed(found)) == {1}
    assert pools.submitted == [[0, 1, 2], [0], [1], [1], [2]]


@pytest.mark.parametrize("deaths", range(1, local._DEATHS))
def test_a_pair_alone_is_given_another_chance(pools: Pools, deaths: int) -> None:
    ((chunk),) = chunks(1, 1)
    pools.dies = times(deaths)
    assert failed(outcomes(local._Pool(Settings(), 2).alone(chunk))) == {}


def test_a_process_that_dies_while_a_result_is_recorded_costs_no_pair(pools: Pools) -> None:
    found = []
    for n, some in enumerate(local.in_processes(chunks(12, 2), Settings(), 2, never)):
        found += some
        if n == 0:
            # It is seen only when the next chunk is submitted.
            pools.made[-1].broken = True
    assert sorted(one.ordinal for one in found) == list(range(12))
    assert all(one.report for one in found)
