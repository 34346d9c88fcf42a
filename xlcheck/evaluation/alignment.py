"""Alignment against gold: strict and lax F1 as vecalign's scorer defines them, and how well orphans are found.

Strict: a bead counts when both its sides are the gold's. Lax: when it shares an original and a translation sentence
with a gold bead. Null beads count in neither; their sentences have a precision and a recall of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlcheck.api import align_sentences

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

    def add(self, beads: Sequence[Sides], gold: Sequence[Sides]) -> None:
        """Count a document."""
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


def score_documents(
    documents: Iterable[dict[str, Any]], *, profile: str = "embedded", models: Path | None = None
) -> AlignmentScore:
    """The score over documents of ``original``, ``translation`` (sentences) and ``beads`` (pairs of index lists)."""
    score = AlignmentScore()
    for document in documents:
        beads = align_sentences(document["original"], document["translation"], profile=profile, models=models)
        score.add([(b.original, b.translation) for b in beads], [(tuple(a), tuple(b)) for a, b in document["beads"]])
    return score


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _touch(one: Sides, other: Sides) -> bool:
    return bool(set(one[0]) & set(other[0]) and set(one[1]) & set(other[1]))


def _orphans(beads: Sequence[Sides]) -> set[tuple[int, int]]:
    return {(0, i) for a, b in beads if not b for i in a} | {(1, j) for a, b in beads if not a for j in b}
