"""A part of a sentence that the translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import Check, Evidence, Pair
from xlcheck.checks.shown import marked
from xlcheck.checks.unrendered import unrendered
from xlcheck.models.roles import Opinion, Reading


class ClauseOmitted(Check):
    name = "clause-omitted"
    category = "accuracy/omission"

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Clauses of the original that nothing in a shorter translation renders."""
        for bounds, clear in unrendered(pair, of_original=True):
            yield Evidence(self.name, self.name, {}, bounds, None, clear)

    def opinion(self, texts: tuple[str, str], opinion: Opinion, reading: Reading | None) -> Iterator[Evidence]:
        """A clause that a translation model does without."""
        if opinion.about == "omitted":
            fields = {**{key: marked(value) for key, value in opinion.fields.items()}, "model": opinion.model}
            yield Evidence(
                self.name, f"{self.name}.coverage", fields, opinion.original, opinion.translation, opinion=opinion
            )
