"""Words put into another's mouth, or a claim that became a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.name_changed import NameChanged
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement

#: How far a speaker may stand from the verb of saying, in characters.
_NEAR = 40


class AttributionChanged(Check):
    name = "attribution-changed"
    severity = Severity.CRITICAL
    sections = ("reporting",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Another name beside a verb of saying; or a verb of saying that nothing renders."""
        for found in NameChanged().pair(pair):
            if (
                found.original
                and found.translation
                and _speaks(pair.original, found.original)
                and _speaks(pair.translation, found.translation)
            ):
                yield Evidence(self.name, self.name, found.fields, found.original, found.translation, found.strength)
        yield from self._dropped(pair)

    def _dropped(self, pair: Pair) -> Iterator[Evidence]:
        said = _attributions(pair.original)
        other = pair.translation
        if (
            not said
            or other.cues("reporting")
            or other.quotations
            or _is_hearsay(other)
            or pair.near_translation.quotations
        ):
            return
        if max(pair.rendered(cue, of_original=True) for cue in said) > 0.4:
            return
        cue = said[0]
        fields = {"original": shown.quoted(pair.original, (cue.start, cue.end), shown.gloss(cue.key))}
        yield Evidence(
            self.name, f"{self.name}.dropped", fields, (max(0, cue.start - 8), cue.end), None, 0.8, Severity.MAJOR
        )


#: What follows a verb that reports a clause: a comma, a colon, a quotation mark, "that" — or what precedes it: a comma.
_CLAUSE = re.compile(r"道?\s*[,:，：“\"«„「]|\s+(?:that|que|qu'|dass|daß|che|что|що)(?![^\W_])|\s*(?:أن|إن)\s|と")


def _attributions(statement: Statement) -> list[Cue]:
    """Verbs of saying that report a clause; "an announcement" and "the study shows" report none."""
    text = statement.folded
    return [
        cue
        for cue in statement.cues("reporting")
        if cue.key in ("reporting.say", "reporting.claim", "reporting.warn")
        and (_CLAUSE.match(text, cue.end) or re.search(r"[,”\"»]\s+$", text[: cue.start]))
    ]


def _is_hearsay(statement: Statement) -> bool:
    return any(cue.key == "modality.hearsay" for cue in statement.cues("modality"))


def _speaks(statement: Statement, bounds: tuple[int, int]) -> bool:
    return any(cue.start - bounds[1] < _NEAR and bounds[0] - cue.end < _NEAR for cue in statement.cues("reporting"))
