"""The distilled encoder: a small transformer run by ONNX Runtime, beside the static embeddings of its subwords.

A folder with ``embeddings.safetensors`` (the transformer's own table) and ``layers.onnx``, made by
``xlcheck.training.export``. A sentence's vector is the transformer's (what it says) and the static one (its words)
side by side.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xlcheck.errors import XlcheckError
from xlcheck.models.packed import Packed
from xlcheck.models.roles import Subwords, Vectors
from xlcheck.models.static import Ids, StaticEncoder, of_length_one

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

#: Lengths that texts are padded to, the marks of start and end included: the shapes that a vector may depend on.
BUCKETS = (8, 12, 16, 24, 32, 48, 64, 96, 128)
_START, _END = 2, 3
#: Subwords of a batch, padding included: what fits into a core's cache.
_AT_ONCE = 1024
#: Texts whose vectors are kept: those of a long article.
_REMEMBERED = 8192
#: What the static similarity counts, beside 1 for the transformer's; chosen on the choose part.
_WORDS = 1.0


@dataclass(frozen=True)
class DistilledEncoder:
    """``table`` holds the subwords' embeddings; ``session`` makes the mean of a row of them."""

    table: Packed
    session: InferenceSession
    words: StaticEncoder
    digest: str
    _remembered: dict[bytes, Vectors] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, folder: Path, words: StaticEncoder) -> DistilledEncoder:
        """The encoder in a folder; raises XlcheckError when it isn't whole, ImportError without ONNX Runtime."""
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            data, layers = ((folder / name).read_bytes() for name in ("embeddings.safetensors", "layers.onnx"))
            table = Packed.of(load(data))
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise XlcheckError(f"{folder}: is no whole encoder ({error}); install xlcheck again") from None
        digest = hashlib.sha256(data + layers + words.digest.encode()).hexdigest()[:12]
        return cls(table, session(layers, folder / "layers.onnx", _nothing), words, f"sha256:{digest}")

    @property
    def languages(self) -> frozenset[str]:
        """Primary language subtags that it was trained on."""
        return self.words.languages

    @property
    def runtime(self) -> str:
        """ONNX Runtime and its version."""
        import onnxruntime

        return f"onnxruntime:{onnxruntime.__version__}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, d) of length one. A text's vector is the same bits whatever stands beside it."""
        return self.whole(self.parts(texts))

    def parts(self, texts: Sequence[str]) -> Vectors:
        """The last layer summed over the subwords, and the static embeddings' sums, side by side (n, e).

        Reading several sentences as one text gave the same alignments at ten times the cost of adding these up.
        """
        pieces = self.words.pieces(texts)
        return np.hstack([self.sums(pieces), self.words.sums(pieces)])

    def whole(self, parts: Vectors) -> Vectors:
        """Both parts brought to length one, side by side."""
        return beside(parts[:, : self.table.dimensions], parts[:, self.table.dimensions :])

    def subwords(self, text: str) -> Subwords:
        """The text's subwords by the static embeddings: which word stands for which doesn't hang on the sentence."""
        return self.words.subwords(text)

    def sums(self, pieces: Sequence[Ids]) -> Vectors:
        """The last layer summed over each text's subwords (n, d); an article's sentences are asked for several times."""
        keys = [ids.tobytes() for ids in pieces]
        known = {key: vector for key in keys if (vector := self._remembered.get(key)) is not None}
        new = {key: ids for key, ids in zip(keys, pieces, strict=True) if key not in known}
        rows = [(key, part) for key, ids in new.items() for part in _parts(ids)]
        sums = dict.fromkeys(new, np.zeros(self.table.dimensions, dtype=np.float32))
        for (key, row), mean in zip(rows, self._means([row for _, row in rows]), strict=True):
            sums[key] = sums[key] + mean * np.float32(len(row))
        if new and len(self._remembered) + len(new) > _REMEMBERED:
            self._remembered.clear()
        self._remembered.update(sums)
        # Of its own copies, never of the memory: another thread may have cleared it.
        known |= sums
        return np.array([known[key] for key in keys], np.float32).reshape(len(keys), self.table.dimensions)

    def _means(self, rows: Sequence[Ids]) -> Vectors:
        means = np.zeros((len(rows), self.table.dimensions), dtype=np.float32)
        for bucket, members in by_bucket([len(row) for row in rows], BUCKETS).items():
            for first in range(0, len(members), _AT_ONCE // bucket):
                those = members[first : first + _AT_ONCE // bucket]
                ids = np.zeros((len(those), bucket), dtype=np.int64)
                for line, at in zip(ids, those, strict=True):
                    line[: len(rows[at])] = rows[at]
                feed = {"embeddings": self.table.rows(ids), "mask": (ids != 0).astype(np.float32)}
                means[those] = self.session.run(["mean"], feed)[0]
        return means


def beside(said: Vectors, worded: Vectors) -> Vectors:
    """Both vectors of each text side by side, of length one; one that is empty leaves the other."""
    both = np.hstack([of_length_one(said), np.float32(_WORDS**0.5) * of_length_one(worded)])
    return of_length_one(both)


def _parts(ids: Ids) -> Iterator[Ids]:
    """A text's subwords between marks, in parts of even length where it is longer than the longest bucket."""
    if len(ids):
        for part in np.array_split(ids, -(-len(ids) // (BUCKETS[-1] - 2))):
            yield np.concatenate([[_START], part, [_END]])


def by_bucket(lengths: Sequence[int], buckets: Sequence[int]) -> dict[int, list[int]]:
    """The numbers of the rows that are padded to each length."""
    members: dict[int, list[int]] = defaultdict(list)
    for at, length in enumerate(lengths):
        members[next(bucket for bucket in buckets if bucket >= length)].append(at)
    return members


def session(layers: bytes, file: Path, nothing: Callable[[InferenceSession], dict[str, Any]]) -> InferenceSession:
    """A session over a graph that may be broken; one thread, so that sums are always added up alike."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        made = onnxruntime.InferenceSession(layers, options, providers=["CPUExecutionProvider"])
        made.run(None, nothing(made))
    except Exception as error:  # onnxruntime has an exception of its own for each way that a file can be broken
        raise XlcheckError(f"{file}: {error}; install xlcheck again") from None
    return made


def _nothing(session: InferenceSession) -> dict[str, Vectors]:
    size = session.get_inputs()[0].shape[2]
    return {"embeddings": np.zeros((1, BUCKETS[0], size), np.float32), "mask": np.ones((1, BUCKETS[0]), np.float32)}
