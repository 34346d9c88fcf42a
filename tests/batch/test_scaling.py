"""What docs/scaling.md plans, simulated: pairs that come unevenly over a day, and so many processors."""

from __future__ import annotations

import heapq
import random
import re

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([\d,]+) \| [^|]+ \| (\d+) \|", TEXT, re.M)
COST = float(re.search(r"\*\*(\d+) ms\*\* a pair", TEXT)[1]) / 1000  # type: ignore[index]
PEAK = float(re.search(r"(\d+(?:\.\d+)?) times the mean", TEXT)[1])  # type: ignore[index]
WAIT = float(re.search(r"within (\d+) minutes", TEXT)[1]) * 60  # type: ignore[index]
#: Pairs that are judged together, and are one job here.
CHUNK = 32


def waits(pairs_a_day: int, processors: int, *, seed: int = 1, hours: int = 3) -> list[float]:
    """Seconds that jobs wait in a busy time, at the peak's rate from an empty queue on."""
    rng, clock = random.Random(seed), 0.0
    rate = pairs_a_day / 86_400 * PEAK / CHUNK
    free = [0.0] * processors
    found = []
    while clock < hours * 3600:
        clock += rng.expovariate(rate)
        start = max(clock, heapq.heappop(free))
        # Articles differ in length, and chunks of them less.
        heapq.heappush(free, start + rng.gammavariate(16, COST * CHUNK / 16))
        found.append(start - clock)
    return found


@pytest.mark.parametrize(("pairs", "processors"), ROWS)
def test_so_many_processors_are_enough_at_the_peak(pairs: str, processors: str) -> None:
    found = sorted(waits(int(pairs.replace(",", "")), int(processors)))
    assert found[int(0.99 * len(found))] < WAIT


@pytest.mark.parametrize(("pairs", "processors"), ROWS)
def test_half_of_them_are_not(pairs: str, processors: str) -> None:
    if int(processors) > 1:
        found = sorted(waits(int(pairs.replace(",", "")), int(processors) // 2))
        assert found[int(0.99 * len(found))] > WAIT


def test_the_table_is_there() -> None:
    assert len(ROWS) >= 3
    assert "10,000,000" in [pairs for pairs, _ in ROWS]
