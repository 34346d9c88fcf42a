"""Years and days counted back from the article's day: "two years ago", vor zwei Jahren, 两年前."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from xlcheck.facts import han
from xlcheck.facts.lexicon import Lexicon
from xlcheck.facts.when import DateFact


def days_from(today: date, offset: int) -> date | None:
    """The day so many days after or before; None before the first year and after the last one that dates know."""
    try:
        return today + timedelta(days=offset)
    except OverflowError:
        return None


def implied_by(unit: str, offset: int, today: date) -> dict[str, int]:
    """What a relative word means on a day."""
    if unit == "day":
        day = days_from(today, offset)
        return {"weekday": day.weekday(), "day": day.day, "month": day.month, "year": day.year} if day else {}
    if unit == "month":
        return {"month": (today.month - 1 + offset) % 12 + 1}
    return {"year": today.year + offset} if unit == "year" else {}


def spans_ago(text: str, lexicon: Lexicon, today: date | None) -> Iterator[DateFact]:
    """Years and days counted back; the number itself stays a number."""
    pattern, numbers = _ago_pattern(lexicon)
    for match in pattern.finditer(text):
        written = match["n1"] or match["n2"]
        count = int(written) if written.isdecimal() else int(numbers.get(written) or han.value_of(written) or 0)
        unit = "year" if match["year1"] or match["year2"] else "day"
        if 0 < count < (500 if unit == "year" else 15):
            implied = implied_by(unit, -count, today) if today else {}
            yield DateFact(match.start(), match.end(), {}, implied | {f"relative_{unit}": -count})


@cache
def _ago_pattern(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, int]]:
    numbers = {form: int(v) for form, v in lexicon.section("numbers", "words").items() if 1 <= v <= 99}
    is_han = lexicon.language in ("zh", "ja", "ko")
    word = "|".join(re.escape(form) for form in sorted(numbers, key=len, reverse=True)) or "(?!)"
    number = r"(?<!\d)\d{1,3}|[一二两三四五六七八九十]{1,3}" if is_han else rf"(?<![^\W_])(?:\d{{1,3}}|{word})"
    year, day = (_either(lexicon.section("units").get(unit, ())) for unit in ("year", "day"))
    ago = _either(lexicon.section("calendar").get("ago", ()))
    end = "" if is_han else r"(?![^\W_])"
    span = r"(?P<n{0}>{1})\s?(?:(?P<year{0}>{2})|(?:{3}))"
    one, two = span.format(1, number, year, day), span.format(2, number, year, day)
    begin = "" if is_han else r"(?<![^\W_])"
    return re.compile(rf"{one}\s?(?:{ago}){end}|{begin}(?:{ago})\s{two}{end}"), numbers


def _either(forms: object) -> str:
    plain = [form for form in forms if not form.endswith("*")]  # type: ignore[attr-defined]
    return "|".join(re.escape(form) for form in sorted(plain, key=len, reverse=True)) or "(?!)"
