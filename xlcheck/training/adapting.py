"""A verifier that knows made drift, shown what people and better machines preferred: labels, orders, and drift again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.numpy import load_file
from torch import nn

from xlcheck.evaluation.areas import area, within
from xlcheck.evaluation.parallel import Pair
from xlcheck.models.packed import Packed
from xlcheck.models.static import StaticEncoder
from xlcheck.models.verifier import EmbeddedVerifier
from xlcheck.training.checkpoint import products
from xlcheck.training.drift import Drifts
from xlcheck.training.drifted import UNKNOWN, Examples, packed
from xlcheck.training.graded import TWINS, GradedExamples, Group, Row, batched, twins
from xlcheck.training.graph import LONGEST
from xlcheck.training.replacements import Replacements
from xlcheck.training.steps import Batch, Say, Settings, Training
from xlcheck.training.verifier import Verifier, bert, graded_losses, losses
from xlcheck.training.verifying import exported, names_of, neighbourhood

#: Shares of the batches that are drift made of faithful pairs, alone and beside the pair that it was made of: what the
#: labels tell is soon learned by heart.
_MADE, _TWINS = 0.1, 0.2
#: Examples of made drift, and sources of each set, that a model's worth is taken over.
_WEIGHED, _SOURCES = 400, 250


class Offsets(nn.Module):
    """What each set's labels differ by (sets,), to begin with by their ``odds``; no part of the verifier that is exported."""

    def __init__(self, odds: Sequence[float]) -> None:
        super().__init__()
        self.values = nn.Parameter(torch.tensor(odds))


def adapt_verifier(
    pairs: Sequence[Pair], groups: Sequence[Group], chosen: Sequence[Group], words: StaticEncoder,
    start: Path, out: Path, settings: Settings, say: Say = print,
) -> EmbeddedVerifier:  # fmt: skip
    """Go on from an exported verifier at ``start``; of all checkpoints the one that is best on ``chosen`` is exported."""
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    verifier = rebuilt_verifier(start, settings.dropout)
    _, neighbours = neighbourhood(pairs, words, verifier.body.embeddings.word_embeddings.weight.detach())
    examples = Examples(
        pairs, neighbours, words.tokenizer, Drifts(names_of(pairs), Replacements(pairs, words)), exchanged=False
    )
    graded = GradedExamples(groups, words.tokenizer, TWINS)
    offsets = Offsets(graded.odds)
    # The table is most of the parameters and least of the task: as it is, it needs no gradients, and keeps its few bits.
    verifier.body.embeddings.requires_grad_(False)

    def parts(batch: Batch) -> dict[str, torch.Tensor]:
        return graded_losses(verifier, batch, offsets.values) if "group" in batch else losses(verifier, batch)

    worth = Worth(verifier, examples, GradedExamples(chosen, words.tokenizer), chosen, say)
    training = Training({"verifier": verifier, "offsets": offsets}, parts, settings, worth)
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        training.load(checkpoint)
        say(f"going on after {training.step:,} steps")
    training.run(_mixed(examples, graded, settings, training.step), checkpoint, say)
    verifier.load_state_dict(torch.load(out / "best.pt", weights_only=True, map_location=settings.device))
    return exported(out, verifier, examples, words)


def _mixed(examples: Examples, graded: GradedExamples, settings: Settings, step: int) -> Iterator[Batch]:
    random = np.random.default_rng((settings.seed, step))
    made, judged = examples.batches(random, settings.tokens), graded.batches(random, settings.tokens)
    beside = twins(examples, graded.names.index(TWINS), random, settings.tokens)
    while True:
        way = random.random()
        arrays = packed(next(made)) if way < _MADE else next(beside if way < _MADE + _TWINS else judged)
        yield {name: torch.from_numpy(array.astype(np.int32)) for name, array in arrays.items()}


class Worth:
    """How good a verifier is: the mean of areas under the curve, within a source where a set has several translations.

    A set counts by the root of its drifted pairs: of a few dozen the area says next to nothing.
    """

    def __init__(
        self, verifier: Verifier, examples: Examples, graded: GradedExamples, groups: Sequence[Group], say: Say
    ) -> None:
        self.verifier, self.say = verifier, say
        random = np.random.default_rng(7)
        drawn = sorted((examples.drawn(random) for _ in range(_WEIGHED)), key=lambda e: len(e.sides[0]))
        self.made = [packed(drawn[k : k + 16]) for k in range(0, len(drawn), 16)]
        self.judged = {}
        for name in graded.names:
            those = [g for g in groups if g.name == name]
            rows: list[Row] = []
            for k in random.permutation(len(those)):
                known = [g for g in those[k].translations if g.label != UNKNOWN]
                if len(rows) < _SOURCES and len({g.label for g in known}) > (len(known) > 1):
                    rows.append(graded.of(those[k], known[:6]))
            self.judged[name] = [batched(rows[k : k + 8]) for k in range(0, len(rows), 8)]

    def __call__(self) -> float:
        """Tell each area, and return their mean."""
        self.verifier.eval()
        made, label, _ = self._read(self.made)
        found, counts = {"made": area(made, label)}, [int(label.sum())]
        for name, batches in self.judged.items():
            drift, label, source = self._read(batches)
            several = len(np.unique(source)) < len(source)
            found[name] = within(drift, label, source) if several else area(drift, label)
            counts.append(int((label == 1).sum()))
        self.verifier.train()
        self.say("  " + ", ".join(f"{name} {value:.3f}" for name, value in found.items()))
        areas = np.array(list(found.values()))
        known = ~np.isnan(areas)
        return float(np.average(areas[known], weights=np.sqrt(counts)[known]))

    def _read(self, batches: Sequence[dict[str, np.ndarray]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        device, told = next(self.verifier.parameters()).device, []
        with torch.no_grad():
            for at, arrays in enumerate(batches):
                batch = {name: torch.from_numpy(a).to(device) for name, a in arrays.items()}
                drift = self.verifier(batch)[1].cpu().numpy()
                told.append((drift, arrays["label"], 1000 * at + arrays.get("group", np.arange(len(drift)))))
        drift, label, source = (np.concatenate(column) for column in zip(*told, strict=True))
        known = label != UNKNOWN
        return drift[known], label[known], source[known]


def rebuilt_verifier(folder: Path, dropout: float = 0.0) -> Verifier:
    """A verifier to be trained on, out of one that was exported, as far as its few bits tell."""
    arrays = load_file(folder / "embeddings.safetensors")
    graph = onnx.load(folder / "layers.onnx").graph
    found = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    body = products(found) | {name: array for name, array in found.items() if "LayerNorm" in name}
    places = found["embeddings.places"]
    first, second = places[:LONGEST], places[LONGEST:]
    table = Packed.of(arrays)
    layers = sum(name.endswith("intermediate.dense.weight") for name in body)
    verifier = Verifier(bert(torch.from_numpy(table.rows(np.arange(len(table)))), layers, dropout))
    state = verifier.state_dict()
    given = {f"body.{name}": array for name, array in body.items()}
    given |= {name: array for name, array in arrays.items() if name in state}
    with torch.no_grad():
        for name, array in given.items():
            # Kinds that came later have no row yet.
            state[name][: len(array)].copy_(torch.from_numpy(np.array(array)))
        state["body.embeddings.position_embeddings.weight"][:LONGEST].copy_(torch.from_numpy(np.array(first)))
        sides = state["body.embeddings.token_type_embeddings.weight"]
        sides.zero_()
        sides[1].copy_(torch.from_numpy((second - first).mean(axis=0)))
    return verifier
