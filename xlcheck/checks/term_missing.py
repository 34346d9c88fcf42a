"""Terms of the glossary that the translation renders otherwise, or translates though they are to stay."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.checks.terminology import Use, note, uses
from xlcheck.facts.terms import occurrences


class TermMissing(Check):
    name = "term-missing"
    category = "terminology/inconsistent-with-terminology-resource"
    severity = Severity.MAJOR

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Every term of a bead none of whose translations stands there."""
        for use in uses(articles):
            term = use.term
            if use.original is None or not term.translations or _stands(use, articles.translation.language):
                continue
            fields = {
                "original": shown.marked(articles.original.text[slice(*use.original)]),
                "wanted": " or ".join(shown.marked(name) for name in term.translations),
                "note": note(term),
            }
            yield use.bead, Evidence(self.name, f"{self.name}.kept" if term.keep else self.name, fields, use.original)


def _stands(use: Use, language: str | None) -> bool:
    # What is to stay stays letter by letter, in a sentence of any language.
    case = use.term.case or use.term.keep
    return any(
        True for name in use.term.translations for _ in occurrences(name, use.text, language, case=case, compounds=True)
    )
