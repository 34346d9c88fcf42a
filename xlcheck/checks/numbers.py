"""Which numbers of a bead have no counterpart: shared by all checks of numbers, money and units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from xlcheck.checks.base import Pair
from xlcheck.checks.excuses import elsewhere, is_gloss, says_minus
from xlcheck.facts.statement import Statement
from xlcheck.facts.units import SHARES, base_of
from xlcheck.facts.values import Number, same, same_but_for_the_sign, same_currency, same_size

#: What is counted, and how much of it.
_Measured = tuple[Fraction, str | None, str | None]


@dataclass(frozen=True)
class Differences:
    """Numbers that changed (original, translation), and those that stand on one side only."""

    changed: tuple[tuple[Number, Number], ...]
    remeasured: tuple[tuple[Number, Number], ...]
    missing: tuple[Number, ...]
    added: tuple[Number, ...]


@lru_cache(maxsize=256)
def _differences(original: Statement, translation: Statement, near_o: Statement, near_t: Statement) -> Differences:
    left, right = list(original.numbers), list(translation.numbers)
    remeasured: list[tuple[Number, Number]] = []
    left, right = _unequal(left, right)
    if len(left) * len(right) > _TABLES:
        return Differences((), (), (), ())
    _pair_off(left, right, lambda a, b: same(a, b) and a.firm == b.firm)
    _pair_off(left, right, same)
    _pair_off(left, right, _signed_in_words(original, translation))
    _pair_off(left, right, _remeasured, remeasured)
    _pair_off(left, right, lambda a, b: "phone" not in (a.kind, b.kind) and same_size(a, b))
    missing = [n for n in left if not elsewhere(n, near_t, translation) and not is_gloss(n, original)]
    unpaired = frozenset(left)
    rendered = {(n.value, n.unit) for n in original.numbers if n not in unpaired}
    # What only repeats a number that has a counterpart needs none of its own.
    missing = [n for n in missing if n.value == 0 or (n.value, n.unit) not in rendered]
    added = [n for n in right if not elsewhere(n, near_o, original) and not is_gloss(n, translation)]
    changed: list[tuple[Number, Number]] = []
    for likeness in (_alike, _comparable, _labels(original, translation)):
        _pair_off(missing, added, likeness, changed)
    if len(missing) == len(added) == 1:
        _pair_off(missing, added, _small_counts, changed)
    return Differences(
        tuple(changed), tuple(remeasured), tuple(n for n in missing if n.firm), tuple(n for n in added if n.firm)
    )


#: Hundreds of figures on either side that differ are two tables, no sentence and its translation.
_TABLES = 40_000


def _unequal(left: list[Number], right: list[Number]) -> tuple[list[Number], list[Number]]:
    """What is left of both lists without the numbers that are equal and measured alike, each taken out once, in order."""
    count = Counter(map(_measured, right)) & Counter(map(_measured, left))
    return _without(left, count.copy()), _without(right, count)


def _without(numbers: list[Number], count: Counter[_Measured]) -> list[Number]:
    rest = []
    for number in numbers:
        key = _measured(number)
        if count[key]:
            count[key] -= 1
        else:
            rest.append(number)
    return rest


def _measured(number: Number) -> _Measured:
    return number.value, number.unit, number.currency


def _labels(original: Statement, translation: Statement) -> Callable[[Number, Number], bool]:
    """Whether two numbers stand beside the same letters: COVID-19 and Covid-22, Formel-1 and "Formula 6"."""

    def match(one: Number, other: Number) -> bool:
        if "label" not in (one.kind, other.kind) or {one.kind, other.kind} - {"label", "count"}:
            return False
        return bool(_letters(original, one) & _letters(translation, other))

    return match


def _letters(statement: Statement, number: Number) -> set[str]:
    """The beginnings of the Latin words right beside a number."""
    before = re.search(r"([a-z]+)[- ]?$", statement.folded[max(0, number.start - 40) : number.start])
    after = re.match(r"-?([a-z]+)", statement.folded[number.end :])
    return {match[1][:3] for match in (before, after) if match}


def _signed_in_words(original: Statement, translation: Statement) -> Callable[[Number, Number], bool]:
    """Whether "-3 %" and "a fall of 3 %" say the same; a hyphen before a bare number may be no sign at all."""

    def match(one: Number, other: Number) -> bool:
        if not same_but_for_the_sign(one, other):
            return False
        bare = not (one.unit or one.currency or other.unit or other.currency)
        return bare or says_minus(translation if one.value < 0 else original, one)

    return match


def differences(pair: Pair) -> Differences:
    """What the numbers of a pair differ in."""
    return _differences(pair.original, pair.translation, pair.near_original, pair.near_translation)


def _pair_off(
    left: list[Number],
    right: list[Number],
    match: Callable[[Number, Number], bool],
    into: list[tuple[Number, Number]] | None = None,
) -> None:
    """Take out of both lists what matches, each number once, in order."""
    for one in list(left):
        other = next((n for n in right if match(one, n)), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
            if into is not None:
                into.append((one, other))


def _remeasured(one: Number, other: Number) -> bool:
    """The same figure in another unit or currency."""
    if not (one.firm and other.firm and same_size(one, other)):
        return False
    if one.currency and other.currency:
        return not same_currency(one, other)
    if one.unit and other.unit and one.unit != other.unit:
        return not {one.unit, other.unit} & (SHARES | {"times", "degree"})
    return False


def _alike(one: Number, other: Number) -> bool:
    """Two figures of the same thing: same unit, currency or share."""
    if one.kind != other.kind or one.vague or other.vague or not (one.firm or other.firm):
        return False
    return (
        one.unit == other.unit
        and bool(one.currency) == bool(other.currency)
        and same_currency(one, other)
        and bool(one.unit or one.currency or (one.firm and other.firm))
    )


def _small_counts(one: Number, other: Number) -> bool:
    """Two small numbers in words, the only ones left on either side: "three people", "five people", "doubled"."""
    kinds = {one.kind, other.kind}
    if one.vague or other.vague:
        return False
    if kinds == {"ordinal"}:
        return min(one.value, other.value) >= 2
    return kinds == {"multiple"} or (
        kinds == {"count"}
        and one.unit == other.unit
        and min(one.value, other.value) >= 2
        and max(one.value, other.value) <= 100
    )


def _comparable(one: Number, other: Number) -> bool:
    """Two figures that may well be one: a firm one on either side, no kind of thing that the other can't be."""
    if not (one.firm and other.firm) or {"label", "phone"} & {one.kind, other.kind}:
        return False
    if (one.kind == "percent") != (other.kind == "percent") and (one.currency or other.currency):
        return False
    if one.unit and other.unit:
        return base_of(one.unit) == base_of(other.unit)
    return True
