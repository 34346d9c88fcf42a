"""Dates and weekdays by value: 周四, 3月5日, "5 March", 去年. What a relative word means follows from the article's date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from xlcheck.facts import han
from xlcheck.facts.lexicon import Lexicon
from xlcheck.language.folding import fold

if TYPE_CHECKING:
    from babel import Locale

#: Levantine month names, beside the Egyptian ones of CLDR.
_LEVANTINE = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
_HAN_DAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_JAPANESE_DAYS = {c: i for i, c in enumerate("月火水木金土日")}
_KOREAN_DAYS = {c: i for i, c in enumerate("월화수목금토일")}
_NUMERAL = r"(?:\d{1,4}|[〇零一二三四五六七八九十]{1,4})"
_HAN_DATE = re.compile(
    rf"(?:(?P<year>\d{{4}}|[〇零一二三四五六七八九]{{4}})\s?[年년](?![度代级以来前后间多余])\s?)?(?:(?P<month>{_NUMERAL})\s?[月월](?!份额|球)份?\s?)?(?:(?P<day>{_NUMERAL})\s?[日号號일](?![本常夜益元名])){{0,1}}"
)
_HAN_WEEKDAY = re.compile(
    r"(?:星期|礼拜|周|週)(?P<zh>[一二三四五六日天])(?![个次周年期])|(?P<ja>[月火水木金土日])曜|(?P<ko>[월화수목금토일])요일"
)
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(
    r"(?<![\d.,/$€£-])(?:19[2-9]\d|20[0-4]\d)(?![\d%]|[.,]\d)(?!\s?(?:people|men|women|km|kg|tons|tonnes|million|billion))"
)
_DECADE = re.compile(r"(?<!\d)(?P<decade>(?:19|20)?\d0)(?:'?s(?![a-z])|年代|-е|-х|er[ -]jahre)")
_HAN_HOUR = re.compile(
    rf"(?P<part>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|午前|午後|오전|오후)?\s?(?P<hour>{_NUMERAL})\s?(?:[时時]|点(?!\d|[零一二三四五六七八九])|:(?=\d\d)|시)(?![代期候间間间尚装速候差])(?:(?P<minute>\d{{1,2}})分?|(?P<half>半))?"
)
_HOUR = re.compile(
    r"(?<![\d.,:-])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s?(?P<half>a\.?m\.?|p\.?m\.?|uhr|o'clock|часов|годин)(?![a-zа-я])|(?<![\d.,:-])(?P<h24>\d{1,2}):(?P<m24>\d\d)(?![\d:])"
)
_RELATIVE = {
    "today": ("day", 0), "yesterday": ("day", -1), "tomorrow": ("day", 1), "day_before_yesterday": ("day", -2), "day_after_tomorrow": ("day", 2),
    "this_week": ("week", 0), "last_week": ("week", -1), "next_week": ("week", 1), "this_month": ("month", 0), "last_month": ("month", -1),
    "next_month": ("month", 1), "this_year": ("year", 0), "last_year": ("year", -1), "next_year": ("year", 1),
}  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


_DAYS = ("the day before yesterday", "yesterday", "today", "tomorrow", "the day after tomorrow")


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date as far as it is stated; ``implied`` fields follow from the article's date and are never alarmed on."""

    start: int
    end: int
    stated: dict[str, int] = field(hash=False)
    implied: dict[str, int] = field(default_factory=dict, hash=False)

    @property
    def reading(self) -> str:
        """The date in English."""
        told = self.stated
        parts = []
        if "weekday" in told:
            parts.append(WEEKDAYS[told["weekday"]])
        parts += [str(told["day"])] if "day" in told else []
        parts += [MONTHS[told["month"] - 1]] if "month" in told else []
        parts += [str(told["year"])] if "year" in told else []
        if "decade" in told:
            parts.append(f"the {told['decade']:02}s")
        if "relative_day" in told:
            parts.append(_DAYS[told["relative_day"] + 2])
        for unit in ("week", "month", "year"):
            if f"relative_{unit}" in told:
                parts.append(f"{('last', 'this', 'next')[told[f'relative_{unit}'] + 1]} {unit}")
        if "hour" in told:
            parts.append(f"{told['hour'] // 60}:{told['hour'] % 60:02}")
        return " ".join(parts)


def find_dates(folded: str, lexicon: Lexicon, today: date | None) -> list[DateFact]:
    """The dates of a folded text in order; two never overlap."""
    found = [*_explicit(folded, lexicon), *_relative(folded, lexicon, today)]
    kept: list[DateFact] = []
    for fact in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or fact.start >= kept[-1].end:
            kept.append(fact)
    return kept


def _explicit(text: str, lexicon: Lexicon) -> Iterator[DateFact]:
    for pattern in (_ISO, _DOTTED):
        for match in pattern.finditer(text):
            if fields := _plausible({k: int(v) for k, v in match.groupdict().items()}):
                yield DateFact(match.start(), match.end(), fields)
    if lexicon.language in ("zh", "ja", "ko"):
        yield from _han_dates(text)
    else:
        yield from _calendar_dates(text, lexicon.language)
        for match in _YEAR.finditer(text):
            yield DateFact(match.start(), match.end(), {"year": int(match[0])})
    for match in _DECADE.finditer(text):
        yield DateFact(match.start(), match.end(), {"decade": int(match["decade"]) % 100})
    yield from _hours(text, lexicon.language)


def _han_dates(text: str) -> Iterator[DateFact]:
    for match in _HAN_DATE.finditer(text):
        fields = {
            k: int(han.value_of(v) or 0) if not v.isdecimal() else int(v) for k, v in match.groupdict().items() if v
        }
        if match.end() > match.start() and fields and (kept := _plausible(fields)):
            yield DateFact(match.start(), match.end(), kept)
    for match in _HAN_WEEKDAY.finditer(text):
        day = (
            _HAN_DAYS[match["zh"]]
            if match["zh"]
            else _JAPANESE_DAYS[match["ja"]]
            if match["ja"]
            else _KOREAN_DAYS[match["ko"]]
        )
        yield DateFact(match.start(), match.end(), {"weekday": day})


@dataclass(frozen=True)
class _Calendar:
    months: dict[str, int]
    weekdays: dict[str, int]
    dated: re.Pattern[str]
    weekday: re.Pattern[str]


@cache
def _calendar(language: str) -> _Calendar:
    """Names of months and weekdays from CLDR, with the patterns of dates around them."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    months = _names(locale.months, range(1, 13), language)
    if language == "ar":
        months |= {fold(name, "ar"): i for i, name in enumerate(_LEVANTINE, start=1)}
    weekdays = {
        name: day
        for name, day in _names(locale.days, range(7), language).items()
        if len(name) > 3 or language not in ("en", "de", "fr", "es", "it", "pt")
    }
    month = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))
    weekday = "|".join(re.escape(name) for name in sorted(weekdays, key=len, reverse=True))
    # "sept", "dez" and "mar" are months only beside a day or a year.
    long_month = (
        "|".join(
            re.escape(name) for name in sorted(months, key=len, reverse=True) if len(name) > 4 or name in _wide(locale)
        )
        or "(?!)"
    )
    clitic = "[وفبل]?(?:ال)?" if language == "ar" else ""
    # The modal "may" and the verb "march" are months only beside a day or a year, or after "in", "since" and the like.
    alone = r"(?:(?<=\bin )|(?<=\bsince )|(?<=\blast )|(?<=\buntil )|(?<=\bby )|(?<=\bof )|(?<=\bearly )|(?<=\blate )|(?<=\bmid-)|(?<=\bthis )|(?<=\bnext )|(?<=\bfrom )|(?<=\bto ))"
    bare = (
        rf"(?:{alone}(?P<alone>{month})|(?P<safe>(?!may|march|mar\b|mai\b|mars\b|marzo\b)(?:{month})))"
        if language == "en"
        else rf"(?P<safe>{long_month})"
    )
    dated = re.compile(
        rf"(?<![^\W_]){clitic}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[º°.])?\s?(?:de |of |d')?(?P<m1>{month})\.?(?:,?\s?(?:de |del |do )?(?P<y1>(?:19|20)\d\d))?|"
        rf"(?P<m2>{month})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\s?(?:percent|%|million|billion|people))(?:,?\s(?P<y2>(?:19|20)\d\d))?|(?P<m3>{month})\.?,?\s(?:de |of )?(?P<y3>(?:19|20)\d\d)|{bare})(?![^\W_])"
    )
    return _Calendar(months, weekdays, dated, re.compile(rf"(?<![^\W_]){clitic}(?:{weekday})(?:s)?(?![^\W_])"))


def _wide(locale: Locale) -> set[str]:
    return {
        fold(name, locale.language)
        for context in ("format", "stand-alone")
        for name in locale.months[context]["wide"].values()
    }


def _names(tables: object, keys: Iterable[int], language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            table = tables[context][width]  # type: ignore[index]
            for key in keys:
                name = fold(table[key], language).rstrip(".")
                if len(name) > 2:
                    names.setdefault(name, key)
    return names


#: Inflected weekdays that CLDR doesn't give.
_INFLECTED = {
    "ru": {"понедельник": 0, "вторник": 1, "сред": 2, "четверг": 3, "пятниц": 4, "суббот": 5, "воскресень": 6},
    "uk": {"понеділ": 0, "вівтор": 1, "серед": 2, "четвер": 3, "п'ятниц": 4, "субот": 5, "неділ": 6},
}  # fmt: skip


def _calendar_dates(text: str, language: str) -> Iterator[DateFact]:
    calendar = _calendar(language)
    for match in calendar.dated.finditer(text):
        group = match.groupdict()
        month = next((group[k] for k in ("m1", "m2", "m3", "safe", "alone") if group.get(k)), "")
        day, year = group["day"] or group["d2"], group["y1"] or group["y2"] or group["y3"]
        fields = {"month": calendar.months[month.rstrip(".")]}
        fields |= {"day": int(day)} if day else {}
        fields |= {"year": int(year)} if year else {}
        if kept := _plausible(fields):
            yield DateFact(match.start(), match.end(), kept)
    for match in calendar.weekday.finditer(text):
        name = max((n for n in calendar.weekdays if n in match[0]), key=len)
        yield DateFact(match.start(), match.end(), {"weekday": calendar.weekdays[name]})
    for stem, day_number in _INFLECTED.get(language, {}).items():
        endings = (
            "(?:а|у|ы|и|е|ой|ам|ею|ю|ок|ка|ку|га|г|я|ями|ах|лок|лка|лку)?"
            if language == "uk"
            else "(?:а|у|ы|и|е|ой|ам|и|ка|ь|ья|ью|е)?"
        )
        for match in re.finditer(rf"(?<![^\W_]){stem}{endings}(?![^\W_])", text):
            if not (stem == "сред" and match[0] in ("сред", "среди")) and match[0] not in ("серед",):
                yield DateFact(match.start(), match.end(), {"weekday": day_number})


def _hours(text: str, language: str) -> Iterator[DateFact]:
    if language in ("zh", "ja", "ko"):
        for match in _HAN_HOUR.finditer(text):
            value = han.value_of(match["hour"])
            if (
                value is not None
                and value <= 24
                and (match["part"] or match["minute"] or match["half"] or "时" in match[0] or "時" in match[0])
            ):
                hour = int(value) + (
                    12 if match["part"] in ("下午", "傍晚", "晚上", "晚", "午後", "오후") and value < 12 else 0
                )
                minute = int(match["minute"] or (30 if match["half"] else 0))
                yield DateFact(match.start(), match.end(), {"hour": hour * 60 + minute})
        return
    for match in _HOUR.finditer(text):
        hour, minute = int(match["hour"] or match["h24"]), int(match["minute"] or match["m24"] or 0)
        if hour <= 24 and minute < 60:
            after = 12 * 60 if (match["half"] or "").startswith("p") and hour < 12 else 0
            yield DateFact(match.start(), match.end(), {"hour": hour * 60 + minute + after})


def _relative(text: str, lexicon: Lexicon, today: date | None) -> Iterator[DateFact]:
    for cue in lexicon.cues(text, "calendar"):
        name = cue.key.split(".")[1]
        if name in _RELATIVE:
            unit, offset = _RELATIVE[name]
            yield DateFact(
                cue.start, cue.end, {f"relative_{unit}": offset}, _implied(unit, offset, today) if today else {}
            )


def _implied(unit: str, offset: int, today: date) -> dict[str, int]:
    """What a relative word means on a day."""
    if unit == "day":
        day = today + timedelta(days=offset)
        return {"weekday": day.weekday(), "day": day.day, "month": day.month, "year": day.year}
    if unit == "month":
        return {"month": (today.month - 1 + offset) % 12 + 1}
    return {"year": today.year + offset} if unit == "year" else {}


def _plausible(fields: dict[str, int]) -> dict[str, int] | None:
    """The fields when they can be a date."""
    ok = (
        1 <= fields.get("month", 1) <= 12
        and 1 <= fields.get("day", 1) <= 31
        and 1000 <= fields.get("year", 2000) <= 2200
    )
    return fields if ok else None
