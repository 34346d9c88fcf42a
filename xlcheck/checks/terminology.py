"""What a glossary says of each bead, for the checks of terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlcheck.checks.base import ArticlePair, Bounds
from xlcheck.facts.terms import occurrences
from xlcheck.reading.glossary import Term


class Use(NamedTuple):
    """A term of the glossary in a bead: where the original has it (None for one that is only to be avoided)."""

    bead: int
    term: Term
    original: Bounds | None
    #: The translation's side, with where it begins in the article.
    text: str
    start: int


def uses(articles: ArticlePair) -> list[Use]:
    """Terms in beads with two sides that may be judged; a term within a longer one of the glossary is not meant."""
    if "terms" not in articles.worked_out:
        articles.worked_out["terms"] = list(_uses(articles))
    found: list[Use] = articles.worked_out["terms"]
    return found


def _uses(articles: ArticlePair) -> Iterator[Use]:
    if articles.glossary is None:
        return
    # The longest first: what they cover is taken.
    terms = articles.glossary.terms(articles.original.language, articles.translation.language)
    terms = sorted(terms, key=lambda term: -len(term.original))
    for number, bead in enumerate(articles.beads):
        if bead.original and bead.translation and articles.comparable(number):
            yield from _in_bead(articles, number, terms)


def _in_bead(articles: ArticlePair, number: int, terms: list[Term]) -> Iterator[Use]:
    (text, at), (other, start) = (_side(articles, side, number) for side in ("original", "translation"))
    taken: list[Bounds] = []
    for term in terms:
        if not term.original:
            yield Use(number, term, None, other, start)
            continue
        found = list(occurrences(term.original, text, articles.original.language, case=term.case))
        free = [
            bounds
            for bounds in found
            if not any(a <= bounds[0] and bounds[1] <= b and (a, b) != bounds for a, b in taken)
        ]
        taken += found
        if free:
            yield Use(number, term, (at + free[0][0], at + free[0][1]), other, start)


def _side(articles: ArticlePair, side: str, number: int) -> tuple[str, int]:
    article, indices = getattr(articles, side), getattr(articles.beads[number], side)
    start, end = article.bounds(indices)
    return article.text[start:end], start


def note(term: Term) -> str:
    """What the glossary says besides, after a message."""
    return f" ({' '.join(term.note.split())})" if term.note else ""
