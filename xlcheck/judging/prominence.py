"""Where an error does most harm: in the headline, in the first sentence, in someone's mouth."""

from __future__ import annotations

from collections.abc import Sequence

from xlcheck.article import Article, Role
from xlcheck.checks.base import Bounds, Severity
from xlcheck.facts.quotations import find_quotations

#: Sentences from which on an article has a lead: a line or two are lines.
_ARTICLE = 4
#: A major finding in such a place is critical from this confidence on.
_SURE = 0.4


def prominence(article: Article, indices: Sequence[int], bounds: Bounds | None) -> str | None:
    """``headline``, ``lead`` or ``quotation``; None for any other place of a bead, or none at all."""
    if bounds is None:
        return None
    sentence = next((i for i in indices if article.sentences[i].end > bounds[0]), None)
    if sentence is None:
        return None
    if article.sentences[sentence].role in (Role.HEADLINE, Role.STANDFIRST):
        return "headline"
    if len(article.sentences) >= _ARTICLE and sentence == _lead(article):
        return "lead"
    first, last = article.sentences[indices[0]].start, article.sentences[indices[-1]].end
    speech = (q for q in find_quotations(article.text[first:last]) if q.is_speech)
    inside = any(first + q.start <= bounds[0] and bounds[1] <= first + q.end for q in speech)
    return "quotation" if inside else None


def _lead(article: Article) -> int | None:
    return next((i for i, sentence in enumerate(article.sentences) if sentence.role == Role.BODY), None)


def raised(severity: Severity, confidence: float, place: str | None) -> Severity:
    """The severity of a finding in such a place."""
    if place and severity == Severity.MAJOR and confidence >= _SURE:
        return Severity.CRITICAL
    return severity
