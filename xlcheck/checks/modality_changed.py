"""Another certainty or obligation: "may" hardened into "will", "must" softened into "can"."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.negation_flipped import around, clarity
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

#: By which cues each cue may be rendered: a scale, with the overlaps that languages have.
_RENDERED_BY: dict[str, frozenset[str]] = {
    "possible": frozenset({"possible", "likely", "able", "hearsay", "advised", "loose"}),
    "likely": frozenset({"likely", "possible", "willing", "certain", "advised", "able", "hearsay", "loose"}),
    "required": frozenset({"required", "advised", "certain", "likely", "willing", "able"}),
    "hearsay": frozenset({"hearsay", "possible", "likely", "loose"}),
    "advised": frozenset({"advised", "required", "possible", "likely", "loose"}),
}
#: What a lost cue turned into when it changed rather than vanished.
_TURNED = {
    "possible": ("required", "certain", "willing"),
    "likely": (),
    "required": ("possible",),
    "hearsay": (),
    "advised": ("willing", "certain"),
}
#: German "sollen" advises, plans and reports: its loss tells nothing.
_AMBIGUOUS = {"de": frozenset({"advised"})}
#: How clear a cue's mere loss is. Necessity lies in many words besides "must" (most of the faithful losses that were read were its); a forecast in the verb.
_LOST = {"possible": 0.85, "likely": 0.35, "required": 0.2, "hearsay": 0.8, "advised": 0.2}
#: Translators add a "may" or a "could" more freely than they drop one.
_ADDED = 0.5
#: Similarity above which some word of the other side says what the cue says.
_RENDERED = 0.45


class ModalityChanged(Check):
    name = "modality-changed"
    severity = Severity.MAJOR
    sections = ("modality",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """A possibility, necessity or hearsay that no word of the other side renders."""
        for lost in (True, False):
            own, other = (pair.original, pair.translation) if lost else (pair.translation, pair.original)
            for cue in own.cues("modality"):
                kind = cue.key.split(".")[1]
                if any(kind in _AMBIGUOUS.get(primary(side.language), ()) for side in (own, other)):
                    continue
                if (
                    kind not in _RENDERED_BY
                    or _means(kind, own, other) & _RENDERED_BY[kind]
                    or _softened(kind, own, other)
                ):
                    continue
                if pair.rendered(cue, of_original=lost) > _RENDERED:
                    continue
                yield self._evidence(pair, cue, _turned(cue, own, other), lost=lost)
                break

    def _evidence(self, pair: Pair, cue: Cue, turned: Cue | None, *, lost: bool) -> Evidence:
        own, other = (pair.original, pair.translation) if lost else (pair.translation, pair.original)
        bounds, against = (cue.start, cue.end), (turned.start, turned.end) if turned else None
        words = shown.quoted(own, around(own, cue), shown.gloss(cue.key))
        fields = {"own": words, "kind": shown.gloss(cue.key)}
        if turned:
            fields["other"] = shown.quoted(other, around(other, turned), shown.gloss(turned.key))
        message = f"{self.name}.{'lost' if lost else 'added'}{'.turned' if turned else ''}"
        clear = clarity(pair.head_rendered(cue, of_original=lost))
        # What the cue turned into stands there for all to see; a mere loss is as clear as the word that it bore on.
        strength = (
            (max(clear, 0.7) if cue.key.endswith("possible") else clear)
            if turned
            else _LOST[cue.key.split(".")[1]] * (1.0 if lost else _ADDED) * clear
        )
        original, translation = (bounds, against) if lost else (against, bounds)
        return Evidence(self.name, message, fields, original, translation, strength)


#: "May have to": characters between a possibility and the necessity that it weakens.
_NEXT_TO = 6


def _kinds(statement: Statement) -> set[str]:
    return {cue.key.split(".")[1] for cue in statement.cues("modality")}


def _means(kind: str, own: Statement, other: Statement) -> set[str]:
    """The kinds of cue by which the other side may render; hearsay only where there is more of it than on this side."""
    said = kind != "hearsay" and ("hearsay" in _kinds(own) or own.cues("reporting"))
    return _kinds(other) - {"hearsay"} if said else _kinds(other)


def _turned(cue: Cue, own: Statement, other: Statement) -> Cue | None:
    """What a cue became: a cue of the other side that this side lacks, or the "have to" of its own "may have to"."""
    kind = cue.key.split(".")[1]
    weakened = {c.key.split(".")[1] for c in own.cues("modality") if 0 <= c.start - cue.end <= _NEXT_TO}
    kinds = set(_TURNED[kind]) - (_kinds(own) - (weakened & {"required"}))
    return next(
        (c for c in other.cues("modality") if c.key.split(".")[1] in kinds and not _is_conditional(c, other)), None
    )


def _is_conditional(cue: Cue, statement: Statement) -> bool:
    """An English "would" is as soft as a "could"."""
    return statement.folded[cue.start : cue.end].startswith("would")


def _softened(kind: str, own: Statement, other: Statement) -> bool:
    """Other means of the same: a condition is a possibility, a reporting verb is hearsay, an estimate is likely."""
    if kind == "hearsay":
        return bool(other.cues("reporting") or other.quotations)
    if kind == "possible" and other.cues("condition") and not own.cues("condition"):
        return True
    return kind in ("possible", "likely") and _doubts(other) and not _doubts(own)


def _doubts(statement: Statement) -> bool:
    return any(cue.key in ("reporting.think", "reporting.warn") for cue in statement.cues("reporting"))
