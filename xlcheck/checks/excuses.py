"""Why a number without a counterpart may still be rendered: in a date, a time, a bracket, a word for less."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.facts.matching import Matcher
from xlcheck.facts.statement import Statement
from xlcheck.facts.units import base_of
from xlcheck.facts.values import Number, same

#: Pairs of the lexicon whose second pole says what a minus sign says.
_LESS = ("increase", "profit", "expand", "more")
_OPEN = re.compile(r"[(（\[][^\d()（）\[\]]{0,14}$")
_CLOSE = re.compile(r"[^\d()（）\[\]]{0,12}[)）\]]")


def elsewhere(number: Number, near: Statement, opposite: Statement) -> bool:
    """Whether a number stands next door, or in a date or time, or in another form, on the other side."""
    if any(same(number, n) for n in near.numbers if n.firm or not number.firm):
        return True
    whole = {n.value for n in opposite.numbers if n.kind in ("ordinal", "count") and 1 < n.value <= 20}
    if number.kind == "percent" and any(abs(100 / n - number.value) < 1 for n in whole):
        return True  # каждый пятый, jeder Fünfte, uno de cada cinco
    return _in_dates(number, opposite, near) or _short_year(number, opposite) or _round_time(number, opposite)


def _in_dates(number: Number, opposite: Statement, near: Statement) -> bool:
    facts = [fact.stated for fact in (*opposite.dates, *near.dates)]
    if any(minutes == fact.get("hour") for minutes in _clock(number) for fact in facts):
        return True
    told = {fact.get(field) for fact in facts for field in ("year", "month", "day", "decade", "hour")}
    told |= {fact["month"] * 100 + fact["day"] for fact in facts if "month" in fact and "day" in fact}  # 911事件
    return number.value.denominator == 1 and int(number.value) in told


def _clock(number: Number) -> Iterator[int]:
    """What times a number can be, in minutes: 7.30 and 19.30 are one in a text that tells a.m. from p.m. in words."""
    value = number.value
    if number.unit not in (None, "hour") or number.currency or number.kind != "count" or not 0 <= value < 2400:
        return
    hundredths = int(value * 100) if value < 25 else int(value)
    hours, minutes = divmod(hundredths, 100)
    if hours <= 24 and minutes < 60 and (value * 100).denominator == 1:
        yield from (hours * 60 + minutes, hours * 60 + minutes + 720, hours * 60 + minutes - 720)


def _short_year(number: Number, opposite: Statement) -> bool:
    """19年 and 1869～95年 leave the century out."""
    value = number.value
    years = {fact.stated.get("year") for fact in opposite.dates} | {
        int(n.value) for n in opposite.numbers if n.value.denominator == 1 and 1000 <= n.value <= 2100
    }
    if number.unit == "year" and 0 <= value < 100:
        return any(year is not None and year % 100 == value for year in years)
    if value.denominator == 1 and 1000 <= value <= 2100 and not number.currency:
        return any(n.unit == "year" and n.value == value % 100 for n in opposite.numbers)
    return False


#: Years that a word for a long time stands for, whole or half.
_ROUND = {"decade": (5, 10), "century": (50, 100), "millennium": (500, 1000)}


def _round_time(number: Number, opposite: Statement) -> bool:
    """Whether a word such as "century" gives the years without a figure."""
    if number.unit != "year":
        return False
    units = opposite.lexicon.section("units")
    named = [word for unit, years in _ROUND.items() if number.value in years for word in units.get(unit, ())]
    return any(Matcher(((word, True) for word in named), opposite.lexicon.language).find(opposite.folded))


def is_gloss(number: Number, statement: Statement) -> bool:
    """A sum or measure in brackets after another is a conversion, the translator's or that of the original's paper."""
    if not (number.unit or number.currency) or number.kind == "percent":
        return False
    text = statement.text
    return _OPEN.search(text[: number.start]) is not None and _CLOSE.match(text, number.end) is not None


def says_minus(statement: Statement, number: Number) -> bool:
    """Whether a statement has a word for less, which a minus sign may stand for; of degrees it stands for none."""
    if number.unit and base_of(number.unit) == "temperature":
        return False
    return any(cue.key == f"{pair}.b" for pair in _LESS for cue in statement.cues("antonyms", pair))
