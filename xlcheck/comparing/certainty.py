"""How certain a thing is: what may be in one report and is in the other, what must be and what holds only if."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.comparing.facet import Facet, Relation, may_be_one, of_cues
from xlcheck.comparing.statements import Said
from xlcheck.facts.claims import claims
from xlcheck.facts.lexicon import Cue

#: What leaves open whether a thing is so.
_SOFT = frozenset({"modality.possible", "modality.likely", "modality.hearsay", "modality.advised", "modality.able"})
#: How alike two statements must be (by the encoder, 0 to 1) for a "may" of one to be missed in the other.
_ALIKE = 0.5


def reservations(a: Said, b: Said, likeness: float) -> Iterator[Facet]:
    """What may be in one, and is or will be in the other."""
    may = _cue(a, "modality", "modality.possible"), _cue(b, "modality", "modality.possible")
    if likeness < _ALIKE or (may[0] is None) == (may[1] is None) or not may_be_one(a, b):
        return
    other = b if may[1] is None else a
    soft = other.facts.cues("condition") or any(cue.key in _SOFT for cue in other.facts.cues("modality"))
    if not soft:
        yield of_cues(Relation.CERTAINTY, "reservation", (a, b), may, 0.6)


def conditions(a: Said, b: Said) -> Iterator[Facet]:
    """What must be in one, and in the other holds only if."""
    ifs = _cue(a, "condition", "condition.if"), _cue(b, "condition", "condition.if")
    if (ifs[0] is None) == (ifs[1] is None) or not may_be_one(a, b):
        return
    firm = claims((a if ifs[0] is None else b).facts).get("certain")
    if firm is not None and firm[0]:
        cues = (firm[1], ifs[1]) if ifs[0] is None else (ifs[0], firm[1])
        yield of_cues(Relation.CERTAINTY, "condition", (a, b), cues, 0.6)


def _cue(said: Said, section: str, key: str) -> Cue | None:
    return next((cue for cue in said.facts.cues(section) if cue.key == key), None)
