"""One figure of the original that the translation gives in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from xlcheck.checks import shown
from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.checks.beads import Sides, statements
from xlcheck.facts.statement import Statement
from xlcheck.facts.values import Number, same
from xlcheck.language.detection import primary

_Figure = tuple[Fraction, str | None, str | None, str, str]
#: What is counted stands right after the figure; so many letters of it are its stem.
_STEM = 5
_SMALL = frozenset(
    "of the a an de des du di da dos der die das von per les los las la le of in на в и с із de'".split()
)


class InconsistentNumber(Check):
    name = "inconsistent-number"
    severity = Severity.MINOR

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """A figure that the original repeats, with another value where the translation repeats it."""
        seen: dict[_Figure, tuple[Sides, Number, Number]] = {}
        for sides in statements(articles):
            for own in _telling(sides.original):
                figure = _figure(sides.original, own)
                earlier = seen.get(figure)
                if earlier is not None:
                    other = _otherwise(earlier, sides)
                    if other is not None:
                        yield sides.number, self._evidence(earlier, sides, own, other)
                    continue
                rendered = list(islice((n for n in sides.translation.numbers if same(own, n)), 2))
                if len(rendered) == 1:
                    seen[figure] = (sides, own, rendered[0])

    def _evidence(self, earlier: tuple[Sides, Number, Number], sides: Sides, own: Number, other: Number) -> Evidence:
        one, two, before = sides.original, sides.translation, earlier[0].translation
        fields = {
            "original": shown.number(one, own),
            "translation": shown.number(two, other),
            "earlier": shown.number(before, earlier[2]),
        }
        return Evidence(
            self.name, self.name, fields,
            (one.start + own.start, one.start + own.end), (two.start + other.start, two.start + other.end),
            details={"earlier": [before.start + earlier[2].start, before.start + earlier[2].end]},
        )  # fmt: skip


def _telling(statement: Statement) -> list[Number]:
    """Figures that say what they count: no years, ordinals, labels, nor vague ones."""
    return [
        n
        for n in statement.numbers
        if n.firm and not n.vague and n.kind in ("count", "percent") and _head(statement, n)
    ]


def _figure(statement: Statement, number: Number) -> _Figure:
    """What makes two figures of one article one: the same value of the same thing."""
    return number.value, number.unit, number.currency, number.kind, _head(statement, number)


def _otherwise(earlier: tuple[Sides, Number, Number], sides: Sides) -> Number | None:
    """The figure of a translation that counts the same thing with another value, where the right one is missing."""
    first, own, rendered = earlier
    here = sides.translation
    if any(same(own, n) or same(rendered, n) for n in here.numbers):
        return None
    head = _head(first.translation, rendered)
    odd = [
        n
        for n in here.numbers
        if (n.unit, n.currency, n.kind) == (rendered.unit, rendered.currency, rendered.kind)
        and _head(here, n) == head
        and not any(same(n, m) for m in sides.original.numbers)
    ]
    return odd[0] if len(odd) == 1 else None


def _head(statement: Statement, number: Number) -> str:
    """The stem of what a figure counts: its unit, or the word after it."""
    if number.currency or number.unit:
        return number.currency or number.unit or ""
    return _after(statement, number)


def _after(statement: Statement, number: Number) -> str:
    rest = statement.folded[number.end : number.end + 40]
    if primary(statement.language) in ("zh", "ja"):
        match = re.match(r"[\s多余餘]*([\u3040-\u30ff\u4e00-\u9fff]{1,3})", rest)
        return match[1] if match else ""
    words = [w for w in re.findall(r"[^\W\d_]+", rest.split(",")[0].split(".")[0]) if w not in _SMALL]
    return words[0][:_STEM] if words else ""
