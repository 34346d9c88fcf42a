"""From scores to beads: how probable each bead is, and the beads of which the most should be right.

A conditional random field over segmentations (Sarawagi & Cohen 2004): the probability of an alignment is the exponent
of its beads' scores, over the sum for all alignments. Forward and backward sums give each bead's own probability, and
the path is the one that expects the most right beads, not the single most probable alignment.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment.chart import Chart
from xlcheck.alignment.habits import LARGEST, SHAPES

Table = NDArray[np.float64]

#: What a right orphan counts, where a right bead counts 1.
ORPHAN = 0.75
_UP, _LEFT = (np.array(side) for side in zip(*SHAPES, strict=True))


@dataclass(frozen=True)
class Posteriors:
    """``path``: the moves of the best path; ``certain``: the probability of each.

    ``counts``: how many beads of each shape and orphans of both sides are expected.
    """

    path: list[tuple[int, int]]
    certain: list[float]
    counts: NDArray[np.float64]


def search(chart: Chart) -> Posteriors:
    """The best path through a chart."""
    return Sums(chart).best()


class Sums:
    """The tables of one search; rows as the band's, with a column outside on either side that nothing reaches."""

    def __init__(self, chart: Chart) -> None:
        self.chart, self.band = chart, chart.band
        self.n, self.m = (len(side) for side in chart.orphans)
        #: Sums of the orphans of the translation that follow each other, to add up a row of them at once.
        self._passed = np.concatenate([[0.0], np.cumsum(chart.orphans[1] + chart.continued[1])])
        self._lone = np.concatenate([[-np.inf], chart.orphans[1]])
        self._first = np.pad(chart.band.first, LARGEST, mode="edge")
        self._places: dict[tuple[int, bytes], NDArray[np.int64]] = {}

    def table(self) -> Table:
        """Nothing is reached yet; the rows above the first and below the last are there so that none must be asked for."""
        return np.full((self.n + 1 + 2 * LARGEST, self.band.width + 2), -np.inf)

    def places(self, i: int, down: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where in a flat table the cells (down, right) of a row's are: (len(down), width)."""
        shifts = self._first[i + LARGEST + down] - self.band.first[i]
        key = (int(down[0]), shifts.tobytes())
        if key not in self._places:
            # Rows that shift alike have the same neighbours: there are few kinds of them.
            columns = np.clip(np.arange(self.band.width) + (right - shifts)[:, None] + 1, 0, self.band.width + 1)
            self._places[key] = (down + LARGEST)[:, None] * (self.band.width + 2) + columns
        return self._places[key] + i * (self.band.width + 2)

    def aside(self, row: Table, i: int, by: int) -> Table:
        """A row's values as the cells above (-1) or below (1) see them: in the columns of row i + by."""
        shift = int(self.band.first[i + by] - self.band.first[i])
        moved = np.full(self.band.width, -np.inf)
        low, high = max(0, -shift), min(self.band.width, self.band.width - shift)
        if low < high:
            moved[low:high] = row[low + shift : high + shift]
        return moved

    def passed(self, i: int) -> Table:
        """What orphans of the translation that follow each other add up to, up to each of a row's columns."""
        return self._passed[self.band.first[i] : self.band.first[i] + self.band.width]

    def lone(self, i: int) -> Table:
        """What the orphan that ends in each of a row's columns scores."""
        return self._lone[self.band.first[i] : self.band.first[i] + self.band.width]

    @cached_property
    def forward(self) -> tuple[Table, Table, Table, Table, Table]:
        """Sums of what leads to each cell: in all, by an orphan of either side, and by anything but such an orphan."""
        whole, ours, theirs, not_theirs, not_ours = (self.table() for _ in range(5))
        flat, more = whole.reshape(-1), self.chart.continued[0]
        for i in range(self.n + 1):
            row, inner = i + LARGEST, slice(1, -1)
            beads = _added(flat[self.places(i, -_UP, -_LEFT)] + self.chart.beads[:, i])
            if i == 0:
                beads[-self.band.first[0]] = 0.0
            else:
                above = np.logaddexp(not_ours[row - 1, inner], ours[row - 1, inner] + more)
                ours[row, inner] = self.aside(above, i - 1, 1) + self.chart.orphans[0][i - 1]
            not_theirs[row, inner] = np.logaddexp(beads, ours[row, inner])
            theirs[row, 2:-1] = self._run(not_theirs[row, 1:-2] + self.lone(i)[1:], self.passed(i)[1:])
            not_ours[row, inner] = np.logaddexp(beads, theirs[row, inner])
            whole[row, inner] = np.logaddexp(not_theirs[row, inner], theirs[row, inner])
        return whole, ours, theirs, not_theirs, not_ours

    @cached_property
    def backward(self) -> tuple[Table, Table, Table]:
        """Sums of what leads from each cell to the end: after a bead, after an orphan of the original, of the translation."""
        whole, ours, theirs = (self.table() for _ in range(3))
        flat, more = whole.reshape(-1), self.chart.continued[0]
        scores = np.pad(self.chart.beads, ((0, 0), (LARGEST, LARGEST), (1, 1)), constant_values=-np.inf)
        kinds = np.arange(len(SHAPES))[:, None] * scores[0].size
        for i in range(self.n, -1, -1):
            row, inner = i + LARGEST, slice(1, -1)
            places = self.places(i, _UP, _LEFT)
            beads = _added(flat[places] + scores.reshape(-1)[kinds + places])
            if i == self.n:
                beads[self.m - self.band.first[i]] = 0.0
                opened = np.full(self.band.width, -np.inf)
            else:
                opened = self.aside(ours[row + 1, inner], i + 1, -1) + self.chart.orphans[0][i]
            either = np.logaddexp(beads, opened)
            theirs[row, inner] = self._run(either[::-1], -self.passed(i)[::-1])[::-1]
            after = np.append(theirs[row, 2:-1] + self.lone(i)[1:], -np.inf)
            ours[row, inner] = np.logaddexp(np.logaddexp(beads, after), opened + more)
            whole[row, inner] = np.logaddexp(either, after)
        return whole, ours, theirs

    @staticmethod
    def _run(values: Table, passed: Table) -> Table:
        """Sums over the orphans of a row that follow each other."""
        return np.logaddexp.accumulate(values - passed) + passed

    @cached_property
    def everything(self) -> float:
        """The sum of all alignments."""
        return float(self.forward[0][self.n + LARGEST, self.m - self.band.first[self.n] + 1])

    def chances(self, i: int) -> tuple[Table, Table, Table]:
        """Probability of the beads that end in a row (shapes, width), and of orphans of the original and the translation."""
        whole, ours, theirs, not_theirs, not_ours = self.forward
        after, after_ours, after_theirs = self.backward
        row, inner, more = i + LARGEST, slice(1, -1), self.chart.continued
        before = whole.reshape(-1)[self.places(i, -_UP, -_LEFT)]
        beads = np.exp(before + self.chart.beads[:, i] + after[row, inner] - self.everything)
        above = np.full(self.band.width, -np.inf)
        if i:
            above = self.aside(np.logaddexp(not_ours[row - 1, inner], ours[row - 1, inner] + more[0]), i - 1, 1)
            above = above + self.chart.orphans[0][i - 1]
        beside = np.logaddexp(not_theirs[row, inner], theirs[row, inner] + more[1])
        beside = np.append(-np.inf, beside[:-1] + self.lone(i)[1:])
        return (
            beads,
            np.exp(above + after_ours[row, inner] - self.everything),
            np.exp(beside + after_theirs[row, inner] - self.everything),
        )

    def best(self) -> Posteriors:
        """The path of the most expected right beads, how sure each is, and how many of each kind to expect."""
        reached, shape = self.table(), (self.n + 1, self.band.width)
        back, sure = np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.float32)
        lone = (np.zeros(self.n + 1), np.zeros(self.m + 1))
        counts, every = np.zeros(len(SHAPES) + 2), np.arange(self.band.width)
        for i in range(self.n + 1):
            beads, ours, theirs = self.chances(i)
            counts[:-2] += beads.sum(axis=1)
            lone[0][i] = ours.sum()
            lone[1][self.band.first[i] : self.band.first[i] + self.band.width] += theirs
            offers = reached.reshape(-1)[self.places(i, -_UP, -_LEFT)] + beads
            kind = offers.argmax(axis=0)
            earned, sure[i], back[i] = offers[kind, every], beads[kind, every], kind + 3
            if i == 0:
                earned[-self.band.first[0]] = 0.0
            else:
                _take(earned, back[i], self.aside(reached[i - 1 + LARGEST, 1:-1], i - 1, 1) + ORPHAN * ours, 1)
            passed = np.cumsum(ORPHAN * theirs)
            _take(earned, back[i], np.maximum.accumulate(earned - passed) + passed, 2)
            reached[i + LARGEST, 1:-1] = earned
        counts[-2:] = lone[0].sum(), lone[1].sum()
        return self._followed(back, sure, lone, counts)

    def _followed(
        self, back: NDArray[np.int8], sure: NDArray[np.float32], lone: tuple[Table, Table], counts: Table
    ) -> Posteriors:
        """The path from the end back to the beginning."""
        path, certain = [], []
        i, j = self.n, self.m
        while i or j:
            at = j - self.band.first[i]
            code = back[i, at]
            if code == 1:
                move, how_sure = (1, 0), lone[0][i]
            elif code == 2:
                move, how_sure = (0, 1), lone[1][j]
            else:
                move, how_sure = SHAPES[code - 3], sure[i, at]
            path.append(move)
            certain.append(min(1.0, float(how_sure)))
            i, j = i - move[0], j - move[1]
        return Posteriors(path[::-1], certain[::-1], counts)


def _take(earned: Table, back: NDArray[np.int8], offer: Table, code: int) -> None:
    better = offer > earned + 1e-12
    earned[better], back[better] = offer[better], code


def _added(values: Table) -> Table:
    """Logarithm of the sum of exponents over the first axis."""
    most = values.max(axis=0)
    safe = np.where(np.isfinite(most), most, 0.0)
    with np.errstate(divide="ignore"):
        added: Table = safe + np.log(np.exp(values - safe).sum(axis=0))
    return added
