"""Vectors of neighbouring sentences read as one: what a bead of several sentences says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xlcheck.models.roles import Encoder, Vectors


@dataclass(frozen=True)
class Windows:
    """``vectors[k - 1][i]``: sentences i - k + 1 to i joined, centred on the side's mean, of length one (n, d).

    ``sizes[i]``: characters of the first i sentences, weighted so that scripts compare.
    """

    vectors: tuple[Vectors, ...]
    sizes: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.vectors[0])

    def lengths(self, k: int) -> NDArray[np.float64]:
        """Size of each window of k sentences, by its last sentence; infinite where the window doesn't fit."""
        lengths = np.full(len(self), np.inf)
        if k <= len(self):
            lengths[k - 1 :] = self.sizes[k:] - self.sizes[: len(self.sizes) - k]
        return lengths


def windows(sentences: Sequence[str], encoder: Encoder, largest: int) -> Windows:
    """Windows of one to ``largest`` sentences of a side."""
    runs = encoder.runs(sentences, largest)
    mean = runs[0].mean(axis=0) if len(sentences) > 3 else np.zeros(runs[0].shape[1], dtype=np.float32)
    vectors = [_centred(run, mean) for run in runs]
    for k, rows in enumerate(vectors):
        rows[:k] = 0
    sizes = np.concatenate([[0.0], np.cumsum([max(len(s.encode("utf-8")), 1) for s in sentences])])
    return Windows(tuple(vectors), sizes)


def _centred(vectors: Vectors, mean: Vectors) -> Vectors:
    moved = vectors - mean
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    unit: Vectors = np.divide(moved, length, out=np.zeros_like(moved), where=length > 1e-6)
    return unit
