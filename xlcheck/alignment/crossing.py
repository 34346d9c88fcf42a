"""Sentences that changed place: orphans of both sides that render each other, joined into crossing beads.

The search keeps to the order of the articles, so a sentence that the translator moved is left over on both sides, and
two that were swapped are one bead of two and two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

import numpy as np

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.chart import total, worths
from xlcheck.alignment.evidence import Band, Block, of_bead, of_orphan
from xlcheck.alignment.habits import SHAPES, Habits
from xlcheck.alignment.windows import Windows

#: What a bead must score above its sentences as orphans to be one that moved, and above their one bead to be swapped
#: (chosen on the training part of the seeded news documents).
MOVED, SWAPPED = 3.0, 1.0
#: How far a sentence may have moved, in sentences of its side's orphans.
_REACH = 60
#: Shares of the usual similarity below which orphans aren't looked at.
_FAINT = 0.7

_Run = tuple[int, ...]


class _Moves:
    """What beads out of order would score."""

    def __init__(self, original: Windows, translation: Windows, habits: Habits) -> None:
        self.sides, self.habits = (original, translation), habits
        self._worths = [worths(side) for side in self.sides]

    def bead(self, ours: _Run, theirs: _Run) -> float:
        """The score of a bead, wherever it stands."""
        place = Band(np.broadcast_to(np.int64(theirs[-1] + 1), len(self.sides[0]) + 1), 1)
        block = Block(*self.sides, place, ours[-1] + 1, ours[-1] + 2)
        return float(np.squeeze(total(of_bead(block, (len(ours), len(theirs)), self.habits))))

    def orphans(self, side: int, run: _Run, alike: float) -> float:
        """The score of a run's sentences without counterpart, if what they are most like is so alike."""
        worth = self._worths[side][list(run)]
        return float(np.sum(total(of_orphan(side, worth, np.full_like(worth, alike), self.habits)) * np.ones(len(run))))

    def alike(self, ours: _Run, theirs: _Run) -> float:
        """Similarity of two runs."""
        vectors = [w.vectors(len(r), r[-1], r[-1] + 1)[0] for w, r in zip(self.sides, (ours, theirs), strict=True)]
        return float(vectors[0] @ vectors[1])

    def gain(self, ours: _Run, theirs: _Run) -> float:
        """What joining two runs of orphans is worth."""
        alike = self.alike(ours, theirs)
        if alike < _FAINT * self.habits.alike:
            return -np.inf
        return self.bead(ours, theirs) - self.orphans(0, ours, alike) - self.orphans(1, theirs, alike) - MOVED


def rejoined(beads: Sequence[Bead], original: Windows, translation: Windows, habits: Habits) -> list[Bead]:
    """The beads with swapped sentences told apart and orphans paired off, what gains most first; in the original's order."""
    moves = _Moves(original, translation, habits)
    told = [part for bead in beads for part in _unswapped(bead, moves)]
    taken: set[tuple[int, int]] = set()
    moved: dict[int, Bead] = {}
    for gain, ours, theirs in sorted(_offers(told, moves), key=lambda offer: (-offer[0], *offer[1:])):
        places = {(0, i) for i in ours} | {(1, j) for j in theirs}
        if not places & taken:
            taken |= places
            moved[ours[0]] = Bead(ours, theirs, _probability(gain), crossing=True)
    return [kept for bead in told if (kept := _kept(bead, taken, moved)) is not None]


def _kept(bead: Bead, taken: set[tuple[int, int]], moved: dict[int, Bead]) -> Bead | None:
    """The bead itself, or the one that an orphan began; None for an orphan that is part of another bead now."""
    if bead.original and not bead.translation and (0, bead.original[0]) in taken:
        return moved.get(bead.original[0])
    if bead.translation and not bead.original and (1, bead.translation[0]) in taken:
        return None
    return bead


def _offers(beads: Sequence[Bead], moves: _Moves) -> Iterator[tuple[float, _Run, _Run]]:
    """Pairs of runs of orphans that gain by being one bead."""
    places = {bead: at for at, bead in enumerate(beads)}
    left = [bead for bead in beads if not bead.translation]
    right = [bead for bead in beads if not bead.original]
    for one, near in ((a, partial(_within, places, a)) for a in left):
        ours = list(_runs(one.original[0], {b.original[0] for b in left}))
        for other in filter(near, right):
            theirs = list(_runs(other.translation[0], {b.translation[0] for b in right}))
            for pair in product(ours, theirs):
                if (len(pair[0]), len(pair[1])) in SHAPES and (gain := moves.gain(*pair)) > 0:
                    yield gain, *pair


def _within(places: dict[Bead, int], one: Bead, other: Bead) -> bool:
    """Whether a sentence may have moved so far; sentences that stand side by side were left apart by the search."""
    return 1 < abs(places[one] - places[other]) <= _REACH


def _runs(first: int, orphans: set[int]) -> Iterator[_Run]:
    """The runs of one to three orphans that begin with one."""
    for length in range(1, 4):
        run = tuple(range(first, first + length))
        if not orphans.issuperset(run):
            return
        yield run


def _unswapped(bead: Bead, moves: _Moves) -> list[Bead]:
    """A bead of two and two as two that cross, where that scores more."""
    if (len(bead.original), len(bead.translation)) != (2, 2):
        return [bead]
    (i, k), (j, m) = bead.original, bead.translation
    gain = moves.bead((i,), (m,)) + moves.bead((k,), (j,)) - moves.bead((i, k), (j, m)) - SWAPPED
    if gain <= 0:
        return [bead]
    score = bead.score * _probability(gain)
    return [Bead((i,), (m,), score, crossing=True), replace(bead, original=(k,), translation=(j,), score=score)]


def _probability(score: float) -> float:
    return float(1 / (1 + np.exp(-min(score, 50.0))))
