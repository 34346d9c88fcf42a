from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xlcheck.article import Article
from xlcheck.comparing.days import day_of
from xlcheck.preparing import prepared

DAY = date(2026, 5, 9)


def article(text: str, language: str = "en") -> Article:
    return prepared(text, "original", language, None, lines=False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Bridge closed\n\nORFORD, 9 May 2026 - The bridge is closed. Nobody was hurt."),
        ("en", "Bridge closed\n\nMay 9, 2026\n\nThe bridge is closed. Nobody was hurt."),
        ("de", "Brücke gesperrt\n\n9. Mai 2026\n\nDie Brücke ist gesperrt."),
        ("zh", "大桥关闭\n\n2026年5月9日\n\n大桥今天关闭。"),
        ("ru", "Мост закрыт\n\n9 мая 2026 года\n\nМост закрыт."),
    ],
)
def test_the_first_whole_date_near_the_top_is_the_day(language: str, text: str) -> None:
    assert day_of(article(text, language)) == DAY


def test_what_the_format_says_goes_before_the_text() -> None:
    told = article("Bridge closed\n\nOrford, 9 May 2026\n\nThe bridge is closed.")
    assert day_of(replace(told, date="2026-05-11T08:30:00Z")) == date(2026, 5, 11)


def test_a_stamp_that_is_no_date_is_passed_over() -> None:
    told = article("Bridge closed\n\nOrford, 9 May 2026\n\nThe bridge is closed.")
    assert day_of(replace(told, date="last Tuesday")) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was closed on 9 May. It will open in June 2027.",
        "The bridge is closed. Nobody was hurt.",
        "The bridge was closed on 31 February 2026.",
    ],
)
def test_a_date_that_is_not_whole_or_not_in_the_calendar_is_no_day(text: str) -> None:
    assert day_of(article(text)) is None


def test_a_date_of_no_calendar_does_not_hide_the_next() -> None:
    assert day_of(article("It was closed on 31 February 2026. The works ended on 9 May 2026.")) == DAY


def test_a_date_far_down_is_part_of_the_story() -> None:
    filler = " ".join(f"The {colour} boat left the harbour early." for colour in ("red", "blue", "green", "black"))
    near, far = f"{filler} The bridge opened on 9 May 2026.", f"{filler} {filler} The bridge opened on 9 May 2026."
    assert day_of(article(near)) == DAY
    assert day_of(article(far)) is None
