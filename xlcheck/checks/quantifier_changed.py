"""Another quantity: "all" turned into "some", "most" into "a few"."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.negation_flipped import around, clarity

#: Quantifiers that can't stand for each other.
_CLASH = {
    "all": {"some", "few", "many", "most"},
    "most": {"all", "some", "few"},
    "some": {"all", "most"},
    "few": {"all", "most", "many"},
    "many": {"few", "all"},
}


#: Similarity above which a quantifier is rendered by some word of the other side.
_RENDERED = 0.5


class QuantifierChanged(Check):
    name = "quantifier-changed"
    severity = Severity.MAJOR
    sections = ("quantifier",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """A quantifier on either side, neither of which the other side has."""
        left, right = pair.original.cues("quantifier"), pair.translation.cues("quantifier")
        kinds, others = {_kind(c.key) for c in left}, {_kind(c.key) for c in right}
        for one in left:
            if _kind(one.key) in others or _kind(one.key) not in _CLASH:
                continue
            other = next(
                (c for c in right if _kind(c.key) in _CLASH[_kind(one.key)] and _kind(c.key) not in kinds), None
            )
            if (
                other is None
                or max(
                    pair.rendered(one, of_original=True, outside=other),
                    pair.rendered(other, of_original=False, outside=one),
                )
                > _RENDERED
            ):
                continue
            fields = {
                "original": shown.quoted(pair.original, around(pair.original, one), shown.gloss(one.key)),
                "translation": shown.quoted(pair.translation, around(pair.translation, other), shown.gloss(other.key)),
            }
            clear = max(pair.head_rendered(one, of_original=True), pair.head_rendered(other, of_original=False))
            yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end), clarity(clear))
            return


def _kind(key: str) -> str:
    return key.split(".")[1]
