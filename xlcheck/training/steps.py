"""Training step by step: within minutes or for a number of steps, with checkpoints to go on from."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

Say = Callable[[str], None]
Batch = dict[str, Tensor]


@dataclass(frozen=True)
class Settings:
    """How to train: until the ``minutes`` are spent, or for a number of ``steps``; ``tokens`` a batch with padding.

    ``every`` so many seconds a checkpoint is written.
    """

    minutes: float = 60.0
    steps: int | None = None
    layers: int = 8
    tokens: int = 4096
    rate: float = 4e-4
    dropout: float = 0.0
    every: float = 300.0
    warmup: int = 200
    workers: int = 0
    seed: int = 0
    device: str = "cpu"


class Training:
    """Models on their way; ``parts`` tells the parts of a batch's loss.

    ``value`` is asked at every checkpoint how good the first model is: the best one yet is kept beside it.
    """

    def __init__(
        self, models: Mapping[str, nn.Module], parts: Callable[[Batch], dict[str, Tensor]], settings: Settings,
        value: Callable[[], float] | None = None,
    ) -> None:  # fmt: skip
        self.models = {name: model.to(settings.device) for name, model in models.items()}
        self.parts, self.settings, self.value = parts, settings, value
        named = [pair for model in models.values() for pair in model.named_parameters() if pair[1].requires_grad]
        tables = [p for name, p in named if name.endswith("word_embeddings.weight")]
        rest = [p for name, p in named if not name.endswith("word_embeddings.weight")]
        self.rates = [settings.rate, 2 * settings.rate]
        groups = [{"params": rest, "lr": self.rates[0]}, {"params": tables, "lr": self.rates[1], "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)
        self.step, self.spent, self.best = 0, 0.0, -math.inf

    def run(self, batches: Iterator[Batch], checkpoint: Path, say: Say) -> None:
        """Train to the end; the checkpoint is written every so many seconds."""
        began, saved = time.monotonic() - self.spent, self.spent
        while (done := self._done()) < 1:
            loss = self._step(next(batches), done)
            self.step, self.spent = self.step + 1, time.monotonic() - began
            if self.spent - saved > self.settings.every or self._done() >= 1:
                saved = self.spent
                told = ", ".join(f"{k} {v:.3f}" for k, v in loss.items())
                say(f"{self.step:,} steps, {self.spent:.0f} s: {told}{self._weighed(checkpoint)}")
                self.save(checkpoint)

    def save(self, file: Path) -> None:
        """The whole state, written beside and moved into place."""
        models = {name: model.state_dict() for name, model in self.models.items()}
        _written(models | {"optimizer": self.optimizer.state_dict(), "step": self.step, "spent": self.spent, "best": self.best}, file)  # fmt: skip

    def load(self, file: Path) -> None:
        """Go on from ``save``."""
        state = torch.load(file, weights_only=True, map_location=self.settings.device)
        for name, model in self.models.items():
            model.load_state_dict(state[name])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.spent, self.best = state["step"], state["spent"], state["best"]

    def _weighed(self, checkpoint: Path) -> str:
        """What the first model is worth by now; it is kept where it is the best yet."""
        if self.value is None:
            return ""
        worth = self.value()
        if worth > self.best:
            self.best = worth
            _written(next(iter(self.models.values())).state_dict(), checkpoint.with_name("best.pt"))
        return f"; worth {worth:.4f}"

    def _done(self) -> float:
        settings = self.settings
        return self.step / settings.steps if settings.steps else self.spent / (60 * settings.minutes)

    def _step(self, batch: Batch, done: float) -> dict[str, float]:
        device = self.settings.device
        here = {name: tensor.to(device).long() for name, tensor in batch.items()}
        share = min(1.0, (self.step + 1) / self.settings.warmup) * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * share
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            parts = self.parts(here)
        self.optimizer.zero_grad(set_to_none=True)
        sum(parts.values(), torch.zeros((), device=device)).backward()
        torch.nn.utils.clip_grad_norm_([p for group in self.optimizer.param_groups for p in group["params"]], 1.0)
        self.optimizer.step()
        return {name: float(part.detach()) for name, part in parts.items()}


def _written(state: object, file: Path) -> None:
    beside = file.with_suffix(".partial")
    torch.save(state, beside)
    beside.replace(file)
