"""A part of a sentence that the original doesn't have."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import Check, Evidence, Pair
from xlcheck.checks.shown import marked
from xlcheck.checks.unrendered import unrendered
from xlcheck.models.roles import Opinion, Reading


class ClauseAdded(Check):
    name = "clause-added"
    category = "accuracy/addition"

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Clauses of the translation that nothing in a shorter original says."""
        for bounds, clear in unrendered(pair, of_original=False):
            yield Evidence(self.name, self.name, {}, None, bounds, clear)

    def opinion(self, texts: tuple[str, str], opinion: Opinion, reading: Reading | None) -> Iterator[Evidence]:
        """A clause that a translation model does without."""
        if opinion.about == "added":
            fields = {**{key: marked(value) for key, value in opinion.fields.items()}, "model": opinion.model}
            yield Evidence(
                self.name, f"{self.name}.coverage", fields, opinion.original, opinion.translation, opinion=opinion
            )
