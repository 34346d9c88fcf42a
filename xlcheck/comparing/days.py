"""The day of a report: what its format says, or the first whole date near its top."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlcheck.api import day
from xlcheck.article import Article
from xlcheck.errors import XlcheckError
from xlcheck.facts.statement import Statement

#: Datelines and source lines stand among the first sentences, furniture included.
_TOP = 5


def day_of(article: Article) -> date | None:
    """The day, None where none is told."""
    try:
        stated = day(article.date)
    except XlcheckError:
        stated = None
    return stated or next(_days(article), None)


def _days(article: Article) -> Iterator[date]:
    for sentence in article.sentences[:_TOP]:
        for fact in Statement(sentence.text, article.language).dates:
            if {"year", "month", "day"} <= fact.stated.keys():
                try:
                    yield date(fact.stated["year"], fact.stated["month"], fact.stated["day"])
                except ValueError:
                    continue
