"""The best way through two articles: dynamic programming over beads, one row of a band at a time.

Every sentence earns the similarity of its bead; one without a counterpart earns a fixed ``skip`` instead. What a
sentence earns by joining its neighbour's bead thus competes with what it earns alone, which is what keeps an orphan
from being glued to its neighbour (a cost for deletions, as in Gale & Church 1993 and Thompson & Koehn 2019, does not).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment.windows import Windows

#: Shapes of a bead: so many sentences of the original, so many of the translation.
SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1))
LARGEST = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """What the search prefers; chosen on the training part of the seeded news documents."""

    #: What a sentence without counterpart earns: between the similarity of strangers and that of translations.
    skip: float = 0.05
    #: Share of its similarity that a bead gives up for each sentence above the second.
    size: float = 0.25
    #: How much the ratio of lengths counts: 1 is the ratio itself, 0.5 its square root.
    length: float = 0.4


@dataclass(frozen=True)
class Band:
    """Rows 0 to n; row i holds the columns from ``first[i]`` on, ``width`` of them."""

    first: NDArray[np.int64]
    width: int


def search(original: Windows, translation: Windows, band: Band, weights: Weights) -> list[tuple[int, int]]:
    """The moves of the best path, in order: (sentences of the original, sentences of the translation)."""
    n, m = len(original), len(translation)
    best = np.full((LARGEST + 1, band.width), -np.inf)
    back = np.zeros((n + 1, band.width), dtype=np.int8)
    ratio = translation.sizes[-1] / original.sizes[-1]
    lengths = [translation.lengths(b) for b in range(1, LARGEST + 1)]
    columns = np.arange(band.width)
    for i in range(n + 1):
        first = band.first[i]
        j = first + columns
        row = np.full(band.width, -np.inf)
        if i == 0:
            row[0 - first] = 0.0
        else:
            _take(row, back[i], _shifted(best[(i - 1) % (LARGEST + 1)], first - band.first[i - 1]) + weights.skip, 1)
        inside = (j >= 1) & (j <= m)
        for code, (a, b) in enumerate(SHAPES, start=3):
            if i < a:
                continue
            gain = np.full(band.width, -np.inf)
            at = j[inside] - 1
            similarity = translation.vectors[b - 1][at] @ original.vectors[a - 1][i - 1]
            size = (original.sizes[i] - original.sizes[i - a]) * ratio
            fit = np.minimum(lengths[b - 1][at], size) / np.maximum(lengths[b - 1][at], size)
            gain[inside] = similarity * fit**weights.length * (1 - weights.size * (a + b - 2)) * (a + b)
            gain[inside] = np.where(at >= b - 1, gain[inside], -np.inf)
            _take(row, back[i], _shifted(best[(i - a) % (LARGEST + 1)], first - band.first[i - a] - b) + gain, code)
        _take_in_row(row, back[i], weights.skip)
        row[(j < 0) | (j > m)] = -np.inf
        best[i % (LARGEST + 1)] = row
    return _path(back, band, n, m)


def _take(row: NDArray[np.float64], back: NDArray[np.int8], offer: NDArray[np.float64], code: int) -> None:
    better = offer > row
    row[better] = offer[better]
    back[better] = code


def _take_in_row(row: NDArray[np.float64], back: NDArray[np.int8], skip: float) -> None:
    """Added sentences, all of a row at once: a running maximum with the skips taken out of it."""
    earned = skip * np.arange(len(row))
    run = np.maximum.accumulate(row - earned) + earned
    added = run > row + 1e-12
    row[added] = run[added]
    back[added] = 2


def _shifted(values: NDArray[np.float64], by: int) -> NDArray[np.float64]:
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
