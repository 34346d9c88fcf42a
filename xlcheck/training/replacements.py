"""Words for the place of another one, that look as it does and say something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.roles import Vectors
from xlcheck.models.static import StaticEncoder

Random = np.random.Generator
Bounds = tuple[int, int]

_UNSPACED = frozenset({"zh", "ja"})
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Most words of a language, the most frequent ones, and how often one must occur.
_WORDS, _OFTEN = 12_000, 4
#: More alike than this by their vectors, two words may say the same.
_ALIKE = 0.35
#: Letters at the end that two words share, so that one has the other's ending; tries to find one.
_ENDING, _TRIES = 2, 8


class Replacements:
    """The words of the pairs, by language and by what they look like."""

    def __init__(self, pairs: Sequence[Pair], words: StaticEncoder) -> None:
        self._tokenizer = words.tokenizer
        counts: dict[str, Counter[str]] = {}
        sides = [("en", pair.english) for pair in pairs] + [(pair.language, pair.foreign) for pair in pairs]
        for language, text in sides:
            counts.setdefault(language, Counter()).update(text[a:b] for a, b in self.found(text, language))
        self._vectors: dict[tuple[str, str], Vectors] = {}
        self._like: dict[tuple[str, str], list[str]] = {}
        for language, count in counts.items():
            known = [word for word, often in count.most_common(_WORDS) if often >= _OFTEN]
            for word, vector in zip(known, words.encode(known), strict=True):
                self._vectors[language, word] = vector
                self._like.setdefault((language, _look(word, language)), []).append(word)

    def found(self, text: str, language: str) -> Iterator[Bounds]:
        """Words that may be replaced: small letters only, as capitals may be names; subwords of two signs of Han or more."""
        if language in _UNSPACED:
            offsets = self._tokenizer.encode(text, add_special_tokens=False).offsets
            yield from (
                (a, b) for a, b in offsets if b - a > 1 and all("\u3400" <= sign <= "\u9fff" for sign in text[a:b])
            )
            return
        yield from (match.span() for match in _WORD.finditer(text) if not any(sign.isupper() for sign in match.group()))

    def of(self, word: str, language: str, random: Random) -> str | None:
        """Another word that looks like it; None where none is known."""
        own, others = self._vectors.get((language, word)), self._like.get((language, _look(word, language)), ())
        if own is None or not others:
            return None
        for _ in range(_TRIES):
            other = others[int(random.integers(len(others)))]
            if float(self._vectors[language, other] @ own) < _ALIKE:
                return other
        return None


def _look(word: str, language: str) -> str:
    """What must be the same: the number of signs, or the ending and about the length."""
    return str(len(word)) if language in _UNSPACED else f"{word[-_ENDING:]}{len(word) // 3}"
