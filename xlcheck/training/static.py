"""Static subword embeddings for all languages in one space, trained contrastively on sentence pairs.

A sentence's vector is the sum of its subwords' vectors, each times a learned weight, brought to length one.
First the sentences are contrasted (fast, learns the space), then their best-matching subwords
(late interaction, sharpens which word translates which: spans and coverage need that).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from xlcheck.evaluation.parallel import Pair
from xlcheck.training.samples import chances

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

DIMENSIONS = 256
SCALE = 20.0
LONGEST = 100


@dataclass(frozen=True)
class Corpus:
    """Subword ids of both sides of every pair, and how often each pair should be drawn."""

    foreign: list[np.ndarray]
    english: list[np.ndarray]
    chance: np.ndarray

    @classmethod
    def encode(cls, pairs: list[Pair], tokenizer: Tokenizer) -> Corpus:
        """The pairs as subwords; those that are too short or too long are never drawn."""
        foreign = [_ids(e.ids) for e in tokenizer.encode_batch_fast([p.foreign for p in pairs])]
        english = [_ids(e.ids) for e in tokenizer.encode_batch_fast([p.english for p in pairs])]
        usable = [2 <= len(a) <= LONGEST and 2 <= len(b) <= LONGEST for a, b in zip(foreign, english, strict=True)]
        chance = chances(pairs) * usable
        return cls(foreign, english, chance / chance.sum())


def train_static(
    corpus: Corpus, size: int, *, minutes: tuple[float, float] = (7, 7), seed: int = 0, checkpoint: Path | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Vectors (size, DIMENSIONS) and weights (size,), float32, after so many minutes of either stage."""
    import torch

    from xlcheck.training.student import padded

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    vectors = torch.nn.Embedding(size, DIMENSIONS, sparse=True)
    torch.nn.init.normal_(vectors.weight, std=1 / math.sqrt(DIMENSIONS))
    weights = torch.nn.Embedding(size, 1, sparse=True)
    weights.weight.data[:, 0] = torch.log(torch.from_numpy(_rarity(corpus, size)) + 1e-3)
    for stage, (loss, rate, batch) in enumerate(((_sentence_loss, 3e-3, 512), (_subword_loss, 1e-3, 48))):
        optimizer = torch.optim.SparseAdam([*vectors.parameters(), *weights.parameters()], lr=rate)
        mean = math.nan
        for step, spent in enumerate(_until(minutes[stage])):
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - 0.9 * spent)
            drawn = _draw(corpus, batch, np.random.default_rng((seed, stage, step)))
            value = loss(
                vectors, weights, *(padded([side[i] for i in drawn]) for side in (corpus.foreign, corpus.english))
            )
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            mean = value.item() if math.isnan(mean) else 0.98 * mean + 0.02 * value.item()
            if step % 200 == 0:
                print(f"stage {stage + 1}, step {step}: loss {mean:.4f}", flush=True)
        if checkpoint:
            torch.save((vectors.weight.data, weights.weight.data), checkpoint.with_suffix(f".{stage + 1}.pt"))
    return vectors.weight.detach().numpy(), torch.exp(weights.weight.detach()[:, 0]).numpy()


def _until(minutes: float) -> Iterator[float]:
    start = time.monotonic()
    while (spent := (time.monotonic() - start) / (60 * minutes)) < 1:
        yield spent


def _ids(ids: list[int]) -> np.ndarray:
    return np.array(ids, dtype=np.int64)


def _rarity(corpus: Corpus, size: int) -> np.ndarray:
    """Smooth inverse frequency (Arora et al. 2017), where the learned weights start."""
    frequency = np.bincount(np.concatenate([*corpus.foreign, *corpus.english]), minlength=size)
    return (1e-4 / (1e-4 + frequency / frequency.sum())).astype(np.float32)


def _draw(corpus: Corpus, batch: int, random: np.random.Generator) -> np.ndarray:
    """A batch of pairs; small batches hold pairs of similar length, so that little is padded."""
    if batch >= 256:
        return random.choice(len(corpus.chance), batch, p=corpus.chance)
    drawn = random.choice(len(corpus.chance), batch * 8, p=corpus.chance)
    by_length = drawn[np.argsort([len(corpus.foreign[i]) + len(corpus.english[i]) for i in drawn])]
    first = int(random.integers(8)) * batch
    return by_length[first : first + batch]


def _parts(
    vectors: torch.nn.Embedding, weights: torch.nn.Embedding, ids: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    import torch

    return vectors(ids), torch.exp(weights(ids)[..., 0]) * (ids > 0)


def _contrast(similarity: torch.Tensor) -> torch.Tensor:
    import torch
    from torch.nn.functional import cross_entropy

    right = torch.arange(len(similarity))
    return (cross_entropy(SCALE * similarity, right) + cross_entropy(SCALE * similarity.T, right)) / 2


def _sentence_loss(
    vectors: torch.nn.Embedding, weights: torch.nn.Embedding, foreign: torch.Tensor, english: torch.Tensor
) -> torch.Tensor:
    from torch.nn.functional import normalize

    sides = []
    for ids in (foreign, english):
        vector, weight = _parts(vectors, weights, ids)
        sides.append(normalize((vector * weight[..., None]).sum(1), dim=-1))
    return _contrast(sides[0] @ sides[1].T)


def _subword_loss(
    vectors: torch.nn.Embedding, weights: torch.nn.Embedding, foreign: torch.Tensor, english: torch.Tensor
) -> torch.Tensor:
    """Each subword's best match on the other side, averaged by weight; plus half the loss of the sentences."""
    import torch
    from torch.nn.functional import normalize

    a, a_weight = _parts(vectors, weights, foreign)
    b, b_weight = _parts(vectors, weights, english)
    match = torch.einsum("ijd,kld->ikjl", normalize(a, dim=-1), normalize(b, dim=-1))
    match = match.masked_fill((english == 0)[None, :, None, :], -2).masked_fill((foreign == 0)[:, None, :, None], -2)
    forward = (match.amax(3) * a_weight[:, None, :]).sum(2) / a_weight.sum(1)[:, None]
    backward = (match.amax(2) * b_weight[None]).sum(2) / b_weight.sum(1)[None]
    return _contrast((forward + backward) / 2) + 0.5 * _sentence_loss(vectors, weights, foreign, english)
