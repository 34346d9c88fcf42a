"""What reading both sides together adds to the evidence of a check: the verifier confirms it, or doubts it."""

from __future__ import annotations

import math
from dataclasses import replace

from xlcheck.checks.base import Evidence, Read
from xlcheck.judging.table import SHIPPED
from xlcheck.models.roles import Reading

#: Log odds for a step of the place's logit, and the most that reading may count either way.
_STEP, _MOST = 0.5, 3.0
#: Subwords of both sides from which on a reading counts in full; below, by the square of their share.
_LONG = 40


def readable(item: Evidence) -> bool:
    """Whether reading both sides together tells anything of such evidence."""
    return SHIPPED.row(item.check, item.message).neutral is not None


def read(item: Evidence, reading: Reading | None) -> Evidence:
    """The evidence with the verifier's word on its place; its bounds are still those in the pair's own texts."""
    if reading is None:
        return item
    sides = ((reading.original, item.original), (reading.translation, item.translation))
    worst = [logit for tags, bounds in sides if bounds and (logit := tags.worst(*bounds)) is not None]
    return replace(item, read=Read(max(worst), min(1.0, reading.subwords / _LONG) ** 2)) if worst else item


def supported(belief: float, read: Read | None, neutral: float | None) -> float:
    """A belief (0 to 1) after reading; ``neutral`` is the logit that tells neither way, None where reading tells nothing."""
    if read is None or neutral is None or not 0 < belief < 1:
        return belief
    support = max(-_MOST, min(_MOST, _STEP * read.weight * (read.logit - neutral)))
    odds = belief / (1 - belief) * math.exp(support)
    return odds / (1 + odds)
