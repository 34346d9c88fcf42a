"""When two dates say the same and when they contradict each other: what only one of them states is no contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlcheck.facts.when import DateFact

_DAY = 24 * 60
#: "About three" may be said of 3:08, not of 3:20.
_ROUGHLY = 10
_PLAIN = ("year", "month", "quarter", "half", "century", "relative_week", "relative_month", "relative_year")
_DAYS = ("day", "weekday", "relative_day")
#: What a relative word implies as firmly as if it were stated.
_FIRMLY = {
    "relative_day": ("day", "weekday"),
    "relative_month": ("month",),
    "relative_year": ("year",),
}


def differences(one: DateFact, other: DateFact, *, other_day: bool = False) -> tuple[str, ...]:
    """The fields in which two dates contradict each other; ``other_day`` where a conversion of hours may shift the day."""
    if one.swappable or other.swappable:
        turned = _turned(one) if one.swappable else _turned(other)
        rest = other if one.swappable else one
        return min(_differences(one, other, other_day), _differences(turned, rest, other_day), key=len)
    return _differences(one, other, other_day)


def agree(one: DateFact, other: DateFact, *, other_day: bool = False) -> bool:
    """Whether two dates have something in common and contradict each other in nothing."""
    if differences(one, other, other_day=other_day):
        return False
    told, also = one.stated | one.implied, other.stated | other.implied
    shared = any(name in told and name in also for name in (*_PLAIN, *_DAYS))
    times = _hour(told) is not None and _hour(also) is not None
    return shared or times or bool(_long(told) and _long(also)) or bool(set(one.days) & set(other.days))


def swapped(one: DateFact, other: DateFact) -> bool:
    """Whether the day of one is the month of the other, both ways: 3 April and March 4."""
    a = (one.stated.get("day"), one.stated.get("month"))
    b = (other.stated.get("month"), other.stated.get("day"))
    return None not in a and a == b and a[0] != a[1]


def converted(ones: list[DateFact], others: list[DateFact]) -> bool:
    """Whether an hour of one side may stand in another zone's time on the other."""
    return any(f.zones and g.zones and not set(f.zones) & set(g.zones) for f in ones for g in others)


def _turned(fact: DateFact) -> DateFact:
    return replace(fact, stated=fact.stated | {"day": fact.stated["month"], "month": fact.stated["day"]})


def _differences(one: DateFact, other: DateFact, other_day: bool) -> tuple[str, ...]:
    stated = [name for name in _PLAIN if _unequal(name, one.stated, other.stated)]
    stated += [
        name
        for name in _DAYS
        if _unequal(name, one.stated, other.stated) and not _next_door(name, one, other, other_day)
    ]
    stated += ["hour"] if _other_hour(one, other) else []
    stated += ["decade"] if _other_period(one.stated, other.stated) else []
    stated += ["toward"] if _direction(one) * _direction(other) < 0 else []
    return tuple(stated or _by_calendar(one, other, other_day))


def _unequal(name: str, told: dict[str, int], also: dict[str, int]) -> bool:
    return name in told and name in also and told[name] != also[name]


def _next_door(name: str, one: DateFact, other: DateFact, other_day: bool) -> bool:
    """Whether two days are one night's, or one moment's in two zones."""
    step = other.stated[name] - one.stated[name]
    if name == "weekday":
        step = (step + 3) % 7 - 3
    if other_day and abs(step) == 1:
        return True
    return (
        one.night != 0
        and other.night != 0
        and step in {a - b for a in _MORNINGS[one.night] for b in _MORNINGS[other.night]}
    )


#: How many days after the day that is named a night ends.
_MORNINGS = {1: (1,), 2: (0,), 3: (0, 1)}


def _direction(fact: DateFact) -> int:
    return fact.stated.get("toward", fact.stated.get("relative_week", 0) if "weekday" in fact.stated else 0)


def _hour(told: dict[str, int]) -> int | None:
    return told.get("hour", told.get("clock"))


def _other_hour(one: DateFact, other: DateFact) -> bool:
    a, b = _hour(one.stated), _hour(other.stated)
    if a is None or b is None:
        return False
    period = _DAY if "hour" in one.stated and "hour" in other.stated else _DAY // 2
    both = bool(one.zones and other.zones)
    gaps = {(a - x - b + y) % period for x in (one.zones if both else (0,)) for y in (other.zones if both else (0,))}
    gap = min(min(g, period - g) for g in gaps)
    return gap > (_ROUGHLY if a % 60 == 0 or b % 60 == 0 else 0)


def _long(told: dict[str, int]) -> tuple[int, int] | None:
    """First and last year of a year, decade or century; those of a decade without its century count from zero."""
    if "year" in told:
        return told["year"], told["year"]
    if "decade" in told:
        return told["decade"], told["decade"] + 9
    return ((told["century"] - 1) * 100, told["century"] * 100) if "century" in told else None


def _other_period(told: dict[str, int], also: dict[str, int]) -> bool:
    one, other = _long(told), _long(also)
    if one is None or other is None or ("decade" not in told and "decade" not in also):
        return False
    if one[0] < 100 or other[0] < 100:
        if one[1] - one[0] > 9 or other[1] - other[0] > 9:
            return False
        one, other = ((a % 100, a % 100 + b - a) for a, b in (one, other))
    return one[1] < other[0] or other[1] < one[0]


def _by_calendar(one: DateFact, other: DateFact, other_day: bool) -> Iterator[str]:
    """Contradictions that follow from the article's date: "yesterday" for Tuesday when yesterday was a Friday."""
    for relative, stated in ((one, other), (other, one)):
        if not relative.floating:
            for name in _firm(relative):
                # A stated field of the same kind has been compared already.
                if _unequal(name, relative.implied, stated.stated) and not (
                    other_day or _about(name, relative, stated)
                ):
                    yield name
    kinds = [{"day", "weekday", "relative_day"} & set(fact.stated) for fact in (one, other)]
    apart = bool(one.days and other.days) and not set(one.days) & set(other.days)
    if all(kinds) and not kinds[0] & kinds[1] and apart and not (other_day or one.night or other.night):
        yield "day"


def _about(name: str, relative: DateFact, stated: DateFact) -> bool:
    """Whether "two years ago" may be that year: less or more than half a year makes it the next one."""
    return name == "year" and not relative.stated and abs(relative.implied["year"] - stated.stated["year"]) == 1


def _firm(fact: DateFact) -> list[str]:
    sources = set(fact.stated) | ({"relative_year", "relative_day"} & set(fact.implied) if not fact.stated else set())
    return [name for source, names in _FIRMLY.items() if source in sources for name in names]
