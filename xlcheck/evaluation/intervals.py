"""How far a share that was counted may be from the true one, and what a precision becomes where drift is rare."""

from __future__ import annotations

from math import sqrt

from xlcheck.judging.thresholds import PRIOR

Interval = tuple[float, float]

#: Quantile of the normal distribution for 95 %.
_Z = 1.959964


def wilson(hits: int, total: int) -> Interval:
    """Wilson's 95 % interval of a share: it stays within 0 and 1 and says something of none and of all, too."""
    if not total:
        return 0.0, 1.0
    share, spread = hits / total, _Z**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(share * (1 - share) / total + spread / (4 * total))
    return (max(middle - half, 0.0) if hits else 0.0), (min(middle + half, 1.0) if hits < total else 1.0)


def at_prior(precision: float, prior: float = PRIOR) -> float:
    """The precision, measured on as many bad sides as good ones, in a feed where ``prior`` of the sentences drifted.

    Bayes' rule: on equal numbers the odds of a find are hit rate to false-alarm rate, and those of the prior multiply.
    """
    right, wrong = prior * precision, (1 - prior) * (1 - precision)
    return right / (right + wrong)
