"""A condition that appeared: a fact became an "if"."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.condition_lost import clause, unrendered
from xlcheck.checks.negation_flipped import around


class ConditionAdded(Check):
    name = "condition-added"
    severity = Severity.MAJOR
    sections = ("condition",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """A condition of the translation without any in the original."""
        found = unrendered(pair, of_original=False)
        if found:
            cue, strength = found
            fields = {
                "translation": shown.quoted(
                    pair.translation, clause(pair.translation, cue), f"{shown.gloss(cue.key)} …"
                )
            }
            yield Evidence(self.name, self.name, fields, None, around(pair.translation, cue), strength)
