"""A sentence of the original that the translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from xlcheck.article import Role, Sentence
from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.language.scripts import UNSPACED, script_of


def lone(articles: ArticlePair, side: str) -> Iterator[tuple[int, Sentence, float]]:
    """Sentences of prose without a counterpart: number of the bead, the sentence, how far it is from everything else."""
    own, other = (articles.original, articles.translation) if side == "original" else (articles.translation, articles.original)
    orphans = [
        (number, own.sentences[i])
        for number, bead in enumerate(articles.beads)
        if not (bead.translation if side == "original" else bead.original)
        for i in (bead.original if side == "original" else bead.translation)
    ]
    orphans = [(number, s) for number, s in orphans if s.role == Role.BODY and _words(s.text) >= 4]
    strangeness = _strangeness([s.text for _, s in orphans], [s.text for s in other.sentences], articles)
    for (number, sentence), far in zip(orphans, strangeness, strict=True):
        yield number, sentence, far


def _strangeness(orphans: Sequence[str], others: Sequence[str], articles: ArticlePair) -> list[float]:
    """1 for a sentence that nothing on the other side is like; down to 0.4 for one with a twin there."""
    if not orphans or not others or articles.encoder is None:
        return [0.8] * len(orphans)
    nearest = (articles.encoder.encode(orphans) @ articles.encoder.encode(others).T).max(axis=1)
    return [float(np.clip(1.3 - near, 0.4, 1.0)) for near in nearest]


def _words(text: str) -> float:
    """Words, where a letter of an unspaced script counts as half of one."""
    wide = sum(script_of(c) in UNSPACED for c in text)
    return wide / 2 if wide > len(text) / 3 else len(text.split())


class SentenceOmitted(Check):
    name = "sentence-omitted"
    category = "accuracy/omission"
    severity = Severity.CRITICAL

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Sentences of the original's prose that no bead joins to a translation."""
        for number, sentence, far in lone(articles, "original"):
            yield number, Evidence(self.name, self.name, {}, (sentence.start, sentence.end), None, far)
