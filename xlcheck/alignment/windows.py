"""A side of the alignment: its sentences as vectors, alone and read together with their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from xlcheck.language.size import size
from xlcheck.models.roles import Encoder, Vectors


@dataclass(frozen=True)
class Windows:
    """``parts`` (n, e) of the sentences, as the encoder adds them up.

    ``sizes[i]``: size of the first i sentences, in letters of an alphabet. ``breaks[i]``: paragraphs begun by them.
    """

    encoder: Encoder
    parts: Vectors
    mean: Vectors
    sizes: NDArray[np.float64]
    breaks: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def has_paragraphs(self) -> bool:
        """Whether the breaks say anything: where every sentence stands in a paragraph of its own, they don't."""
        return bool(0 < self.breaks[-1] <= len(self) / 1.4)

    def stretch(self, first: int, last: int) -> Windows:
        """Sentences ``first`` to ``last`` - 1, as parts of the same side."""
        ends = slice(first, last + 1)
        sizes, breaks = (counted[ends] - counted[first] for counted in (self.sizes, self.breaks))
        return replace(self, parts=self.parts[first:last], sizes=sizes, breaks=breaks)

    def vectors(self, k: int, first: int, last: int) -> Vectors:
        """Runs of k sentences that end with sentences ``first`` to ``last`` - 1, centred on the side's mean (m, d).

        Of length one; zeros where a run doesn't fit.
        """
        total = np.zeros((last - first, self.parts.shape[1]), dtype=np.float32)
        for back in range(k):
            low, high = max(first - back, 0), max(last - back, 0)
            total[len(total) - (high - low) :] += self.parts[low:high]
        centred = self.encoder.whole(total) - self.mean
        length = np.linalg.norm(centred, axis=1, keepdims=True)
        unit: Vectors = np.divide(centred, length, out=np.zeros_like(centred), where=length > 1e-6)
        unit[: max(k - 1 - first, 0)] = 0
        return unit

    def lengths(self, k: int) -> NDArray[np.float64]:
        """Size of the k sentences that end with the i-th, counted from one (n + 1,); NaN where they don't fit."""
        lengths = np.full(len(self) + 1, np.nan)
        if k <= len(self):
            lengths[k:] = self.sizes[k:] - self.sizes[: len(self.sizes) - k]
        return lengths


def windows(sentences: Sequence[str], encoder: Encoder, begins: Sequence[bool] | None = None) -> Windows:
    """The windows of a side; ``begins`` tells which sentences begin a paragraph."""
    parts = encoder.parts(sentences)
    return Windows(
        encoder,
        parts,
        _mean(encoder, parts),
        np.concatenate([[0.0], np.cumsum([size(s) for s in sentences])]),
        np.concatenate([[0], np.cumsum(np.asarray(begins if begins is not None else np.zeros(len(sentences)), int))]),
    )


#: A translation that is longer or shorter than this times its original leaves out or adds.
_UNEQUAL = 1.6


def scale(original: Windows, translation: Windows) -> float:
    """By how much the sentences of the translation are larger than those that they render."""
    return float(np.clip(translation.sizes[-1] / original.sizes[-1], 1 / _UNEQUAL, _UNEQUAL))


#: Sentences whose vectors are made at a time.
_AT_ONCE = 4096


def _mean(encoder: Encoder, parts: Vectors) -> Vectors:
    """The mean of the sentences' vectors; of a few sentences it says more of them than of the article."""
    if len(parts) <= 3:
        return np.zeros_like(encoder.whole(parts[:1])[0])
    total = sum(encoder.whole(parts[at : at + _AT_ONCE]).sum(axis=0) for at in range(0, len(parts), _AT_ONCE))
    return np.asarray(total / len(parts), dtype=np.float32)
