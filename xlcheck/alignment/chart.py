"""The scores of all beads within the band, each the sum of what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment.evidence import Band, Block, Values, of_bead, of_continued, of_orphan
from xlcheck.alignment.habits import SHAPES, Habits
from xlcheck.alignment.weights import WEIGHTS
from xlcheck.alignment.windows import Windows

#: Cells that are worked on at a time: what fits into a core's cache.
_AT_ONCE = 6000


@dataclass(frozen=True)
class Chart:
    """Logarithms of weights: ``beads`` (shapes, n + 1, width), ``orphans`` of both sides (n,) and (m,).

    ``continued``: what an orphan that follows another of its side has besides, by side.
    """

    band: Band
    beads: NDArray[np.float32]
    orphans: tuple[NDArray[np.float64], NDArray[np.float64]]
    continued: tuple[float, float]


def blocks(original: Windows, translation: Windows, band: Band) -> Iterator[tuple[int, int, Block]]:
    """The band from top to bottom: first row, row after the last, and the cells between."""
    step = max(1, _AT_ONCE // band.width)
    for low in range(0, len(original) + 1, step):
        high = min(low + step, len(original) + 1)
        yield low, high, Block(original, translation, band, low, high)


def chart(original: Windows, translation: Windows, band: Band, habits: Habits, best: tuple[Values, Values]) -> Chart:
    """The band's beads scored by an article's habits; ``best`` is what ``twins`` gave."""
    beads = np.full((len(SHAPES), len(original) + 1, band.width), -np.inf, dtype=np.float32)
    for low, high, block in blocks(original, translation, band):
        for kind, shape in enumerate(SHAPES):
            beads[kind, low:high] = np.where(block.fits(shape), total(of_bead(block, shape, habits)), -np.inf)
    orphans = [
        np.broadcast_to(total(of_orphan(side, worths(windows), twin, habits)), (len(windows),)).astype(np.float64)
        for side, (windows, twin) in enumerate(zip((original, translation), best, strict=True))
    ]
    more = [float(total(of_continued(side, habits))) for side in (0, 1)]
    return Chart(band, beads, (orphans[0], orphans[1]), (more[0], more[1]))


def total(evidence: Iterable[tuple[str, Values | float]]) -> Values | np.floating[Any]:
    """What is said for something, weighed and added up."""
    with np.errstate(invalid="ignore"):
        return sum((np.float32(WEIGHTS[name]) * value for name, value in evidence), np.float32(0))


def worths(windows: Windows) -> Values:
    """What each sentence is worth alone: by half for being one, by half for its length (n,)."""
    sizes = np.diff(windows.sizes)
    return np.asarray((sizes / sizes.mean() + 1) / 2, dtype=np.float32)


def twins(original: Windows, translation: Windows, band: Band) -> tuple[Values, Values]:
    """For each sentence of both sides, the similarity of the one within the band most like it: (n,) and (m,)."""
    n, m = len(original), len(translation)
    ours, theirs = np.full(n, -1.0, np.float32), np.full(m, -1.0, np.float32)
    for low, high, block in blocks(original, translation, band):
        alike = np.nan_to_num(block.alike((1, 1)), nan=-1.0)
        first = max(low, 1)
        ours[first - 1 : high - 1] = alike[first - low :].max(axis=1)
        inside = block.j >= 1
        np.maximum.at(theirs, block.j[inside] - 1, alike[inside])
    return ours, theirs
