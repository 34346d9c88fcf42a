"""Words that the glossary tells translators to avoid."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import ArticlePair, Bounds, Check, Evidence, Severity
from xlcheck.checks.terminology import Use, note, uses
from xlcheck.facts.terms import occurrences


class TermForbidden(Check):
    name = "term-forbidden"
    category = "terminology/inconsistent-with-terminology-resource"
    severity = Severity.MAJOR

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """The first word of a bead that a term forbids; where it names an original, only in place of that."""
        for use in uses(articles):
            bounds = _found(use, articles.translation.language)
            if bounds is None:
                continue
            wanted = " or ".join(shown.marked(name) for name in use.term.translations)
            fields = {
                "translation": shown.marked(articles.translation.text[slice(*bounds)]),
                "instead": f"; it wants {wanted}" if wanted else "",
                "note": note(use.term),
            }
            yield use.bead, Evidence(self.name, self.name, fields, use.original, bounds)


def _found(use: Use, language: str | None) -> Bounds | None:
    """Where a forbidden word stands, unless it is a part of one that is wanted."""
    wanted = [b for name in use.term.translations for b in occurrences(name, use.text, language, case=use.term.case)]
    for word in use.term.forbidden:
        for start, end in occurrences(word, use.text, language, case=use.term.case):
            if not any(a <= start and end <= b for a, b in wanted):
                return use.start + start, use.start + end
    return None
