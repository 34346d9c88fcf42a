"""The beads of two articles as statements, for checks that compare a place with another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlcheck.article import Article
from xlcheck.checks.base import ArticlePair
from xlcheck.facts.statement import Statement, stated


@dataclass(frozen=True)
class Sides:
    """Both sides of a bead, and its number."""

    number: int
    original: Statement
    translation: Statement


def statements(articles: ArticlePair) -> Iterator[Sides]:
    """The beads that have two sides and may be judged."""
    for number, bead in enumerate(articles.beads):
        if bead.original and bead.translation and articles.comparable(number):
            yield Sides(
                number,
                _statement(articles, articles.original, bead.original[0], bead.original[-1]),
                _statement(articles, articles.translation, bead.translation[0], bead.translation[-1]),
            )


def _statement(articles: ArticlePair, article: Article, first: int, last: int) -> Statement:
    start, end = article.sentences[first].start, article.sentences[last].end
    return stated(article.text[start:end], article.language, start, articles.today)
