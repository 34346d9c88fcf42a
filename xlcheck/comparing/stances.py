"""For and against, denied and said: what makes two statements of one matter contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import Pair
from xlcheck.comparing.facet import Facet, Relation, may_be_one, of_cues
from xlcheck.comparing.judgements import judgements
from xlcheck.comparing.seen import EVASIVE, is_short
from xlcheck.comparing.statements import Said
from xlcheck.facts.claims import is_denied
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

_AGAINST = frozenset({"support.b", "accept.b", "reporting.warn", "reporting.deny", "judgement.against"})
_FOR = frozenset({"support.a", "accept.a", "reporting.ask", "modality.required", "judgement.for"})
#: How alike two statements must be (by the encoder, 0 to 1) of which one denies, or negates, what the other says.
_DENIED, _NEGATED = 0.45, 0.4
#: How plainly the other must have the word that is negated.
_HEAD = 0.55
#: Characters before a verb of saying within which a "not" denies it.
_BEFORE = 8


def stances(a: Said, b: Said) -> Iterator[Facet]:
    """For in one, against in the other: who must be given land is for it, and who warns against it is not."""
    one, other = _side(a.facts), _side(b.facts)
    if one and other and one[0] != other[0] and may_be_one(a, b):
        weak = any(cue.key.endswith("modality.required") for _, cue in (one, other))
        yield of_cues(Relation.CONTRADICTS, "stance", (a, b), (one[1], other[1]), 0.6 if weak else 0.8)


def _side(facts: Statement) -> tuple[bool, Cue] | None:
    """Whether a sentence is for or against its matter, and the word that says so.

    The first word goes: who rejects a proposal is against it. What is asked or denied within a quotation isn't the speaker's.
    """
    cues = [
        *facts.cues("reporting"), *facts.cues("antonyms", "support"), *facts.cues("antonyms", "accept"),
        *judgements(facts.folded, primary(facts.language)),
    ]  # fmt: skip
    taken = [cue for cue in cues if cue.key in _FOR | _AGAINST and not _is_inside(facts, cue)]
    required = [cue for cue in facts.cues("modality") if cue.key == "modality.required"]
    first = min(taken or required, key=lambda cue: cue.start, default=None)
    if first is None:
        return None
    negated = _is_negated(facts, first)
    return (first.key in _FOR) != negated, _with_not(facts, first) if negated else first


def _is_negated(facts: Statement, cue: Cue) -> bool:
    """Whether a "not" stands beside a word; of a verb of saying only before it: who asks not to go asks."""
    if not cue.key.startswith("reporting."):
        return is_denied(facts, cue)
    return any(n.key == "negation.explicit" and 0 <= cue.start - n.end <= _BEFORE for n in facts.cues("negation"))


def _with_not(facts: Statement, cue: Cue) -> Cue:
    """A word with the "not" that turns it round: that is what tells."""
    those = [n for n in facts.cues("negation") if n.key == "negation.explicit"]
    near = min(those, key=lambda n: min(abs(cue.start - n.end), abs(n.start - cue.end)), default=cue)
    return Cue(min(near.start, cue.start), max(near.end, cue.end), f"not.{cue.key}")


def _is_inside(facts: Statement, cue: Cue) -> bool:
    return any(q.start <= cue.start < q.end for q in facts.quotations)


def denials(a: Said, b: Said, likeness: float) -> Iterator[Facet]:
    """What one denies and the other says, in whatever words."""
    denied = _denial(a.facts), _denial(b.facts)
    other = b if denied[1] is None else a
    lone = (denied[0] is None) != (denied[1] is None)
    if lone and likeness >= _DENIED and may_be_one(a, b) and not _is_against(other.facts):
        yield of_cues(Relation.CONTRADICTS, "denied", (a, b), denied, 0.6)


def _denial(facts: Statement) -> Cue | None:
    """The verb by which a sentence denies: neither in somebody's words, nor what one is asked to do."""
    cues = [c for c in facts.cues("reporting") if c.key == "reporting.deny" and not _is_inside(facts, c)]
    return next((c for c in cues if not facts.folded[: c.start].rstrip().endswith(" to")), None)


def _is_against(facts: Statement) -> bool:
    """Whether a sentence negates or opposes anything."""
    poles = [cue for concept in ("support", "accept", "confirm") for cue in facts.cues("antonyms", concept)]
    negates = facts.cues("negation") or EVASIVE.search(facts.folded)
    return bool(negates) or any(cue.key.endswith(".b") for cue in poles)


def negations(a: Said, b: Said, pair: Pair, likeness: float) -> Iterator[Facet]:
    """A "not" on one side, where the other has the word that it bears on, and no other word that negates."""
    if likeness < _NEGATED or not may_be_one(a, b) or not is_short(pair):
        return
    for own, other, of_original in ((a, b, True), (b, a, False)):
        cue = _lone_not(own.facts, other.facts)
        if cue is not None and pair.head_rendered(cue, of_original=of_original) >= _HEAD:
            cues = (cue, None) if of_original else (None, cue)
            yield of_cues(Relation.CONTRADICTS, "negated", (a, b), cues, 0.7)


def _lone_not(own: Statement, other: Statement) -> Cue | None:
    """The one "not" of a sentence, where another has none, nor more words that negate in themselves."""
    plain, theirs = ([c for c in s.cues("negation") if c.key == "negation.explicit"] for s in (own, other))
    implicit = len(own.cues("negation")) - len(plain)
    if len(plain) != 1 or theirs or len(other.cues("negation")) > implicit or EVASIVE.search(other.folded):
        return None
    # A no-deal Brexit denies nothing.
    return None if own.folded[plain[0].end : plain[0].end + 1] == "-" else plain[0]
