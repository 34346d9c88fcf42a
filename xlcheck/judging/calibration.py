"""From what reading told to a probability: how likely a sentence drifted in a feed where PRIOR of the sentences did.

A line in log odds (Platt 1999) for each pair of languages that people labelled, another one for all other pairs that
were measured, and for those that weren't an average sentence: nobody knows.
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

    ``cut`` is the logit from which on reading alone may make a finding of major severity, ``doubt`` a minor one.
    """

    slope: float
    offset: float
    cut: float
    doubt: float

    def chance(self, logit: float) -> float:
        """Probability of drift (0 to 1)."""
        return 1 / (1 + math.exp(-(self.slope * logit + self.offset)))


#: Beside each row: what it was fitted to, and what it tells there.
CURVES: dict[str, Curve] = {}
#: Pairs with English that nobody labelled.
MEASURED = Curve(0.3, -4.5, 6.5, 6.0)


def chance(reading: Reading | None, curve: Curve | None) -> float:
    """How likely a sentence drifted by its reading alone; that of an average one without findings where nobody knows."""
    return curve.chance(reading.drift) if reading and curve else PRIOR / 3
