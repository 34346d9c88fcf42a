"""Placeholders and tags that the translation lost, made up or spelled otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlcheck.article import Article
from xlcheck.checks import shown
from xlcheck.checks.base import ArticlePair, Bounds, Check, Evidence, Severity
from xlcheck.facts.placeholders import Placeholder, placeholders

#: As many as a message names.
_NAMED = 4


class PlaceholderChanged(Check):
    name = "placeholder-changed"
    category = "design/markup"
    severity = Severity.MAJOR

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """What one side of a bead has and the other has not: in the text, and of the codes that stood inline."""
        for number, bead in enumerate(articles.beads):
            if not (bead.original and bead.translation and articles.comparable(number)):
                continue
            ours = _found(articles.original, bead.original)
            theirs = _found(articles.translation, bead.translation)
            lost, added = _without(ours, theirs), _without(theirs, ours)
            if lost or added:
                yield number, self._evidence(lost, added)

    def _evidence(self, lost: Sequence[Placeholder], added: Sequence[Placeholder]) -> Evidence:
        kind = "" if lost and added else ".lost" if lost else ".added"
        fields = {"original": _names(lost), "translation": _names(added)}
        return Evidence(self.name, f"{self.name}{kind}", fields, _bounds(lost), _bounds(added))


def _found(article: Article, indices: Sequence[int]) -> list[Placeholder]:
    start, end = article.bounds(indices)
    found = [p._replace(start=p.start + start, end=p.end + start) for p in placeholders(article.text[start:end])]
    unit = article.unit(start)
    # An inline code was taken out of the text: it has no length there, and the sentence is its place.
    codes = unit.codes if unit else ()
    return found + [Placeholder(name, start, end) for at, name in codes if start <= at <= end]


def _without(those: Sequence[Placeholder], others: Sequence[Placeholder]) -> list[Placeholder]:
    """Those that the others lack, by their number where they have no names."""
    names, counts = {p.key for p in others}, Counter(p.key for p in others)
    left = []
    for one in those:
        counts[one.key] -= 1
        if one.key not in names if one.named else counts[one.key] < 0:
            left.append(one)
    return left


def _names(those: Sequence[Placeholder]) -> str:
    names = [shown.marked(name) for name in dict.fromkeys(p.key for p in those)]
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def _bounds(those: Sequence[Placeholder]) -> Bounds | None:
    return (those[0].start, those[0].end) if those else None
