"""What is usual between two articles: how alike the sentences are that render each other, how long, how many.

A commentary that was rendered line by line and a novel that was retold ask for other judgements of one and the same
bead. The first pass goes by what is common, the second by what the first one found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Shapes of a bead: so many sentences of the original, so many of the translation. A sentence is rendered by many
#: more often than several are rendered by several.
SHAPES = (
    *((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2)),
    *((1, 4), (4, 1), (1, 5), (5, 1), (1, 6), (6, 1)),
)
LARGEST = 6

#: How common each shape is, then an original sentence without counterpart, then such a one of the translation.
_COMMON = np.array([.62, .07, .07, .03, .025, .025, .006, .006, .005, .005, .002, .002, .001, .001, .03, .03])  # fmt: skip
#: How many beads' worth of counting that is.
_COMMON_COUNT = 12.0
#: How alike sentences are that render each other, where nothing tells it yet, and how many sentences' word that is.
_ALIKE, _ALIKE_COUNT = 0.5, 4
#: Fewer pairs of sentences tell nothing.
_ENOUGH = 5


@dataclass(frozen=True)
class Habits:
    """``alike``: the similarity of one sentence with the one that renders it, ``spread``: its deviation.

    ``stretch``: deviation of the logarithm of their lengths' ratio. ``shapes``: logarithm of how common each shape is,
    the two kinds of orphan last.
    """

    alike: float
    spread: float = 0.15
    stretch: float = 0.3
    shapes: NDArray[np.float64] = field(default_factory=lambda: np.log(_COMMON / _COMMON.sum()))

    @classmethod
    def guessed(cls, best: Sequence[NDArray[np.floating[Any]]]) -> Habits:
        """Before anything is aligned; ``best``: the similarity of each sentence with the one most like it, by side."""
        few = min(map(len, best))
        middle = min(float(np.median(side)) for side in best)
        return cls(float(np.clip((few * middle + _ALIKE_COUNT * _ALIKE) / (few + _ALIKE_COUNT), 0.15, 0.95)))

    @classmethod
    def learned(
        cls, alike: NDArray[np.floating[Any]], ratios: NDArray[np.float64], counts: NDArray[np.float64], before: Habits
    ) -> Habits:
        """From single pairs' similarities, all beads' logarithms of lengths' ratios, and how many beads of each shape."""
        middle, spread, stretch = before.alike, before.spread, before.stretch
        if len(alike) >= _ENOUGH:
            middle = float(np.clip(np.median(alike), 0.15, 0.95))
            spread = float(np.clip(_deviation(alike, middle), 0.05, 0.3))
        if len(ratios) >= _ENOUGH:
            stretch = float(np.clip(_deviation(ratios, float(np.median(ratios))), 0.12, 0.6))
        common = _COMMON / _COMMON.sum()
        return cls(middle, spread, stretch, np.log((counts + _COMMON_COUNT * common) / (counts.sum() + _COMMON_COUNT)))


def _deviation(values: NDArray[np.floating[Any]], middle: float) -> float:
    """What the standard deviation of a normal distribution would be, but not moved by outliers."""
    return 1.4826 * float(np.median(np.abs(values - middle)))
