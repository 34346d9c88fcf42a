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

    def parts(self, texts: Sequence[str]) -> Vectors:
        """What adds up (n, e): the parts of several sentences read as one are the sum of theirs."""

    def whole(self, parts: Vectors) -> Vectors:
        """Vectors (n, d) of length one of added parts (n, e); ``encode`` is ``whole`` of ``parts``."""

    def subwords(self, text: str) -> Subwords:
        """The text's subwords in the same space, for telling which words correspond."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The subwords of one side: ``spans`` (n, 2) offsets into it, ``logits`` (n,) that the other side doesn't say them."""

    spans: NDArray[np.int64]
    logits: NDArray[np.float64]

    def worst(self, start: int, end: int) -> float | None:
        """The largest logit of a stretch; None where it has no subword that was read."""
        inside = (self.spans[:, 0] < end) & (self.spans[:, 1] > start)
        return float(self.logits[inside].max()) if inside.any() else None


#: Kinds of drift that a verifier may name; the first is none, "other" and "word" say no more than that there is some.
#: New ones are added at the end: the head of a trained verifier counts them from the beginning.
KINDS = (
    "none", "number", "name", "roles", "negation", "modality", "condition", "quantifier", "comparison", "antonym",
    "time", "tense", "attribution", "omitted", "added", "other", "word", "untranslated", "quotation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading both sides together told: ``drift`` is the logit that the meaning drifted.

    ``kind`` is one of KINDS, what it most likely is if it drifted, and ``kind_share`` (0 to 1) how likely.
    """

    drift: float
    original: Tags
    translation: Tags
    kind: str = "other"
    kind_share: float = 0.0

    @property
    def subwords(self) -> int:
        """Subwords of both sides that were read."""
        return len(self.original.logits) + len(self.translation.logits)


class Verifier(Protocol):
    """Reads a sentence and its translation together."""

    @property
    def digest(self) -> str:
        """Which weights these are."""

    @property
    def languages(self) -> frozenset[str]:
        """Primary language subtags that it was trained on."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """A reading of each (original, translation), in their order; the same whatever stands beside it."""
