"""How well a score tells drifted from faithful: the area under the curve, over all and within a source."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def area(score: ArrayLike, label: ArrayLike) -> float:
    """The share of (drifted, faithful) pairs in which the drifted one scores higher, ties half; nan without either."""
    scores, labels = np.asarray(score, dtype=float), np.asarray(label) == 1
    drifted, faithful = scores[labels], np.sort(scores[~labels])
    if not len(drifted) or not len(faithful):
        return float("nan")
    below = np.searchsorted(faithful, drifted, "left") + np.searchsorted(faithful, drifted, "right")
    return float(below.mean() / (2 * len(faithful)))


def within(score: ArrayLike, label: ArrayLike, source: ArrayLike) -> float:
    """The same over pairs of translations of one ``source``: a long sentence is no proof of drift."""
    scores, labels, sources = np.asarray(score, dtype=float), np.asarray(label), np.asarray(source)
    hits = total = 0.0
    for members in _grouped(sources):
        drifted = int((labels[members] == 1).sum())
        pairs = drifted * (len(members) - drifted)
        if pairs:
            hits, total = hits + pairs * area(scores[members], labels[members]), total + pairs
    return hits / total if total else float("nan")


def _grouped(sources: NDArray[np.generic]) -> list[NDArray[np.int64]]:
    _, code = np.unique(sources, return_inverse=True)
    order = np.argsort(code, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(code[order])) + 1)


def average_precision(score: ArrayLike, label: ArrayLike) -> float:
    """Precision at each drifted item as the cut falls to its score, on average; equal scores are passed together."""
    scores, labels = np.asarray(score, dtype=float), np.asarray(label) == 1
    if not labels.any():
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    last = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True))
    hits = np.cumsum(labels[order])[last]
    gained = np.diff(np.concatenate([[0], hits]))
    return float((gained * hits / (last + 1)).sum() / labels.sum())


def matthews(flagged: ArrayLike, label: ArrayLike) -> float:
    """Matthews' correlation of two yes-or-no columns; 0 where one of them is always the same."""
    ours, theirs = np.asarray(flagged, dtype=bool), np.asarray(label) == 1
    if ours.all() or not ours.any() or theirs.all() or not theirs.any():
        return 0.0
    return float(np.corrcoef(ours, theirs)[0, 1])
