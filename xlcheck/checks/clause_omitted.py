"""A part of a sentence that the translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from xlcheck.checks.base import Bounds, Check, Evidence, Pair
from xlcheck.language.clauses import clauses
from xlcheck.language.size import size

#: How much of a clause some words of the other side render, at the most: by chance it is about .15, for a rendered
#: clause half (one in fifty is below this).
_RENDERED = 0.25
#: By how much the other side is shorter, as a logarithm: with its clauses rendered, one sentence in thirty is.
_SHORTER = 0.45
#: Without the clause it may still be shorter by so much, or by half of what it was: if by more, something else is wrong.
_THEN_SHORTER = 0.4
#: Letters of the shortest clause that says something.
_SHORTEST = 24


def unrendered(pair: Pair, *, of_original: bool) -> Iterator[tuple[Bounds, float]]:
    """Stretches that the other side has neither words nor room for: bounds in the text, and how clear a case (0 to 1)."""
    own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
    whole, room = size(own.text), size(other.text)
    shorter = log(whole / room)
    if shorter < _SHORTER:
        return
    for (start, end), rendered in _stretches(pair, of_original=of_original):
        without = log(max(whole - size(own.text[start:end]), 1) / room)
        if -shorter < without < max(_THEN_SHORTER, shorter / 2):
            yield (start, start + len(own.text[start:end].rstrip())), min(1.0, 1.2 - 2 * max(rendered, 0.0))


def _stretches(pair: Pair, *, of_original: bool) -> Iterator[tuple[Bounds, float]]:
    """Neighbouring clauses whose words aren't on the other side, and how much of them is.

    None where no clause's words are: then the sentence is said in other words, or is another one.
    """
    text = pair.original.text if of_original else pair.translation.text
    told = [
        (start, end, pair.coverage((start, end), of_original=of_original))
        for start, end in clauses(text)
        if size(text[start:end]) >= _SHORTEST
    ]
    if all(rendered < _RENDERED for _, _, rendered in told):
        return
    missing = [clause for clause in told if clause[2] < _RENDERED]
    while missing:
        (start, end, rendered), *missing = missing
        while missing and missing[0][0] == end:
            _, end, more = missing.pop(0)
            rendered = max(rendered, more)
        yield (start, end), rendered


class ClauseOmitted(Check):
    name = "clause-omitted"
    category = "accuracy/omission"

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Clauses of the original that nothing in a shorter translation renders."""
        for bounds, clear in unrendered(pair, of_original=True):
            yield Evidence(self.name, self.name, {}, bounds, None, clear)
