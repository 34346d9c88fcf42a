"""A comparison turned round, an "as many" that became "more", a second-largest that became the largest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.negation_flipped import clarity
from xlcheck.facts.comparisons import DOWN, UP, Comparison, comparisons
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.ranks import ranks_apart
from xlcheck.facts.statement import Statement
from xlcheck.facts.values import Number, same_size

_READINGS = {
    "over": "more than", "under": "less than", "at_least": "at least", "at_most": "at most", "equal": "as much as",
    "better": "better than", "worse": "worse than", "most": "the most", "least": "the least", "ranked": "second or lower",
    "among": "one of several",
}  # fmt: skip
_NEARLY = {"over": "more than", "under": "nearly"}
#: Below it the sentence was put another way.
_CLEAR = 0.5
#: Similarity above which some word of the other side says what the cue says.
_RENDERED = 0.5


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two cues that can't stand for each other, and how clear that is."""

    original: Cue
    translation: Cue
    message: str
    strength: float


class ComparisonChanged(Check):
    name = "comparison-changed"
    severity = Severity.CRITICAL
    sections = ("comparison",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """The first comparison of a bead that points the other way, or ranks otherwise, on the other side."""
        left, right = comparisons(pair.original), comparisons(pair.translation)
        if _negations(pair.original, left) and _negations(pair.translation, right):
            # "Never earned more than": the negation stands further off on one side.
            left, right = ([replace(c, kind=c.words) for c in side] for side in (left, right))
        clash = _rank(pair)
        if _spare(pair.original, left) % 2 == _spare(pair.translation, right) % 2:
            clash = _bounds(left, right) or _approaches(pair) or _direction(pair, left, right) or clash
        if clash and clash.strength >= _CLEAR:
            one, other = clash.original, clash.translation
            yield Evidence(
                self.name,
                clash.message,
                {"original": _quoted(pair.original, one), "translation": _quoted(pair.translation, other)},
                (one.start, one.end),
                (other.start, other.end),
                clash.strength,
            )


def _quoted(statement: Statement, cue: Cue) -> str:
    readings = _NEARLY if cue.key.startswith("approximate") else _READINGS
    return shown.quoted(statement, (cue.start, cue.end), readings[cue.key.split(".")[1]])


def _bounds(left: list[Comparison], right: list[Comparison]) -> _Clash | None:
    """The same figure, more than which became less than which."""
    for one in left:
        for other in right:
            if one.number and other.number and same_size(one.number, other.number) and _opposite(one.kind, other.kind):
                if any(c.number == one.number and not _opposite(c.kind, other.kind) for c in left):
                    continue
                return _Clash(one.cue, other.cue, "comparison-changed", 1.0)
    return None


def _approaches(pair: Pair) -> _Clash | None:
    """Nearly 500 that became over 500, or the reverse."""
    ours, theirs = ([n for n in s.numbers if n.bound in ("over", "under")] for s in (pair.original, pair.translation))
    for one in ours:
        for other in theirs:
            if one.bound != other.bound and one.value >= 2 and same_size(one, other):
                cues = [_approximation(side, n) for side, n in ((pair.original, one), (pair.translation, other))]
                return _Clash(cues[0], cues[1], "comparison-changed", 1.0)
    return None


def _approximation(statement: Statement, number: Number) -> Cue:
    """The word that makes a figure a bound."""
    cues = [c for c in statement.cues("numbers", "approximate") if c.key.endswith(number.bound)]
    return min(
        cues,
        key=lambda c: min(abs(c.end - number.start), abs(c.start - number.end)),
        default=Cue(number.start, number.end, f"approximate.{number.bound}"),
    )


def _opposite(kind: str, other: str) -> bool:
    return any({kind, other} & one and {kind, other} & two for one, two in _POLES)


_POLES = ((UP, DOWN), (frozenset({"better"}), frozenset({"worse"})))


def _direction(pair: Pair, left: list[Comparison], right: list[Comparison]) -> _Clash | None:
    """All comparisons of one side point one way and all of the other the other way, or say "as much as"."""
    kinds, against = {c.kind for c in left}, {c.kind for c in right}
    for one in (c for c in left if c.number is None):
        for other in (c for c in right if c.number is None):
            if _turned(kinds, against) and _opposite(one.kind, other.kind):
                message, clear = "comparison-changed", 1.0
            elif _levelled(kinds, against) and "equal" in (one.kind, other.kind) and one.kind != other.kind:
                message, clear = "comparison-changed.equal", _clear(pair, one.cue, other.cue)
            else:
                continue
            if not _said(pair, one, other):
                return _Clash(one.cue, other.cue, message, clear)
    return None


def _turned(kinds: set[str], against: set[str]) -> bool:
    """Whether nothing on either side points the way of the other."""
    for one, two in _POLES:
        if (kinds & one and against & two and not (kinds & two or against & one)) or (
            kinds & two and against & one and not (kinds & one or against & two)
        ):
            return True
    return False


def _levelled(kinds: set[str], against: set[str]) -> bool:
    """Whether one side only says "as much as", and the other only more or only less."""
    return any(a == {"equal"} and b in ({"over"}, {"under"}) for a, b in ((kinds, against), (against, kinds)))


def _negations(statement: Statement, found: list[Comparison]) -> int:
    """The negations that are no part of a comparison's own words ("not more than")."""
    explicit = [c for c in statement.cues("negation") if c.key == "negation.explicit"]
    return sum(not any(n.start < c.end and c.start < n.end for c in found) for n in explicit)


def _spare(statement: Statement, found: list[Comparison]) -> int:
    """Those that no comparison has taken up: "does not work below 60" says "works above 60"."""
    return _negations(statement, found) - sum(c.kind != c.words for c in found)


def _said(pair: Pair, one: Comparison, other: Comparison) -> bool:
    """Whether either is rendered by some word other than its opposite after all."""
    there = 0.0 if one.framed else pair.rendered(one.cue, of_original=True, outside=other.cue)
    back = 0.0 if other.framed else pair.rendered(other.cue, of_original=False, outside=one.cue)
    return max(there, back) > _RENDERED


def _clear(pair: Pair, one: Cue, other: Cue) -> float:
    return clarity(max(pair.head_rendered(one, of_original=True), pair.head_rendered(other, of_original=False)))


def _rank(pair: Pair) -> _Clash | None:
    """A second-largest, or one of the largest, that is the largest on the other side."""
    cues = ranks_apart(pair.original, pair.translation)
    # Both ranks stand there for all to see: unclear only where nothing renders what they rank.
    clear = 1.0 if cues and _clear(pair, *cues) >= _CLEAR else 0.0
    return _Clash(*cues, "comparison-changed.rank", clear) if cues else None
