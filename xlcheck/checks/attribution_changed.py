"""Words put into another's mouth, or a claim that became a fact."""

from __future__ import annotations

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
            if found.original and found.translation and _speaks(pair.original, found.original) and _speaks(pair.translation, found.translation):
                yield Evidence(self.name, self.name, found.fields, found.original, found.translation, found.strength)
        yield from self._dropped(pair)

    def _dropped(self, pair: Pair) -> Iterator[Evidence]:
        said = _attributions(pair.original)
        other = pair.translation
        if not said or other.cues("reporting") or other.quotations or _is_hearsay(other):
            return
        if max(pair.rendered(cue, of_original=True) for cue in said) > 0.5 or pair.near_translation.quotations:
            return
        cue = said[0]
        fields = {"original": shown.quoted(pair.original, (cue.start, cue.end), shown.gloss(cue.key))}
        yield Evidence(self.name, f"{self.name}.dropped", fields, (max(0, cue.start - 8), cue.end), None, 0.6, Severity.MAJOR)


def _attributions(statement: Statement) -> list[Cue]:
    return [cue for cue in statement.cues("reporting") if cue.key in ("reporting.say", "reporting.claim", "reporting.warn")]


def _is_hearsay(statement: Statement) -> bool:
    return any(cue.key == "modality.hearsay" for cue in statement.cues("modality"))


def _speaks(statement: Statement, bounds: tuple[int, int]) -> bool:
    return any(cue.start - bounds[1] < _NEAR and bounds[0] - cue.end < _NEAR for cue in statement.cues("reporting"))
