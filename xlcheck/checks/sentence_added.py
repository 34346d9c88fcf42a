"""A sentence of the translation that the original doesn't have."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.checks.repeated import repetitions
from xlcheck.checks.sentence_omitted import lone


class SentenceAdded(Check):
    name = "sentence-added"
    category = "accuracy/addition"
    severity = Severity.CRITICAL

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Sentences of the translation's prose that no bead joins to an original and that repeat no other."""
        again = {sentence.start for _, sentence, _ in repetitions(articles)}
        for number, sentence, far in lone(articles, "translation"):
            if sentence.start not in again:
                yield number, Evidence(self.name, self.name, {}, None, (sentence.start, sentence.end), far)
