"""From faithful pairs to a verifier that ``xlcheck`` runs: begin, find neighbours, train, export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import normalize
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.static import StaticEncoder
from xlcheck.models.verifier import EmbeddedVerifier
from xlcheck.training.drift import Drifts
from xlcheck.training.drifted import Array, Examples, packed
from xlcheck.training.export import export_verifier
from xlcheck.training.steps import Batch, Say, Settings, Training
from xlcheck.training.verifier import Exchanger, Verifier, bert, exchange, losses
from xlcheck.training.vocabulary import END

#: Pairs that are looked at for the names of a language, and pairs about like things that are kept for each.
_NAMED, _BESIDE = 4_000, 8
#: More alike than this, a neighbour says the same.
_SAME = 0.93
#: Examples over which the steps of the activations are fixed.
_CALIBRATED = 400
#: Layers of the language model that exchanges words.
_EXCHANGER = 3


class Stream(IterableDataset[dict[str, torch.Tensor]]):
    """Batches without end; each worker draws its own."""

    def __init__(self, examples: Examples, settings: Settings) -> None:
        self.examples, self.settings = examples, settings

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        worker = get_worker_info()
        random = np.random.default_rng((self.settings.seed, worker.id if worker else 0))
        for batch in self.examples.batches(random, self.settings.tokens):
            yield {name: torch.from_numpy(array.astype(np.int32)) for name, array in packed(batch).items()}


def train_verifier(
    pairs: Sequence[Pair], words: StaticEncoder, start: Path, out: Path, settings: Settings, say: Say = print
) -> EmbeddedVerifier:
    """Train from an encoder's checkpoint at ``start``, going on from ``out/checkpoint.pt``; then export to ``out``."""
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    table, layers = read_start(start)
    verifier, exchanger = Verifier(bert(table, settings.layers)), Exchanger(bert(table, _EXCHANGER))
    for body in (verifier.body, exchanger.body):
        begin(body, layers)
    telling, neighbours = neighbourhood(pairs, words, table)
    examples = Examples(pairs, neighbours, words.tokenizer, Drifts(names_of(pairs)))
    training = Training({"verifier": verifier, "exchanger": exchanger}, _parts(verifier, exchanger, telling), settings)
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        training.load(checkpoint)
        say(f"going on after {training.step:,} steps")
    batches = iter(DataLoader(Stream(examples, settings), batch_size=None, num_workers=settings.workers))
    training.run(batches, checkpoint, say)
    return exported(out, verifier, examples, words)


def _parts(
    verifier: Verifier, exchanger: Exchanger, telling: torch.Tensor
) -> Callable[[Batch], dict[str, torch.Tensor]]:
    # What counts as alike is told by the embeddings as they were at the beginning.
    table = verifier.body.embeddings.word_embeddings.weight.detach().clone()

    def parts(batch: Batch) -> dict[str, torch.Tensor]:
        nonlocal telling, table
        telling, table = telling.to(batch["ids"].device), table.to(batch["ids"].device)
        made = exchange(exchanger, batch, telling, table)
        return losses(verifier, made.batch) | {"language": made.loss}

    return parts


def read_start(folder: Path) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """The table and the layers of an encoder as ``xlcheck train checkpoint`` writes it."""
    from safetensors.torch import load_file

    weights = load_file(folder / "model.safetensors")
    return weights.pop("embeddings.word_embeddings.weight"), weights


def begin(body: torch.nn.Module, start: dict[str, torch.Tensor]) -> None:
    """The first layers as the encoder's; those above it begin as copies of its last one, both sides alike."""
    own = body.state_dict()
    last = max(int(name.split(".")[2]) for name in start if name.startswith("encoder.layer."))
    with torch.no_grad():
        for name, tensor in own.items():
            parts = name.split(".")
            if parts[:2] == ["encoder", "layer"]:
                parts[2] = str(min(int(parts[2]), last))
            given = start.get(".".join(parts))
            if given is not None and given.shape[1:] == tensor.shape[1:]:
                tensor[: len(given)].copy_(given)
        sides = own["embeddings.token_type_embeddings.weight"]
        sides[1].copy_(sides[0] + 0.02 * torch.randn_like(sides[0]))


def neighbourhood(
    pairs: Sequence[Pair], words: StaticEncoder, table: torch.Tensor, seed: int = 0
) -> tuple[torch.Tensor, Array]:
    """How much each subword tells (pieces,), and for each pair the numbers of pairs about like things (n, k)."""
    foreign, english = (words.pieces([getattr(pair, side) for pair in pairs]) for side in ("foreign", "english"))
    count = np.bincount(np.concatenate([*foreign, *english]), minlength=len(table))
    rare = np.log(count.sum() / (count + 5))
    telling = np.clip((rare - 5) / 6, 0, 1)
    telling[: END + 1] = 0
    weight, random = torch.from_numpy(rare.astype(np.float32)), np.random.default_rng(seed)
    vectors = torch.stack([normalize((table[ids] * weight[ids, None]).sum(0), dim=0) for ids in english])
    chosen = np.zeros((len(pairs), _BESIDE), dtype=np.int64)
    languages = np.array([pair.language for pair in pairs])
    for language in np.unique(languages):
        members = np.flatnonzero(languages == language)
        own = vectors[members]
        for first in range(0, len(members), 2048):
            near = own[first : first + 2048] @ own.T
            near[near > _SAME] = -1
            best = near.topk(min(3 * _BESIDE, len(members)), dim=1).indices.numpy()
            drawn = random.integers(0, best.shape[1], (len(best), _BESIDE))
            chosen[members[first : first + 2048]] = members[np.take_along_axis(best, drawn, axis=1)]
    return torch.from_numpy(telling.astype(np.float32)), chosen


def names_of(pairs: Sequence[Pair], seed: int = 0) -> dict[str, list[str]]:
    """Names of each language, as often as they occur in some of its sentences."""
    drifts, found = Drifts({}), dict[str, list[str]]()
    random = np.random.default_rng(seed)
    for at in random.permutation(len(pairs)):
        pair = pairs[at]
        for language, text in ((pair.language, pair.foreign), ("en", pair.english)):
            known = found.setdefault(language, [])
            if len(known) < _NAMED:
                known += [text[slice(*bounds)] for bounds in drifts.found_names(text, language)]
    return found


def exported(out: Path, verifier: Verifier, examples: Examples, words: StaticEncoder) -> EmbeddedVerifier:
    """Write the verifier in eight bits, their steps fixed over examples of the training."""
    random = np.random.default_rng(1)
    drawn = [examples.drawn(random) for _ in range(_CALIBRATED)]
    batch = {name: torch.from_numpy(array) for name, array in packed(drawn).items()}
    export_verifier(out, verifier.cpu().eval(), batch)
    return EmbeddedVerifier.load(out, words.tokenizer, words.languages)
