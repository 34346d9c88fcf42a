"""Sentences that changed place: orphans of both sides that render each other, joined into crossing beads.

The search keeps to the order of the articles, so a sentence that the translator moved is left over on both sides.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.windows import Windows

#: Similarity above which two orphans are one sentence moved; next to each other they need hardly any.
_MOVED, _ADJACENT = 0.22, -0.1
#: Neighbouring orphans of very different length are not one sentence, whatever the vectors say.
_RATIO = 2.5
#: What a bead of more sentences gives up, as in the search.
_SIZE = 0.1
_LONGEST_RUN = 3
#: How far a sentence may have moved, in beads.
_REACH = 60


def rejoined(beads: Sequence[Bead], original: Windows, translation: Windows) -> list[Bead]:
    """The beads with orphans paired off, the likeliest first; in order of the original, additions after their neighbour."""
    left = [(at, bead.original[0]) for at, bead in enumerate(beads) if not bead.translation]
    right = [(at, bead.translation[0]) for at, bead in enumerate(beads) if not bead.original]
    right_runs = list(_runs(right))
    offers = sorted(
        (
            (similarity, a, b)
            for a in _runs(left)
            for b in _near(right_runs, a)
            if (similarity := _worth(a, b, original, translation)) is not None
        ),
        key=lambda offer: (-offer[0], offer[1], offer[2]),
    )
    taken: set[int] = set()
    joined = list(beads)
    for similarity, a, b in offers:
        places = {at for at, _ in (*a, *b)}
        if places & taken:
            continue
        taken |= places
        crossing = not _adjacent(a, b)
        whole = Bead(tuple(i for _, i in a), tuple(j for _, j in b), max(0.0, min(1.0, similarity)), crossing)
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


def _worth(a: _Run, b: _Run, original: Windows, translation: Windows) -> float | None:
    similarity = float(original.vectors[len(a) - 1][a[-1][1]] @ translation.vectors[len(b) - 1][b[-1][1]])
    similarity -= _SIZE * (len(a) + len(b) - 2)
    if _adjacent(a, b):
        scale = translation.sizes[-1] / original.sizes[-1]
        size = original.lengths(len(a))[a[-1][1]] * scale / translation.lengths(len(b))[b[-1][1]]
        return similarity if similarity > _ADJACENT and 1 / _RATIO < size < _RATIO else None
    return similarity if similarity > _MOVED else None
