"""Numbers with what they count, and when two of them say the same."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["count", "percent", "multiple", "ordinal", "label"]
Bound = Literal["", "about", "under", "over", "at_most", "at_least"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a text states; several ``values`` where its words can be read in more than one way.

    Shares of any form (三成, a third, 30 %) are percentages. ``firm`` numbers are written in digits or are too large
    to be an idiom's; others ("two", 一) are matched but are no ground for an alarm by themselves.
    """

    start: int
    end: int
    values: tuple[Fraction, ...]
    kind: Kind = "count"
    bound: Bound = ""
    unit: str | None = None
    currency: str | None = None
    firm: bool = True

    @property
    def value(self) -> Fraction:
        """The likeliest reading."""
        return self.values[0]


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

#: Forms of one size in base units: a value may be converted on the way.
FACTORS: dict[str, tuple[str, Fraction]] = {
    name: (base, Fraction(factor))
    for base, table in {
        "length": "millimetre 0.001 centimetre 0.01 metre 1 kilometre 1000 mile 1609.344 foot 0.3048 inch 0.0254 yard 0.9144 nautical-mile 1852",
        "mass": "milligram 0.000001 gram 0.001 kilogram 1 jin 0.5 tonne 1000 pound-mass 0.45359237 ounce 0.028349523",
        "volume": "millilitre 0.001 litre 1 gallon 3.785411784 barrel 158.987294928 cubic-metre 1000",
        "area": "square-metre 1 square-kilometre 1000000 hectare 10000 acre 4046.8564224 mu 666.6666666667 square-mile 2589988.110336 square-foot 0.09290304",
        "time": "second 1 minute 60 hour 3600 day 86400 week 604800",
        "calendar": "month 1 year 12 decade 120 century 1200",
        "speed": "metre-per-second 1 kilometre-per-hour 0.277777778 mile-per-hour 0.44704 knot 0.514444444",
        "power": "watt 1 kilowatt 1000 megawatt 1000000 gigawatt 1000000000",
        "share": "percent 1 percentage-point 1 basis-point 0.01",
        "data": "byte 1 megabyte 1000000 gigabyte 1000000000 terabyte 1000000000000",
        "frequency": "hertz 1 gigahertz 1000000000",
    }.items()
    for name, factor in zip(table.split()[::2], table.split()[1::2], strict=True)
}  # fmt: skip


def same(one: Number, other: Number) -> bool:
    """Whether two numbers can stand for each other in a faithful translation: value, rounding, unit and conversion."""
    return any(_same_value(one, other, a, b) for a, b in _comparable(one, other))


def same_size(one: Number, other: Number) -> bool:
    """Whether the bare values agree, whatever they count."""
    return any(_close(one, other, a, b) for a in one.values for b in other.values)


def same_currency(one: Number, other: Number) -> bool:
    """Whether two sums may be in one currency; a word such as 元 can mean several, joined by strokes."""
    if one.currency is None or other.currency is None:
        return True
    return bool(set(one.currency.split("/")) & set(other.currency.split("/")))


def _comparable(one: Number, other: Number) -> list[tuple[Fraction, Fraction]]:
    pairs = [(a, b) for a in one.values for b in other.values]
    if {one.kind, other.kind} == {"multiple", "percent"}:
        return (
            [(_as_percent(one, a), _as_percent(other, b)) for a, b in pairs]
            + [(_as_percent(one, a) - 100, b) for a, b in pairs if one.kind == "multiple"]
            + [(a, _as_percent(other, b) - 100) for a, b in pairs if other.kind == "multiple"]
        )
    if one.unit == other.unit or one.unit is None or other.unit is None:
        return pairs
    base, factor = FACTORS.get(one.unit, (one.unit, Fraction(1)))
    other_base, other_factor = FACTORS.get(other.unit, (other.unit, Fraction(1)))
    if base != other_base:
        # A unit may be read into a word that is none; a share and a count are never the same thing.
        return pairs if "share" not in (base, other_base) and not {base, other_base} <= _SIZES else []
    return [(a * factor, b * other_factor) for a, b in pairs]


def _as_percent(number: Number, value: Fraction) -> Fraction:
    return value * 100 if number.kind == "multiple" else value


_SIZES = frozenset(base for base, _ in FACTORS.values())


def _same_value(one: Number, other: Number, a: Fraction, b: Fraction) -> bool:
    if not same_currency(one, other):
        return False
    converted = one.unit != other.unit and one.unit is not None and other.unit is not None
    if converted and abs(a - b) <= Fraction(4, 100) * max(abs(a), abs(b)):
        return True
    return _close(one, other, a, b)


def _close(one: Number, other: Number, a: Fraction, b: Fraction) -> bool:
    if a == b:
        return True
    if one.kind == "ordinal" or other.kind == "ordinal":
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
