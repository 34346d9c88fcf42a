"""Dates in alphabetic text: names of months and weekdays, in the forms that stand in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from xlcheck.facts.inflections import MONTHS, WEEKDAYS
from xlcheck.facts.when import DateFact, plausible
from xlcheck.language.folding import fold

#: Languages whose short months ("sept.", "окт.") stand in running text; elsewhere they are words ("5 pro" in Czech).
_SHORTENED = frozenset({"en", "de", "fr", "es", "pt", "it", "ru", "uk"})
#: Words that are months only beside a day or a year, or after a preposition of time.
_OTHER_WORDS = {
    "en": r"(?:may|march|mar|dec|jan)\b",
    "pl": r"(?:maja|maj|lipie\w*)\b",
    "tr": r"(?:ocak|ekim|kasım|nisan|eylül)\b",
    "uk": r"лютий",
}
_BEFORE_MONTH = {
    "en": "in since last until by of early late mid this next from to through during before after".split(),
    "pl": "w od do z początku końcu koniec".split(),
    "tr": [],
    "uk": ["у", "в", "за"],
}
#: Where words are weekdays: окружающая среда is the environment, "thứ ba" also the third, "minggu" also a week.
_WEEKDAY_ONLY = {
    "ru": r"(?:(?<!ей )(?<!ой )(?<!ая )|(?!сред))",
    "vi": r"(?:(?<=sáng )|(?<=chiều )|(?<=tối )|(?<=ngày )|(?<=hôm )|(?<=đêm )|(?<=vào )|(?=chủ nhật)|(?=thứ \w+ (?:tuần|ngày|này|tới)|thứ \w+(?:, ngày| ?\()))",
    "id": r"(?:(?<=hari )|(?<=pada )|(?<=malam )|(?<=pagi )|(?!minggu)|(?=minggu ?\())",
}
_JOINED = r"(?:\.?\s?[-/~]\s?|\.? (?:and|to|und|bis|et|au|y|al|e|a|и|по|до|і|та|i|až|ve|ile|from|do) |\s?و\s?)"
_NO_DAY = r"(?![\d:]|[.,]\d|\s?(?:percent|per cent|%|million|billion|people|p\.m|a\.m))"


@dataclass(frozen=True)
class _Names:
    months: dict[str, int]
    weekdays: dict[str, int]
    dated: re.Pattern[str]
    weekday: re.Pattern[str]


def named_dates(text: str, language: str) -> Iterator[DateFact]:
    """Dates with a named month, and weekdays."""
    names = _names(language)
    for match in names.dated.finditer(text):
        yield from _dated(match, names.months)
    for match in names.weekday.finditer(text):
        yield DateFact(match.start("name"), match.end(), {"weekday": names.weekdays[match["name"]]})


def _dated(match: re.Match[str], months: dict[str, int]) -> Iterator[DateFact]:
    group = match.groupdict()
    name = next(group[k] for k in ("m1", "m2", "m3", "alone", "safe") if group.get(k))
    day, year = group["day"] or group["d2"], group["y1"] or group["y2"] or group["y3"]
    fields = {"month": months[name.rstrip(".")]}
    fields |= {"day": int(day)} if day else {}
    fields |= {"year": int(year)} if year else {}
    if not plausible(fields):
        return
    # "3-5 May" and "May 3 to 5" are two days of one month.
    if first := group["d0"]:
        yield DateFact(match.start("d0"), match.end("d0"), fields | {"day": int(first)})
        yield DateFact(match.start("day"), match.end(), fields)
    elif second := group["d3"]:
        yield DateFact(match.start(), match.end("d2"), fields)
        yield DateFact(match.start("d3"), match.end(), fields | {"day": int(second)})
    else:
        yield DateFact(match.start(), match.end(), fields)


@cache
def _names(language: str) -> _Names:
    months = _months(language)
    weekdays = _cldr(language, "days", 7) | dict(WEEKDAYS.get(language, {}))
    clitic = "[وفبل]?(?:ال)?" if language == "ar" else ""
    # A Turkish case ending stands behind an apostrophe or grows onto the day.
    ending = r"(?:ya|yı|ye|yi|den|dan|de|da|e|i|a)?" if language == "tr" else "s?"
    other = _WEEKDAY_ONLY.get(language, "")
    weekday = re.compile(rf"(?<![^\W_]){clitic}{other}(?P<name>{_either(weekdays)}){ending}(?![^\W_])")
    return _Names(months, weekdays, re.compile(_date_pattern(language, months, clitic)), weekday)


def _date_pattern(language: str, months: dict[str, int], clitic: str) -> str:
    month = _either(months)
    long = _either(_wide(language))
    other = _OTHER_WORDS.get(language, "(?!)")
    alone = "|".join(rf"(?<=\b{re.escape(word)} )" for word in _BEFORE_MONTH.get(language, ())) or "(?!)"
    year = r"(?:1[5-9]\d\d|20\d\d)(?!\d)"
    day = r"\d{1,2}"
    th = r"(?:st|nd|rd|th|er|-(?:го|е|го)|[º°.])"
    before = rf"(?:(?P<d0>{day}){th}?{_JOINED})?(?P<day>{day}){th}?\s?(?:de |of |d'|-)?(?P<m1>{month})\.?(?:,?\s?(?:de |del |do |of |năm )?(?P<y1>{year}))?"
    after = rf"(?P<m2>{month})\.?\s(?:the )?(?P<d2>{day})(?:st|nd|rd|th)?(?:\s?(?:-|~| to | and | through )\s?(?P<d3>{day})(?:st|nd|rd|th)?(?![^\W_]))?{_NO_DAY}(?:,?\s(?P<y2>{year}))?"
    of_year = rf"(?P<m3>{month})\.?,?\s(?:de |of |del |do |năm )?(?P<y3>{year})"
    bare = rf"(?:{alone})(?P<alone>{month})|(?P<safe>(?!{other})(?:{long}))"
    return rf"(?<![^\W_])(?<!\d[.,]){clitic}(?:{before}|{after}|{of_year}|{bare})(?![^\W_])"


def _months(language: str) -> dict[str, int]:
    return _wide(language) | (_short(language) if language in _SHORTENED else {})


@cache
def _wide(language: str) -> dict[str, int]:
    return _cldr(language, "months", 12) | dict(MONTHS.get(language, {}))


def _short(language: str) -> dict[str, int]:
    extra = {"en": {"sept": 9}, "ru": {"сент": 9, "нояб": 11}}.get(language, {})
    short = _cldr(language, "months", 12, "abbreviated") | extra
    # Without its full stop "mar" is the sea and "set" seven.
    return short if language == "en" else {name: n for name, n in short.items() if language in ("de", "ru", "uk")}


@cache
def _cldr(language: str, table: str, count: int, width: str = "wide") -> dict[str, int]:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for key in range(count) if table == "days" else range(1, count + 1):
            name = fold(getattr(locale, table)[context][width][key], language).rstrip(".")
            if len(name) > 2 and any(c.isalpha() for c in name) and not "一" <= name[0] <= "鿿":
                names.setdefault(name, key)
    return names


def _either(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"
