"""Sentences that changed place: orphans of both sides that render each other, joined into crossing beads.

The search keeps to the order of the articles, so a sentence that the translator moved is left over on both sides, and
two that were swapped are one bead of two and two.
"""

from __future__ import annotations

import bisect
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

import numpy as np

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.chart import total, worths
from xlcheck.alignment.evidence import Band, Block, of_bead, of_orphan
from xlcheck.alignment.habits import SHAPES, Habits
from xlcheck.alignment.windows import Windows
from xlcheck.models.roles import Vectors

#: What a bead must score above its sentences as orphans to be one that moved, and above their one bead to be swapped
#: (chosen on the training part of the seeded news documents).
MOVED, SWAPPED = 3.0, 1.0
#: How far a sentence may have moved, in beads.
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

    def vector(self, side: int, run: _Run) -> Vectors:
        """What a run of a side's sentences says (d,)."""
        said: Vectors = self.sides[side].vectors(len(run), run[-1], run[-1] + 1)[0]
        return said

    def gain(self, ours: _Run, theirs: _Run, alike: float) -> float:
        """What joining two runs of orphans is worth, which are so alike."""
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
    left = list(_placed((at, bead.original) for at, bead in enumerate(beads) if not bead.translation))
    right = list(_placed((at, bead.translation) for at, bead in enumerate(beads) if not bead.original))
    if not left or not right:
        return
    vectors = np.array([moves.vector(1, run) for _, run in right])
    for place, ours in left:
        first, last = (bisect.bisect_left(right, place + by, key=itemgetter(0)) for by in (-_REACH, _REACH))
        alike = vectors[first:last] @ moves.vector(0, ours)
        for at in np.flatnonzero(alike > _FAINT * moves.habits.alike):
            there, theirs = right[first + at]
            # Sentences that stand side by side were left apart by the search.
            if abs(place - there) > 1 and (len(ours), len(theirs)) in SHAPES:
                gain = moves.gain(ours, theirs, float(alike[at]))
                if gain > 0:
                    yield gain, ours, theirs


def _placed(orphans: Iterable[tuple[int, _Run]]) -> Iterator[tuple[int, _Run]]:
    """The runs of one to three neighbouring orphans of a side, each with the place of its first bead."""
    places = {run[0]: place for place, run in orphans}
    for first, place in places.items():
        for run in _runs(first, places):
            yield place, run


def _runs(first: int, orphans: Container[int]) -> Iterator[_Run]:
    """The runs of one to three orphans that begin with one."""
    for length in range(1, 4):
        if first + length - 1 not in orphans:
            return
        yield tuple(range(first, first + length))


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
