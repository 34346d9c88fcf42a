"""Alignment against gold: strict and lax F1 as vecalign's scorer defines them, and how well orphans are found.

Strict: a bead counts when both its sides are the gold's. Lax: when it shares an original and a translation sentence
with a gold bead. Null beads count in neither; their sentences have a precision and a recall of their own, and so have
beads that moved: a gold bead moved when it isn't among the most that keep the order; it is found when we have the very
bead; and a bead that we call crossing is right when it is one of the gold's and out of order with another of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlcheck.api import align_sentences
from xlcheck.models import Profile

Sides = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass
class AlignmentScore:
    """Counts over documents; the figures are properties."""

    documents: int = 0
    strict_hits: int = 0
    lax_hits: int = 0
    lax_found: int = 0
    beads: int = 0
    gold: int = 0
    null_hits: int = 0
    null: int = 0
    null_gold: int = 0
    crossing_hits: int = 0
    crossing: int = 0
    moved_hits: int = 0
    moved: int = 0
    #: Each bead's score, and whether it was right.
    scored: list[tuple[float, bool]] = field(default_factory=list, repr=False)

    @property
    def strict(self) -> float:
        """Strict F1."""
        return f1(self.strict_hits / max(self.beads, 1), self.strict_hits / max(self.gold, 1))

    @property
    def lax(self) -> float:
        """Lax F1."""
        return f1(self.lax_hits / max(self.beads, 1), self.lax_found / max(self.gold, 1))

    @property
    def null_precision(self) -> float:
        """Share of the sentences without counterpart that have none in the gold."""
        return self.null_hits / max(self.null, 1)

    @property
    def null_recall(self) -> float:
        """Share of the gold's sentences without counterpart that were found."""
        return self.null_hits / max(self.null_gold, 1)

    @property
    def crossing_precision(self) -> float:
        """Share of the beads that are called crossing that are."""
        return self.crossing_hits / max(self.crossing, 1)

    @property
    def crossing_recall(self) -> float:
        """Share of the gold's beads that moved that were found."""
        return self.moved_hits / max(self.moved, 1)

    @property
    def calibration(self) -> float:
        """Expected calibration error of the scores, in ten bins: how far they are from the share that is right."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for score, right in self.scored:
            bins.setdefault(min(int(10 * score), 9), []).append((score, right))
        apart = (abs(sum(score - right for score, right in those)) for those in bins.values())
        return sum(apart) / max(len(self.scored), 1)

    def add(
        self,
        beads: Sequence[Sides],
        gold: Sequence[Sides],
        crossing: Iterable[Sides] = (),
        scores: Iterable[float] = (),
    ) -> None:
        """Count a document; ``crossing`` are the beads that are said to be out of order, ``scores`` those of the beads."""
        ours, theirs = ({b for b in side if b[0] and b[1]} for side in (beads, gold))
        self.documents += 1
        self.strict_hits += len(ours & theirs)
        self.lax_hits += sum(any(_touch(bead, other) for other in theirs) for bead in ours)
        self.lax_found += sum(any(_touch(bead, other) for other in ours) for bead in theirs)
        self.beads += len(ours)
        self.gold += len(theirs)
        lone, lone_gold = _orphans(beads), _orphans(gold)
        self.null_hits += len(lone & lone_gold)
        self.null += len(lone)
        self.null_gold += len(lone_gold)
        self.scored += [(score, bead in gold) for score, bead in zip(scores, beads, strict=False)]
        said, moved = set(crossing), theirs - set(straight(sorted(theirs)))
        self.crossing_hits += sum(bead in theirs and any(_cross(bead, other) for other in theirs) for bead in said)
        self.crossing += len(said)
        self.moved_hits += len(moved & ours)
        self.moved += len(moved)


def score_documents(
    documents: Iterable[dict[str, Any]], *, profile: str | Profile = "embedded", models: Path | None = None
) -> AlignmentScore:
    """The score over documents of ``original``, ``translation`` (sentences) and ``beads`` (pairs of index lists)."""
    score = AlignmentScore()
    for document in documents:
        beads = align_sentences(document["original"], document["translation"], profile=profile, models=models)
        sides = [(b.original, b.translation) for b in beads]
        crossing = [side for side, bead in zip(sides, beads, strict=True) if bead.crossing]
        score.add(sides, beads_of(document), crossing, [bead.score for bead in beads])
    return score


def beads_of(document: Mapping[str, Any]) -> list[Sides]:
    """The gold beads of a document."""
    return [(tuple(ours), tuple(theirs)) for ours, theirs in document["beads"]]


def straight(beads: Sequence[Sides]) -> list[Sides]:
    """The most beads with both sides that keep the order of both articles: what moved isn't among them."""
    whole = sorted(bead for bead in beads if bead[0] and bead[1])
    best, before = [1] * len(whole), [-1] * len(whole)
    for at, (_, right) in enumerate(whole):
        for earlier in range(at):
            if whole[earlier][1][-1] < right[0] and best[earlier] >= best[at]:
                best[at], before[at] = best[earlier] + 1, earlier
    at, kept = max(range(len(whole)), key=best.__getitem__, default=-1), []
    while at >= 0:
        kept.append(whole[at])
        at = before[at]
    return kept[::-1]


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _touch(one: Sides, other: Sides) -> bool:
    return bool(set(one[0]) & set(other[0]) and set(one[1]) & set(other[1]))


def _cross(one: Sides, other: Sides) -> bool:
    return (one[0] < other[0]) != (one[1] < other[1])


def _orphans(beads: Sequence[Sides]) -> set[tuple[int, int]]:
    return {(0, i) for a, b in beads if not b for i in a} | {(1, j) for a, b in beads if not a for j in b}
