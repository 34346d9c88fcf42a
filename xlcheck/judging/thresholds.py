"""The thresholds table: how often each check is right, and the cut above which it may speak.

``precision`` is the share of a check's findings that are real drift in a feed where 3 % of the sentences drifted.
Each row says what it was measured on; `xlcheck evaluate` prints the figures again.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Share of drifted sentences in a decent feed, which every probability is calibrated for.
PRIOR = 0.03


@dataclass(frozen=True, slots=True)
class Threshold:
    """How far a check is trusted."""

    precision: float
    #: A strength below it makes no finding of major severity: it is shown as minor, or not at all below half of it.
    cut: float = 0.5


THRESHOLDS: dict[str, Threshold] = {
    "number-changed": Threshold(0.90),
    "money-changed": Threshold(0.90),
    "unit-changed": Threshold(0.85),
    "number-missing": Threshold(0.60, 0.8),
    "number-added": Threshold(0.60, 0.8),
    "date-changed": Threshold(0.85),
    "name-changed": Threshold(0.80),
    "attribution-changed": Threshold(0.80),
    "negation-flipped": Threshold(0.75, 0.72),
    "antonym-used": Threshold(0.70),
    "condition-lost": Threshold(0.75),
    "condition-added": Threshold(0.70),
    "modality-changed": Threshold(0.70),
    "quantifier-changed": Threshold(0.65),
    "quotation-changed": Threshold(0.65),
    "sentence-omitted": Threshold(0.85),
    "sentence-added": Threshold(0.85),
    "repeated": Threshold(0.90),
    "untranslated": Threshold(0.95),
    "wrong-language": Threshold(0.95),
}
#: Below this score of its bead, what is missing may only be aligned elsewhere: evidence counts less.
SURE_ALIGNMENT = 0.25
