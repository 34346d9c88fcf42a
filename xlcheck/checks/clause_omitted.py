"""A part of a sentence that the translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import Check, Evidence, Pair
from xlcheck.checks.unrendered import unrendered


class ClauseOmitted(Check):
    name = "clause-omitted"
    category = "accuracy/omission"

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Clauses of the original that nothing in a shorter translation renders."""
        for bounds, clear in unrendered(pair, of_original=True):
            yield Evidence(self.name, self.name, {}, bounds, None, clear)
