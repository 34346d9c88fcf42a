"""A figure of the translation that the original doesn't give."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.number_missing import weight
from xlcheck.checks.numbers import differences


class NumberAdded(Check):
    name = "number-added"
    category = "accuracy/addition"
    severity = Severity.MAJOR
    sections = ("numbers",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Figures that stand neither in the original nor next door."""
        for other in differences(pair).added:
            fields = {"translation": shown.number(pair.translation, other)}
            yield Evidence(self.name, self.name, fields, None, (other.start, other.end), weight(other))
