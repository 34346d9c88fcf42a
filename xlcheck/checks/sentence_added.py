"""A sentence of the translation that the original doesn't have."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.checks.repeated import repetitions
from xlcheck.checks.sentence_omitted import gathered, lone


class SentenceAdded(Check):
    name = "sentence-added"
    category = "accuracy/addition"
    severity = Severity.CRITICAL

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Sentences of the translation's prose that no bead joins to an original and that repeat no other."""
        orphans = list(lone(articles, "translation"))
        if articles.relation.kind in ("expansion", "other"):
            orphans, fields = gathered(orphans, articles.translation)
            yield from (
                (number, Evidence(self.name, f"{self.name}.many", fields, None, (s.start, s.end)))
                for number, s, _ in orphans
            )
            return
        again = {sentence.start for _, sentence, _ in repetitions(articles)}
        for number, sentence, far in orphans:
            if sentence.start not in again:
                yield number, Evidence(self.name, self.name, {}, None, (sentence.start, sentence.end), far)
