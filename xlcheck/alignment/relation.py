"""How two articles are related: one may render the other, sum it up, or be another report of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.windows import Windows, windows
from xlcheck.models.roles import Encoder

Kind = Literal["translation", "summary", "expansion", "other"]

#: So many deviations above what strangers have in common, a bead's sides correspond. On news of the train and choose parts
#: the better covered side of true translations is covered by .82 at least, novels by .60; one of 40 pairs of strangers
#: reaches .50, and of 40 with a quarter in common 35 stay below.
_DEVIATIONS = 2.0
#: Below this share of both sides, two articles aren't each other's translation.
_COVERED = 0.5
#: Above this share of one side without counterpart, where the other has one, it was summed up.
_LEFT_OUT = 0.5
#: Beads apart that strangers stand, at least and at most.
_APART = (3, 9)
#: With fewer beads nothing can be told.
_FEWEST = 6


@dataclass(frozen=True)
class Relation:
    """``covered``: the share of either side, by length, that is in beads whose sides correspond.

    ``passages``: runs of such beads, as first and last bead.
    """

    kind: Kind
    covered: tuple[float, float]
    passages: tuple[tuple[int, int], ...]


def relation(original: Sequence[str], translation: Sequence[str], beads: Sequence[Bead], encoder: Encoder) -> Relation:
    """The relation of two aligned articles."""
    whole = [at for at, bead in enumerate(beads) if bead.original and bead.translation]
    if len(beads) < _FEWEST or not whole:
        return Relation("translation", (1.0, 1.0), ())
    left, right = windows(original, encoder), windows(translation, encoder)
    ours = _vectors(left, [beads[at].original for at in whole])
    theirs = _vectors(right, [beads[at].translation for at in whole])
    cut = _cut(ours, theirs)
    corresponding = [at for at, alike in zip(whole, (ours * theirs).sum(axis=1), strict=True) if alike > cut]
    covered = (
        _share(left.sizes, [i for at in corresponding for i in beads[at].original]),
        _share(right.sizes, [j for at in corresponding for j in beads[at].translation]),
    )
    alone = (
        _share(left.sizes, [i for bead in beads if not bead.translation for i in bead.original]),
        _share(right.sizes, [j for bead in beads if not bead.original for j in bead.translation]),
    )
    return Relation(_kind(covered, alone), covered, tuple(_runs(corresponding)))


def _kind(covered: tuple[float, float], alone: tuple[float, float]) -> Kind:
    if alone[0] > _LEFT_OUT and covered[1] >= _COVERED:
        return "summary"
    if alone[1] > _LEFT_OUT and covered[0] >= _COVERED:
        return "expansion"
    return "other" if max(covered) < _COVERED else "translation"


def _vectors(side: Windows, runs: Sequence[tuple[int, ...]]) -> NDArray[np.float32]:
    return np.array([side.vectors(len(run), run[-1], run[-1] + 1)[0] for run in runs])


def _cut(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> float:
    """Similarity above which two sides say one thing, by what sides have in common that belong to different beads."""
    strangers = [
        (ours[: len(ours) - apart] * theirs[apart:]).sum(axis=1) for apart in range(*_APART) if apart < len(ours)
    ]
    if not strangers:
        return 0.3
    alike = np.concatenate(strangers)
    return float(alike.mean() + _DEVIATIONS * max(alike.std(), 0.05))


def _share(sizes: NDArray[np.float64], sentences: Sequence[int]) -> float:
    return float(np.diff(sizes)[list(sentences)].sum() / sizes[-1])


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring numbers, as first and last."""
    first = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[first], numbers[at - 1]
            first = at
