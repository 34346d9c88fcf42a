"""Aligning two articles in two passes: the first goes by what is usual anywhere, the second by what is usual here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.chart import chart, twins
from xlcheck.alignment.coarse import WHOLE, band
from xlcheck.alignment.crossing import rejoined
from xlcheck.alignment.evidence import Band
from xlcheck.alignment.habits import Habits
from xlcheck.alignment.search import Posteriors, search
from xlcheck.alignment.windows import Windows, windows
from xlcheck.models.roles import Encoder

#: Beads that are surer than this tell what is usual.
_SURE = 0.5


def align(
    original: Sequence[str],
    translation: Sequence[str],
    encoder: Encoder,
    *,
    begins: tuple[Sequence[bool], Sequence[bool]] | None = None,
) -> list[Bead]:
    """Beads in order of the original, an added sentence after its left neighbour; they partition both sides.

    ``begins`` tells which sentences of either side begin a paragraph.
    """
    n, m = len(original), len(translation)
    if not n or not m:
        return [Bead((i,), (), 1.0) for i in range(n)] + [Bead((), (j,), 1.0) for j in range(m)]
    left = windows(original, encoder, begins and begins[0])
    right = windows(translation, encoder, begins and begins[1])
    near = band(encoder, left.parts, right.parts)
    habits = _usual(left, right, near)
    found = search(chart(left, right, near, habits, twins(left, right, near)))
    return rejoined(_beads(found), left, right, learned(found, left, right, habits))


def _usual(original: Windows, translation: Windows, near: Band) -> Habits:
    """The habits that a first pass shows; of a long article its middle tells them."""
    n, m = len(original), len(translation)
    if n > 2 * WHOLE:
        middle = near.first + near.width // 2
        low, high = (n - WHOLE) // 2, (n + WHOLE) // 2
        left, right = max(int(middle[low]), 0), min(int(middle[high]), m)
        if right > left:
            original, translation = original.stretch(low, high), translation.stretch(left, right)
            near = band(original.encoder, original.parts, translation.parts)
    best = twins(original, translation, near)
    habits = Habits.guessed(best)
    return learned(search(chart(original, translation, near, habits, best)), original, translation, habits)


def learned(found: Posteriors, original: Windows, translation: Windows, before: Habits) -> Habits:
    """The habits that the sure beads of a search show."""
    ends = list(accumulate(found.path, lambda at, move: (at[0] + move[0], at[1] + move[1])))
    sure = [
        (move, end)
        for move, end, certain in zip(found.path, ends, found.certain, strict=True)
        if certain > _SURE and all(move)
    ]
    single = np.array([end for move, end in sure if move == (1, 1)], dtype=np.int64).reshape(-1, 2)
    pairs = [w.vectors(1, 0, len(w))[single[:, side] - 1] for side, w in enumerate((original, translation))]
    ratios = [
        (translation.sizes[j] - translation.sizes[j - b]) / (original.sizes[i] - original.sizes[i - a])
        for (a, b), (i, j) in sure
    ]
    return Habits.learned((pairs[0] * pairs[1]).sum(axis=1), np.log(ratios), found.counts, before)


def _beads(found: Posteriors) -> list[Bead]:
    beads, i, j = [], 0, 0
    for (a, b), certain in zip(found.path, found.certain, strict=True):
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), certain))
        i, j = i + a, j + b
    return beads
