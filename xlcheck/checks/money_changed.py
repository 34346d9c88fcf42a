"""A sum of money with another value or another currency."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.numbers import differences


class MoneyChanged(Check):
    name = "money-changed"
    severity = Severity.CRITICAL
    sections = ("numbers", "currencies")

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Sums that differ in value, or in currency at the same value."""
        found = differences(pair)
        for one, other in (*found.changed, *found.remeasured):
            if one.currency or other.currency:
                fields = {
                    "original": shown.number(pair.original, one),
                    "translation": shown.number(pair.translation, other),
                }
                yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end))
