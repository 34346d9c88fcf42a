"""A sentence that was translated twice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xlcheck.article import Role, Sentence
from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.checks.sentence_omitted import words

#: Above this two sentences of one language say the same; neighbours in the faithful pairs of corpora/ reach 0.55.
_SAME = 0.86
#: How far apart the two may stand, in sentences.
_REACH = 3


def repetitions(articles: ArticlePair) -> Iterator[tuple[int, Sentence, Sentence]]:
    """(bead, the later sentence, the earlier one) of the translation's prose, where the original doesn't repeat itself."""
    if articles.encoder is None or len(articles.translation.sentences) < 2:
        return
    bead_of = {j: number for number, bead in enumerate(articles.beads) for j in bead.translation}
    prose = [j for j, s in enumerate(articles.translation.sentences) if s.role == Role.BODY and words(s.text) >= 4]
    if not prose:
        return
    vectors = articles.encoder.encode([articles.translation.sentences[j].text for j in prose])
    for at, j in enumerate(prose):
        near = vectors[max(0, at - _REACH) : at] @ vectors[at]
        if (
            len(near)
            and near.max() >= _SAME
            and not _original_repeats(articles, bead_of, prose[max(0, at - _REACH) + int(near.argmax())], j)
        ):
            earlier = articles.translation.sentences[prose[max(0, at - _REACH) + int(near.argmax())]]
            yield bead_of[j], articles.translation.sentences[j], earlier


def _original_repeats(articles: ArticlePair, bead_of: dict[int, int], one: int, other: int) -> bool:
    """Whether the two sentences render two of the original that are as much alike."""
    beads = [articles.beads[bead_of[j]] for j in (one, other)]
    if bead_of[one] == bead_of[other] or not all(bead.original for bead in beads) or articles.encoder is None:
        return False
    texts = [" ".join(articles.original.sentences[i].text for i in bead.original) for bead in beads]
    a, b = articles.encoder.encode(texts)
    return bool(np.dot(a, b) >= _SAME - 0.1)


class Repeated(Check):
    name = "repeated"
    category = "accuracy/addition"
    severity = Severity.MAJOR

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """The second of two sentences that say the same."""
        for number, later, earlier in repetitions(articles):
            details = {"earlier": [earlier.start, earlier.end]}
            yield number, Evidence(self.name, self.name, {}, None, (later.start, later.end), details=details)
