"""The role entailment: a classifier that says whether one side follows from the other, asked in both directions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.models.batching import computed
from xlcheck.models.cache import Cache, numbers
from xlcheck.models.checkpoint import Checkpoint
from xlcheck.models.files import ModelsFile
from xlcheck.models.graph import Graph, finite, graph_of, padded
from xlcheck.models.roles import Opinion
from xlcheck.models.runtime import Runtime
from xlcheck.models.spans import plain
from xlcheck.models.spec import LARGER, Spec

ROLE = "entailment"
#: What a classifier may say, as the first letters of its labels.
_SAID = ("entail", "neutral", "contradict")
#: What neutral counts beside contradiction: a free translation says a little more or less than its original.
_NEUTRAL = 0.25
_LEAST = 0.01
#: What the worse direction counts: a translation that only says more, or only less, follows well the other way round.
_WORSE = 0.75
Row = Mapping[str, list[int]]


@dataclass(frozen=True)
class EntailmentReader:
    """``labels`` are the columns of entailment, neutral (None where there is none) and contradiction."""

    name: str
    graph: Graph
    tokenizer: Any
    labels: tuple[int, int | None, int | None]
    longest: int
    digest: str
    languages: frozenset[str]
    settings: Runtime
    role: str = ROLE

    @property
    def runtime(self) -> str:
        """What computes it."""
        return self.graph.runtime

    def opinions(
        self, pairs: Sequence[tuple[str, str]], languages: tuple[str | None, str | None]
    ) -> list[tuple[Opinion, ...]]:
        """One opinion of each pair."""
        forward, backward = self.shares(pairs), self.shares([(two, one) for one, two in pairs])
        return [(self._opinion(one, two),) for one, two in zip(forward, backward, strict=True)]

    def shares(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Shares (n, 3) of entailment, neutral and contradiction of each (premise, hypothesis).

        What is too long is read in parts: each part of the hypothesis with the part of the premise that it follows from
        best, and the part that follows least tells.
        """
        if not pairs:
            return np.zeros((0, 3), dtype=np.float32)
        windows = [self._windows(*pair) for pair in pairs]
        many = sum(len(rows) > 1 or len(rows[0]) > 1 for rows in windows)
        if many:
            self.settings.remarks.add(
                "long-text",
                f"{self.name} read {many} of {len(pairs)} pairs in parts: longer than {self.longest} subwords.",
            )
        cache = Cache(self.settings, self.digest)
        told = cache.remembered(pairs, lambda those: self._told([windows[at] for at in those]), numbers(3))
        return np.vstack(told)

    def _windows(self, premise: str, hypothesis: str) -> list[list[Row]]:
        """Rows to read: by part of the hypothesis, then by part of the premise; one of each where both are short."""
        whole = self.tokenizer(premise, hypothesis, verbose=False)
        if len(whole["input_ids"]) <= self.longest:
            return [[whole]]
        # Letters cut text more evenly than any tokenizer's own windows, and both sides get half of the room.
        room = (self.longest - 4) // 2
        sides = [_cut(text, self._length(text), room) for text in (premise, hypothesis)]
        return [[self._row(one, two) for one in sides[0]] for two in sides[1]]

    def _row(self, one: str, two: str) -> Row:
        row: Row = self.tokenizer(one, two, truncation="longest_first", max_length=self.longest, verbose=False)
        return row

    def _length(self, text: str) -> int:
        return len(self.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])

    def _told(self, windows: Sequence[list[list[Row]]]) -> list[bytes]:
        rows = [row for pair in windows for parts in pair for row in parts]
        shares = iter(
            computed(
                [len(row["input_ids"]) for row in rows],
                self.settings.tokens,
                lambda those: self._shares([rows[at] for at in those]),
            )
        )
        told = []
        for pair in windows:
            best = [max((next(shares) for _ in parts), key=lambda share: share[0]) for parts in pair]
            told.append(np.round(min(best, key=lambda share: share[0]), 4).astype(np.float32).tobytes())
        return told

    def _shares(self, rows: Sequence[Row]) -> list[NDArray[np.float64]]:
        ids, mask = padded([row["input_ids"] for row in rows], self.tokenizer.pad_token_id or 0)
        batch = {"input_ids": ids, "attention_mask": mask}
        if "token_type_ids" in rows[0]:
            batch["token_type_ids"] = padded([row["token_type_ids"] for row in rows], 0)[0]
        logits = finite(self.graph.run(batch), self.name).astype(np.float64)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return [np.array([0.0 if label is None else row[label] for label in self.labels]) for row in shares]

    def _opinion(self, forward: NDArray[np.float32], backward: NDArray[np.float32]) -> Opinion:
        follows, neutral, against = (float(share) for share in (forward.astype(np.float64) + backward) / 2)
        scores = {"entailment": follows, "neutral": neutral, "contradiction": against}
        values = [_against(share) for share in (forward, backward)]
        value = _WORSE * max(values) + (1 - _WORSE) * min(values)
        # What doesn't follow from the original is more than it says; what the original has beyond is less.
        more = values[0] >= values[1]
        worse = forward if more else backward
        message, share = f"drift.entailment.{'more' if more else 'less'}", 1 - float(worse[0])
        if worse[2] >= worse[1]:
            message, share = "drift.entailment.contradiction", float(worse[2])
        return Opinion(
            ROLE, self.name, round(value, 4), message, {"share": f"{100 * share:.0f}"},
            scores={key: round(score, 3) for key, score in scores.items()},
        )  # fmt: skip


def _against(shares: NDArray[np.float32]) -> float:
    """Log odds of one direction against entailment."""
    follows, neutral, against = (max(float(share), _LEAST) for share in shares)
    return math.log((against + _NEUTRAL * neutral) / follows)


def load(spec: Spec, runtime: Runtime, file: ModelsFile) -> EntailmentReader:
    """The classifier that a spec describes; raises XlcheckError where its labels don't tell what they mean."""
    spec.knows_only(*LARGER)
    checkpoint = Checkpoint.of(spec)
    columns = _columns(checkpoint)
    graph = graph_of(checkpoint, "AutoModelForSequenceClassification", runtime, lambda returned: returned.logits)
    tokenizer = plain(checkpoint.tokenizer())
    return EntailmentReader(
        spec.name, graph, tokenizer, columns, checkpoint.longest,
        checkpoint.digest(runtime, ROLE, columns), spec.languages, runtime,
    )  # fmt: skip


def _columns(checkpoint: Checkpoint) -> tuple[int, int | None, int | None]:
    """Which column says what: by models.cfg, else by the names of the labels in the model's own configuration."""
    named = checkpoint.spec.options.get("labels", "").split() or [
        str(label) for _, label in sorted(checkpoint.config.id2label.items(), key=lambda item: int(item[0]))
    ]
    found = {said: at for at, label in enumerate(named) for said in _SAID if label.lower().startswith(said)}
    # A classifier of two says not_entailment for all the rest.
    rest = next((at for at, label in enumerate(named) if label.lower().startswith("not")), None)
    if (
        "entail" not in found
        or ("contradict" not in found and rest is None)
        or len(named) != checkpoint.config.num_labels
    ):
        raise checkpoint.spec.error(
            f"its labels are {', '.join(named)}; which of the {checkpoint.config.num_labels} are entailment, neutral and contradiction? "
            "Say it in their order: labels = entailment neutral contradiction"
        )
    return found["entail"], found.get("neutral", None if "contradict" in found else rest), found.get("contradict")


def _cut(text: str, length: int, room: int) -> list[str]:
    parts = -(-length // room)
    edges = [round(at * len(text) / parts) for at in range(parts + 1)]
    return [text[a:b] for a, b in pairwise(edges)]
