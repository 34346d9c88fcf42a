"""Dates and years in figures: 2026-03-05, 05.03.2026, 03/04/2026, 1998, 2015-2016."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.facts.when import DateFact, plausible

_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?!\d)")
_STROKES = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])")
#: Without a year only behind a preposition of dates: "am 5.3." is a day, "5.3" a number.
_DAY_AND_MONTH = re.compile(
    r"(?<![^\W_])(?:am|vom|bis zum|bis|ab|ab dem|dem|den|dne|ode dne) (?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?!\s?\d)"
)
_NOT_COUNTED = r"(?![\d%]|[.,]\d)(?!\s?(?:people|men|women|km|kg|tons|tonnes|million|billion|euros?|dollars?|usd|yuan))"
_YEAR = re.compile(rf"(?<![\d.,/$€£-])(?:19[2-9]\d|20[0-4]\d){_NOT_COUNTED}")
_SECOND_YEAR = re.compile(rf"(?<=(?:19|20)\d\d[-/])(?:19[2-9]\d|20[0-4]\d){_NOT_COUNTED}")
#: Older years are numbers unless a word says otherwise.
_EARLIER = r"(?P<year>1[0-8]\d\d|19[01]\d)(?!\d|[.,]\d|%)"
_OLD_YEAR = re.compile(
    rf"(?<![^\W_])(?:in|since|until|im jahre?|seit|en|depuis|desde|nel|dal|em|anno|año|año de|v roce|w roku|عام|سنة|सन) {_EARLIER}(?=\s*(?:[,.;:)]|$))|"
    r"(?<![\d.,])(?P<slavic>1[0-8]\d\d|19[01]\d)(?= (?:году|года|год|г\.|році|року|рік|р\.|roku|roce|r\.))"
)


def numeric_dates(text: str, language: str) -> Iterator[DateFact]:
    """The dates in figures of a folded text, in no order."""
    for pattern in (_ISO, _DAY_FIRST, _DAY_AND_MONTH):
        for match in pattern.finditer(text):
            fields = {name: int(digits) for name, digits in match.groupdict().items()}
            if plausible(fields):
                yield DateFact(match.start("day") if "year" not in fields else match.start(), match.end(), fields)
    for match in _STROKES.finditer(text):
        yield from _with_strokes(match, language)
    if language not in ("zh", "ja", "ko"):
        for pattern in (_YEAR, _SECOND_YEAR):
            yield from (DateFact(m.start(), m.end(), {"year": int(m[0])}) for m in pattern.finditer(text))
        for match in _OLD_YEAR.finditer(text):
            name = "year" if match["year"] else "slavic"
            yield DateFact(match.start(name), match.end(name), {"year": int(match[name])})


def _with_strokes(match: re.Match[str], language: str) -> Iterator[DateFact]:
    """03/04/2026 is 3 April, in English either that or March 4: then either is right."""
    fields = {name: int(digits) for name, digits in match.groupdict().items()}
    other = fields | {"day": fields["month"], "month": fields["day"]}
    either = language == "en" and plausible(fields) and plausible(other)
    if plausible(fields):
        yield DateFact(match.start(), match.end(), fields, swappable=either and fields != other)
    elif plausible(other):
        yield DateFact(match.start(), match.end(), other)
