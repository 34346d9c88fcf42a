"""Words moved into or out of quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.facts.quotations import Quotation
from xlcheck.facts.statement import Statement

#: A mark of either kind in the bead: a quotation that runs over its edge is not one that vanished.
_MARKS = '“”„«»「」『』《》〈〉‘’"'


class QuotationChanged(Check):
    name = "quotation-changed"
    severity = Severity.MAJOR

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Someone's words in quotation marks on one side, and no mark at all on the other."""
        for lost in (True, False):
            own, other = (pair.original, pair.translation) if lost else (pair.translation, pair.original)
            near = pair.near_translation if lost else pair.near_original
            speech = [q for q in own.quotations if q.is_speech]
            if not speech or _marked(other) or _marked(near):
                continue
            yield self._evidence(own, speech[0], lost=lost)

    def _evidence(self, own: Statement, speech: Quotation, *, lost: bool) -> Evidence:
        bounds = (speech.start, speech.end)
        fields = {"original" if lost else "translation": shown.quoted(own, bounds)}
        message = f"{self.name}.{'lost' if lost else 'added'}"
        return Evidence(
            self.name,
            message,
            fields,
            bounds if lost else None,
            None if lost else bounds,
            0.5 if lost else 1.0,
            Severity.MINOR if lost else None,
        )


def _marked(statement: Statement) -> bool:
    return any(mark in statement.text for mark in _MARKS)
