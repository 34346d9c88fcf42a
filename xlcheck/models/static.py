"""Static subword embeddings, run by numpy alone: a sentence is the weighted sum of its subwords.

Made by ``xlcheck.training.static``; a folder with ``tokenizer.json`` and ``embeddings.safetensors``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xlcheck.errors import XlcheckError
from xlcheck.language.chinese import simplified
from xlcheck.models.roles import Subwords, Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer


#: Texts that are held as subwords at a time.
_BATCH = 1024


@dataclass(frozen=True)
class StaticEncoder:
    """``table`` (pieces, d) int8 with one ``scale`` a piece, and one learned ``weight`` a piece."""

    table: NDArray[np.int8]
    scale: NDArray[np.float32]
    weight: NDArray[np.float32]
    tokenizer: Tokenizer
    digest: str
    languages: frozenset[str]

    @classmethod
    def load(cls, folder: Path, *, languages: Iterable[str] = ()) -> StaticEncoder:
        """The encoder in a folder; raises XlcheckError when it isn't whole."""
        from safetensors import SafetensorError
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        try:
            data = (folder / "embeddings.safetensors").read_bytes()
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            arrays = load(data)
            table, scale, weight = (arrays[name] for name in ("table", "scale", "weight"))
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise XlcheckError(f"{folder}: is no whole encoder ({error}); install xlcheck again") from None
        except Exception as error:  # tokenizers raises bare Exception for a file that isn't there or isn't its own
            raise XlcheckError(f"{folder / 'tokenizer.json'}: {error}; install xlcheck again") from None
        digest = f"sha256:{hashlib.sha256(data).hexdigest()[:12]}"
        return cls(table, scale.astype(np.float32), weight.astype(np.float32), tokenizer, digest, frozenset(languages))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, d) of length one; a text without a known piece gets zeros."""
        vectors = np.zeros((len(texts), self.table.shape[1]), dtype=np.float32)
        for first in range(0, len(texts), _BATCH):
            batch = [simplified(text) for text in texts[first : first + _BATCH]]
            encodings = self.tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            for row, encoding in zip(vectors[first:], encodings, strict=False):
                ids = np.asarray(encoding.ids, dtype=np.int64)
                if len(ids):
                    row[:] = (self._factors[ids][:, None] * self.table[ids]).sum(axis=0)
        return _of_length_one(vectors)

    def subwords(self, text: str) -> Subwords:
        """The text's subwords with their vectors, in the space of the sentences."""
        encoding = self.tokenizer.encode(simplified(text), add_special_tokens=False)
        ids = np.asarray(encoding.ids, dtype=np.int64)
        spans = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        return Subwords(spans, _of_length_one(self.table[ids].astype(np.float32)), self.weight[ids])

    @cached_property
    def _factors(self) -> Vectors:
        return self.scale * self.weight


def _of_length_one(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
    return unit
