"""A table of vectors in four bits a number: half the size of int8, and retrieval loses nothing by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.models.roles import Vectors

#: Numbers of a row that share a scale.
GROUP = 64


@dataclass(frozen=True)
class Packed:
    """``nibbles`` (rows, d / 2) uint8, the even column low; ``scale`` (rows, d / GROUP) float16."""

    nibbles: NDArray[np.uint8]
    scale: NDArray[np.float16]

    @classmethod
    def pack(cls, vectors: Vectors) -> Packed:
        """Each group of numbers as steps from -7 to 7, by the scale among five that is least far off."""
        groups = vectors.reshape(len(vectors), -1, GROUP)
        largest = np.abs(groups).max(axis=2, keepdims=True) / 7
        largest[largest == 0] = 1
        best = np.full(largest.shape, np.inf, dtype=np.float32)
        steps, scale = np.zeros(groups.shape, dtype=np.int8), np.zeros(largest.shape, dtype=np.float16)
        for share in (1.0, 0.9, 0.8, 0.7, 0.6):
            # Six digits after the point are all that float16 keeps of a scale below a ten-thousandth.
            tried = np.maximum(largest * share, 1e-6).astype(np.float16)
            whole = np.clip(np.rint(groups / tried.astype(np.float32)), -7, 7)
            error = ((whole * tried.astype(np.float32) - groups) ** 2).sum(axis=2, keepdims=True)
            better = error < best
            best, scale = np.where(better, error, best), np.where(better, tried, scale)
            steps = np.where(better, whole, steps).astype(np.int8)
        flat = (steps.reshape(len(vectors), -1) + 8).astype(np.uint8)
        return cls((flat[:, ::2] | (flat[:, 1::2] << 4)).astype(np.uint8), scale[:, :, 0])

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Packed:
        """The table in a file's arrays; raises KeyError or ValueError when it is none."""
        nibbles, scale = arrays["nibbles"], arrays["scale"]
        whole = nibbles.ndim == scale.ndim == 2 and nibbles.shape[1] * 2 == scale.shape[1] * GROUP
        if not whole or nibbles.dtype != np.uint8 or scale.dtype != np.float16:
            raise ValueError("the table of embeddings isn't one of four bits")
        return cls(nibbles, scale)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What ``of`` reads."""
        return {"nibbles": self.nibbles, "scale": self.scale}

    @property
    def dimensions(self) -> int:
        """Numbers in a row."""
        return int(self.nibbles.shape[1]) * 2

    def __len__(self) -> int:
        return len(self.nibbles)

    def rows(self, ids: NDArray[np.int64]) -> Vectors:
        """The vectors (..., d) of rows (...)."""
        packed = self.nibbles[ids]
        steps = np.empty((*packed.shape[:-1], self.dimensions), dtype=np.float32)
        steps[..., ::2] = packed & 15
        steps[..., 1::2] = packed >> 4
        steps -= 8
        groups = steps.reshape(*steps.shape[:-1], self.scale.shape[1], GROUP)
        groups *= self.scale[ids].astype(np.float32)[..., None]
        return steps
