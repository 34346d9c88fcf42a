"""The search against every alignment of small articles, written out one by one."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcheck.alignment.chart import Chart
from xlcheck.alignment.coarse import around
from xlcheck.alignment.evidence import Band
from xlcheck.alignment.habits import SHAPES
from xlcheck.alignment.search import ORPHAN, Sums, search

Move = tuple[int, int]


def chart(n: int, m: int, seed: int, first: list[int] | None = None, width: int | None = None) -> Chart:
    """Random scores; those of cells outside the articles are out of the question."""
    random = np.random.default_rng(seed)
    band = Band(np.array(first or [0] * (n + 1)), width or m + 1)
    beads = random.normal(0, 2, (len(SHAPES), n + 1, band.width)).astype(np.float32)
    for kind, (a, b) in enumerate(SHAPES):
        for i in range(n + 1):
            columns = band.first[i] + np.arange(band.width)
            beads[kind, i, (i < a) | (columns < b) | (columns > m)] = -np.inf
    return Chart(band, beads, (random.normal(-1, 1, n), random.normal(-1, 1, m)), (0.7, 0.4))


def alignments(n: int, m: int) -> Iterator[list[Move]]:
    """Every way to cut two articles into beads and orphans."""
    if not n and not m:
        yield []
    for a, b in (*SHAPES, (1, 0), (0, 1)):
        if a <= n and b <= m:
            for rest in alignments(n - a, m - b):
                yield [*rest, (a, b)]


def score(path: list[Move], given_: Chart) -> float:
    total, i, j, last = 0.0, 0, 0, None
    for move in path:
        i, j = i + move[0], j + move[1]
        if all(move):
            at = j - given_.band.first[i]
            total += given_.beads[SHAPES.index(move), i, at] if 0 <= at < given_.band.width else -np.inf
        else:
            side = 0 if move[0] else 1
            total += given_.orphans[side][(i, j)[side] - 1] + given_.continued[side] * (move == last)
        last = move
    return float(total)


def expected(given_: Chart, n: int, m: int) -> tuple[float, dict[tuple[int, int, Move], float]]:
    """Logarithm of the sum of all alignments, and the probability of each bead and orphan by where it ends."""
    scored = [(path, score(path, given_)) for path in alignments(n, m)]
    whole = float(np.logaddexp.reduce([s for _, s in scored]))
    chances: dict[tuple[int, int, Move], float] = {}
    for path, its_score in scored:
        i = j = 0
        for move in path:
            i, j = i + move[0], j + move[1]
            chances[i, j, move] = chances.get((i, j, move), 0.0) + np.exp(its_score - whole)
    return whole, chances


@settings(max_examples=25)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 10_000))
def test_sums_and_chances_are_those_of_all_alignments(n: int, m: int, seed: int) -> None:
    given_ = chart(n, m, seed)
    whole, chances = expected(given_, n, m)
    sums = Sums(given_)
    assert sums.everything == pytest.approx(whole, abs=1e-5)
    for i in range(n + 1):
        beads, ours, theirs = sums.chances(i)
        for j in range(m + 1):
            assert ours[j] == pytest.approx(chances.get((i, j, (1, 0)), 0.0), abs=1e-6)
            assert theirs[j] == pytest.approx(chances.get((i, j, (0, 1)), 0.0), abs=1e-6)
            for kind, shape in enumerate(SHAPES):
                assert beads[kind, j] == pytest.approx(chances.get((i, j, shape), 0.0), abs=1e-6)


@settings(max_examples=25)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 10_000))
def test_the_path_expects_the_most_right_beads(n: int, m: int, seed: int) -> None:
    given_ = chart(n, m, seed)
    _, chances = expected(given_, n, m)

    def worth(path: list[Move]) -> float:
        total, i, j = 0.0, 0, 0
        for move in path:
            i, j = i + move[0], j + move[1]
            total += chances[i, j, move] * (1.0 if all(move) else ORPHAN)
        return total

    found = search(given_)
    assert worth(found.path) == pytest.approx(max(map(worth, alignments(n, m))), abs=1e-5)
    assert sum(a for a, _ in found.path) == n
    assert sum(b for _, b in found.path) == m
    assert all(0 <= certain <= 1 for certain in found.certain)


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_the_counts_are_those_of_all_alignments(seed: int) -> None:
    given_ = chart(4, 4, seed)
    _, chances = expected(given_, 4, 4)
    counts = search(given_).counts
    for kind, move in enumerate([*SHAPES, (1, 0), (0, 1)]):
        assert counts[kind] == pytest.approx(sum(p for (_, _, m), p in chances.items() if m == move), abs=1e-5)


def test_a_band_that_slides_gives_what_the_whole_table_gives() -> None:
    """Scores outside the band are out of the question in the whole table too."""
    n, m, first, width = 6, 8, [0, 0, 1, 2, 3, 3, 3], 6
    given_ = chart(n, m, 3, first, width)
    beads = np.full((len(SHAPES), n + 1, m + 1), -np.inf, np.float32)
    for i in range(n + 1):
        for c in range(width):
            if 0 <= first[i] + c <= m:
                beads[:, i, first[i] + c] = given_.beads[:, i, c]
    whole = Chart(Band(np.zeros(n + 1, dtype=np.int64), m + 1), beads, given_.orphans, given_.continued)
    inside = lambda i, j: first[i] <= j < first[i] + width  # noqa: E731
    reachable = Sums(given_).everything
    # The whole table also passes orphans through cells outside the band, so that it sums no fewer alignments.
    assert reachable <= Sums(whole).everything + 1e-6
    i = j = 0
    for a, b in search(given_).path:
        i, j = i + a, j + b
        assert inside(i, j)
    assert (i, j) == (n, m)


@given(
    st.integers(1, 60), st.integers(0, 300), st.integers(1, 9), st.lists(st.integers(0, 300), min_size=61, max_size=61)
)
def test_the_rows_of_a_band_hang_together(n: int, m: int, half: int, columns: list[int]) -> None:
    way = np.minimum(np.sort(columns[: n + 1]), m)
    band = around(way, n, m, half)
    assert band.first[0] == 0
    assert band.first[-1] + band.width == m + 1
    steps = np.diff(band.first)
    assert (steps >= 0).all()
    assert (steps < band.width).all()
