"""The role aligner: which words stand for each other, by an encoder's hidden states (SimAlign, Jalili Sabet et al. 2020)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.models.batching import computed
from xlcheck.models.checkpoint import Checkpoint
from xlcheck.models.files import ModelsFile
from xlcheck.models.graph import Graph, TorchGraph, finite, padded
from xlcheck.models.roles import Links, Vectors
from xlcheck.models.runtime import Runtime
from xlcheck.models.sentence_encoder import marks
from xlcheck.models.spans import encoded, plain
from xlcheck.models.spec import LARGER, Spec
from xlcheck.models.static import of_length_one

#: The layer whose states align best in multilingual BERT and XLM-R; a shallower model gives its last but one.
_LAYER = 8
#: Pairs whose states are held at a time.
_AT_ONCE = 64


@dataclass(frozen=True)
class HiddenAligner:
    """``graph`` gives the states of one layer; ``marks`` stand before and behind a text."""

    graph: Graph
    tokenizer: Any
    marks: tuple[list[int], list[int]]
    longest: int
    digest: str
    settings: Runtime

    def links(self, pairs: Sequence[tuple[str, str]]) -> list[Links]:
        """Subwords that are each other's nearest; what stands behind the longest that the model reads has none."""
        return [
            links for first in range(0, len(pairs), _AT_ONCE) for links in self._some(pairs[first : first + _AT_ONCE])
        ]

    def _some(self, pairs: Sequence[tuple[str, str]]) -> list[Links]:
        sides = [[encoded(self.tokenizer, pair[side]) for pair in pairs] for side in (0, 1)]
        states = [self._states([ids for ids, _ in side]) for side in sides]
        return [
            _links(ones[1], twos[1], one, two)
            for ones, twos, one, two in zip(sides[0], sides[1], states[0], states[1], strict=True)
        ]

    def _states(self, texts: Sequence[list[int]]) -> list[Vectors]:
        head, tail = self.marks
        room = self.longest - len(head) - len(tail)
        if any(len(ids) > room for ids in texts):
            self.settings.remarks.add(
                "long-text", f"Of sentences longer than {room} subwords only the beginning was aligned word by word."
            )
        rows = [[*head, *ids[:room], *tail] for ids in texts]
        return computed(
            [len(row) for row in rows], self.settings.tokens, lambda those: self._batch([rows[at] for at in those])
        )

    def _batch(self, rows: Sequence[list[int]]) -> list[Vectors]:
        ids, mask = padded(rows, self.tokenizer.pad_token_id or 0)
        states = finite(self.graph.run({"input_ids": ids, "attention_mask": mask}), "the aligner")
        first, last = len(self.marks[0]), len(self.marks[1])
        return [of_length_one(state[first : len(row) - last]) for state, row in zip(states, rows, strict=True)]


def _links(ones: NDArray[np.int64], twos: NDArray[np.int64], one: Vectors, two: Vectors) -> Links:
    if not len(one) or not len(two):
        return Links(np.zeros((0, 2), np.int64), np.zeros((0, 2), np.int64))
    # Rounded: ties are to fall the same way whatever stood beside them in the batch.
    alike = np.round(one @ two.T, 4)
    there, back = alike.argmax(axis=1), alike.argmax(axis=0)
    mutual = np.flatnonzero(back[there] == np.arange(len(one)))
    return Links(ones[mutual], twos[there[mutual]])


def load(spec: Spec, runtime: Runtime, file: ModelsFile) -> HiddenAligner:
    """The aligner that a spec describes."""
    spec.knows_only(*LARGER)
    checkpoint = Checkpoint.of(spec)
    layers = int(checkpoint.config.num_hidden_layers)
    layer = spec.number("layer", min(_LAYER, max(layers - 1, 1)))
    if not 0 <= layer <= layers:
        raise spec.error(f"layer must be one of 0 to {layers}, not {layer}")
    model = checkpoint.model("AutoModel", runtime, optional=("pooler.",))
    graph = TorchGraph(model, lambda returned: returned.hidden_states[layer], output_hidden_states=True)
    tokenizer = plain(checkpoint.tokenizer())
    return HiddenAligner(
        graph, tokenizer, marks(tokenizer), checkpoint.longest, checkpoint.digest(runtime, "aligner", layer), runtime
    )
