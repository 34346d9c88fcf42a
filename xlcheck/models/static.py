"""Static subword embeddings, run by numpy alone: a sentence is the weighted sum of its subwords.

Made by ``xlcheck.training.static``; a folder with ``tokenizer.json`` and ``embeddings.safetensors``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xlcheck.errors import XlcheckError
from xlcheck.language.chinese import simplified
from xlcheck.models.packed import Packed
from xlcheck.models.roles import Subwords, Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer


Ids = NDArray[np.int64]

#: Texts that are read at a time.
_BATCH = 1024


@dataclass(frozen=True)
class StaticEncoder:
    """One vector and one learned ``weight`` a subword."""

    table: Packed
    weight: Vectors
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
            table, weight = Packed.of(arrays), arrays["weight"]
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise XlcheckError(f"{folder}: is no whole encoder ({error}); install xlcheck again") from None
        except Exception as error:  # tokenizers raises bare Exception for a file that isn't there or isn't its own
            raise XlcheckError(f"{folder / 'tokenizer.json'}: {error}; install xlcheck again") from None
        digest = f"sha256:{hashlib.sha256(data).hexdigest()[:12]}"
        return cls(table, weight.astype(np.float32), tokenizer, digest, frozenset(languages))

    @property
    def runtime(self) -> str:
        """NumPy and its version."""
        return f"numpy:{np.__version__}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, d) of length one; a text without a known piece gets zeros."""
        return self.whole(self.parts(texts))

    def parts(self, texts: Sequence[str]) -> Vectors:
        """Weighted sums (n, d) of the texts' subwords."""
        return self.sums(self.pieces(texts))

    def whole(self, parts: Vectors) -> Vectors:
        """The parts brought to length one."""
        return of_length_one(parts)

    def subwords(self, text: str) -> Subwords:
        """The text's subwords with their vectors, in the space of the sentences."""
        encoding = self.tokenizer.encode(simplified(text), add_special_tokens=False)
        ids = np.asarray(encoding.ids, dtype=np.int64)
        spans = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        return Subwords(spans, of_length_one(self.table.rows(ids)), self.weight[ids])

    def pieces(self, texts: Sequence[str]) -> list[Ids]:
        """The numbers of each text's subwords."""
        found: list[Ids] = []
        for first in range(0, len(texts), _BATCH):
            batch = [simplified(text) for text in texts[first : first + _BATCH]]
            encodings = self.tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            found += [np.asarray(encoding.ids, dtype=np.int64) for encoding in encodings]
        return found

    def sums(self, pieces: Sequence[Ids]) -> Vectors:
        """Weighted sums (n, d) of subwords."""
        sums = np.zeros((len(pieces), self.table.dimensions), dtype=np.float32)
        for row, ids in zip(sums, pieces, strict=True):
            if len(ids):
                row[:] = self.weight[ids] @ self.table.rows(ids)
        return sums


def of_length_one(vectors: Vectors) -> Vectors:
    """Rows brought to length one; zeros stay zeros."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
    return unit
