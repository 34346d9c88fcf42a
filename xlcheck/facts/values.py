"""Numbers with what they count, and when two of them say the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from xlcheck.facts.units import FACTORS as FACTORS
from xlcheck.facts.units import base_of, in_base_units

Kind = Literal["count", "percent", "multiple", "ordinal", "label", "phone"]
Bound = Literal["", "about", "under", "over", "at_most", "at_least"]


#: No figure has more digits: a longer run of them is a code, a key or noise.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a text states; several ``values`` where its words can be read in more than one way.

    Shares of any form (三成, a third, 30 %) are percentages; what is below zero (零下三度, "minus three") is negative.
    ``firm`` numbers are written in digits or are too large to be an idiom's; others ("two", 一) are matched but are no
    ground for an alarm by themselves. ``vague`` ones name a magnitude and no figure ("millions of dollars", 数十亿).
    ``bare`` is a currency word or sign that several countries share: "$", "dollars".
    """

    start: int
    end: int
    values: tuple[Fraction, ...]
    kind: Kind = "count"
    bound: Bound = ""
    unit: str | None = None
    currency: str | None = None
    firm: bool = True
    vague: bool = False
    bare: bool = False

    @property
    def value(self) -> Fraction:
        """The likeliest reading."""
        return self.values[0]

    @property
    def is_figure(self) -> bool:
        """Whether it is small enough to be one; rows of magnitudes ("million million million …") grow without end."""
        return all(abs(value) < 10**LONGEST for value in self.values)


#: How far "about", "nearly" and their kin may lie from the value, as a share of it.
_REACH: dict[str, tuple[Fraction, Fraction]] = {
    "": (Fraction(0), Fraction(0)),
    "about": (Fraction(-8, 100), Fraction(8, 100)),
    "under": (Fraction(-9, 100), Fraction(0)),
    "over": (Fraction(0), Fraction(25, 100)),
    "at_most": (Fraction(0), Fraction(0)),
    "at_least": (Fraction(0), Fraction(0)),
}
#: Rounded to two digits or more without saying so: 23.8 % as 24 %.
_ROUNDING = Fraction(25, 1000)


def same(one: Number, other: Number) -> bool:
    """Whether two numbers can stand for each other in a faithful translation.

    They can where some reading of one equals some reading of the other, or is its rounding to a rounder figure of two
    digits or more (23.8 and 24; 12,345 and 12,300), or lies within what its "about", "nearly" or "over" allows; units
    are converted (100 km and 62 miles), currencies never. The sign counts, and a share may be written as a multiple.
    """
    return any(_same_value(one, other, a, b) for a, b in _comparable(one, other))


def same_but_for_the_sign(one: Number, other: Number) -> bool:
    """Whether they would be the same if neither were below zero: "-3 %" and "a fall of 3 %"."""
    return (one.value < 0) != (other.value < 0) and same(_unsigned(one), _unsigned(other))


def _unsigned(number: Number) -> Number:
    return replace(number, values=tuple(abs(value) for value in number.values))


def same_size(one: Number, other: Number) -> bool:
    """Whether the bare values agree, whatever they count."""
    return any(_close(one, other, a, b) for a in one.values for b in other.values)


def same_currency(one: Number, other: Number) -> bool:
    """Whether two sums may be in one currency; a word such as 元 can mean several, joined by strokes.

    A bare "$" is the US dollar, or that of the country whose paper it is.
    """
    if one.currency is None or other.currency is None:
        return True
    mine, theirs = set(one.currency.split("/")), set(other.currency.split("/"))
    return bool(mine & theirs) or ((one.bare or other.bare) and bool(mine & _DOLLARS) and bool(theirs & _DOLLARS))


_DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "SGD"})


def _comparable(one: Number, other: Number) -> list[tuple[Fraction, Fraction]]:
    pairs = [(a, b) for a in one.values for b in other.values]
    if one.kind == other.kind == "phone":
        return pairs
    if {_kind(one), _kind(other)} == {"multiple", "percent"}:
        return (
            [(_as_percent(one, a), _as_percent(other, b)) for a, b in pairs]
            + [(_as_percent(one, a) - 100, b) for a, b in pairs if _kind(one) == "multiple"]
            + [(a, _as_percent(other, b) - 100) for a, b in pairs if _kind(other) == "multiple"]
            # To fall "twofold" is to fall to a half.
            + [(100 / a, b) for a, b in pairs if _kind(one) == "multiple" and a > 1]
            + [(a, 100 / b) for a, b in pairs if _kind(other) == "multiple" and b > 1]
        )
    if {one.kind, other.kind} == {"count", "percent"}:
        share, count = (one, other) if one.kind == "percent" else (other, one)
        if count.unit is None or not share.firm:
            return (pairs if count.unit is None else []) + _as_shares(one, other, pairs)
    if one.unit is None or other.unit is None or (one.unit == other.unit != "degree"):
        return pairs
    return [converted for a, b in pairs for converted in in_base_units(one.unit, other.unit, a, b)]


def _as_shares(one: Number, other: Number, pairs: list[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """Half a point is 0.5 points: a share beside a number below one."""
    if one.kind == "count":
        return [(a * 100, b) for a, b in pairs if 0 < a < 1]
    return [(a, b * 100) for a, b in pairs if 0 < b < 1]


def _kind(number: Number) -> str:
    return "multiple" if number.unit == "times" else number.kind


def _as_percent(number: Number, value: Fraction) -> Fraction:
    return value * 100 if _kind(number) == "multiple" else value


def _same_value(one: Number, other: Number, a: Fraction, b: Fraction) -> bool:
    if not same_currency(one, other):
        return False
    if one.unit is not None and other.unit is not None and (one.unit != other.unit or one.unit == "degree"):
        within = Fraction(4, 100) * max(abs(a), abs(b))
        if base_of(one.unit) == "temperature":
            within = Fraction(6, 10) if one.unit != other.unit else Fraction(0)
        if abs(a - b) <= within and (a < 0) == (b < 0):
            return True
    return _close(one, other, a, b)


def _close(one: Number, other: Number, a: Fraction, b: Fraction) -> bool:
    if a == b:
        return True
    if one.kind in ("ordinal", "phone") or other.kind in ("ordinal", "phone") or (a < 0) != (b < 0):
        return False
    if _reaches(one, a, b) or _reaches(other, b, a):
        return True
    rounded = max(one, other, key=lambda n: _round_digits(n.value))
    exact = b if rounded is one else a
    target = a if rounded is one else b
    # Small whole numbers are never the rounding of another.
    return abs(target) >= 10 and abs(target - exact) <= _ROUNDING * abs(exact) and _is_rounding(target, exact)


def _reaches(bounded: Number, value: Fraction, exact: Fraction) -> bool:
    """Whether "over 20" may stand for 23.8: only a rounder figure stands for another, or the same one."""
    if not any(_REACH[bounded.bound]):
        return False  # it reaches itself only, and most numbers are of this kind
    return _within(exact, value, bounded.bound) and _round_digits(value) > _round_digits(exact)


def _within(value: Fraction, of: Fraction, bound: str) -> bool:
    low, high = _REACH[bound]
    return of + low * abs(of) <= value <= of + high * abs(of)


def _round_digits(value: Fraction) -> int:
    """Trailing zeros of a whole number, minus decimals of another: which of two is the rounder."""
    if value.denominator == 1:
        digits = str(abs(value.numerator))
        return len(digits) - len(digits.rstrip("0"))
    return -len(f"{float(value):.6f}".rstrip("0").split(".")[1])


def _is_rounding(target: Fraction, exact: Fraction) -> bool:
    """Whether target is exact, rounded to the digits that target has."""
    step = Fraction(10) ** _round_digits(target)
    return abs(target - exact) <= step / 2 and _round_digits(exact) < _round_digits(target)
