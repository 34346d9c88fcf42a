"""What a model must be able to do to play a role. A backend is one small file that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Subwords:
    """The subwords of one text: ``spans`` (n, 2) offsets into it, ``vectors`` (n, d) of length one, ``weights`` (n,)."""

    spans: NDArray[np.int64]
    vectors: Vectors
    weights: Vectors


class Encoder(Protocol):
    """Brings sentences of all languages into one space, where translations lie close together."""

    @property
    def digest(self) -> str:
        """Which weights these are: ``sha256:`` and twelve digits."""

    @property
    def languages(self) -> frozenset[str]:
        """Primary language subtags that it was trained on."""

    @property
    def runtime(self) -> str:
        """What computes the vectors, with its version: ``numpy:2.4``."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, d) of length one. A text's vector is the same bits whatever stands beside it."""

    def runs(self, sentences: Sequence[str], longest: int) -> list[Vectors]:
        """For runs of 1 to ``longest`` neighbouring sentences, vectors (n, d) of length one by the run's last sentence.

        Rows of zeros where a run doesn't fit.
        """

    def subwords(self, text: str) -> Subwords:
        """The text's subwords in the same space, for telling which words correspond."""
