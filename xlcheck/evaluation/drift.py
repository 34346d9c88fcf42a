"""How well drift is told where people labelled it: ranked, flagged, placed, and as a probability.

Figures come with intervals over resampled documents: sentences of one article, and translations of one sentence, are
right or wrong together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlcheck.evaluation.areas import area, average_precision, matthews, within
from xlcheck.evaluation.intervals import Interval
from xlcheck.evaluation.labelled import Labelled
from xlcheck.evaluation.places import Places, marked
from xlcheck.evaluation.precision import Case, checked, serious
from xlcheck.judging.thresholds import PRIOR

Floats = NDArray[np.float64]

#: Samples of documents that an interval is taken from.
_SAMPLES = 300


class Measured(NamedTuple):
    """A figure, nan where there is nothing to take it from, and its 95 % interval over documents."""

    value: float
    interval: Interval


class Judged(NamedTuple):
    """Arrays (n): the drift told, whether it drifted, whether it was flagged, and the codes of source and document."""

    drift: Floats
    label: NDArray[np.bool_]
    flagged: NDArray[np.bool_]
    source: NDArray[np.int64]
    document: NDArray[np.int64]

    def of(self, rows: NDArray[np.int64]) -> Judged:
        """Some rows of it."""
        drift, label, flagged, source, document = self
        return Judged(drift[rows], label[rows], flagged[rows], source[rows], document[rows])


class Bin(NamedTuple):
    """Pairs of like drift, weighed as where PRIOR drifted: their share of all, the mean told, the share that did."""

    share: float
    told: float
    true: float


@dataclass(frozen=True)
class DriftScore:
    """Everything about one set; ``recall`` by category is (flagged, all)."""

    judged: Judged
    recall: dict[str, tuple[int, int]]
    places: Places
    cases: list[Case]

    @property
    def figures(self) -> dict[str, Measured]:
        """The figures that have an interval."""
        measures: dict[str, Callable[[Judged], float]] = {
            "auc": lambda j: area(j.drift, j.label),
            "average_precision": lambda j: average_precision(j.drift, j.label),
            "auc_within_source": lambda j: within(j.drift, j.label, j.source),
            "mcc": lambda j: matthews(j.flagged, j.label),
            "false_alarms_per_100": lambda j: float(100 * j.flagged[~j.label].mean()) if (~j.label).any() else np.nan,
        }
        return {name: measured(self.judged, measure) for name, measure in measures.items()}

    def at(self, cut: float) -> Measured:
        """MCC when what reaches a cut is flagged."""
        return measured(self.judged, lambda j: matthews(j.drift >= cut, j.label))

    @property
    def best_cut(self) -> float:
        """The drift from which on flagging correlates best with the labels."""
        cuts = np.unique(np.quantile(self.judged.drift, np.linspace(0, 0.999, 200)))
        return float(cuts[int(np.argmax([matthews(self.judged.drift >= cut, self.judged.label) for cut in cuts]))])

    @property
    def reliability(self) -> list[Bin]:
        """Told and true drift in bins, as in a feed where PRIOR of the sentences drifted."""
        return list(_bins(self.judged.drift, self.judged.label))

    @property
    def calibration_error(self) -> float:
        """Expected calibration error at the prior."""
        return sum(b.share * abs(b.told - b.true) for b in self.reliability)


def score_drift(items: Sequence[Labelled], **used: Any) -> DriftScore:
    """Judge labelled pairs and compare; ``used`` are arguments of check_pairs."""
    beads = checked([item.sentence for item in items], used)
    recall: dict[str, list[int]] = {}
    places, cases = Places(), []
    for item, bead in zip(items, beads, strict=True):
        found = serious(bead)
        if item.drifted:
            counts = recall.setdefault(item.category, [0, 0])
            counts[0], counts[1] = counts[0] + bool(found), counts[1] + 1
        if item.drifted and any(item.spans):
            places += marked(item, found)
        if item.drifted:
            cases.append(Case("caught" if found else "missed", item.sentence, found, item.category))
        elif found:
            cases.append(Case("false", item.sentence, found))
    judged = Judged(
        np.array([PRIOR if bead.drift is None else bead.drift for bead in beads]),
        np.array([item.drifted for item in items], dtype=bool),
        np.array([bool(serious(bead)) for bead in beads], dtype=bool),
        _codes([item.sentence.original for item in items]),
        _codes([item.document for item in items]),
    )
    return DriftScore(judged, {name: (a, b) for name, (a, b) in sorted(recall.items())}, places, cases)


def measured(judged: Judged, measure: Callable[[Judged], float]) -> Measured:
    """A figure with the interval of its values over samples of documents."""
    value = measure(judged)
    if np.isnan(value):
        return Measured(value, (np.nan, np.nan))
    order = np.argsort(judged.document, kind="stable")
    documents = np.split(order, np.flatnonzero(np.diff(judged.document[order])) + 1)
    random = np.random.default_rng(0)
    values = []
    for _ in range(_SAMPLES):
        drawn = random.integers(len(documents), size=len(documents))
        values.append(measure(judged.of(np.concatenate([documents[k] for k in drawn]))))
    low, high = np.nanquantile(values, (0.025, 0.975))
    return Measured(value, (float(low), float(high)))


def _bins(drift: Floats, label: NDArray[np.bool_], count: int = 10) -> Iterator[Bin]:
    if label.all() or not label.any():
        return
    weight = np.where(label, PRIOR / label.sum(), (1 - PRIOR) / (~label).sum())
    order = np.argsort(drift, kind="stable")
    # Bins of like numbers of drifted pairs: where those are few, most bins would tell of faithful ones only.
    edges = np.searchsorted(np.cumsum(label[order]), np.linspace(0, label.sum(), count + 1)[1:-1])
    # What is told the same stays together.
    edges = np.searchsorted(drift[order], drift[order][edges])
    for part in np.split(order, np.unique(edges)):
        share = float(weight[part].sum())
        if share:
            yield Bin(share, float(np.average(drift[part], weights=weight[part])), float(weight[part] @ label[part] / share))  # fmt: skip


def _codes(names: Sequence[str]) -> NDArray[np.int64]:
    numbers = {name: code for code, name in enumerate(Counter(names))}
    return np.array([numbers[name] for name in names], dtype=np.int64)
