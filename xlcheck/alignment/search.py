"""The best way through two articles: dynamic programming over beads, one row of a band at a time.

Every sentence earns the similarity of its bead, by half for being one and by half for its length; one without a
counterpart earns a fixed ``skip`` instead. What a sentence earns by joining its neighbour's bead thus competes with
what it earns alone, which is what keeps an orphan from being glued to its neighbour (a cost for deletions, as in
Gale & Church 1993 and Thompson & Koehn 2019, does not).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment.windows import Windows

#: Shapes of a bead: so many sentences of the original, so many of the translation. A sentence is rendered by many
#: more often than several are rendered by several.
SHAPES = (
    *((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2)),
    *((1, 4), (4, 1), (1, 5), (5, 1), (1, 6), (6, 1)),
)
LARGEST = 6

Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the search prefers; chosen on the training part of the seeded news documents."""

    #: Share of its similarity that a bead gives up for each sentence above the second.
    size: float = 0.15
    #: What it gives up besides for each sentence that both sides have more than one of: such beads can be split.
    split: float = 0.15
    #: How much the ratio of lengths counts: 1 is the ratio itself, 0.5 its square root.
    length: float = 0.5


@dataclass(frozen=True)
class Band:
    """Rows 0 to n; row i holds the columns from ``first[i]`` on, ``width`` of them."""

    first: NDArray[np.int64]
    width: int


def search(original: Windows, translation: Windows, band: Band, weights: Weights, skip: float) -> list[tuple[int, int]]:
    """The moves of the best path, in order: (sentences of the original, sentences of the translation)."""
    n, m = len(original), len(translation)
    lengths = Lengths(original, translation)
    best = np.full((LARGEST + 1, band.width), -np.inf)
    back = np.zeros((n + 1, band.width), dtype=np.int8)
    for i in range(n + 1):
        first = band.first[i]
        columns = first + np.arange(band.width)
        inside = (columns >= 1) & (columns <= m)
        row = np.full(band.width, -np.inf)
        if i == 0:
            row[0 - first] = 0.0
        else:
            above = _shifted(best[(i - 1) % (LARGEST + 1)], first - band.first[i - 1])
            _take(row, back[i], above + skip * lengths.worth(lengths.one(i), 1), 1)
        for code, (a, b) in enumerate(SHAPES, start=3):
            if i >= a:
                earned = np.full(band.width, -np.inf)
                earned[inside] = gain(original, translation, lengths, (a, b), i, columns[inside] - 1, weights)
                before = _shifted(best[(i - a) % (LARGEST + 1)], first - band.first[i - a] - b)
                _take(row, back[i], before + earned, code)
        _take_in_row(row, back[i], skip * lengths.passed[np.clip(columns, 0, m)])
        row[(columns < 0) | (columns > m)] = -np.inf
        best[i % (LARGEST + 1)] = row
    return _path(back, band, n, m)


class Lengths:
    """Lengths of both sides in the translation's measure, and what they are worth."""

    def __init__(self, original: Windows, translation: Windows) -> None:
        self.original = original.sizes * (translation.sizes[-1] / original.sizes[-1])
        self.translation = [translation.lengths(k) for k in range(1, LARGEST + 1)]
        #: Length of a sentence, on average over both sides.
        self._usual = translation.sizes[-1] * (1 / len(original) + 1 / len(translation)) / 2
        #: Worth of the first j sentences of the translation, each for itself.
        self.passed = self.worth(translation.sizes, np.arange(len(translation) + 1))

    def one(self, i: int, count: int = 1) -> float:
        """Length of the ``count`` sentences of the original that end with the i-th, counted from one."""
        return float(self.original[i] - self.original[i - count])

    def worth(self, length: float | Row, count: int | NDArray[np.int64]) -> Row:
        """Sentences and length, by half each."""
        return np.asarray((length / self._usual + count) / 2)


def gain(
    original: Windows,
    translation: Windows,
    lengths: Lengths,
    shape: tuple[int, int],
    i: int,
    at: NDArray[np.int64],
    weights: Weights,
) -> Row:
    """What beads of a shape earn that end with the i-th sentence of the original (from one) and those ``at`` (from zero)."""
    a, b = shape
    theirs, own = lengths.translation[b - 1][at], lengths.one(i, a)
    fit = np.minimum(theirs, own) / np.maximum(theirs, own)
    similarity = translation.vectors[b - 1][at] @ original.vectors[a - 1][i - 1]
    kept = 1 - weights.size * (a + b - 2) - weights.split * (min(a, b) - 1)
    fits = at >= b - 1
    worth = lengths.worth(np.where(fits, theirs, 0.0) + own, a + b)
    return np.where(fits, similarity * fit**weights.length * kept * worth, -np.inf)


def _take(row: Row, back: NDArray[np.int8], offer: Row, code: int) -> None:
    better = offer > row
    row[better] = offer[better]
    back[better] = code


def _take_in_row(row: Row, back: NDArray[np.int8], passed: Row) -> None:
    """Added sentences, all of a row at once: a running maximum with what was earned by passing taken out of it."""
    run = np.maximum.accumulate(row - passed) + passed
    added = run > row + 1e-12
    row[added] = run[added]
    back[added] = 2


def _shifted(values: Row, by: int) -> Row:
    """values[k + by] for every k, minus infinity outside."""
    moved = np.full(len(values), -np.inf)
    low, high = max(0, -by), min(len(values), len(values) - by)
    if low < high:
        moved[low:high] = values[low + by : high + by]
    return moved


def _path(back: NDArray[np.int8], band: Band, n: int, m: int) -> list[tuple[int, int]]:
    moves = []
    i, j = n, m
    while i or j:
        code = back[i, j - band.first[i]]
        move = (1, 0) if code == 1 else (0, 1) if code == 2 else SHAPES[code - 3]
        moves.append(move)
        i, j = i - move[0], j - move[1]
    return moves[::-1]
