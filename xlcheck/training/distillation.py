"""Multilingual knowledge distillation (Reimers & Gurevych 2020): the student gives the foreign sentence, and the
English one, the vector that the teacher gives the English one.

Beside the distance to the target stands a contrast, against the batch, the last few thousand targets (they don't
change, so remembering them costs nothing) and, for some, the same sentence with a figure or a name changed. What the
static embeddings say of the two sentences is added to what the student says, as it will be when sentences are aligned:
so it learns what the words alone miss.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from xlcheck.training.samples import POOL, Sample, Samples
from xlcheck.training.student import Static, Student, between_marks, padded
from xlcheck.training.teacher import Targets

_SCALE = 20.0
#: How much the static embeddings' similarity counts beside the student's.
_STATIC = 0.5


@dataclass(frozen=True)
class Settings:
    """How to train; the same settings and data give the same steps.

    How many of them fit into the ``minutes`` is the machine's; a number of ``steps`` makes the run the same everywhere.
    """

    minutes: float = 100.0
    steps: int | None = None
    #: Subwords of a side in a batch, padding included.
    tokens: int = 4096
    table_rate: float = 2e-3
    rate: float = 2e-4
    warmup: int = 100
    memory: int = 4096
    distance: float = 3.0
    seed: int = 0
    device: str = "cpu"


class Distillation:
    """A student on its way: ``run`` until the minutes are spent, ``save`` and ``load`` in between."""

    def __init__(
        self, student: Student, static: Static, samples: Samples, targets: Targets, settings: Settings
    ) -> None:
        self.student, self.static = student.to(settings.device), static.to(settings.device)
        self.samples, self.targets, self.settings = samples, targets, settings
        table = student.bert.embeddings.word_embeddings.weight
        rest = [p for p in student.parameters() if p is not table]
        groups = [{"params": [table], "lr": settings.table_rate}, {"params": rest, "lr": settings.rate}]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.step, self.pool, self.spent = 0, 0, 0.0
        size = student.bert.config.hidden_size + static.vectors.shape[1]
        self.memory = torch.zeros(0, size, device=settings.device)

    def run(self, checkpoint: Path, report: Callable[[], None], say: Callable[[str], None], every: float = 600) -> None:
        """Train; the checkpoint is written and ``report`` called every so many seconds and at the end."""
        reported = self.spent
        while self._done() < 1:
            start, before, losses = time.monotonic(), self.spent, []
            for batch in self.samples.batches(self.pool, self.settings.seed, self.settings.tokens):
                self._schedule(self._done())
                losses.append(self._step(batch))
                self.spent = before + time.monotonic() - start
                if self._done() >= 1:
                    break
            self.pool += 1
            say(f"{self.pool * POOL:,} samples, {self.spent:.0f} s: loss {np.mean(losses):.4f}")
            if self.spent - reported > every or self._done() >= 1:
                reported = self.spent
                self.save(checkpoint)
                report()

    def save(self, file: Path) -> None:
        """The whole state, written beside and moved into place."""
        beside = file.with_suffix(".partial")
        state = {"student": self.student.state_dict(), "optimizer": self.optimizer.state_dict(), "memory": self.memory}
        torch.save(state | {"step": self.step, "pool": self.pool, "spent": self.spent}, beside)
        beside.replace(file)

    def load(self, file: Path) -> None:
        """Go on from ``save``."""
        state = torch.load(file, weights_only=True, map_location=self.settings.device)
        self.student.load_state_dict(state["student"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.pool, self.spent, self.memory = (state[k] for k in ("step", "pool", "spent", "memory"))

    def _done(self) -> float:
        """Which share of the training is done."""
        if self.settings.steps is not None:
            return self.step / self.settings.steps
        return self.spent / (self.settings.minutes * 60)

    def _schedule(self, done: float) -> None:
        """Warm up, then a cosine down to a twentieth."""
        factor = min(1.0, (self.step + 1) / self.settings.warmup) * (0.525 + 0.475 * math.cos(math.pi * min(done, 1)))
        for group, rate in zip(
            self.optimizer.param_groups, (self.settings.table_rate, self.settings.rate), strict=True
        ):
            group["lr"] = rate * factor

    def _step(self, batch: Sequence[Sample]) -> float:
        device, weight = self.settings.device, self.settings.distance
        targets = self.targets.of([sample.pairs for sample in batch]).to(device)
        foreign = padded([between_marks(sample.foreign) for sample in batch]).to(device)
        english = padded([between_marks(sample.english) for sample in batch]).to(device)
        words, their_words = (self.static.encode(ids) * _STATIC**0.5 for ids in (foreign, english))
        known = torch.cat([torch.cat([targets, their_words], dim=1), self.memory])
        wrong = self._wrong(batch, known)
        vectors = self.student(foreign)
        whole = torch.cat([vectors, words], dim=1)
        loss = weight * _distance(vectors, targets) + _contrast(whole, known, wrong)
        # English starts where the teacher is: every other step is enough.
        if self.step % 2 == 0:
            theirs = self.student(english)
            beside = torch.cat([torch.cat([theirs, their_words], dim=1), self.memory])
            loss = loss + weight * _distance(theirs, targets) + _contrast(whole, beside, wrong)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        self.optimizer.step()
        self.memory = known[: self.settings.memory]
        self.step += 1
        return float(loss.detach())

    def _wrong(self, batch: Sequence[Sample], known: torch.Tensor) -> torch.Tensor:
        """The wrong answer to each sample (n, d), zeros where it has none."""
        rows = [at for at, sample in enumerate(batch) if sample.wrong is not None]
        wrong = torch.zeros(len(batch), known.shape[1], device=known.device)
        if rows:
            said = self.targets.said_of([batch[at].wrong or "" for at in rows]).to(known.device)
            ids = padded([between_marks(w) for at in rows if (w := batch[at].wrong_english) is not None])
            words = self.static.encode(ids.to(known.device)) * _STATIC**0.5
            wrong[rows] = torch.cat([said, words], dim=1)
        return wrong


def _distance(vectors: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return (1 - (vectors * targets).sum(1)).mean()


def _contrast(vectors: torch.Tensor, known: torch.Tensor, wrong: torch.Tensor) -> torch.Tensor:
    """Each sentence against what is known (its own is at its place) and its wrong answer, and each of the batch's own
    against the batch.
    """
    size = len(vectors)
    similarity = _SCALE * vectors @ known.T
    # The same sentence occurs twice: a near-copy of the right answer is no wrong one.
    copies = (known[:size].detach() @ known.detach().T) / (1 + _STATIC) > 0.95
    copies.fill_diagonal_(False)
    right = torch.arange(size, device=vectors.device)
    beside = _SCALE * (vectors * wrong).sum(1).masked_fill((wrong == 0).all(dim=1), -torch.inf)
    forward = cross_entropy(torch.cat([similarity.masked_fill(copies, -1e4), beside[:, None]], dim=1), right)
    back = similarity[:, :size].T.masked_fill(copies[:, :size].T, -1e4)
    return (forward + cross_entropy(back, right)) / 2
