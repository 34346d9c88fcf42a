"""Which numbers of a bead have no counterpart: shared by all checks of numbers, money and units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from xlcheck.checks.base import Pair
from xlcheck.facts.statement import Statement
from xlcheck.facts.values import FACTORS, Number, same, same_currency, same_size


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
    _pair_off(left, right, lambda a, b: a.value == b.value and (a.unit, a.currency) == (b.unit, b.currency))
    _pair_off(left, right, lambda a, b: same(a, b) and a.firm == b.firm)
    _pair_off(left, right, same)
    _pair_off(left, right, _remeasured, remeasured)
    _pair_off(left, right, same_size)
    missing = [n for n in left if not _elsewhere(n, near_t, translation)]
    added = [n for n in right if not _elsewhere(n, near_o, original) and not _is_gloss(n, translation)]
    changed: list[tuple[Number, Number]] = []
    for likeness in (_alike, _comparable):
        _pair_off(missing, added, likeness, changed)
    if len(missing) == len(added) == 1:
        _pair_off(missing, added, _small_counts, changed)
    return Differences(
        tuple(changed), tuple(remeasured), tuple(n for n in missing if n.firm), tuple(n for n in added if n.firm)
    )


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
        share = {"percent", "percentage-point", "basis-point"}
        return not {one.unit, other.unit} & (share | {"times", "degree"})
    return False


def _elsewhere(number: Number, near: Statement, opposite: Statement) -> bool:
    """Whether a number stands next door, or in a date, on the other side."""
    if any(same(number, n) for n in near.numbers if n.firm or not number.firm):
        return True
    whole = {n.value for n in opposite.numbers if n.kind in ("ordinal", "count") and 1 < n.value <= 20}
    if number.kind == "percent" and any(abs(100 / n - number.value) < 1 for n in whole):
        return True  # каждый пятый, jeder Fünfte, uno de cada cinco
    fields = ("year", "month", "day", "decade", "hour")
    told = {fact.stated.get(f) for fact in (*opposite.dates, *near.dates) for f in fields}
    return number.value.denominator == 1 and int(number.value) in told


def _is_gloss(number: Number, statement: Statement) -> bool:
    """A sum or measure in brackets after another is the translator's conversion."""
    before, after = statement.text[: number.start].rstrip(), statement.text[number.end :].lstrip()
    return (
        before.endswith(("(", "（", "[", "(about", "(some", "($"))
        and after.startswith((")", "）", "]"))
        and bool(number.unit or number.currency)
    )


def _alike(one: Number, other: Number) -> bool:
    """Two figures of the same thing: same unit, currency or share."""
    if one.kind != other.kind or not (one.firm or other.firm):
        return False
    return (
        one.unit == other.unit
        and bool(one.currency) == bool(other.currency)
        and same_currency(one, other)
        and bool(one.unit or one.currency or (one.firm and other.firm))
    )


def _small_counts(one: Number, other: Number) -> bool:
    """Two small numbers in words, the only ones left on either side: "three people", "five people"."""
    kinds = {one.kind, other.kind}
    return (
        kinds == {"count"}
        and one.unit == other.unit
        and min(one.value, other.value) >= 2
        and max(one.value, other.value) <= 100
    )


def _comparable(one: Number, other: Number) -> bool:
    """Two figures that may well be one: a firm one on either side, no kind of thing that the other can't be."""
    if not (one.firm and other.firm) or "label" in (one.kind, other.kind):
        return False
    if (one.kind == "percent") != (other.kind == "percent") and (one.currency or other.currency):
        return False
    if one.unit and other.unit:
        return FACTORS.get(one.unit, (one.unit,))[0] == FACTORS.get(other.unit, (other.unit,))[0]
    return True
