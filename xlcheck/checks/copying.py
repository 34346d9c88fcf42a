"""How much of one text was copied into another."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from xlcheck.checks.base import Bounds

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF


def chrf(one: str, other: str) -> float:
    """Sacrebleu's chrF2 between two texts, 0 to 100."""
    return float(_metric().sentence_score(other, [one]).score)


def shared_run(original: str, translation: str) -> Bounds | None:
    """The longest stretch of words that both texts have, as bounds in the translation."""
    left = [m[0].lower() for m in re.finditer(r"\w+", original)]
    words = list(re.finditer(r"\w+", translation))
    right = [m[0].lower() for m in words]
    best, where = 0, 0
    row = [0] * (len(right) + 1)
    for word in left:
        previous = 0
        for j, other in enumerate(right, start=1):
            previous, row[j] = row[j], previous + 1 if word == other else 0
            if row[j] > best:
                best, where = row[j], j
    return (words[where - best].start(), words[where - 1].end()) if best else None


@cache
def _metric() -> CHRF:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()
