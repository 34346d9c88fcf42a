"""A word turned into its opposite: rose for fell, support for oppose."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement

#: Concepts whose words do too many other jobs: most of the false alarms that were read on faithful news were theirs.
_TOO_COMMON = frozenset({"before", "more"})
#: Similarity above which a pole is rendered by some other word after all.
_RENDERED = 0.55


class AntonymUsed(Check):
    name = "antonym-used"
    severity = Severity.CRITICAL
    sections = ("antonyms",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """One pole of a concept on one side, only the other pole on the other, with as many negations on both."""
        if _parity(pair.original) != _parity(pair.translation):
            return
        for concept in pair.original.lexicon.section("antonyms"):
            if concept in _TOO_COMMON:
                continue
            left, right = pair.original.cues("antonyms", concept), pair.translation.cues("antonyms", concept)
            poles, others = {_pole(c) for c in left}, {_pole(c) for c in right}
            if len(poles) == 1 and len(others) == 1 and poles != others:
                one, other = left[0], right[0]
                if (
                    pair.rendered(one, of_original=True, outside=other) > _RENDERED
                    or pair.rendered(other, of_original=False, outside=one) > _RENDERED
                ):
                    continue
                fields = {
                    "original": shown.quoted(
                        pair.original, (one.start, one.end), f"{_gloss(pair, concept, _pole(one))}"
                    ),
                    "translation": shown.quoted(
                        pair.translation, (other.start, other.end), f"{_gloss(pair, concept, _pole(other))}"
                    ),
                }
                yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end))


def _pole(cue: Cue) -> str:
    return cue.key.split(".")[1]


def _parity(statement: Statement) -> int:
    return sum(cue.key == "negation.explicit" for cue in statement.cues("negation")) % 2


def _gloss(pair: Pair, concept: str, pole: str) -> str:
    """The pole in English, from the English lexicon's first word for it."""
    from xlcheck.facts.lexicon import load_lexicon

    words = load_lexicon("en").section("antonyms", concept).get(pole) or [concept]
    return str(words[0]).rstrip("*")
