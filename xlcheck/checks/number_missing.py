"""A figure of the original that the translation doesn't give."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.numbers import differences
from xlcheck.facts.values import Number


def weight(number: Number) -> float:
    """How telling a lone figure is: shares and sums are facts; a small count, or all of something, may hide in a word."""
    if number.value == 1 or (number.kind == "percent" and number.value == 100):
        return 0.3
    if number.kind == "percent" or number.currency:
        return 1.0
    return 0.9 if number.value > 100 or number.value.denominator > 1 else 0.5


class NumberMissing(Check):
    name = "number-missing"
    category = "accuracy/omission"
    severity = Severity.MAJOR
    sections = ("numbers",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Figures that stand neither in the translation nor next door."""
        for one in differences(pair).missing:
            fields = {"original": shown.number(pair.original, one)}
            yield Evidence(self.name, self.name, fields, (one.start, one.end), None, weight(one))
