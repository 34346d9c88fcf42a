"""Where an error does most harm."""

from __future__ import annotations

import pytest

from xlcheck.article import Article
from xlcheck.checks.base import Severity
from xlcheck.judging.prominence import prominence, raised
from xlcheck.language.sentences import split_article
from xlcheck.reading import read_text

TEXT = """Harbour closes for a month

The harbour will close on Monday. Ships must leave by then. The mayor said “we never wanted this to happen at all” on Friday. Repairs cost two million.
"""


@pytest.fixture
def article() -> Article:
    return split_article(read_text(TEXT, name="a"), "en")


@pytest.mark.parametrize(
    ("words", "expected"),
    [("closes", "headline"), ("Monday", "lead"), ("must", None), ("never", "quotation"), ("mayor", None)],
)
def test_headline_first_sentence_and_quotation_stand_out(article: Article, words: str, expected: str | None) -> None:
    start = TEXT.index(words)
    (number,) = (i for i, s in enumerate(article.sentences) if s.start <= start < s.end)
    assert prominence(article, [number], (start, start + len(words))) == expected


def test_a_bead_of_several_sentences_has_the_place_of_the_one_that_is_meant(article: Article) -> None:
    start = TEXT.index("must")
    assert prominence(article, [1, 2], (start, start + 4)) is None
    assert prominence(article, [1, 2], None) is None
    assert prominence(article, [], (0, 1)) is None


def test_a_line_or_two_have_no_lead() -> None:
    lone = split_article(read_text("The harbour will close on Monday.", name="a"), "en")
    assert prominence(lone, [0], (4, 11)) is None


def test_only_a_sure_major_finding_becomes_critical_there() -> None:
    assert raised(Severity.MAJOR, 0.6, "lead") == Severity.CRITICAL
    assert raised(Severity.MAJOR, 0.3, "lead") == Severity.MAJOR
    assert raised(Severity.MAJOR, 0.6, None) == Severity.MAJOR
    assert raised(Severity.MINOR, 0.9, "headline") == Severity.MINOR
