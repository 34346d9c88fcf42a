"""Dates of one language against those of another: the same, vaguer, another, and held against the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xlcheck import check, check_pairs

THURSDAY = "2026-03-12"

WRITTEN = {
    "en": "It was on {day} {month} {year}.",
    "de": "Es war am {day}. {month} {year}.",
    "fr": "C'était le {day} {month} {year}.",
    "es": "Fue el {day} de {month} de {year}.",
    "pt": "Foi em {day} de {month} de {year}.",
    "it": "Era il {day} {month} {year}.",
    "ru": "Это было {day} {month} {year} года.",
    "uk": "Це було {day} {month} {year} року.",
    "pl": "To było {day} {month} {year} roku.",
    "cs": "Bylo to {day}. {month} {year}.",
    "tr": "{day} {month} {year} günüydü.",
    "ar": "كان ذلك في {day} {month} {year}.",
    "hi": "यह {day} {month} {year} को हुआ।",
    "vi": "Đó là ngày {day} {month} năm {year}.",
    "id": "Itu terjadi pada {day} {month} {year}.",
    "zh": "那是{year}年{number}月{day}日。",
    "zh-Hant": "那是{year}年{number}月{day}日。",
    "ja": "それは{year}年{number}月{day}日だった。",
    "ko": "그것은 {year}년 {number}월 {day}일이었다.",
}


def written(language: str, day: date) -> str:
    """A day in a sentence of a language, the month in the form that stands beside a day."""
    from babel import Locale

    month = Locale.parse(language.split("-")[0]).months["format"]["wide"][day.month]
    return WRITTEN[language].format(day=day.day, month=month, number=day.month, year=day.year)


def messages(one: str, other: str, original: str, translation: str) -> list[str]:
    (bead,) = check_pairs(
        [(original, translation)], original_language=one, translation_language=other, select=["date-changed"]
    )
    return [finding.message for finding in bead.findings]


languages = st.sampled_from(sorted(WRITTEN))
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))


@given(languages, languages, days)
def test_a_day_is_itself_in_any_two_languages(one: str, other: str, day: date) -> None:
    assert messages(one, other, written(one, day), written(other, day)) == []


@given(languages, languages, days, days)
def test_two_days_are_told_apart_in_any_two_languages(one: str, other: str, day: date, another: date) -> None:
    found = messages(one, other, written(one, day), written(other, another))
    assert bool(found) == (day != another)


@given(days)
def test_a_day_and_month_that_changed_places_are_named_as_such(day: date) -> None:
    swapped = date(day.year, day.day, day.month) if day.day <= 12 else day
    found = messages("fr", "en", f"Réunion le {day:%d/%m/%Y}.", written("en", swapped))
    assert [m.startswith("Day and month changed places") for m in found] == [True] * (swapped != day)


@given(st.sampled_from(["zh", "ja", "ko", "ru", "de"]), st.integers(0, 23), st.integers(0, 59), st.integers(0, 47))
def test_an_hour_is_itself_and_no_other_half_hour(language: str, hour: int, minute: int, later: int) -> None:
    # Without a.m. or p.m. a figure up to twelve may stand for either half of the day.
    assume(later != 24)
    minutes = (hour * 60 + minute + 30 * later) % (24 * 60)
    found = messages(language, "en", f"{hour:02}:{minute:02}", f"{minutes // 60:02}:{minutes % 60:02}")
    assert bool(found) == (later != 0)


@pytest.mark.parametrize(
    ("one", "original", "translation"),
    [
        ("zh", "会议于3月15日举行。", "The meeting was held in March."),
        ("zh", "会议于2026年3月15日举行。", "The meeting was held on March 15."),
        ("zh", "会议于周三举行。", "The meeting was held this week."),
        ("zh", "他出生于1995年。", "He was born in the 1990s."),
        ("en", "It was signed on 03/04/2026.", "It was signed on March 4, 2026."),
        ("en", "It was signed on 03/04/2026.", "It was signed on 3 April 2026."),
        ("zh", "3点05分", "at about 3 o'clock"),
        ("zh", "同比增长8%，今年势头不减。", "It rose 8% this year."),
        ("zh", "周三凌晨", "late on Tuesday night"),
        ("fr", "la nuit de mardi", "on Monday night"),
        ("fr", "la nuit de mardi", "on Tuesday night"),
        ("en", "8 p.m. Eastern on Tuesday", "Wednesday at 00:00 GMT"),
        ("de", "am Dienstag, dem 5. März 2026", "on Tuesday, March 5, 2026"),
        ("de", "in diesem und im nächsten Jahr", "this year and next"),
    ],
)
def test_vaguer_converted_and_half_told_dates_are_no_drift(one: str, original: str, translation: str) -> None:
    assert messages(one, "en", original, translation) == []


@pytest.mark.parametrize(
    ("one", "original", "translation"),
    [
        ("zh", "会议于3月15日举行。", "The meeting was held in May."),
        ("zh", "5月3日和6月7日", "on May 7 and June 3"),
        ("zh", "他出生于1985年。", "He was born in the 1990s."),
        ("zh", "下周三", "last Wednesday"),
        ("de", "am Dienstag, dem 5. März 2026", "on Thursday, March 5, 2026"),
        ("en", "8 p.m. Eastern on Tuesday", "Friday at 00:00 GMT"),
        ("zh", "周三凌晨", "late on Thursday night"),
    ],
)
def test_another_date_is_a_drift(one: str, original: str, translation: str) -> None:
    assert len(messages(one, "en", original, translation)) >= 1


def dated(one: str, original: str, translation: str) -> list[str]:
    report = check(
        original,
        translation,
        original_language=one,
        translation_language="en",
        original_date=THURSDAY,
        select=["date-changed"],
    )
    return [finding.message for finding in report.findings]


RIGHT = [
    ("zh", "他昨天抵达。", "He arrived on Wednesday."),
    ("zh", "他昨天抵达。", "He arrived on March 11."),
    ("zh", "他前天抵达。", "He arrived on Tuesday."),
    ("zh", "他上周三抵达。", "He arrived on March 4."),
    ("en", "He arrived last Tuesday.", "He arrived on March 10."),
    ("en", "He arrived last Tuesday.", "He arrived on March 3."),
    ("zh", "他10日抵达。", "He arrived on Tuesday."),
    ("zh", "他去年抵达。", "He arrived in 2025."),
    ("zh", "他前年抵达。", "He arrived in 2024."),
    ("zh", "他两年前抵达。", "He arrived in 2024."),
    ("zh", "他两年前抵达。", "He arrived in 2023."),
    ("de", "Er kam vorgestern an.", "He arrived on March 10."),
    ("en", "He arrived earlier this month.", "He arrived in March."),
    ("zh", "他周二说，去年出口下降。", "Exports fell in 2025, he said."),
]
WRONG = [
    ("zh", "他昨天抵达。", "He arrived on Friday."),
    ("zh", "他昨天抵达。", "He arrived on March 10."),
    ("zh", "他前天抵达。", "He arrived on Wednesday."),
    ("zh", "他上周三抵达。", "He arrived on March 11."),
    ("en", "He arrived last Tuesday.", "He arrived on March 17."),
    ("zh", "他12日抵达。", "He arrived on Tuesday."),
    ("zh", "他去年抵达。", "He arrived in 2024."),
    ("zh", "他前年抵达。", "He arrived in 2025."),
    ("zh", "他两年前抵达。", "He arrived in 2021."),
    ("de", "Er kam vorgestern an.", "He arrived on March 11."),
    ("en", "He arrived earlier this month.", "He arrived in February."),
]


@pytest.mark.parametrize(("one", "original", "translation"), RIGHT)
def test_a_relative_date_may_be_told_by_the_calendar(one: str, original: str, translation: str) -> None:
    assert dated(one, original, translation) == []


@pytest.mark.parametrize(("one", "original", "translation"), WRONG)
def test_a_relative_date_is_held_against_the_calendar(one: str, original: str, translation: str) -> None:
    assert len(dated(one, original, translation)) == 1


@pytest.mark.parametrize(
    ("one", "original", "translation"), [row for row in WRONG if row[0] != "en" or "10" not in row[2]]
)
def test_without_the_date_of_the_article_a_relative_date_is_not_held_against_the_calendar(
    one: str, original: str, translation: str
) -> None:
    assert messages(one, "en", original, translation) == []


@given(st.integers(-2, 2), st.integers(-6, 6))
def test_yesterday_is_one_day_of_the_calendar_and_no_other(relative: int, other: int) -> None:
    words = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}
    day = date.fromisoformat(THURSDAY) + timedelta(days=other)
    found = dated("zh", f"会议{words[relative]}举行。", f"The meeting is on {day:%B} {day.day}.")
    assert bool(found) == (relative != other)
