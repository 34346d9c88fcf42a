"""What a model must be able to do to play a role. A backend is one small file that does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

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


Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a larger model makes of a sentence and its translation, or of a part of them.

    ``source`` is the measure (``entailment``, ``likelihood`` …) and ``value`` what it measured, the larger the more
    doubtful; judging has a line for each measure. ``message`` is a key of the catalogue, empty where the value is all that
    there is to tell, and ``fields`` what is filled in. Bounds are None where no place is told. ``about`` says what would be
    wrong, so which check speaks; ``scores`` are the figures that a report shows.
    """

    source: str
    model: str
    value: float
    message: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    original: Bounds | None = None
    translation: Bounds | None = None
    about: Literal["drift", "omitted", "added"] = "drift"
    scores: Mapping[str, float] = field(default_factory=dict)


class Reader(Protocol):
    """A larger model that has an opinion of pairs: of an entailment, translation, quality or judge model."""

    @property
    def role(self) -> str:
        """The role that it plays."""

    @property
    def name(self) -> str:
        """Its name in models.cfg: findings say who doubted."""

    @property
    def digest(self) -> str:
        """Which weights these are."""

    @property
    def runtime(self) -> str:
        """What computes it, with its version."""

    @property
    def languages(self) -> frozenset[str]:
        """Primary language subtags that it knows; empty where that isn't said, so it is asked about all."""

    def opinions(
        self, pairs: Sequence[tuple[str, str]], languages: tuple[str | None, str | None]
    ) -> list[tuple[Opinion, ...]]:
        """Opinions of each (original, translation), in their order; none where it can't read the pair."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which subwords of two texts stand for each other: ``original`` and ``translation`` (n, 2) offsets, row by row."""

    original: NDArray[np.int64]
    translation: NDArray[np.int64]

    def across(self, bounds: Bounds, *, of_original: bool) -> Bounds | None:
        """What stands for a stretch on the other side, from its first to its last subword; None where nothing does."""
        own, other = (self.original, self.translation) if of_original else (self.translation, self.original)
        inside = (own[:, 0] < bounds[1]) & (own[:, 1] > bounds[0])
        return (int(other[inside, 0].min()), int(other[inside, 1].max())) if inside.any() else None


class WordAligner(Protocol):
    """Tells which words of a sentence and its translation stand for each other."""

    @property
    def digest(self) -> str:
        """Which weights these are."""

    def links(self, pairs: Sequence[tuple[str, str]]) -> list[Links]:
        """The links of each (original, translation), in their order."""
