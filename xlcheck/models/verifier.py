"""The verifier: a transformer that reads a sentence and its translation together, run by ONNX Runtime.

A folder with ``embeddings.safetensors`` (the table of subwords, and the heads) and ``layers.onnx``, made by
``xlcheck.training.export``. It says of every subword of either side how surely the other side doesn't say it, and of
the pair how surely the meaning drifted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.errors import XlcheckError
from xlcheck.language.chinese import simplified
from xlcheck.models.distilled import by_bucket, session
from xlcheck.models.packed import Packed
from xlcheck.models.roles import KINDS, Reading, Tags

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

#: Most subwords of a side; what stands behind them is not read.
LONGEST = 96
#: Where the second side's places begin in the graph's table.
_SECOND = 128
_START, _END = 2, 3
#: Lengths that pairs are padded to.
_BUCKETS = (16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 2 * LONGEST + 3)
#: Subwords of a batch, padding included.
_AT_ONCE = 1024


@dataclass(frozen=True)
class EmbeddedVerifier:
    """``table`` holds the subwords' embeddings, ``heads`` what is read off the last layer."""

    table: Packed
    heads: dict[str, NDArray[np.float64]]
    session: InferenceSession
    tokenizer: Tokenizer
    languages: frozenset[str]
    digest: str

    @classmethod
    def load(cls, folder: Path, tokenizer: Tokenizer, languages: frozenset[str]) -> EmbeddedVerifier:
        """The verifier in a folder; raises XlcheckError when it isn't whole, ImportError without ONNX Runtime."""
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            data, layers = ((folder / name).read_bytes() for name in ("embeddings.safetensors", "layers.onnx"))
            arrays = load(data)
            table = Packed.of(arrays)
            heads = {name: arrays[name].astype(np.float64) for name in _HEADS}
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise XlcheckError(f"{folder}: is no whole verifier ({error}); install xlcheck again") from None
        digest = f"sha256:{hashlib.sha256(data + layers).hexdigest()[:12]}"
        return cls(table, heads, session(layers, folder / "layers.onnx", _nothing), tokenizer, languages, digest)

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """A reading of each (original, translation). It is the same bits whatever stands beside it."""
        sides = [self._encoded([pair[side] for pair in pairs]) for side in (0, 1)]
        both = list(zip(*sides, strict=True))
        readings: list[Reading | None] = [None] * len(pairs)
        for bucket, members in by_bucket([len(a.ids) + len(b.ids) + 3 for a, b in both], _BUCKETS).items():
            size = max(1, _AT_ONCE // bucket)
            for first in range(0, len(members), size):
                those = members[first : first + size]
                for at, hidden in zip(those, self._hidden([both[k] for k in those], bucket), strict=True):
                    readings[at] = self._reading(hidden, *both[at])
        return [reading for reading in readings if reading is not None]

    def _encoded(self, texts: Sequence[str]) -> list[Encoding]:
        # Conversion to Simplified keeps every sign in its place.
        encoded = self.tokenizer.encode_batch([simplified(text) for text in texts], add_special_tokens=False)
        for encoding in encoded:
            encoding.truncate(LONGEST)
        return list(encoded)

    def _hidden(self, pairs: Sequence[tuple[Encoding, Encoding]], length: int) -> NDArray[np.float32]:
        """The last layer (n, length, d)."""
        ids, places = (np.zeros((len(pairs), length), dtype=np.int64) for _ in range(2))
        for row, (one, two) in enumerate(pairs):
            cut, end = len(one.ids) + 2, len(one.ids) + len(two.ids) + 3
            ids[row, :end] = [_START, *one.ids, _END, *two.ids, _END]
            places[row, :cut], places[row, cut:end] = np.arange(cut), _SECOND + np.arange(end - cut)
        feed = {"embeddings": self.table.rows(ids), "mask": (ids != 0).astype(np.float32), "places": places}
        hidden: NDArray[np.float32] = self.session.run(["hidden"], feed)[0]
        return hidden

    def _reading(self, hidden: NDArray[np.float32], one: Encoding, two: Encoding) -> Reading:
        """The heads, in 64 bits: then it doesn't matter to the 32 that are kept how products are added up."""
        wide, head = hidden.astype(np.float64), self.heads
        tags = wide @ head["tag.weight"][0] + head["tag.bias"][0]
        whole = np.tanh(head["inner.weight"] @ wide[0] + head["inner.bias"])
        cut, end = len(one.ids) + 2, len(one.ids) + len(two.ids) + 3
        drift = head["drift.weight"][0] @ whole + head["drift.bias"][0] + head["worst"][0] * tags[:end].max()
        kinds = head["kind.weight"] @ whole + head["kind.bias"]
        share = np.exp(kinds - kinds.max()) / np.exp(kinds - kinds.max()).sum()
        best = int(share.argmax())
        sides = self._tags(one, tags[1 : cut - 1]), self._tags(two, tags[cut : end - 1])
        return Reading(round(float(drift), 4), *sides, KINDS[best], round(float(share[best]), 4))

    def _tags(self, encoding: Encoding, logits: NDArray[np.float64]) -> Tags:
        spans = np.array(encoding.offsets, dtype=np.int64).reshape(len(logits), 2)
        return Tags(spans, np.round(logits, 4))


_HEADS = (
    "tag.weight", "tag.bias", "inner.weight", "inner.bias", "drift.weight", "drift.bias", "worst", "kind.weight", "kind.bias",
)  # fmt: skip


def _nothing(session: InferenceSession) -> dict[str, Any]:
    size, row = session.get_inputs()[0].shape[2], (1, _BUCKETS[0])
    return {
        "embeddings": np.zeros((*row, size), np.float32),
        "mask": np.ones(row, np.float32),
        "places": np.zeros(row, np.int64),
    }
