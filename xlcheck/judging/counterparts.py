"""What stands on the other side of a finding that marks one side only, where an aligner was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlcheck.article import Article, Side, Span
from xlcheck.checks.base import ArticlePair, Bounds
from xlcheck.models.roles import Links
from xlcheck.models.spans import words
from xlcheck.report import CheckedBead, Finding

#: Letters on either side of a span in which a linked word is looked for, when none of its own is linked.
_AROUND = 16


def counterparts(articles: ArticlePair, beads: Sequence[CheckedBead]) -> list[CheckedBead]:
    """The beads with the words that correspond among the related places of their one-sided findings."""
    lone = [
        n for n, bead in enumerate(beads) if any(map(_one_sided, bead.findings)) and bead.original and bead.translation
    ]
    if articles.aligner is None or not lone:
        return list(beads)
    places = {
        n: (_bounds(articles.original, beads[n].original), _bounds(articles.translation, beads[n].translation))
        for n in lone
    }
    texts = [
        (articles.original.text[slice(*one)], articles.translation.text[slice(*two)]) for one, two in places.values()
    ]
    links = dict(zip(lone, articles.aligner.links(texts), strict=True))
    done = list(beads)
    for n in lone:
        findings = tuple(
            _related(finding, articles, places[n], links[n]) if _one_sided(finding) else finding
            for finding in beads[n].findings
        )
        done[n] = replace(beads[n], findings=findings)
    return done


def _one_sided(finding: Finding) -> bool:
    """What is omitted or added has no counterpart by what it says."""
    left_out = finding.category in ("accuracy/omission", "accuracy/addition")
    return not left_out and not finding.related and (finding.original is None) != (finding.translation is None)


def _related(finding: Finding, articles: ArticlePair, places: tuple[Bounds, Bounds], links: Links) -> Finding:
    of_original = finding.original is not None
    span = finding.original or finding.translation
    own, other = places if of_original else places[::-1]
    article, side = (articles.translation, "translation") if of_original else (articles.original, "original")
    if span is None:
        return finding
    start, end = span.start - own[0], span.end - own[0]
    across = links.across((start, end), of_original=of_original)
    across = across or links.across((start - _AROUND, end + _AROUND), of_original=of_original)
    if across is None:
        return finding
    first, last = words(article.text[slice(*other)], *across)
    return replace(
        finding,
        related=(
            (_side(side), Span(other[0] + first, other[0] + last, article.text[other[0] + first : other[0] + last])),
        ),
    )


def _side(name: str) -> Side:
    return "original" if name == "original" else "translation"


def _bounds(article: Article, indices: tuple[int, ...]) -> Bounds:
    return article.sentences[indices[0]].start, article.sentences[indices[-1]].end
