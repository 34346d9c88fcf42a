"""What the student is shown: sentence pairs, and several joined, in batches of similar length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xlcheck.evaluation.parallel import Pair
from xlcheck.training.negatives import Negatives

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ids = NDArray[np.int64]

#: Samples that are drawn and sorted by length at a time.
POOL = 2048
#: Share of samples that are two or three sentences joined: a bead often holds several.
_JOINED = 0.2
#: Share of samples that come with a wrong answer, where their English has a figure or a name to change.
_WRONG = 0.4
#: Most subwords of a side.
_LONGEST = 80


@dataclass(frozen=True)
class Sample:
    """Subwords of both sides; ``pairs`` are the numbers of the pairs that are joined in it.

    ``wrong`` is the English with a figure or a name changed, and ``wrong_english`` its subwords.
    """

    foreign: Ids
    english: Ids
    pairs: tuple[int, ...]
    wrong: str | None = None
    wrong_english: Ids | None = None


class Samples:
    """Pairs as subwords, and how often each should be drawn."""

    def __init__(self, pairs: Sequence[Pair], tokenizer: Tokenizer) -> None:
        self.pairs = pairs
        self._foreign = _encoded(tokenizer, [p.foreign for p in pairs])
        self._english = _encoded(tokenizer, [p.english for p in pairs])
        self._tokenizer = tokenizer
        self._negatives = Negatives(p.english for p in pairs)
        usable = [
            1 < len(a) <= _LONGEST and 1 < len(b) <= _LONGEST for a, b in zip(self._foreign, self._english, strict=True)
        ]
        chance = chances(pairs) * usable
        self._chance = chance / chance.sum()
        self._groups = _groups(pairs)

    def batches(self, pool: int, seed: int, tokens: int) -> Iterator[list[Sample]]:
        """The batches of a pool, each of at most so many ``tokens`` a side with its padding; the same for the same seed."""
        random = np.random.default_rng((seed, pool))
        drawn = random.choice(len(self.pairs), POOL, p=self._chance)
        samples = sorted((self._sample(int(i), random) for i in drawn), key=_length)
        cuts = [0]
        for at in range(1, len(samples) + 1):
            if at == len(samples) or (at + 1 - cuts[-1]) * _length(samples[at]) > tokens:
                cuts.append(at)
        for part in random.permutation(len(cuts) - 1):
            yield samples[cuts[part] : cuts[part + 1]]

    def _sample(self, i: int, random: np.random.Generator) -> Sample:
        members = [i]
        if random.random() < _JOINED:
            # The data comes sorted, not in the order of the articles: any sentences of a source are neighbours here.
            group = self._groups[self.pairs[i].language, self.pairs[i].source]
            members += [int(k) for k in random.choice(group, int(random.integers(1, 3)))]
            while sum(max(len(self._foreign[k]), len(self._english[k])) for k in members) > _LONGEST:
                members.pop()
        foreign, english = (np.concatenate([side[k] for k in members]) for side in (self._foreign, self._english))
        return Sample(foreign, english, tuple(members), *self._wrong(members, random))

    def _wrong(self, members: Sequence[int], random: np.random.Generator) -> tuple[str | None, Ids | None]:
        if random.random() >= _WRONG:
            return None, None
        wrong = self._negatives.of(" ".join(self.pairs[k].english for k in members), random)
        return (wrong, _encoded(self._tokenizer, [wrong])[0].astype(np.int64)) if wrong else (None, None)


def _length(sample: Sample) -> int:
    return max(len(sample.foreign), len(sample.english)) + 2


def _encoded(tokenizer: Tokenizer, texts: list[str]) -> list[NDArray[np.uint16]]:
    return [np.array(e.ids, dtype=np.uint16) for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]


def chances(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """How often to draw each pair: languages by the square root of their size, a quarter on top for Chinese, news four times."""
    names, code, count = np.unique([p.language for p in pairs], return_inverse=True, return_counts=True)
    share = np.sqrt(count) / np.sqrt(count).sum()
    share = 0.75 * share + 0.25 * (names == "zh") if "zh" in names else share
    news = np.where([p.is_news for p in pairs], 4.0, 1.0)
    total = np.bincount(code, weights=news)
    chance = (share / total)[code] * news
    return np.asarray(chance / chance.sum())


def _groups(pairs: Sequence[Pair]) -> dict[tuple[str, str], Ids]:
    """The pairs of one language and source, from which neighbours are taken."""
    groups: dict[tuple[str, str], list[int]] = {}
    for i, pair in enumerate(pairs):
        groups.setdefault((pair.language, pair.source), []).append(i)
    return {key: np.array(members) for key, members in groups.items()}
