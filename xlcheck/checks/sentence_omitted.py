"""A sentence of the original that the translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from xlcheck.article import Article, Role, Sentence
from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.language.scripts import UNSPACED, script_of


def lone(articles: ArticlePair, side: str) -> Iterator[tuple[int, Sentence, float]]:
    """Sentences of prose without a counterpart: number of the bead, the sentence, how far it is from everything else."""
    own, other = (
        (articles.original, articles.translation) if side == "original" else (articles.translation, articles.original)
    )
    orphans = [
        (number, own.sentences[i])
        for number, bead in enumerate(articles.beads)
        if not (bead.translation if side == "original" else bead.original)
        for i in (bead.original if side == "original" else bead.translation)
    ]
    orphans = [(number, s) for number, s in orphans if s.role == Role.BODY and words(s.text) >= 4]
    scale = _scale(articles)
    strangeness = _strangeness([s.text for _, s in orphans], [s.text for s in other.sentences], articles)
    for (number, sentence), far in zip(orphans, strangeness, strict=True):
        yield number, sentence, far * (_MERGED if _balances(articles, number, side, sentence, scale) else 1.0)


#: What is left of the case where a neighbouring bead is only in balance with the sentence in it: it may have been merged.
_MERGED = 0.4
#: How much better the balance must be, in logarithms (on seeded news 2 of 100 true omissions are that much better, 1 of 5 false ones).
_BETTER = 0.05


def _balances(articles: ArticlePair, number: int, side: str, sentence: Sentence, scale: float) -> bool:
    """Whether a neighbour's two sides are closer in length with the sentence than without it."""
    own = len(sentence.text.encode("utf-8")) * (scale if side == "original" else 1.0)
    for near in (number - 1, number + 1):
        bead = articles.beads[near] if 0 <= near < len(articles.beads) else None
        if bead is None or not (bead.original and bead.translation):
            continue
        one = _bytes(articles.original, bead.original) * scale
        two = _bytes(articles.translation, bead.translation)
        with_it = np.log(two / (one + own)) if side == "original" else np.log((two + own) / one)
        if abs(np.log(two / one)) - abs(with_it) > _BETTER:
            return True
    return False


def _scale(articles: ArticlePair) -> float:
    """How long the translation is to the original, in bytes."""
    one = _bytes(articles.original, range(len(articles.original.sentences)))
    return _bytes(articles.translation, range(len(articles.translation.sentences))) / max(one, 1.0)


def _bytes(article: Article, indices: Sequence[int]) -> float:
    return float(sum(len(article.sentences[i].text.encode("utf-8")) for i in indices))


def _strangeness(orphans: Sequence[str], others: Sequence[str], articles: ArticlePair) -> list[float]:
    """1 for a sentence that nothing on the other side is like; down to 0.4 for one with a twin there."""
    if not orphans or not others or articles.encoder is None:
        return [0.8] * len(orphans)
    vectors, theirs = articles.encoder.encode(orphans), articles.encoder.encode(others)
    return [float(np.clip(1.3 - np.max(theirs @ vector), 0.4, 1.0)) for vector in vectors]


def words(text: str) -> float:
    """Words, where a letter of an unspaced script counts as half of one."""
    wide = sum(script_of(c) in UNSPACED for c in text)
    return wide / 2 if wide > len(text) / 3 else len(text.split())


class SentenceOmitted(Check):
    name = "sentence-omitted"
    category = "accuracy/omission"
    severity = Severity.CRITICAL

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Sentences of the original's prose that no bead joins to a translation."""
        orphans = list(lone(articles, "original"))
        if articles.relation.kind in ("summary", "other"):
            orphans, fields = gathered(orphans, articles.original)
            yield from (
                (number, Evidence(self.name, f"{self.name}.many", fields, (s.start, s.end), None))
                for number, s, _ in orphans
            )
            return
        for number, sentence, far in orphans:
            yield number, Evidence(self.name, self.name, {}, (sentence.start, sentence.end), None, far)


Orphan = tuple[int, Sentence, float]


def gathered(orphans: list[Orphan], article: Article) -> tuple[list[Orphan], dict[str, str]]:
    """The first of many orphans stands for all; and how many of the article's sentences they are."""
    stating = sum(sentence.role == Role.BODY for sentence in article.sentences)
    return orphans[:1], {"count": str(len(orphans)), "all": str(stating)}
