"""Sentences that changed place: orphans of both sides that render each other, joined into crossing beads.

The search keeps to the order of the articles, so a sentence that the translator moved is left over on both sides.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import numpy as np

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.search import Lengths, Weights, gain
from xlcheck.alignment.windows import Windows

#: Similarity above which two orphans are one sentence moved; next to each other they need hardly any.
_MOVED, _ADJACENT = 0.22, -0.1
#: Neighbouring orphans of very different length are not one sentence, whatever the vectors say.
_RATIO = 2.5
_LONGEST_RUN = 3
#: How far a sentence may have moved, in beads.
_REACH = 60


def rejoined(beads: Sequence[Bead], original: Windows, translation: Windows, weights: Weights) -> list[Bead]:
    """The beads with orphans paired off, what earns most first; in order of the original, additions after their neighbour."""
    left = [(at, bead.original[0]) for at, bead in enumerate(beads) if not bead.translation]
    right = [(at, bead.translation[0]) for at, bead in enumerate(beads) if not bead.original]
    if not left or not right:
        return list(beads)
    right_runs = list(_runs(right))
    lengths = Lengths(original, translation)
    offers = sorted(
        (
            (_earned(a, b, original, translation, lengths, weights), a, b)
            for a in _runs(left)
            for b in _near(right_runs, a)
            if _alike(a, b, original, translation, lengths)
        ),
        key=lambda offer: (-offer[0], offer[1], offer[2]),
    )
    taken: set[int] = set()
    joined = list(beads)
    for _, a, b in offers:
        places = {at for at, _ in (*a, *b)}
        if places & taken:
            continue
        taken |= places
        crossing = not _adjacent(a, b)
        whole = Bead(
            tuple(i for _, i in a),
            tuple(j for _, j in b),
            max(0.0, min(1.0, _similarity(a, b, original, translation))),
            crossing,
        )
        for place in places:
            joined[place] = Bead((), ())
        joined[a[0][0]] = whole
    return [bead for bead in joined if bead.original or bead.translation]


_Run = tuple[tuple[int, int], ...]


def _runs(orphans: list[tuple[int, int]]) -> Iterator[_Run]:
    """Runs of one to three orphans that follow each other in their article."""
    for start in range(len(orphans)):
        for length in range(1, _LONGEST_RUN + 1):
            run = tuple(orphans[start : start + length])
            if len(run) == length and run[-1][1] - run[0][1] == length - 1:
                yield run


def _near(runs: list[_Run], run: _Run) -> list[_Run]:
    """The runs (sorted by place) within reach of one: sentences move by paragraphs, not by chapters."""
    first = bisect.bisect_left(runs, run[0][0] - _REACH, key=lambda r: r[0][0])
    last = bisect.bisect_right(runs, run[0][0] + _REACH, key=lambda r: r[0][0])
    return runs[first:last]


def _adjacent(a: _Run, b: _Run) -> bool:
    places = sorted(at for at, _ in (*a, *b))
    return places[-1] - places[0] == len(places) - 1


def _alike(a: _Run, b: _Run, original: Windows, translation: Windows, lengths: Lengths) -> bool:
    """Whether two runs may be one passage: by what they say, and for neighbours by their length too."""
    similarity = _similarity(a, b, original, translation)
    if not _adjacent(a, b):
        return similarity > _MOVED
    size = lengths.one(a[-1][1] + 1, len(a)) / lengths.translation[len(b) - 1][b[-1][1]]
    return similarity > _ADJACENT and 1 / _RATIO < size < _RATIO


def _similarity(a: _Run, b: _Run, original: Windows, translation: Windows) -> float:
    return float(original.vectors[len(a) - 1][a[-1][1]] @ translation.vectors[len(b) - 1][b[-1][1]])


def _earned(a: _Run, b: _Run, original: Windows, translation: Windows, lengths: Lengths, weights: Weights) -> float:
    """What the bead of two runs would earn in the search."""
    shape, at = (len(a), len(b)), np.array([b[-1][1]])
    return float(gain(original, translation, lengths, shape, a[-1][1] + 1, at, weights)[0])
