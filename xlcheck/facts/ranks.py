"""Ranks: the largest, the second-largest, one of the largest."""

from __future__ import annotations

import re

from xlcheck.facts.lexicon import Cue
from xlcheck.facts.matching import INSIDE_WORDS
from xlcheck.facts.statement import Statement

_TOP = frozenset({"most", "least"})
#: "loose" words may be a rank, or say "among": they only keep from an alarm.
_RANKS = _TOP | {"ranked", "among", "loose"}
#: Characters between "one of" and its superlative.
_NEAR = 24


def ranks_apart(original: Statement, translation: Statement) -> tuple[Cue, Cue] | None:
    """Where one side ranks second or among several and the other says the most, in either direction."""
    lowered = _lowered(original, translation)
    if lowered:
        return lowered
    raised = _lowered(translation, original)
    return raised[::-1] if raised else None


def _lowered(own: Statement, other: Statement) -> tuple[Cue, Cue] | None:
    """The lower rank of one side, and the superlative of the other that knows of no such thing."""
    ranks, against = _ranks(own), _ranks(other)
    cue, tops = _lower(ranks), [c for c in against if _kind(c) in _TOP]
    kinds = {_kind(c) for c in against}
    if cue is None or not tops or kinds & {"ranked", "loose"} or _may_rank(other):
        return None
    among = _kind(cue) == "among"
    if among and ("among" in kinds or _is_plural(other, tops[0])):
        return None
    # A superlative of its own beside the rank may be the one that the other side renders.
    if sum(_kind(c) in _TOP for c in ranks) > among:
        return None
    return cue, tops[0]


def _lower(ranks: list[Cue]) -> Cue | None:
    """A cue that says second or lower, or one of several that stands beside a superlative."""
    best = [c for c in ranks if _kind(c) in _TOP]
    for cue in ranks:
        beside = any(max(b.start - cue.end, cue.start - b.end) <= _NEAR for b in best)
        if _kind(cue) == "ranked" or (_kind(cue) == "among" and beside):
            return cue
    return None


def _ranks(statement: Statement) -> list[Cue]:
    return [c for c in statement.cues("comparison") if _kind(c) in _RANKS]


def _kind(cue: Cue) -> str:
    return cue.key.split(".")[1]


def _may_rank(statement: Statement) -> bool:
    """Whether a small number may be the rank: No. 2, der 2. Platz."""
    return any(2 <= number.value <= 10 for number in statement.numbers)


def _is_plural(statement: Statement, cue: Cue) -> bool:
    """The largest cities are several already."""
    words = re.findall(r"[^\W\d_]+(?:'s)?", statement.folded[cue.end : cue.end + 40])[:3]
    return statement.lexicon.language not in INSIDE_WORDS and any(
        word.endswith("s") and not word.endswith("'s") for word in words
    )
