"""The role encoder, by any sentence encoder of transformers: LaBSE, e5, bge-m3, MiniLM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from xlcheck.models.batching import computed
from xlcheck.models.cache import Cache, numbers
from xlcheck.models.checkpoint import Checkpoint
from xlcheck.models.distilled import beside
from xlcheck.models.embedded import words
from xlcheck.models.files import ModelsFile
from xlcheck.models.graph import Graph, finite, graph_of, padded
from xlcheck.models.pooling import Pooling, trained_length
from xlcheck.models.roles import Subwords, Vectors
from xlcheck.models.runtime import Runtime
from xlcheck.models.spans import plain
from xlcheck.models.spec import LARGER, Spec
from xlcheck.models.static import StaticEncoder, of_length_one


@dataclass(frozen=True)
class SentenceEncoder:
    """``marks`` stand before and behind every text; ``words`` are the static embeddings, which tell the subwords; ``together``: they stand beside each vector as well.

    Every text gets ``prefix`` (e5's "query: "). One that is longer than the model reads is read in parts.
    """

    name: str
    graph: Graph
    tokenizer: Any
    marks: tuple[list[int], list[int]]
    pooling: Pooling
    words: StaticEncoder
    together: bool
    prefix: str
    normalised: bool
    longest: int
    digest: str
    languages: frozenset[str]
    settings: Runtime

    @property
    def runtime(self) -> str:
        """What computes the vectors."""
        return self.graph.runtime

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, d) of length one, rounded so that what stands beside a text in a batch hardly shows."""
        return self.whole(self.parts(texts))

    def parts(self, texts: Sequence[str]) -> Vectors:
        """Each text's vector times its subwords (n, e), and the static sums where those stand beside it."""
        cache = Cache(self.settings, self.digest)
        rows = [self._rows(text) for text in texts]
        many = sum(len(row) > 1 for row in rows)
        if many:
            self.settings.remarks.add(
                "long-text",
                f"{self.name} read {many} of {len(texts)} sentences in parts: longer than {self.longest} subwords.",
            )
        found = cache.remembered(
            [(text,) for text in texts], lambda those: self._sums([rows[at] for at in those]), numbers(self.size)
        )
        sums = np.vstack(found) if texts else np.zeros((0, self.size), dtype=np.float32)
        return np.hstack([sums, self.words.parts(texts)]) if self.together else sums

    def whole(self, parts: Vectors) -> Vectors:
        """Added parts brought to length one."""
        if not self.together:
            return of_length_one(parts)
        size = parts.shape[1] - self.words.table.dimensions
        return beside(parts[:, :size], parts[:, size:])

    def subwords(self, text: str) -> Subwords:
        """The text's subwords by the static embeddings: which word stands for which doesn't hang on the sentence."""
        return self.words.subwords(text)

    def _rows(self, text: str) -> list[list[int]]:
        """The ids of a text, in parts of even length where there are too many."""
        if not text.strip():
            return []
        ids = self.tokenizer(self.prefix + text, add_special_tokens=False, verbose=False)["input_ids"]
        head, tail = self.marks
        parts = np.array_split(
            np.asarray(ids, dtype=np.int64), max(1, -(-len(ids) // (self.longest - len(head + tail))))
        )
        return [[*head, *part.tolist(), *tail] for part in parts]

    def _sums(self, texts: Sequence[list[list[int]]]) -> list[bytes]:
        rows = [row for text in texts for row in text]
        vectors = iter(
            computed(
                [len(row) for row in rows],
                self.settings.tokens,
                lambda those: self._vectors([rows[at] for at in those]),
            )
        )
        sums = []
        for text in texts:
            parts = [next(vectors) * np.float32(len(row)) for row in text]
            total = np.sum(parts, axis=0) if parts else np.zeros(self.size, dtype=np.float32)
            sums.append(np.round(total, 4).astype(np.float32).tobytes())
        return sums

    def _vectors(self, rows: Sequence[list[int]]) -> list[Vectors]:
        ids, mask = padded(rows, self.tokenizer.pad_token_id or 0)
        hidden = self.graph.run({"input_ids": ids, "attention_mask": mask})
        vectors = finite(self.pooling.vectors(hidden, mask), self.name)
        return list(of_length_one(vectors) if self.normalised else vectors)

    @cached_property
    def size(self) -> int:
        """Numbers of a vector, the static ones left out."""
        return len(self._vectors([self._rows("a")[0]])[0])


def load(spec: Spec, runtime: Runtime, file: ModelsFile) -> SentenceEncoder:
    """The encoder that a spec describes; raises XlcheckError with what is wrong with it."""
    spec.knows_only(*LARGER)
    checkpoint = Checkpoint.of(spec)
    pooling = Pooling.of(spec, checkpoint.folder)
    normalised = spec.flag("normalise", default=True)
    # The space at its end can't be written in a models.cfg.
    prefix = f"{spec.options['prefix']} " if spec.options.get("prefix") else ""
    together = "words" in spec.options
    static = words(spec, file) if together else _own_words()
    output = _pooler if pooling.how == "pooler" else _last_layer
    # Many are saved without the head that nobody reads.
    unread = () if pooling.how == "pooler" else ("pooler.",)
    graph = graph_of(checkpoint, "AutoModel", runtime, output, unread)
    tokenizer = plain(checkpoint.tokenizer())
    return SentenceEncoder(
        spec.name, graph, tokenizer, marks(tokenizer), pooling, static, together, prefix,
        normalised, min(checkpoint.longest, trained_length(checkpoint.folder) or checkpoint.longest),
        checkpoint.digest(runtime, pooling.how, prefix, normalised, static.digest if together else ""),
        spec.languages or static.languages, runtime,
    )  # fmt: skip


def marks(tokenizer: Any) -> tuple[list[int], list[int]]:
    """What a tokenizer puts before and behind every text."""
    bare, marked = (tokenizer("a", add_special_tokens=special)["input_ids"] for special in (False, True))
    before = next((at for at in range(len(marked)) if marked[at : at + len(bare)] == bare), 0)
    return marked[:before], marked[before + len(bare) :]


def _last_layer(returned: Any) -> Any:
    return returned.last_hidden_state


def _pooler(returned: Any) -> Any:
    return returned.pooler_output


def _own_words() -> StaticEncoder:
    own = ModelsFile.packaged()
    return words(own.spec(own.roles("embedded")["encoder"]), own)
