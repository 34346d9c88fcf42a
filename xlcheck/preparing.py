"""From what a user gives to what is judged: articles cut into sentences, and aligned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xlcheck.alignment import align
from xlcheck.alignment.bead import Bead
from xlcheck.article import Article, Side
from xlcheck.language.detection import detect
from xlcheck.language.sentences import split_article, split_lines
from xlcheck.models.roles import Encoder
from xlcheck.reading import read_article, read_text


def aligned_by(one: Article, two: Article, encoder: Encoder) -> list[Bead]:
    """The beads of two articles, which know their paragraphs."""
    begins = [
        [not i or s.paragraph != article.sentences[i - 1].paragraph for i, s in enumerate(article.sentences)]
        for article in (one, two)
    ]
    ours, theirs = ([s.text for s in article.sentences] for article in (one, two))
    return align(ours, theirs, encoder, begins=(begins[0], begins[1]))


def prepared(
    source: str | Path | Article, side: Side, language: str | None, encoding: str | None, *, lines: bool
) -> Article:
    """The article of a text, a file or itself, in sentences; raises ReadingError where it can't be read."""
    if isinstance(source, Article):
        article = source
    elif isinstance(source, Path):
        article = read_article(source, encoding=encoding)
    else:
        article = read_text(source, name=f"the {side}")
    language = language or article.language or detect(article.text)
    article = replace(article, notices=tuple(notice._replace(side=side) for notice in article.notices))
    return split_lines(article, language) if lines else split_article(article, language)
