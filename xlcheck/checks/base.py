"""What a check is: a small class that reads the two sides of a bead, or the two articles, and gives evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.relation import Relation, relation
from xlcheck.article import Article
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary
from xlcheck.models.roles import Encoder, Opinion, Reader, Reading, Subwords, Vectors, Verifier, WordAligner
from xlcheck.reading.glossary import Glossary

Bounds = tuple[int, int]


class Severity(IntEnum):
    """MQM's severities."""

    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    def __str__(self) -> str:
        return self.name.lower()


class Read(NamedTuple):
    """The worst logit of a place, and how much it counts (0 to 1): short sentences are read less surely."""

    logit: float
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a check saw: bounds in the text of either side (None where it has no counterpart), and why it matters.

    ``message`` is a key of the catalogue, ``fields`` what is filled in. ``strength`` (0 to 1) says how clear the case
    is among its kind; how often the kind is right at all is judging's to say.
    """

    check: str
    message: str
    fields: Mapping[str, str]
    original: Bounds | None = None
    translation: Bounds | None = None
    strength: float = 1.0
    severity: Severity | None = None
    #: What the verifier says of its places on either side; None where they weren't read.
    read: Read | None = None
    #: The opinion of a larger model that it rests on.
    opinion: Opinion | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """The two sides of a bead, with what stands next door: facts may move into a neighbouring sentence."""

    original: Statement
    translation: Statement
    near_original: Statement
    near_translation: Statement
    encoder: Encoder | None = None
    #: Names of the article that no table knows: (English form, form in the original).
    linked_names: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _subwords(self) -> tuple[Subwords, Subwords] | None:
        if self.encoder is None:
            return None
        return self.encoder.subwords(self.original.text), self.encoder.subwords(self.translation.text)

    def rendered(self, cue: Cue, *, of_original: bool, outside: Cue | None = None) -> float:
        """How well some word of the other side matches a cue, 0 to 1; words of ``outside`` don't count."""
        if self._subwords is None:
            return 0.0
        own, other = self._subwords if of_original else self._subwords[::-1]
        inside = (own.spans[:, 0] < cue.end) & (own.spans[:, 1] > cue.start)
        allowed = np.ones(len(other.weights), dtype=bool)
        if outside is not None:
            allowed = (other.spans[:, 0] >= outside.end) | (other.spans[:, 1] <= outside.start)
        if not inside.any() or not allowed.any():
            return 0.0
        whole = _unit((own.vectors[inside] * own.weights[inside][:, None]).sum(axis=0))
        phrases = _phrases(other.vectors[allowed] * other.weights[allowed][:, None])
        likeness = phrases @ whole
        rest = self._beside(cue, own.spans[inside], of_original=of_original)
        if rest is not None:
            likeness = np.where(likeness > phrases @ rest, likeness, 0.0)
        return float(np.max(likeness))

    def _beside(self, cue: Cue, spans: NDArray[np.int64], *, of_original: bool) -> Vectors | None:
        """What the subwords of a cue say beside it, where they say more: 不支持 is one, and "supports" renders half of it."""
        text = (self.original if of_original else self.translation).text
        start, end = int(spans[:, 0].min()), int(spans[:, 1].max())
        left, right = text[start : cue.start].strip(), text[cue.end : end].strip()
        if self.encoder is None or not (left + right):
            return None
        found = self.encoder.subwords(left + right)
        return _unit((found.vectors * found.weights[:, None]).sum(axis=0)) if len(found.weights) else None

    def head_rendered(self, cue: Cue, *, of_original: bool) -> float:
        """How well the other side renders the word that a cue bears on: what is negated, what may happen."""
        if self._subwords is None:
            return 1.0
        statement = self.original if of_original else self.translation
        own, other = self._subwords if of_original else self._subwords[::-1]
        reach = 6 if primary(statement.language) in ("zh", "ja") else 32
        after = (own.spans[:, 0] >= cue.end) & (own.spans[:, 0] < cue.end + reach)
        before = (own.spans[:, 1] <= cue.start) & (own.spans[:, 1] > cue.start - reach)
        # Verbs stand before their negation in Japanese, Korean and Turkish, on either side of it in German and Dutch.
        where = {"ja": before, "ko": before, "tr": before, "de": after | before, "nl": after | before}.get(
            primary(statement.language), after
        )
        telling = np.flatnonzero(where & (own.weights > _TELLING))
        if not len(telling) or not len(other.vectors):
            return 0.0
        return float(np.max(own.vectors[telling] @ other.vectors.T))

    def coverage(self, bounds: Bounds, *, of_original: bool) -> float:
        """How much of a stretch the other side renders: its telling words' best matches, on average (0 to 1)."""
        if self._subwords is None:
            return 1.0
        own, other = self._subwords if of_original else self._subwords[::-1]
        inside = (own.spans[:, 0] < bounds[1]) & (own.spans[:, 1] > bounds[0]) & (own.weights > _TELLING)
        if not inside.any() or not len(other.vectors):
            return 1.0
        best = (own.vectors[inside] @ other.vectors.T).max(axis=1)
        return float(np.average(best, weights=own.weights[inside]))


#: Learned weight above which a subword carries meaning of its own.
_TELLING = 0.3


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9)
    return unit


def _phrases(weighted: Vectors) -> Vectors:
    """Unit vectors of all runs of one to three subwords."""
    sums = np.cumsum(np.vstack([np.zeros((1, weighted.shape[1]), dtype=weighted.dtype), weighted]), axis=0)
    return np.vstack([_unit(sums[k:] - sums[:-k]) for k in (1, 2, 3) if len(weighted) >= k])


@dataclass(frozen=True)
class ArticlePair:
    """The two articles and their beads, for checks that need the whole."""

    original: Article
    translation: Article
    beads: Sequence[Bead]
    encoder: Encoder | None = None
    #: Whether the beads were given: then nobody asks if they belong together.
    aligned: bool = False
    verifier: Verifier | None = None
    #: The articles' date, which gives "yesterday" its value.
    today: date | None = None
    #: Larger models that have opinions, opinions that are at hand by bead, and who finds the counterparts of words.
    readers: tuple[Reader, ...] = ()
    given: Mapping[int, tuple[Opinion, ...]] = field(default_factory=dict)
    aligner: WordAligner | None = None
    #: Terms that a user wants used, avoided or left as they are.
    glossary: Glossary | None = None
    #: What a check worked out of the articles that another one wants too, by its name.
    worked_out: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def relation(self) -> Relation:
        """Whether one article renders the other; a translation where that can't be told."""
        languages = {primary(article.language) for article in (self.original, self.translation)}
        if self.aligned or self.encoder is None or not languages <= self.encoder.languages:
            return Relation("translation", (1.0, 1.0), ())
        texts = [[s.text for s in article.sentences] for article in (self.original, self.translation)]
        return relation(texts[0], texts[1], self.beads, self.encoder)

    def comparable(self, number: int) -> bool:
        """Whether a bead may be judged: of two articles on their own only the passages that correspond."""
        return self.relation.kind != "other" or any(a <= number <= b for a, b in self.relation.passages)


class Check:
    """A subclass fills in its data and one of the four methods; its page NAME.md stands beside it and is its test."""

    name: ClassVar[str]
    category: ClassVar[str] = "accuracy/mistranslation"
    severity: ClassVar[Severity] = Severity.MAJOR
    #: Which sections of the lexicon it reads: a language without one is not covered, and is said to be so.
    sections: ClassVar[tuple[str, ...]] = ()

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Evidence in the two sides of one bead."""
        return iter(())

    def reading(self, texts: tuple[str, str], reading: Reading) -> Iterator[Evidence]:
        """Evidence in what the verifier read in the two texts of one bead."""
        return iter(())

    def opinion(self, texts: tuple[str, str], opinion: Opinion, reading: Reading | None) -> Iterator[Evidence]:
        """Evidence in what a larger model says of the two texts of one bead, or of a part of them."""
        return iter(())

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Evidence in the articles as a whole, each with the number of its bead."""
        return iter(())
