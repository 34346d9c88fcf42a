"""What speaks for a bead, and what for a sentence that stands alone: named values, which the search weighs and adds up.

A table's cell (i, j) stands for all beads that end with the i-th sentence of the original and the j-th of the
translation, both counted from one. Only a band of cells is looked at, and a block of the band's rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment.habits import LARGEST, SHAPES, Habits
from xlcheck.alignment.windows import Windows, scale

Values = NDArray[np.floating[Any]]

#: Shapes that a bead may have by growing or shrinking by a sentence.
_KNOWN = frozenset(SHAPES)
#: Names of the biases of the shapes other than one to one.
_BIAS = {frozenset(shape): f"{min(shape)}-{max(shape)}" for shape in ((1, 2), (1, 3), (2, 3))} | {
    frozenset((2,)): "2-2"
}


@dataclass(frozen=True)
class Band:
    """Rows 0 to n of a table of columns 0 to m; row i holds those from ``first[i]`` on, ``width`` of them, none outside."""

    first: NDArray[np.int64]
    width: int


class Block:
    """The cells of the band's rows from ``low`` to ``high`` - 1, as arrays (rows, width)."""

    def __init__(self, original: Windows, translation: Windows, band: Band, low: int, high: int) -> None:
        self.original, self.translation = original, translation
        self.i = np.arange(low, high)[:, None]
        self.j = band.first[low:high, None] + np.arange(band.width)
        #: Of the dense tables of similarities, which reach a little further than the cells.
        self._top, self._left = low - LARGEST, int(self.j.min()) - LARGEST
        self._size = (high + 2 - self._top, int(self.j.max()) + 2 - self._left)
        self._place = (self.i - self._top) * self._size[1] + self.j - self._left
        self._vectors: dict[tuple[int, int], tuple[int, NDArray[np.float32]]] = {}
        self._tables: dict[tuple[int, int], Values] = {}
        larger = scale(original, translation)
        usual = (original.sizes[-1] * larger + translation.sizes[-1]) / (len(original) + len(translation))
        self._scales = (larger / usual, 1 / usual)

    def alike(self, shape: tuple[int, int], up: int = 0, left: int = 0) -> Values:
        """Similarity of the bead that ends ``up`` and ``left`` of each cell; NaN where it doesn't fit."""
        if shape not in self._tables:
            self._tables[shape] = self._table(shape)
        found: Values = self._tables[shape].take(self._place - up * self._size[1] - left)
        return found

    def _table(self, shape: tuple[int, int]) -> Values:
        (row, ours), (column, theirs) = self._runs(0, shape[0]), self._runs(1, shape[1])
        table = np.full(self._size, np.nan, dtype=np.float32)
        if len(ours) and len(theirs):
            table[row : row + len(ours), column : column + len(theirs)] = ours @ theirs.T
        return table

    def _runs(self, side: int, count: int) -> tuple[int, NDArray[np.float32]]:
        """Vectors of the runs of so many sentences that end in the tables' rows or columns, and where they begin."""
        if (side, count) not in self._vectors:
            windows = (self.original, self.translation)[side]
            begin = (self._top, self._left)[side]
            first, last = max(begin, count), min(begin + self._size[side], len(windows) + 1)
            fits = last > first
            vectors = windows.vectors(count, first - 1, last - 1) if fits else np.zeros((0, 1), np.float32)
            self._vectors[side, count] = (first - begin, vectors)
        return self._vectors[side, count]

    def lengths(self, shape: tuple[int, int]) -> tuple[Values, Values]:
        """Lengths of both sides of each bead, where a usual sentence is 1: (rows, 1) and (rows, width)."""
        ours = self.original.lengths(shape[0])[self.i] * self._scales[0]
        theirs = self.translation.lengths(shape[1])[self.j] * self._scales[1]
        return ours, theirs

    def fits(self, shape: tuple[int, int]) -> NDArray[np.bool_]:
        """Where a bead of that shape ends within both articles."""
        fits: NDArray[np.bool_] = (self.i >= shape[0]) & (self.j >= shape[1])
        return fits

    def paragraphs(self, shape: tuple[int, int]) -> tuple[Values, Values, Values, Values]:
        """Breaks within the bead and before it, by side: (rows, 1), (rows, 1), (rows, width), (rows, width)."""
        found = []
        for windows, ends, count in ((self.original, self.i, shape[0]), (self.translation, self.j, shape[1])):
            start = np.maximum(ends - count, 0)
            after = np.minimum(start + 1, len(windows))
            found += [windows.breaks[ends] - windows.breaks[after], windows.breaks[after] - windows.breaks[start]]
        return found[0], found[1], found[2], found[3]


def of_bead(block: Block, shape: tuple[int, int], habits: Habits) -> Iterator[tuple[str, Values | float]]:
    """What speaks for or against the beads of a shape: names and values (rows, width) or less; NaN where none fits."""
    alike = block.alike(shape)
    ours, theirs = block.lengths(shape)
    worth = (ours + theirs + sum(shape)) / 4
    usual = np.clip(alike / habits.alike, -1, 1.6)
    unlike = np.clip((alike - habits.alike) / habits.spread, -6, 2)
    stretch = np.clip(np.log(theirs / ours) / habits.stretch, -4, 4)
    yield "worth", worth
    yield "alike", usual
    yield "alike, by worth", usual * worth
    yield "unlike", unlike
    yield "unlike, by worth", unlike * worth
    yield "stretch", np.abs(stretch)
    yield "stretch squared, by worth", stretch * stretch * worth
    yield "common", float(habits.shapes[SHAPES.index(shape)])
    yield "could grow", np.clip(_growth(block, shape, alike) / habits.alike, -0.3, 0.5)
    if shape == (1, 1):
        yield "weakest part", usual
    else:
        yield from _of_parts(block, shape, habits, alike)
    if block.original.has_paragraphs and block.translation.has_paragraphs:
        yield from _of_paragraphs(block, shape)


def _of_parts(
    block: Block, shape: tuple[int, int], habits: Habits, alike: Values
) -> Iterator[tuple[str, Values | float]]:
    """Of a bead of several sentences: whether each of them belongs to it."""
    yield _BIAS.get(frozenset(shape), "1-4"), 1.0
    parts = _parts(block, shape)
    weakest = np.fmin.reduce(parts)
    yield "parts", float(len(parts))
    yield "parts' alike", np.clip(parts / habits.alike, -0.5, 1.5).sum(axis=0)
    usual = np.clip(weakest / habits.alike, -0.5, 1.5)
    yield "weakest part", usual
    yield "weakest part, by alike", usual * habits.alike
    yield "weakest part, unlike", np.clip((weakest - habits.alike) / habits.spread, -6, 2)
    loss = np.clip(_loss(block, shape, alike) / habits.alike, -0.5, 0.5)
    yield "needs its edges", loss
    yield "needs its edges, by alike", np.tanh(loss / 0.1) * habits.alike


def _parts(block: Block, shape: tuple[int, int]) -> Values:
    """How alike each sentence of a side of several is to the one most like it on the other side (parts, rows, width)."""
    cells = np.array([[block.alike((1, 1), p, q) for q in range(shape[1])] for p in range(shape[0])])
    by_side = [np.fmax.reduce(cells, axis=side) for side in (0, 1) if shape[1 - side] > 1]
    return np.concatenate(by_side)


def _loss(block: Block, shape: tuple[int, int], alike: Values) -> Values:
    """What similarity the bead loses, at the least, when a sentence at one of its four edges is dropped."""
    a, b = shape
    smaller = [((a, b - 1), 0, 1), ((a, b - 1), 0, 0), ((a - 1, b), 1, 0), ((a - 1, b), 0, 0)]
    kept = [block.alike(s, up, left) for s, up, left in smaller if s in _KNOWN]
    least: Values = alike - np.fmax.reduce(kept)
    return least


def _growth(block: Block, shape: tuple[int, int], alike: Values) -> Values:
    """What similarity the bead would win, at the most, by taking in a neighbour."""
    a, b = shape
    larger = [((a, b + 1), 0, -1), ((a, b + 1), 0, 0), ((a + 1, b), -1, 0), ((a + 1, b), 0, 0)]
    known = [block.alike(s, up, left) for s, up, left in larger if s in _KNOWN]
    if not known:
        return np.full_like(alike, -1)
    most: Values = np.nan_to_num(np.fmax.reduce(known), nan=-9.0) - alike
    return most


def _of_paragraphs(block: Block, shape: tuple[int, int]) -> Iterator[tuple[str, Values]]:
    """Paragraphs are soft anchors: translators keep them more often than not."""
    within, begins, their_within, they_begin = block.paragraphs(shape)
    yield "breaks within", within + their_within
    yield "both begin a paragraph", begins * they_begin
    yield "one begins a paragraph", begins + they_begin - 2 * begins * they_begin


def of_orphan(side: int, worth: Values, twin: Values, habits: Habits) -> Iterator[tuple[str, Values | float]]:
    """What speaks for sentences of a side having no counterpart.

    ``worth`` (n,) of each, and the similarity (n,) to its ``twin``: the sentence of the other side most like it.
    """
    yield "orphan", 1.0
    yield "orphan's worth", worth
    yield "orphans common", float(habits.shapes[len(SHAPES) + side])
    yield "orphan's twin", np.clip(twin / habits.alike, -0.5, 1.5)
    yield "orphan's twin, unlike", np.clip((twin - habits.alike) / habits.spread, -6, 2)
    yield "orphan, by alike", habits.alike


def of_continued(side: int, habits: Habits) -> Iterator[tuple[str, float]]:
    """What an orphan that follows another of its side has besides: a passage is as common however long it is."""
    yield "orphan follows orphan", 1.0
    yield "orphans common", -float(habits.shapes[len(SHAPES) + side])
