"""A figure that has another value in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.numbers import differences


class NumberChanged(Check):
    # Reads digits without a lexicon, so no language is left out; number words need one.
    name = "number-changed"
    severity = Severity.CRITICAL

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Two figures of one kind, neither of which stands on the other side."""
        for one, other in differences(pair).changed:
            if one.currency or other.currency:
                continue
            fields = {
                "original": shown.number(pair.original, one),
                "translation": shown.number(pair.translation, other),
            }
            sure = 1.0 if one.unit == other.unit and one.kind == other.kind else 0.8
            yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end), sure)
