"""What a reader should know before trusting a report: languages that aren't covered, articles that hardly match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlcheck.article import Article, Notice, Side
from xlcheck.checks.base import ArticlePair, Check
from xlcheck.facts.lexicon import load_lexicon
from xlcheck.language.detection import primary
from xlcheck.models.roles import Encoder


def notices(articles: ArticlePair, checks: Sequence[Check], encoder: Encoder) -> Iterator[Notice]:
    """The notices of a pair, those of the original first."""
    yield from _coverage(articles.original, "original", checks, encoder)
    yield from _coverage(articles.translation, "translation", checks, encoder)
    one, two = primary(articles.original.language), primary(articles.translation.language)
    if one and one == two:
        yield Notice("same-language", f"Both articles are in one language ({one}); is this a translation?")
    joined = sum(bool(bead.original and bead.translation and bead.score > 0.3) for bead in articles.beads)
    if len(articles.beads) >= 6 and joined < 0.4 * len(articles.beads):
        yield Notice(
            "hardly-aligned",
            f"Only {joined} of {len(articles.beads)} beads could be aligned with confidence; are these an article and its translation?",
        )


def _coverage(article: Article, side: Side, checks: Sequence[Check], encoder: Encoder) -> Iterator[Notice]:
    if article.language is None:
        yield Notice(
            "language-unknown", f"The language of the {side} could not be told; name it with --{side}-language.", side
        )
        return
    lexicon = load_lexicon(article.language)
    missing = [c.name for c in checks if c.sections and not all(lexicon.section(s) for s in c.sections)]
    if missing:
        yield Notice(
            "language-not-covered",
            f"The {side} is in {article.language}, which these checks do not cover: {', '.join(missing)}.",
            side,
        )
    if primary(article.language) not in encoder.languages:
        yield Notice(
            "alignment-not-covered",
            f"The encoder was not trained on {article.language}; the alignment of the {side} may be poor.",
            side,
        )
