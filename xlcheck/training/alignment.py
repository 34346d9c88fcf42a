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
from xlcheck.alignment.evidence import Band, Block, of_bead, of_continued, of_orphan
from xlcheck.alignment.habits import LARGEST, SHAPES, Habits
from xlcheck.alignment.search import Sums, search
from xlcheck.alignment.windows import Windows, windows
from xlcheck.evaluation.alignment import beads_of, straight
from xlcheck.evaluation.pairs import read_items
from xlcheck.evaluation.parallel import part
from xlcheck.models.roles import Encoder
from xlcheck.training.seeded import KINDS, Document, seeded

Vector = NDArray[np.float64]

NAMES = tuple(shipped.WEIGHTS)
_INDEX = {name: at for at, name in enumerate(NAMES)}


@dataclass(frozen=True)
class Example:
    """A document as what is said for each of its beads.

    ``beads`` by shape (names, n + 1, m + 1), ``orphans`` (names, n or m) and ``continued`` (names,) by side.
    """

    document: Document
    beads: list[NDArray[np.float32]]
    fits: list[NDArray[np.bool_]]
    orphans: tuple[NDArray[np.float32], NDArray[np.float32]]
    continued: tuple[Vector, Vector]

    @property
    def band(self) -> Band:
        """The whole table."""
        n, m = (side.shape[1] for side in self.orphans)
        return Band(np.zeros(n + 1, dtype=np.int64), m + 1)

    def chart(self, weights: Vector) -> Chart:
        """The scores by weights."""
        short = weights.astype(np.float32)
        beads = [
            np.where(fits, np.tensordot(short, of, 1), -np.inf) for of, fits in zip(self.beads, self.fits, strict=True)
        ]
        ours, theirs = (weights @ side for side in self.orphans)
        return Chart(
            self.band,
            np.array(beads, np.float32),
            (ours, theirs),
            (float(weights @ self.continued[0]), float(weights @ self.continued[1])),
        )


def read_documents(files: Sequence[Path]) -> list[Document]:
    """Seeded documents of the training parts of gold files, one language pair a file."""
    documents: list[Document] = []
    for file in files:
        items = [item for item in read_items(file) if part(item.get("doc", file.name)) == "train"]
        moved = any(len(straight(b)) < sum(bool(x and y) for x, y in b) for b in map(beads_of, items))
        # Where sentences moved, those are orphans to the search, and orphans stay.
        kinds = [kind for kind in KINDS if kind.orphans == 1 or not moved]
        documents += seeded(items, kinds, seed=file.name.split(".")[0])
    return documents


def train_weights(
    documents: Sequence[Document], encoder: Encoder, *, epochs: int, say: Callable[[str], None] = print
) -> dict[str, float]:
    """The weights, from those that are shipped on; two documents in three by the habits that the shipped weights find."""
    weights = np.array([shipped.WEIGHTS[name] for name in NAMES])
    examples = [example(document, encoder, settled=at % 3 > 0) for at, document in enumerate(documents)]
    say(f"{len(examples)} documents, {sum(len(d.beads) for d in documents):,} beads")
    return dict(zip(NAMES, map(float, fit(examples, weights, epochs=epochs, say=say)), strict=True))


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
    ours, theirs = (
        _orphans(side, w, twin, habits) for side, (w, twin) in enumerate(zip((left, right), best, strict=True))
    )
    more = [np.zeros(len(NAMES)) for _ in range(2)]
    for side in (0, 1):
        for name, value in of_continued(side, habits):
            more[side][_INDEX[name]] = value
    return Example(document, beads, fits, (ours, theirs), (more[0], more[1]))


def _stacked(
    evidence: Iterable[tuple[str, NDArray[np.float32] | float]], fits: NDArray[np.bool_]
) -> NDArray[np.float32]:
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
    score, continued, last = 0.0, -_continued(sums), None
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
        followed = len(left or right) - (last != side)
        continued[side] += followed
        score += followed * sums.chart.continued[side]
        last = side
    found = sum(np.tensordot(of, count.astype(np.float32), 2) for of, count in zip(one.beads, beads, strict=True))
    found = found + one.orphans[0] @ ours + one.orphans[1] @ theirs
    found = found + continued[0] * one.continued[0] + continued[1] * one.continued[1]
    return score - sums.everything, np.asarray(found, np.float64)


def _continued(sums: Sums) -> Vector:
    """How many orphans of either side are expected to follow another, in a table that is searched whole (2,)."""
    _, ours, theirs, _, _ = sums.forward
    _, after_ours, after_theirs = sums.backward
    rows, more = slice(LARGEST, LARGEST + sums.n + 1), sums.chart.continued
    down = ours[rows][:-1] + sums.chart.orphans[0][:, None] + after_ours[rows][1:] + more[0]
    right = theirs[rows, 1:-2] + sums.chart.orphans[1] + after_theirs[rows, 2:-1] + more[1]
    return np.array([np.exp(down - sums.everything).sum(), np.exp(right - sums.everything).sum()])


def fit(
    examples: Sequence[Example], start: Vector, *, epochs: int, seed: int = 0, say: Callable[[str], None] = print
) -> Vector:
    """Weights that make the documents' beads probable: Adam, ten documents a step, a little pull towards zero.

    What is returned is the average over the second half of the steps.
    """
    weights, first, second, added = start.copy(), *(np.zeros_like(start) for _ in range(3))
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
            added += weights * (step > steps // 2)
        say(f"epoch {epoch + 1}: log-likelihood a bead {likelihood / beads:.4f}")
    return added / (steps - steps // 2)


def write_weights(file: Path, weights: Mapping[str, float]) -> None:
    """The table as ``xlcheck.alignment.weights`` has it, the text above it kept."""
    text = Path(shipped.__file__).read_text(encoding="utf-8")
    head = text[: text.index("WEIGHTS = {")]
    rows = "".join(f'    "{name}": {value:.3f},\n' for name, value in weights.items())
    file.write_text(f"{head}WEIGHTS = {{\n{rows}}}\n", encoding="utf-8")
