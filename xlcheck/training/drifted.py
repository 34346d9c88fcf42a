"""What the verifier is shown: faithful pairs, and the same with one thing changed on either side, as subwords and tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xlcheck.evaluation.parallel import Pair
from xlcheck.training.drift import KINDS, UNSPACED, Bounds, Drift, Drifts, matching_clauses, same_change, without
from xlcheck.training.samples import chances
from xlcheck.training.vocabulary import END, PADDING, START

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Random = np.random.Generator
Array = NDArray[np.int64]

#: Tag of a subword, and label of a pair, that nobody knows.
UNKNOWN = 255
#: Most subwords of a side.
LONGEST = 96
#: What becomes of a pair: shares of those that stay faithful, lose a clause that is known on the other side, lose a
#: sentence, have a drift made by rule; the rest has words exchanged by a language model.
_FAITHFUL, _CLAUSE, _SENTENCE, _RULED = 0.30, 0.06, 0.06, 0.32
#: Share of pairs joined with one about like things.
_JOINED = 0.2


@dataclass(frozen=True)
class Example:
    """Subwords (n) of both sides with a tag each: 1 where the other side doesn't say it, 0, or UNKNOWN.

    ``label`` is 1 where the meaning drifted; ``exchange`` names the side (0 or 1) in which the language model is to
    exchange words, -1 for none.
    """

    sides: tuple[Array, Array]
    tags: tuple[Array, Array]
    label: int
    kind: int
    exchange: int = -1


class Examples:
    """Makes examples of faithful pairs; ``neighbours`` (n, k) are the numbers of pairs about like things.

    ``exchanged``: whether a language model will exchange words where no rule did; otherwise those stay faithful.
    """

    def __init__(
        self, pairs: Sequence[Pair], neighbours: Array, tokenizer: Tokenizer, drifts: Drifts, *, exchanged: bool = True
    ) -> None:
        self.pairs, self.neighbours, self.tokenizer, self.drifts = pairs, neighbours, tokenizer, drifts
        self.exchanged = exchanged
        self._chance = np.cumsum(chances(pairs))
        self._versions = _versions(pairs)

    def drawn(self, random: Random) -> Example:
        """One example; the languages in either order, and at times none of them English."""
        i = int(np.searchsorted(self._chance, random.random() * self._chance[-1]))
        texts, languages = self._texts(i, random)
        j = int(self.neighbours[i][int(random.integers(self.neighbours.shape[1]))])
        beside = self._beside(j, languages)
        way = random.random()
        joined = way > 1 - _JOINED or _FAITHFUL <= way < _FAITHFUL + _SENTENCE
        if joined and all(beside) and sum(map(len, texts)) + sum(map(len, beside)) < 500:
            if _FAITHFUL <= way < _FAITHFUL + _SENTENCE:
                return self._half(texts, beside, languages, random)
            texts = [_joined(a, b, language) for a, b, language in zip(texts, beside, languages, strict=True)]
        way = random.random()
        if way < _FAITHFUL:
            same = same_change(texts[0], texts[1], random) if random.random() < 0.15 else None
            return self._example(same or texts, ((), ()), 0, "none")
        if way < _FAITHFUL + _CLAUSE:
            clauses = list(matching_clauses(texts, languages))
            if clauses:
                return self._without_clause(texts, clauses[int(random.integers(len(clauses)))], random)
        side = int(random.integers(2))
        if way < _FAITHFUL + _CLAUSE + _RULED:
            drift = self.drifts.of(texts[side], languages[side], beside[side], random, texts[1 - side])
            if drift:
                return self._ruled(texts, side, drift, random)
        if not self.exchanged:
            return self._example(texts, ((), ()), 0, "none")
        return self._example(texts, ((), ()), UNKNOWN, "word", side, sure=side)

    def twins(self, random: Random) -> list[Example]:
        """A faithful pair, and the same with a drift made by rule, where there is one to make."""
        i = int(np.searchsorted(self._chance, random.random() * self._chance[-1]))
        texts, languages = self._texts(i, random)
        beside = self._beside(int(self.neighbours[i][int(random.integers(self.neighbours.shape[1]))]), languages)
        side = int(random.integers(2))
        faithful = self._example(texts, ((), ()), 0, "none")
        drift = self.drifts.of(texts[side], languages[side], beside[side], random, texts[1 - side])
        return [faithful, self._ruled(texts, side, drift, random)] if drift else [faithful]

    def batches(self, random: Random, tokens: int, pool: int = 1024) -> Iterator[list[Example]]:
        """Batches of like length without end, of at most so many ``tokens`` with padding."""
        while True:
            drawn = sorted((self.drawn(random) for _ in range(pool)), key=length)
            cuts = [0]
            for at in range(1, len(drawn) + 1):
                if at == len(drawn) or (at + 1 - cuts[-1]) * length(drawn[at]) > tokens:
                    cuts.append(at)
            for part in random.permutation(len(cuts) - 1):
                yield drawn[cuts[part] : cuts[part + 1]]

    def _texts(self, i: int, random: Random) -> tuple[list[str], list[str]]:
        pair = self.pairs[i]
        sides = [(pair.foreign, pair.language), (pair.english, "en")]
        others = self._versions.get(pair.english, ())
        if len(others) > 1 and random.random() < 0.3:
            other = self.pairs[others[int(random.integers(len(others)))]]
            if other.language != pair.language:
                sides[1] = (other.foreign, other.language)
        if random.random() < 0.5:
            sides.reverse()
        return [text for text, _ in sides], [language for _, language in sides]

    def _beside(self, j: int, languages: Sequence[str]) -> list[str]:
        pair = self.pairs[j]
        told = {pair.language: pair.foreign, "en": pair.english}
        return [told.get(language, "") for language in languages]

    def _half(self, texts: Sequence[str], beside: Sequence[str], languages: Sequence[str], random: Random) -> Example:
        """Two sentences on one side, one of them on the other."""
        side, first = int(random.integers(2)), random.random() < 0.5
        parts = [texts[side], beside[side]] if first else [beside[side], texts[side]]
        whole = _joined(parts[0], parts[1], languages[side])
        start = len(whole) - len(beside[side]) if first else 0
        both, spans = list(texts), [(), ()]  # type: tuple[list[str], list[tuple[Bounds, ...]]]
        both[side], spans[side] = whole, ((start, start + len(beside[side])),)
        return self._example(both, spans, 1, "added" if side else "omitted")

    def _without_clause(self, texts: Sequence[str], clause: tuple[Bounds, Bounds], random: Random) -> Example:
        side = int(random.integers(2))
        both, spans = list(texts), [(), ()]  # type: tuple[list[str], list[tuple[Bounds, ...]]]
        both[side], spans[1 - side] = without(texts[side], clause[side]), (clause[1 - side],)
        return self._example(both, spans, 1, "omitted" if side else "added")

    def _ruled(self, texts: Sequence[str], side: int, drift: Drift, random: Random) -> Example:
        both, spans = list(texts), [(), ()]  # type: tuple[list[str], list[tuple[Bounds, ...]]]
        both[side], spans[side] = drift.text, drift.spans
        # Put into the original, a clause is one that the translation omits; and the other way round.
        turned = {"omitted": "added", "added": "omitted"} if side == 0 else {}
        kind = turned.get(drift.kind, drift.kind)
        further = side if random.random() < 0.1 and drift.kind != "other" else -1
        return self._example(both, spans, 1, kind, further, unknown=(side,) if drift.kind == "other" else (), sure=side)

    def _example(
        self, texts: Sequence[str], spans: Sequence[Sequence[Bounds]], label: int, kind: str, exchange: int = -1,
        *, unknown: Sequence[int] = (), sure: int = -1,
    ) -> Example:  # fmt: skip
        """``sure``: of a drift, the side whose tags are known; of the other nobody knows which words it belongs to."""
        encoded = self.tokenizer.encode_batch([simple(t) for t in texts], add_special_tokens=False)
        sides, tags = [], []
        for side, (encoding, places) in enumerate(zip(encoded, spans, strict=True)):
            ids = np.array(encoding.ids[:LONGEST], dtype=np.int64)
            tag = tagged(encoding.offsets[:LONGEST], places)
            if side in unknown or sure == 1 - side:
                tag[:] = UNKNOWN
            sides.append(ids)
            tags.append(tag)
        return Example((sides[0], sides[1]), (tags[0], tags[1]), label, KINDS.index(kind), exchange)


def simple(text: str) -> str:
    """What the tokenizer takes for a text; one of nothing has one sign at least."""
    return text or "."


def tagged(offsets: Sequence[Bounds], spans: Sequence[Bounds]) -> Array:
    """1 for the subwords (n) that overlap a span, 0 for others."""
    tags = np.zeros(len(offsets), dtype=np.int64)
    for start, end in spans:
        tags[[a < end and start < b for a, b in offsets]] = 1
    return tags


def length(example: Example) -> int:
    """Subwords of both sides with their three marks."""
    return len(example.sides[0]) + len(example.sides[1]) + 3


def packed(examples: Sequence[Example]) -> dict[str, Array]:
    """Arrays (n, l) of subwords, sides, places within a side and tags, and (n) of labels, kinds and sides to exchange in."""
    shape = (len(examples), max(map(length, examples)))
    arrays = {name: np.zeros(shape, dtype=np.int64) for name in ("ids", "types", "places")}
    arrays["ids"][:] = PADDING
    arrays["tags"] = np.full(shape, UNKNOWN, dtype=np.int64)
    for row, example in enumerate(examples):
        one, two = example.sides
        cut, end = len(one) + 2, length(example)
        arrays["ids"][row, :end] = [START, *one, END, *two, END]
        arrays["types"][row, cut:end] = 1
        arrays["places"][row, :end] = [*range(cut), *range(end - cut)]
        arrays["tags"][row, 1 : cut - 1], arrays["tags"][row, cut : end - 1] = example.tags
    arrays["label"] = np.array([example.label for example in examples])
    arrays["kind"] = np.array([example.kind for example in examples])
    arrays["exchange"] = np.array([example.exchange for example in examples])
    return arrays


def _joined(one: str, two: str, language: str) -> str:
    return one + ("" if language in UNSPACED else " ") + two


def _versions(pairs: Sequence[Pair]) -> dict[str, list[int]]:
    """Pairs with the same English, where there are several languages of it."""
    found: dict[str, list[int]] = {}
    for i, pair in enumerate(pairs):
        found.setdefault(pair.english, []).append(i)
    return {english: members for english, members in found.items() if len({pairs[i].language for i in members}) > 1}
