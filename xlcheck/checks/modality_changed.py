""""May" hardened into "will", "must" softened into "can"."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.negation_flipped import around
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement

#: By which cues each cue may be rendered: a scale, with the overlaps that languages have.
_RENDERED_BY: dict[str, frozenset[str]] = {
    "possible": frozenset({"possible", "likely", "able", "hearsay", "advised"}),
    "likely": frozenset({"likely", "possible", "willing", "certain", "advised", "able", "hearsay"}),
    "required": frozenset({"required", "advised", "certain", "likely"}),
    "hearsay": frozenset({"hearsay", "possible", "likely"}),
}
#: What a lost cue turned into when it changed rather than vanished.
_HARDER = {"possible": ("required", "certain"), "likely": ("required",), "required": ("possible", "able", "willing"), "hearsay": ()}


class ModalityChanged(Check):
    name = "modality-changed"
    severity = Severity.MAJOR
    sections = ("modality",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """A possibility, necessity or hearsay that no word of the other side renders."""
        for lost in (True, False):
            own, other = (pair.original, pair.translation) if lost else (pair.translation, pair.original)
            present = _kinds(other)
            for cue in own.cues("modality"):
                kind = cue.key.split(".")[1]
                if kind not in _RENDERED_BY or present & _RENDERED_BY[kind] or _softened(kind, other):
                    continue
                turned = next((c for c in other.cues("modality") if c.key.split(".")[1] in _HARDER[kind]), None)
                rendered = pair.rendered(cue, of_original=lost)
                if turned is None and rendered > 0.55:
                    continue
                yield self._evidence(pair, cue, turned, lost=lost, rendered=rendered)
                break

    def _evidence(self, pair: Pair, cue: Cue, turned: Cue | None, *, lost: bool, rendered: float) -> Evidence:
        own, other = (pair.original, pair.translation) if lost else (pair.translation, pair.original)
        bounds, against = (cue.start, cue.end), (turned.start, turned.end) if turned else None
        words = shown.quoted(own, around(own, cue), shown.gloss(cue.key))
        fields = {"own": words, "kind": shown.gloss(cue.key)}
        if turned:
            fields["other"] = shown.quoted(other, around(other, turned), shown.gloss(turned.key))
        message = f"{self.name}.{'lost' if lost else 'added'}{'.turned' if turned else ''}"
        strength = 1.0 if turned else 0.7 * (1 - max(0.0, rendered - 0.3))
        sides = (bounds, against) if lost else (against, bounds)
        return Evidence(self.name, message, fields, *sides, strength)


def _kinds(statement: Statement) -> set[str]:
    return {cue.key.split(".")[1] for cue in statement.cues("modality")}


def _softened(kind: str, other: Statement) -> bool:
    """Other means of the same: a condition is a possibility, a reporting verb is hearsay, an estimate is likely."""
    if kind == "hearsay":
        return bool(other.cues("reporting"))
    if kind == "possible" and other.cues("condition"):
        return True
    return kind in ("possible", "likely") and any(cue.key in ("reporting.think", "reporting.warn") for cue in other.cues("reporting"))
