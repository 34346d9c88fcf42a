"""A headline that says the opposite of the article below it, where the original's headline does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xlcheck.article import Article, Role, Sentence
from xlcheck.checks import shown
from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.facts.claims import claims
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement
from xlcheck.facts.values import same, same_size
from xlcheck.models.roles import Encoder, Subwords

#: How much of the headline a sentence has to render before it is about the same: 0 to 1.
_SAME_MATTER = 0.6
#: Sentences of the body that are read; the news stands at the top.
_READ = 60


@dataclass(frozen=True, slots=True)
class _Contradiction:
    """What a headline claims and a sentence below it denies."""

    headline: Sentence
    body: Sentence
    cue: Cue
    concept: str


class HeadlineContradicts(Check):
    name = "headline-contradicts"
    severity = Severity.CRITICAL
    sections = ("antonyms", "negation", "reporting")

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Headlines of the translation that its own body contradicts, where the original's are at peace with theirs."""
        if articles.encoder is None or articles.relation.kind == "other":
            return
        theirs = {found.concept for found in _contradictions(articles.original, articles.encoder)}
        bead_of = {j: number for number, bead in enumerate(articles.beads) for j in bead.translation}
        index = {s.start: j for j, s in enumerate(articles.translation.sentences)}
        for found in _contradictions(articles.translation, articles.encoder):
            number = bead_of.get(index[found.headline.start])
            if number is None or found.concept in theirs or _said_too(articles, number, found):
                continue
            yield number, _evidence(articles.translation, found)


def _evidence(article: Article, found: _Contradiction) -> Evidence:
    head, body = (Statement(s.text, article.language) for s in (found.headline, found.body))
    bounds = (found.headline.start + found.cue.start, found.headline.start + found.cue.end)
    fields = {
        "headline": shown.quoted(head, (0, len(head.text))),
        "body": shown.quoted(body, (0, len(body.text))),
    }
    details = {"earlier": [found.body.start, found.body.end]}
    return Evidence("headline-contradicts", "headline-contradicts", fields, None, bounds, details=details)


def _said_too(articles: ArticlePair, number: int, found: _Contradiction) -> bool:
    """Whether the original's headline claims the same: then the body differs in the original as well."""
    texts = [articles.original.sentences[i].text for i in articles.beads[number].original]
    if not texts:
        return False
    theirs = Statement(" ".join(texts), articles.original.language)
    own = Statement(found.headline.text, articles.translation.language)
    if found.concept == "negation":
        return not theirs.cues("negation") and _has_word(articles.encoder, theirs.text, own.text, found.cue)
    if found.concept.startswith("number"):
        return any(same_size(a, b) for a in theirs.numbers for b in own.numbers if b.start == found.cue.start)
    taken = claims(theirs)
    return found.concept in taken and taken[found.concept][0] == claims(own)[found.concept][0]


def _has_word(encoder: Encoder | None, text: str, headline: str, cue: Cue) -> bool:
    """Whether the original's headline has the word in question."""
    if encoder is None:
        return True
    own, other = encoder.subwords(headline), encoder.subwords(text)
    word = own.vectors[(own.spans[:, 0] < cue.end) & (own.spans[:, 1] > cue.start)]
    return bool(len(word) and len(other.vectors) and float((word @ other.vectors.T).max()) >= _SAME_MATTER)


def _contradictions(article: Article, encoder: Encoder) -> list[_Contradiction]:
    """Of each headline what no sentence on its matter says and at least one denies."""
    heads = [s for s in article.sentences if s.role in (Role.HEADLINE, Role.STANDFIRST)]
    body = [s for s in article.sentences if s.role == Role.BODY][:_READ]
    below = [Statement(s.text, article.language) for s in body] if heads else []
    found: list[_Contradiction] = []
    for head in heads:
        own = Statement(head.text, article.language)
        about = [i for i in range(len(body)) if _renders(encoder, body[max(0, i - 1) : i + 1], head)]
        for concept, (claim, cue) in claims(own).items():
            said = [(i, *taken[concept]) for i in about if concept in (taken := claims(below[i]))]
            if said and all(other != claim for _, other, _ in said):
                found.append(_Contradiction(head, body[said[0][0]], cue, concept))
        found += _figures(head, own, [(body[i], below[i]) for i in about], below)
        found += _denials(
            encoder, head, own, [(body[i], below[i]) for i in about if _renders(encoder, body[i : i + 1], head)]
        )
    return found


def _figures(
    head: Sentence, own: Statement, about: list[tuple[Sentence, Statement]], below: list[Statement]
) -> Iterator[_Contradiction]:
    """A figure of the headline that stands nowhere below it, where a sentence on its matter gives another."""
    everywhere = [n for statement in below for n in statement.numbers]
    for number in own.numbers:
        measure = number.currency or number.unit
        if not (number.firm and measure) or any(same_size(number, n) or same(number, n) for n in everywhere):
            continue
        for sentence, statement in about:
            others = [n for n in statement.numbers if n.firm and (n.currency or n.unit) == measure]
            if len(others) == 1:
                yield _Contradiction(head, sentence, Cue(number.start, number.end, "number"), f"number.{measure}")
                break


def _denials(
    encoder: Encoder, head: Sentence, own: Statement, about: list[tuple[Sentence, Statement]]
) -> Iterator[_Contradiction]:
    """A headline without a "not", where every sentence on its matter negates what it says."""
    if not about or own.cues("negation"):
        return
    words = encoder.subwords(head.text)
    for _, statement in about:
        explicit = [c for c in statement.cues("negation") if c.key == "negation.explicit"]
        if (
            _BRANCHES.search(statement.text)
            or not explicit
            or not any(_negates(encoder, statement, cue, words) for cue in explicit)
        ):
            return
    verb = _negated(encoder, about[0][1], words)
    yield _Contradiction(head, about[0][0], Cue(*verb, "negation"), "negation")


#: A question, or a sentence of several clauses: what is negated there need not be the headline's matter.
_BRANCHES = re.compile(r"[?？؟;；,，、،:：—–]")


def _negates(encoder: Encoder, statement: Statement, cue: Cue, words: Subwords) -> bool:
    """Whether the word behind a "not" (before it, where verbs stand there) is one of the headline's."""
    return _head(encoder, statement, cue, words)[0] >= _SAME_WORD


def _negated(encoder: Encoder, statement: Statement, words: Subwords) -> tuple[int, int]:
    """Where the headline has the word that a sentence negates."""
    cues = [c for c in statement.cues("negation") if c.key == "negation.explicit"]
    return max(_head(encoder, statement, cue, words) for cue in cues)[1]


def _head(encoder: Encoder, statement: Statement, cue: Cue, words: Subwords) -> tuple[float, tuple[int, int]]:
    """How like the word that a "not" bears on the nearest word of the headline is, and where that stands."""
    other = encoder.subwords(statement.text)
    language = statement.lexicon.language
    reach = 5 if language in ("zh", "ja", "ko") else 20
    behind = (other.spans[:, 0] >= cue.end) & (other.spans[:, 0] < cue.end + reach)
    before = (other.spans[:, 1] <= cue.start) & (other.spans[:, 1] > cue.start - reach)
    where = before if language in ("ja", "ko", "tr") else behind
    near, telling = other.vectors[where & (other.weights > _TELLING)], np.flatnonzero(words.weights > _TELLING)
    if not len(near) or not len(telling):
        return 0.0, (0, 0)
    likeness = (words.vectors[telling] @ near.T).max(axis=1)
    start, end = words.spans[telling[int(likeness.argmax())]]
    return float(likeness.max()), (int(start), int(end))


def _renders(encoder: Encoder, sentences: list[Sentence], head: Sentence) -> bool:
    """Whether a sentence, with the one before it where "he said" needs it, is about what the headline says."""
    own, other = encoder.subwords(head.text), encoder.subwords(" ".join(s.text for s in sentences))
    telling = own.weights > _TELLING
    if not telling.any() or not len(other.vectors):
        return False
    best = (own.vectors[telling] @ other.vectors.T).max(axis=1)
    return float(np.average(best, weights=own.weights[telling])) >= _SAME_MATTER


#: Learned weight above which a subword carries meaning of its own.
_TELLING = 0.3
#: Similarity above which two words are one.
_SAME_WORD = 0.8
