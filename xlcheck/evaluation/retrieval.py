"""Retrieval: how often a sentence's nearest neighbour in the other language is its translation."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from xlcheck.evaluation.parallel import NEVER_TRAINED, Pair, part
from xlcheck.models.roles import Vectors

#: Pairs of a set that are measured: more make the task harder, so that figures wouldn't compare.
AT_MOST = 1000
#: Shorter sentences recur with several translations.
_SHORTEST = 16


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Shares of sentences whose translation was nearest: ``english`` from the foreign ones, ``foreign`` from the English."""

    pairs: int
    english: float
    foreign: float


def measured(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """By set: the sources that are never trained on, and the part of the rest that models are chosen on.

    Of each the pairs with the smallest hashes, no sentence twice: the same ones every time.
    """
    sets: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.source in NEVER_TRAINED:
            sets[pair.source].append(pair)
        elif part(pair.foreign) == "choose" and len(pair.english) >= _SHORTEST:
            sets["held out"].append(pair)
    return {name: _sample(sets[name]) for name in sorted(sets)}


def score(encode: Callable[[Sequence[str]], Vectors], pairs: Sequence[Pair]) -> Retrieval:
    """Both ways among these pairs; ``encode`` gives vectors (n, d) of length one."""
    foreign, english = (encode(texts) for texts in ([p.foreign for p in pairs], [p.english for p in pairs]))
    similarity = foreign @ english.T
    right = np.arange(len(pairs))
    return Retrieval(
        len(pairs),
        float(np.mean(similarity.argmax(axis=1) == right)),
        float(np.mean(similarity.argmax(axis=0) == right)),
    )


def _sample(pairs: Iterable[Pair]) -> list[Pair]:
    chosen: list[Pair] = []
    seen: set[str] = set()
    for pair in sorted(pairs, key=lambda p: hashlib.sha256(f"{p.foreign}\t{p.english}".encode()).digest()):
        if pair.foreign not in seen and pair.english not in seen and len(chosen) < AT_MOST:
            seen |= {pair.foreign, pair.english}
            chosen.append(pair)
    return chosen
