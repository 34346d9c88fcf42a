"""The same figure in another unit: kilometres for miles, months for years."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.numbers import differences


class UnitChanged(Check):
    name = "unit-changed"
    severity = Severity.CRITICAL
    sections = ("numbers", "units")

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Figures that kept their value and lost their unit to another; a proper conversion is none."""
        for one, other in differences(pair).remeasured:
            if not one.currency:
                fields = {
                    "original": shown.number(pair.original, one),
                    "translation": shown.number(pair.translation, other),
                }
                yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end))
