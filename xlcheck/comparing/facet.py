"""In what two statements differ, and what that makes of the link between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xlcheck.checks import shown
from xlcheck.checks.base import Bounds
from xlcheck.comparing.people import is_one
from xlcheck.comparing.statements import Said
from xlcheck.facts.lexicon import Cue

#: What stands for the words of a side that has none.
NOTHING = ""
#: What words of taking sides mean, for those who can't read them.
_GLOSSES = {
    "support.a": "supports", "support.b": "opposes", "accept.a": "accepts", "accept.b": "rejects",
    "judgement.for": "praises", "judgement.against": "condemns",
}  # fmt: skip


class Relation(StrEnum):
    """What a link says, the gravest first."""

    CONTRADICTS = "contradicts"
    CHANGED = "changed"
    DIFFERS = "differs"
    CERTAINTY = "certainty"
    ASSERTED = "asserted"
    AGREES = "agrees"
    UNSURE = "unsure"

    @property
    def tells(self) -> bool:
        """Whether it is something to look at."""
        return self not in (Relation.AGREES, Relation.UNSURE)


@dataclass(frozen=True)
class Facet:
    """In what two statements differ: ``what`` in the words of both (for a message), where, and how clear it is (0 to 1)."""

    relation: Relation
    name: str
    what: tuple[str, str]
    bounds: tuple[Bounds | None, Bounds | None]
    strength: float


def of_cues(
    relation: Relation, name: str, sides: tuple[Said, Said], cues: tuple[Cue | None, Cue | None], strength: float
) -> Facet:
    """A facet of two words, one of which may be missing."""
    words = [
        shown.quoted(said.facts, (cue.start, cue.end), _gloss(cue.key)) if cue else NOTHING
        for said, cue in zip(sides, cues, strict=True)
    ]
    bounds = [(cue.start, cue.end) if cue else None for cue in cues]
    return Facet(relation, name, (words[0], words[1]), (bounds[0], bounds[1]), strength)


def _gloss(key: str) -> str:
    word = key.removeprefix("not.")
    told = _GLOSSES.get(word) or shown.gloss(word)
    return told if word == key else f"not: {told}"


def may_be_one(a: Said, b: Said) -> bool:
    """Whether two statements may be of one speaker: of those of different people neither contradicts the other."""
    return a.speaker is None or b.speaker is None or is_one(a.speaker, b.speaker)
