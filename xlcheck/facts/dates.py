"""Dates, periods and hours by value: 周四, 3月5日, "5 March", 三季度, 去年; relative ones with the article's date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from xlcheck.facts.clock import hours
from xlcheck.facts.han_clock import han_hours
from xlcheck.facts.han_dates import han_dates
from xlcheck.facts.lexicon import Lexicon
from xlcheck.facts.months import named_dates
from xlcheck.facts.numeric_dates import numeric_dates
from xlcheck.facts.periods import periods
from xlcheck.facts.relative import beside, relative_dates
from xlcheck.facts.when import DateFact

__all__ = ["DateFact", "find_dates"]

_HAN = frozenset({"zh", "ja", "ko"})


def find_dates(folded: str, lexicon: Lexicon, today: date | None) -> list[DateFact]:
    """The dates of a folded text in order; two never overlap."""
    kept: list[DateFact] = []
    for fact in sorted(_found(folded, lexicon, today), key=_order):
        if not kept or fact.start >= kept[-1].end:
            kept.append(fact)
    joined = _joined(kept, folded)
    return sorted(beside(folded, joined, lexicon, today), key=lambda fact: fact.start)


def _found(text: str, lexicon: Lexicon, today: date | None) -> Iterator[DateFact]:
    yield from numeric_dates(text, lexicon.language)
    if lexicon.language in _HAN:
        yield from han_dates(text)
        yield from han_hours(text)
    else:
        yield from named_dates(text, lexicon.language)
        yield from hours(text, lexicon)
    yield from periods(text, lexicon)
    yield from relative_dates(text, lexicon, today)


def _order(fact: DateFact) -> tuple[int, int, int]:
    return fact.start, -fact.end, -len(fact.stated)


def _joined(facts: list[DateFact], text: str) -> list[DateFact]:
    """The facts, with "last week's Tuesday" and 先週の火曜日 as one."""
    joined: list[DateFact] = []
    for fact in facts:
        if joined and _is_one(joined[-1], fact, text):
            last = joined.pop()
            fact = replace(fact, start=last.start, stated=last.stated | fact.stated)
        joined.append(fact)
    return joined


#: Between "last week" and its weekday, either of them first.
_BETWEEN = frozenset(("", "の", "的", "'s", "of", "de", "de la", "da", "della", "des", "der"))


def _is_one(last: DateFact, fact: DateFact, text: str) -> bool:
    """Whether a week and a weekday stand beside each other."""
    kinds = {*last.stated}, {*fact.stated}
    beside = kinds in (({"relative_week"}, {"weekday"}), ({"weekday"}, {"relative_week"}))
    return beside and text[last.end : fact.start].strip() in _BETWEEN
