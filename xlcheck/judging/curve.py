"""From what reading told to a probability: how likely a sentence drifted in a feed where PRIOR of the sentences did.

A line in log odds (Platt 1999). Each pair of languages that was measured has its own; where nobody measured, a sentence
is an average one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from xlcheck.judging.thresholds import PRIOR
from xlcheck.models.roles import Reading

Languages = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Curve:
    """Log odds of drift are ``slope`` times the reading's logit, and ``offset``.

    ``cut`` is the probability from which on reading alone may make a finding of major severity, ``doubt`` a minor one.
    """

    slope: float
    offset: float
    cut: float
    doubt: float

    def chance(self, logit: float) -> float:
        """Probability of drift (0 to 1)."""
        odds = self.slope * logit + self.offset
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def chance(reading: Reading | None, curve: Curve | None) -> float:
    """How likely a sentence drifted by its reading alone; that of an average one without findings where nobody knows."""
    return curve.chance(reading.drift) if reading and curve else PRIOR / 3
