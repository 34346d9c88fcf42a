"""A part of a sentence that the original doesn't have."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import Check, Evidence, Pair
from xlcheck.checks.unrendered import unrendered


class ClauseAdded(Check):
    name = "clause-added"
    category = "accuracy/addition"

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Clauses of the translation that nothing in a shorter original says."""
        for bounds, clear in unrendered(pair, of_original=False):
            yield Evidence(self.name, self.name, {}, None, bounds, clear)
