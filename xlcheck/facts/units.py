"""Units by size: what can be converted into what, and temperatures, which need more than a factor."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

#: Forms of one size in base units: a value may be converted on the way.
FACTORS: dict[str, tuple[str, Fraction]] = {
    name: (base, Fraction(factor))
    for base, table in {
        "length": "millimetre 0.001 centimetre 0.01 metre 1 kilometre 1000 mile 1609.344 foot 0.3048 inch 0.0254 yard 0.9144 nautical-mile 1852 li 500",
        "mass": "milligram 0.000001 gram 0.001 kilogram 1 jin 0.5 tonne 1000 pound-mass 0.45359237 ounce 0.028349523",
        "volume": "millilitre 0.001 litre 1 gallon 3.785411784 barrel 158.987294928 cubic-metre 1000 cubic-foot 28.316846592",
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
#: Many languages say how fast in lengths: 时速60公里, "saatte 60 kilometre", "60 km an hour".
SPEEDS = {"kilometre": "kilometre-per-hour", "mile": "mile-per-hour", "metre": "metre-per-second", "nautical-mile": "knot"}  # fmt: skip
_DEGREES = frozenset({"celsius", "fahrenheit", "degree"})
SHARES = frozenset({"percent", "percentage-point", "basis-point"})
_SIZES = frozenset(base for base, _ in FACTORS.values())


def base_of(unit: str) -> str:
    """What a unit measures: "length" for a mile; a unit that can't be converted measures itself."""
    return "temperature" if unit in _DEGREES else FACTORS.get(unit, (unit,))[0]


def in_base_units(unit: str, other: str, a: Fraction, b: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
    """Pairs of values of two different units that can be compared: converted, or as they are where nobody can say."""
    if base_of(unit) == base_of(other) == "temperature":
        yield from _temperatures(unit, other, a, b)
        return
    if {base_of(unit), base_of(other)} == {"length", "speed"}:
        unit, other = SPEEDS.get(unit, unit), SPEEDS.get(other, other)
    base, factor = FACTORS.get(unit, (unit, Fraction(1)))
    other_base, other_factor = FACTORS.get(other, (other, Fraction(1)))
    if base == other_base:
        yield a * factor, b * other_factor
    elif "share" not in (base, other_base) and not {base, other_base} <= _SIZES:
        # A unit may be read into a word that is none; a share and a count are never the same thing.
        yield a, b


def _temperatures(unit: str, other: str, a: Fraction, b: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
    """Degrees without a scale are of either; 2 degrees more in Celsius are 3.6 in Fahrenheit."""
    if "degree" in (unit, other):
        yield a, b
    known = unit != other
    if unit != "fahrenheit" and other != "celsius":
        yield from ((a * 9 / 5 + 32, b), *([(a * 9 / 5, b)] if known else []))
    if unit != "celsius" and other != "fahrenheit":
        yield from ((a, b * 9 / 5 + 32), *([(a, b * 9 / 5)] if known else []))
