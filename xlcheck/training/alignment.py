"""The weights of the alignment's evidence, by maximum likelihood on documents whose beads are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment import weights as shipped
from xlcheck.alignment.aligner import learned
from xlcheck.alignment.chart import Chart, chart, twins, worths
from xlcheck.alignment.evidence import CONTINUED, Band, Block, of_bead, of_orphan
from xlcheck.alignment.habits import LARGEST, SHAPES, Habits
from xlcheck.alignment.search import Sums, search
from xlcheck.alignment.windows import Windows, windows
from xlcheck.models.roles import Encoder
from xlcheck.training.seeded import Document

Vector = NDArray[np.float64]

NAMES = tuple(shipped.WEIGHTS)
_INDEX = {name: at for at, name in enumerate(NAMES)}


@dataclass(frozen=True)
class Example:
    """A document as what is said for each of its beads: ``beads`` by shape (names, n + 1, m + 1), ``orphans`` (names, n or m)."""

    document: Document
    beads: list[NDArray[np.float32]]
    fits: list[NDArray[np.bool_]]
    orphans: tuple[NDArray[np.float32], NDArray[np.float32]]

    @property
    def band(self) -> Band:
        """The whole table."""
        n, m = (side.shape[1] for side in self.orphans)
        return Band(np.zeros(n + 1, dtype=np.int64), m + 1)

    def chart(self, weights: Vector) -> Chart:
        """The scores by weights."""
        short = weights.astype(np.float32)
        beads = [np.where(fits, np.tensordot(short, of, 1), -np.inf) for of, fits in zip(self.beads, self.fits, strict=True)]
        ours, theirs = (weights @ side for side in self.orphans)
        return Chart(self.band, np.array(beads, np.float32), (ours, theirs), float(weights[_INDEX[CONTINUED]]))


def example(document: Document, encoder: Encoder, *, settled: bool) -> Example:
    """What is said in a document, by its own habits where ``settled``, else by what is guessed before the first pass."""
    left, right = (
        windows(side, encoder, begins)
        for side, begins in zip((document.original, document.translation), document.begins, strict=True)
    )
    n, m = len(left), len(right)
    whole = Band(np.zeros(n + 1, dtype=np.int64), m + 1)
    best = twins(left, right, whole)
    habits = Habits.guessed(best)
    if settled:
        habits = learned(search(chart(left, right, whole, habits, best)), left, right, habits)
    block = Block(left, right, whole, 0, n + 1)
    fits = [block.fits(shape) for shape in SHAPES]
    beads = [_stacked(of_bead(block, shape, habits), fit) for shape, fit in zip(SHAPES, fits, strict=True)]
    ours, theirs = (_orphans(side, w, twin, habits) for side, (w, twin) in enumerate(zip((left, right), best, strict=True)))
    return Example(document, beads, fits, (ours, theirs))


def _stacked(evidence: Iterable[tuple[str, NDArray[np.float32] | float]], fits: NDArray[np.bool_]) -> NDArray[np.float32]:
    stack = np.zeros((len(NAMES), *fits.shape), np.float32)
    for name, values in evidence:
        stack[_INDEX[name]] = np.where(fits, values, 0)
    return stack


def _orphans(side: int, of: Windows, twin: NDArray[np.float32], habits: Habits) -> NDArray[np.float32]:
    stack = np.zeros((len(NAMES), len(of)), np.float32)
    for name, values in of_orphan(side, worths(of), twin, habits):
        stack[_INDEX[name]] = values
    return stack


def gradient(one: Example, weights: Vector) -> tuple[float, Vector]:
    """Log-likelihood of a document's beads, and its gradient: what is said for the true ones, less what is expected."""
    sums = Sums(one.chart(weights))
    chances = [sums.chances(i) for i in range(sums.n + 1)]
    beads = -np.array([c[0] for c in chances]).transpose(1, 0, 2)
    ours = -np.array([c[1].sum() for c in chances])[1:]
    theirs = -np.array([c[2] for c in chances]).sum(axis=0)[1:]
    score, continued, last = 0.0, 0, None
    for left, right in one.document.beads:
        if left and right:
            kind, i, j = SHAPES.index((len(left), len(right))), left[-1] + 1, right[-1] + 1
            beads[kind, i, j] += 1
            score += float(sums.chart.beads[kind, i, j])
            last = None
            continue
        side = 0 if left else 1
        (ours, theirs)[side][list(left or right)] += 1
        score += float(sums.chart.orphans[side][list(left or right)].sum())
        continued += len(left or right) - (last != side)
        last = side
    found = sum(np.tensordot(of, count.astype(np.float32), 2) for of, count in zip(one.beads, beads, strict=True))
    found = found + one.orphans[0] @ ours + one.orphans[1] @ theirs
    found[_INDEX[CONTINUED]] = continued - _continued(sums)
    return score + continued * sums.chart.continued - sums.everything, np.asarray(found, np.float64)


def _continued(sums: Sums) -> float:
    """How many orphans are expected to follow another of their side, in a table that is searched whole."""
    _, ours, theirs, _, _ = sums.forward
    _, after_ours, after_theirs = sums.backward
    rows, more = slice(LARGEST, LARGEST + sums.n + 1), sums.chart.continued - sums.everything
    down = ours[rows][:-1] + sums.chart.orphans[0][:, None] + after_ours[rows][1:]
    right = theirs[rows, 1:-2] + sums.chart.orphans[1] + after_theirs[rows, 2:-1]
    return float(np.exp(down + more).sum() + np.exp(right + more).sum())


def fit(
    examples: Sequence[Example], start: Vector, *, epochs: int, seed: int = 0, say: Callable[[str], None] = print
) -> Vector:
    """Weights that make the documents' beads probable (Adam, ten documents a step, a little pull towards zero)."""
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    random, step = np.random.default_rng(seed), 0
    steps = epochs * -(-len(examples) // 10)
    beads = sum(len(e.document.beads) for e in examples)
    for epoch in range(epochs):
        likelihood = 0.0
        for those in np.array_split(random.permutation(len(examples)), -(-len(examples) // 10)):
            found = [gradient(examples[at], weights) for at in those]
            likelihood += sum(score for score, _ in found)
            slope = np.mean([g for _, g in found], axis=0) - 0.03 * weights
            step += 1
            first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
            rate = 0.25 * min(1, step / 10) * (1 - 0.9 * step / steps)
            weights = weights + rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-6)
        say(f"epoch {epoch + 1}: log-likelihood a bead {likelihood / beads:.4f}")
    return weights


def write_weights(file: Path, weights: Mapping[str, float]) -> None:
    """The table as ``xlcheck.alignment.weights`` has it, the text above it kept."""
    text = Path(shipped.__file__).read_text(encoding="utf-8")
    head = text[: text.index("WEIGHTS = {")]
    rows = "".join(f'    "{name}": {value:.3f},\n' for name, value in weights.items())
    file.write_text(f"{head}WEIGHTS = {{\n{rows}}}\n", encoding="utf-8")
