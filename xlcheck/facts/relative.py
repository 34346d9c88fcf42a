"""Words whose date follows from the article's: yesterday, 上周, "two years ago"; and which days a date can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from xlcheck.facts.ago import days_from, implied_by, spans_ago
from xlcheck.facts.lexicon import Cue, Lexicon
from xlcheck.facts.when import DateFact

RELATIVE = {
    "today": ("day", 0), "yesterday": ("day", -1), "last_night": ("day", -1), "tomorrow": ("day", 1),
    "day_before_yesterday": ("day", -2), "day_after_tomorrow": ("day", 2),
    "this_week": ("week", 0), "last_week": ("week", -1), "next_week": ("week", 1),
    "week_before_last": ("week", -2), "week_after_next": ("week", 2),
    "this_month": ("month", 0), "last_month": ("month", -1), "next_month": ("month", 1),
    "this_year": ("year", 0), "last_year": ("year", -1), "next_year": ("year", 1),
    "year_before_last": ("year", -2), "year_after_next": ("year", 2),
}  # fmt: skip
#: Counted from a day that the text names, not from the article's.
_FLOATING = {
    "day_earlier": ("day", -1), "week_earlier": ("week", -1), "month_earlier": ("month", -1), "year_earlier": ("year", -1),
    "day_later": ("day", 1), "week_later": ("week", 1), "month_later": ("month", 1), "year_later": ("year", 1),
}  # fmt: skip
_TOWARD = {"past": -1, "coming": 1}
#: "la nuit de mardi" may be the night before or after.
_NIGHTS = {"small_hours": 2, "night_of": 3, "night": 1}
#: " and ", " oder ".
_ELLIPSIS = 8


def relative_dates(text: str, lexicon: Lexicon, today: date | None) -> Iterator[DateFact]:
    """Relative words of a folded text, with what they mean on the article's day."""
    for cue in lexicon.cues(text, "calendar"):
        name = cue.key.split(".")[1]
        if name in RELATIVE:
            unit, offset = RELATIVE[name]
            day = days_from(today, offset) if today and unit == "day" else None
            days = (day,) if day else ()
            implied = implied_by(unit, offset, today) if today else {}
            night = 1 if name == "last_night" else 0
            yield DateFact(cue.start, cue.end, {f"relative_{unit}": offset}, implied, days, night=night)
        elif name in _FLOATING:
            unit, offset = _FLOATING[name]
            yield DateFact(cue.start, cue.end, {}, {f"relative_{unit}": offset}, floating=True)
    yield from spans_ago(text, lexicon, today)


def beside(text: str, facts: list[DateFact], lexicon: Lexicon, today: date | None) -> Iterator[DateFact]:
    """The facts with what stands beside them: last, next and night; a bare "next" says what kind it may be."""
    cues = [cue for cue in lexicon.cues(text, "calendar") if cue.key.split(".")[1] in (*_TOWARD, *_NIGHTS)]
    taken: set[Cue] = set()
    for fact in facts:
        near = [cue for cue in cues if _touch(cue, fact, text)]
        taken.update(near)
        yield _with_days(_qualified(fact, [cue.key.split(".")[1] for cue in near]), today)
    for cue in cues:
        direction = _TOWARD.get(cue.key.split(".")[1])
        if direction and cue not in taken and not any(f.start < cue.end and cue.start < f.end for f in facts):
            yield from _elliptic(cue, direction, facts, text)


def _elliptic(cue: Cue, direction: int, facts: list[DateFact], text: str) -> Iterator[DateFact]:
    """In "this year and next" the unit of the second stands with the first."""
    for fact in facts:
        gap = text[fact.end : cue.start] if fact.end <= cue.start else text[cue.end : fact.start]
        names = [name for name in fact.stated if name.startswith("relative_")]
        if names and len(gap) <= _ELLIPSIS and not re.search(r"[.;:]", gap):
            yield DateFact(cue.start, cue.end, {}, {names[0]: direction}, floating=True)
            return


def _qualified(fact: DateFact, names: list[str]) -> DateFact:
    night = next((kind for key, kind in _NIGHTS.items() if key in names), 0)
    toward = next((_TOWARD[name] for name in names if name in _TOWARD), 0)
    if toward and {"weekday", "month"} & set(fact.stated) and not {"year", "day", "relative_week"} & set(fact.stated):
        fact = replace(fact, stated=fact.stated | {"toward": toward})
    return replace(fact, night=night) if night else fact


#: Between a weekday and its night: "der Nacht zum ", "night of ", " di ", 的.
_CLOSE = 3


def _touch(cue: Cue, fact: DateFact, text: str) -> bool:
    start, end = (cue.end, fact.start) if cue.end <= fact.start else (fact.end, cue.start)
    if end - start > (10 if cue.key.endswith(tuple(_NIGHTS)) else _CLOSE):
        return False
    gap = text[start:end]
    return not re.search(r"[,.;:，。；、]|\d", gap) and (gap.count(" ") <= 2)


def _with_days(fact: DateFact, today: date | None) -> DateFact:
    if today is None or fact.days or "decade" in fact.stated:
        return fact
    return replace(fact, days=tuple(_days(fact.stated | _sole(fact.implied, "month"), today)))


def _sole(implied: dict[str, int], name: str) -> dict[str, int]:
    return {name: implied[name]} if set(implied) == {name} else {}


def _days(stated: dict[str, int], today: date) -> Iterator[date]:
    if "weekday" in stated:
        if "relative_week" in stated:
            day = days_from(today, stated["weekday"] - today.weekday() + 7 * stated["relative_week"])
            yield from (day,) if day else ()
            return
        span = {-1: range(-13, 0), 0: range(-8, 9), 1: range(1, 15)}[stated.get("toward", 0)]
        yield from (day for n in span if (day := days_from(today, n)) and day.weekday() == stated["weekday"])
    elif "day" in stated:
        years = [stated["year"]] if "year" in stated else [today.year - 1, today.year, today.year + 1]
        months = [stated["month"]] if "month" in stated else range(1, 13)
        for year in years:
            for month in months:
                yield from _day(year, month, stated["day"])


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
