"""What a reader should know before trusting a report: languages that aren't covered, articles that hardly match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlcheck.article import Article, Notice, Side
from xlcheck.checks.base import ArticlePair, Check
from xlcheck.facts.lexicon import load_lexicon
from xlcheck.judging.table import SHIPPED, Table
from xlcheck.language.detection import primary
from xlcheck.models.roles import Encoder, Reader


def notices(
    articles: ArticlePair, checks: Sequence[Check], encoder: Encoder, table: Table = SHIPPED
) -> Iterator[Notice]:
    """The notices of a pair, those of the original first."""
    yield from _coverage(articles.original, "original", checks, encoder)
    yield from _coverage(articles.translation, "translation", checks, encoder)
    one, two = primary(articles.original.language), primary(articles.translation.language)
    if one and one == two:
        yield Notice("same-language", f"Both articles are in one language ({one}); is this a translation?")
    if any(type(check).reading is not Check.reading for check in checks):
        yield from _reading(articles, table)
    yield from _readers(articles)
    yield from _relation(articles)


def _reading(articles: ArticlePair, table: Table) -> Iterator[Notice]:
    """Languages that the verifier reads, but of which nobody knows how surely it does."""
    one, two = articles.original.language, articles.translation.language
    able = articles.verifier and {primary(one), primary(two)} <= articles.verifier.languages
    if able and primary(one) != primary(two) and table.curve((one, two)) is None:
        yield Notice(
            "drift-not-measured",
            f"How surely drift is read from {one} into {two} was never measured: what no other check names is left out.",
        )


def able_readers(articles: ArticlePair) -> list[Reader]:
    """The larger models that know both languages, as far as they say."""
    languages = {primary(article.language) for article in (articles.original, articles.translation)}
    return [reader for reader in articles.readers if not reader.languages or languages <= reader.languages]


def _readers(articles: ArticlePair) -> Iterator[Notice]:
    able = able_readers(articles)
    for reader in articles.readers:
        if reader not in able:
            pair = f"{articles.original.language} and {articles.translation.language}"
            yield Notice(
                "model-not-covering", f"{reader.name} doesn't know {pair}, so it wasn't asked ({reader.role})."
            )


#: Passages that are named; the report shows the rest.
_NAMED = 5


def _relation(articles: ArticlePair) -> Iterator[Notice]:
    """What kind of pair it is, where it isn't an article and its translation."""
    found = articles.relation
    shares = [f"{100 * share:.0f} %" for share in found.covered]
    if found.kind == "summary":
        yield Notice(
            "summary",
            f"The translation sums the original up: it renders {shares[0]} of it. What it leaves out is one finding, not one a sentence.",
        )
    elif found.kind == "expansion":
        yield Notice(
            "expansion",
            f"The translation tells much more than the original, which has {shares[1]} of it. What it adds is one finding, not one a sentence.",
        )
    elif found.kind == "other":
        yield Notice(
            "not-a-translation",
            f"These look like two articles on their own, not an article and its translation: {shares[0]} of the one and "
            f"{shares[1]} of the other correspond{_passages(articles)}. Nothing else was compared; xlcheck compare sets reports of one event beside each other.",
        )


def _passages(articles: ArticlePair) -> str:
    """Which sentences correspond, counted from one."""
    places = []
    for first, last in articles.relation.passages:
        beads = articles.beads[first : last + 1]
        sides = [[i + 1 for b in beads for i in b.original], [j + 1 for b in beads for j in b.translation]]
        numbers = [f"{min(side)}–{max(side)}" if len(side) > 1 else str(side[0]) for side in sides]
        places.append(f"sentence {numbers[0]} and {numbers[1]}")
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return f" ({'; '.join(places[:_NAMED])}{more})" if places else ""


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
