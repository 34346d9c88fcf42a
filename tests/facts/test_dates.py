from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.dates import DateFact
from xlcheck.facts.statement import Statement

TODAY = date(2026, 3, 12)


def dates(language: str, text: str, today: date | None = None) -> list[DateFact]:
    return Statement(text, language, today=today).dates


def stated(language: str, text: str) -> dict[str, int]:
    """All that the dates of a text state, together."""
    fields: dict[str, int] = {}
    for fact in dates(language, text):
        fields |= fact.stated
    return fields


FIFTH_OF_MARCH = {"day": 5, "month": 3}


@pytest.mark.parametrize(
    ("language", "text", "year"),
    [
        ("ja", "令和6年4月", 2024),
        ("ja", "平成元年", 1989),
        ("ja", "昭和50年", 1975),
        ("zh", "昭和五十年", 1975),
        ("zh-Hant", "民國114年", 2025),
        ("zh-Hant", "114年3月5日", 2025),
        ("ko", "레이와 6년", 2024),
        ("zh", "2015年以来", 2015),
        ("ru", "в 1911 году", 1911),
        ("en", "in 1848,", 1848),
    ],
)
def test_years_of_eras_and_old_years_are_read(language: str, text: str, year: int) -> None:
    assert stated(language, text)["year"] == year


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "May 3-5"),
        ("en", "May 3 to 5"),
        ("en", "3 and 5 May"),
        ("de", "vom 3. bis 5. Mai"),
        ("ru", "с 3 по 5 мая"),
        ("fr", "du 3 au 5 mai"),
        ("es", "del 3 al 5 de mayo"),
    ],
)
def test_two_days_of_one_month_are_two_dates(language: str, text: str) -> None:
    assert [fact.stated for fact in dates(language, text)] == [{"month": 5, "day": 3}, {"month": 5, "day": 5}]


def test_a_second_day_has_the_month_of_the_first() -> None:
    one, two = dates("zh", "3月5日至7日")
    assert (one.stated, two.stated, two.implied) == (FIFTH_OF_MARCH, {"day": 7}, {"month": 3})


@pytest.mark.parametrize(
    ("text", "fields", "swappable"),
    [
        ("03/04/2026", {"day": 3, "month": 4, "year": 2026}, True),
        ("25/12/2026", {"day": 25, "month": 12, "year": 2026}, False),
        ("12/25/2026", {"day": 25, "month": 12, "year": 2026}, False),
    ],
)
def test_an_english_date_with_strokes_may_be_either_way_round(
    text: str, fields: dict[str, int], swappable: bool
) -> None:
    (fact,) = dates("en", text)
    assert (fact.stated, fact.swappable) == (fields, swappable)


def test_a_date_with_strokes_has_its_day_first_elsewhere() -> None:
    (fact,) = dates("fr", "le 03/04/2026")
    assert (fact.stated, fact.swappable) == ({"day": 3, "month": 4, "year": 2026}, False)


def test_a_month_is_read_in_its_cases() -> None:
    texts = [("ru", "в марте"), ("uk", "у березні"), ("pl", "w marcu"), ("cs", "v březnu"), ("tr", "Mart’ta")]
    assert [stated(*text) for text in texts] == [{"month": 3}] * 5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on 5 March"),
        ("en", "on March 5"),
        ("en", "the 5th of March"),
        ("en", "Mar. 5"),
        ("zh", "3月5日，他到了"),
        ("zh", "三月五日"),
        ("zh-Hant", "3月5號"),
        ("ja", "3月5日に"),
        ("ko", "3월 5일"),
        ("de", "am 5. März"),
        ("fr", "le 5 mars"),
        ("es", "el 5 de marzo"),
        ("pt", "em 5 de março"),
        ("it", "il 5 marzo"),
        ("ru", "5 марта"),
        ("uk", "5 березня"),
        ("pl", "5 marca"),
        ("cs", "5. března"),
        ("tr", "5 Mart"),
        ("ar", "٥ مارس"),
        ("ar", "5 آذار"),
        ("hi", "5 मार्च"),
    ],
)
def test_a_day_of_a_month_is_read_in_every_language(language: str, text: str) -> None:
    assert stated(language, text) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "5 March 2026"),
        ("en", "March 5, 2026"),
        ("en", "2026-03-05"),
        ("zh", "2026年3月5日"),
        ("zh", "二〇二六年三月五日"),
        ("de", "5. März 2026"),
        ("de", "05.03.2026"),
        ("fr", "5 mars 2026"),
        ("es", "5 de marzo de 2026"),
        ("ru", "5 марта 2026 года"),
        ("uk", "5 березня 2026 року"),
    ],
)
def test_a_full_date_has_its_year(language: str, text: str) -> None:
    assert stated(language, text) == FIFTH_OF_MARCH | {"year": 2026}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on Thursday"),
        ("zh", "周四"),
        ("zh", "星期四"),
        ("zh-Hant", "禮拜四"),
        ("ja", "木曜日"),
        ("ko", "목요일"),
        ("de", "am Donnerstag"),
        ("fr", "jeudi"),
        ("es", "el jueves"),
        ("pt", "quinta-feira"),
        ("it", "giovedì"),
        ("ru", "в четверг"),
        ("uk", "у четвер"),
        ("pl", "w czwartek"),
        ("cs", "ve čtvrtek"),
        ("tr", "Perşembe"),
        ("ar", "الخميس"),
    ],
)
def test_a_weekday_is_read_in_every_language(language: str, text: str) -> None:
    assert stated(language, text) == {"weekday": 3}


@pytest.mark.parametrize(
    ("language", "text", "weekday"),
    [
        ("ru", "в пятницу", 4),
        ("ru", "в среду", 2),
        ("uk", "у п’ятницю", 4),
        ("uk", "у середу", 2),
        ("pl", "w środę", 2),
        ("pl", "we wtorek", 1),
        ("pl", "w niedzielę", 6),
        ("cs", "ve středu", 2),
        ("cs", "v sobotu", 5),
        ("hi", "मंगलवार को", 1),
        ("vi", "sáng thứ ba", 1),
        ("id", "hari Minggu", 6),
    ],
)
def test_inflected_weekdays_are_read(language: str, text: str, weekday: int) -> None:
    assert stated(language, text) == {"weekday": weekday}


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("en", "at 5:30 p.m.", 17 * 60 + 30),
        ("en", "at 9 a.m.", 9 * 60),
        ("en", "at 17:30", 17 * 60 + 30),
        ("zh", "下午3点半", 15 * 60 + 30),
        ("zh", "17时30分", 17 * 60 + 30),
        ("ja", "午後3時", 15 * 60),
        ("de", "um 17 Uhr", 17 * 60),
        ("ru", "в 17:30", 17 * 60 + 30),
    ],
)
def test_an_hour_is_minutes_since_midnight(language: str, text: str, minutes: int) -> None:
    assert stated(language, text) == {"hour": minutes}


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "in the nineties"), ("en", "in the 90s"), ("zh", "90年代"), ("de", "in den 90er Jahren")],
)
def test_a_decade_is_no_year(language: str, text: str) -> None:
    assert stated(language, text) == {"decade": 90}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They may march on."),
        ("en", "He marched in the second row."),
        ("de", "Sie sonnt sich."),
        ("fr", "sept personnes"),
        ("pt", "dez pessoas"),
        ("es", "el mar en calma"),
        ("pt", "o mar calmo"),
        ("it", "il mar Adriatico"),
        ("cs", "most pro chodce"),
        ("tr", "bir ara verdiler"),
        ("pl", "lis uciekł"),
        ("zh", "三天"),
        ("zh", "一个月的份额"),
        ("zh", "周边的人"),
        ("en", "1,950 people"),
        ("ru", "среди людей"),
        ("ru", "охрана окружающей среды"),
        ("cs", "5 pro a 3 proti"),
        ("cs", "v samém středu města"),
        ("ko", "3일간"),
        ("ko", "3일 만에"),
        ("ja", "3日間"),
        ("ja", "112日となり"),
        ("zh", "5号线"),
        ("zh", "两周一次"),
        ("zh", "早一点"),
        ("zh", "三点建议"),
        ("ru", "3 дня"),
        ("ru", "в течение 5 часов"),
        ("fr", "trois heures de débats"),
        ("es", "a las tres personas"),
        ("it", "alle tre donne"),
        ("vi", "lớn thứ ba"),
        ("id", "dua minggu"),
        ("zh", "今日头条"),
    ],
)
def test_a_word_that_only_looks_like_a_date_is_none(language: str, text: str) -> None:
    assert dates(language, text) == []


@pytest.mark.parametrize("text", ["32 March", "2026-13-05", "13月5日"])
def test_an_impossible_day_is_not_taken_for_a_date(text: str) -> None:
    assert not any("day" in fact.stated and "month" in fact.stated for fact in [*dates("en", text), *dates("zh", text)])


@pytest.mark.parametrize(
    ("language", "text", "relative", "implied"),
    [
        ("en", "yesterday", {"relative_day": -1}, {"weekday": 2, "day": 11, "month": 3, "year": 2026}),
        ("zh", "昨天", {"relative_day": -1}, {"weekday": 2, "day": 11, "month": 3, "year": 2026}),
        ("zh", "后天", {"relative_day": 2}, {"weekday": 5, "day": 14, "month": 3, "year": 2026}),
        ("de", "gestern", {"relative_day": -1}, {"weekday": 2, "day": 11, "month": 3, "year": 2026}),
        ("en", "last month", {"relative_month": -1}, {"month": 2}),
        ("zh", "去年", {"relative_year": -1}, {"year": 2025}),
        ("ru", "в прошлом году", {"relative_year": -1}, {"year": 2025}),
        ("ru", "на прошлогодней выставке", {"relative_year": -1}, {"year": 2025}),
        ("de", "vorgestern", {"relative_day": -2}, {"weekday": 1, "day": 10, "month": 3, "year": 2026}),
        ("ja", "昨日", {"relative_day": -1}, {"weekday": 2, "day": 11, "month": 3, "year": 2026}),
        ("zh", "前年", {"relative_year": -2}, {"year": 2024}),
        ("en", "two years ago", {}, {"relative_year": -2, "year": 2024}),
        ("de", "vor zwei Jahren", {}, {"relative_year": -2, "year": 2024}),
        ("fr", "il y a deux ans", {}, {"relative_year": -2, "year": 2024}),
        ("zh", "两年前", {}, {"relative_year": -2, "year": 2024}),
        ("en", "a year earlier", {}, {"relative_year": -1}),
        ("zh", "同比", {}, {"relative_year": -1}),
    ],
)
def test_a_relative_word_means_what_the_date_of_the_article_makes_of_it(
    language: str, text: str, relative: dict[str, int], implied: dict[str, int]
) -> None:
    (fact,) = dates(language, text, TODAY)
    assert (fact.stated, fact.implied) == (relative, implied)


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "yesterday and tomorrow"),
        ("en", "last Tuesday and next Friday"),
        ("zh", "上上周一和下下周日"),
        ("en", "five days ago"),
    ],
)
def test_days_before_the_first_and_after_the_last_that_there_is_are_read(today: date, language: str, text: str) -> None:
    facts = dates(language, text, today)
    assert facts
    assert all(date.min <= day <= date.max for fact in facts for day in fact.days)


def test_last_month_in_january_is_december() -> None:
    (fact,) = dates("en", "last month", date(2026, 1, 15))
    assert fact.implied["month"] == 12


def test_without_a_date_of_the_article_a_relative_word_implies_nothing() -> None:
    (fact,) = dates("en", "yesterday")
    assert fact.implied == {}


@pytest.mark.parametrize(
    ("language", "text", "reading"),
    [
        ("zh", "2026年3月5日", "5 March 2026"),
        ("zh", "周四", "Thursday"),
        ("zh", "上周四", "Thursday last week"),
        ("de", "letzten Donnerstag", "last Thursday"),
        ("zh", "三季度", "the third quarter"),
        ("zh", "下半年", "the second half"),
        ("ru", "XX век", "century 20"),
        ("zh", "前年", "the year before last"),
        ("zh", "下午3点半", "15:30"),
        ("zh", "90年代", "the 90s"),
        ("zh", "去年", "last year"),
        ("zh", "下周", "next week"),
        ("zh", "今天", "today"),
        ("zh", "昨天", "yesterday"),
        ("zh", "明天", "tomorrow"),
        ("zh", "前天", "the day before yesterday"),
    ],
)
def test_a_date_is_read_out_in_english(language: str, text: str, reading: str) -> None:
    (fact,) = dates(language, text)
    assert fact.reading == reading


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_a_day_is_the_same_in_every_writing(day: date) -> None:
    fields = {"day": day.day, "month": day.month, "year": day.year}
    months = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    assert stated("en", f"It was {day.isoformat()}.") == fields
    assert stated("en", f"It was {day.day} {day:%B} {day.year}.") == fields
    assert stated("en", f"It was {day:%B} {day.day}, {day.year}.") == fields
    assert stated("zh", f"那是{day.year}年{day.month}月{day.day}日。") == fields
    assert stated("ru", f"Это было {day.day} {months[day.month - 1]} {day.year} года.") == fields
    assert stated("de", f"Am {day.day:02}.{day.month:02}.{day.year} war es.") == fields


@given(
    st.text(alphabet="0123456789.:/- 年月日周四点半上午下午去昨Mayarch5pm,thisltyerUgó", max_size=40),
    st.sampled_from(["en", "zh", "ja", "ko", "de", "fr", "ru", "ar", "xx"]),
)
def test_dates_of_any_text_lie_inside_it_and_never_overlap(text: str, language: str) -> None:
    found = dates(language, text, TODAY)
    assert all(0 <= fact.start < fact.end <= len(text) and (fact.stated or fact.implied) for fact in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(isinstance(fact.reading, str) for fact in found)
