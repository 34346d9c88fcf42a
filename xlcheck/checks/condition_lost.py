"""A condition that vanished: an "if" became a fact."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Bounds, Check, Evidence, Pair, Severity
from xlcheck.checks.negation_flipped import around, clarity
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement

_STRICT = frozenset({"condition.if", "condition.unless"})


def unrendered(pair: Pair, *, of_original: bool) -> tuple[Cue, float] | None:
    """The condition of one side that no word of the other renders, and how clear that is."""
    own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
    strict = [cue for cue in own.cues("condition") if cue.key in _STRICT]
    against = {cue.key for cue in other.cues("condition")}
    if not strict or against & (_STRICT | {"condition.concessive"}):
        return None
    rendered = max(pair.rendered(cue, of_original=of_original) for cue in strict)
    if rendered > 0.5:
        return None
    cue = strict[0]
    if "condition.loose" in against:
        return cue, 0.25 * clarity(pair.head_rendered(cue, of_original=of_original))
    # "A slowdown could send it back": a reservation of another kind may carry the condition.
    if of_original and any(
        c.key.split(".")[1] in ("possible", "able", "likely", "required") for c in other.cues("modality")
    ):
        return cue, 0.45
    if pair.coverage(clause(own, cue), of_original=of_original) < _INVENTED:
        return cue, 0.9
    return cue, clarity(pair.head_rendered(cue, of_original=of_original))


#: Coverage below which the whole clause, not only its "if", stands on one side alone.
_INVENTED = 0.35


class ConditionLost(Check):
    name = "condition-lost"
    severity = Severity.CRITICAL
    sections = ("condition",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """A condition of the original without any in the translation."""
        found = unrendered(pair, of_original=True)
        if found:
            cue, strength = found
            fields = {"original": shown.quoted(pair.original, clause(pair.original, cue), f"{shown.gloss(cue.key)} …")}
            yield Evidence(self.name, self.name, fields, around(pair.original, cue), None, strength)


def clause(statement: Statement, cue: Cue) -> Bounds:
    """The cue up to the next comma."""
    end = cue.end
    while end < len(statement.text) and statement.text[end] not in ",，、;；.。:：،؛":
        end += 1
    return cue.start, end
