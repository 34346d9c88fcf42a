"""Fitting a curve of judging to labelled readings, weighed as in a feed where PRIOR of the sentences drifted."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xlcheck.judging.thresholds import PRIOR

Floats = NDArray[np.float64]

#: Steps of Newton's method, and how strongly a slope is held to 0 where labels are few.
_STEPS, _HELD = 60, 2e-4


def weights(label: ArrayLike, prior: float = PRIOR) -> Floats:
    """Of each item (n,), so that ``prior`` of the whole drifted; they add up to 1."""
    drifted = np.asarray(label) == 1
    of_drifted, of_faithful = prior / max(drifted.sum(), 1), (1 - prior) / max((~drifted).sum(), 1)
    each: Floats = np.where(drifted, of_drifted, of_faithful)
    return each


def platt(logit: ArrayLike, label: ArrayLike, prior: float = PRIOR) -> tuple[float, float]:
    """Slope and offset of the log odds of drift (Platt 1999), by Newton's method; never a falling slope."""
    x, y = np.asarray(logit, dtype=float), (np.asarray(label) == 1).astype(float)
    weight, even = weights(y, prior), float(np.log(prior / (1 - prior)))
    columns, line, held = np.stack([x, np.ones_like(x)], axis=1), np.array([0.0, even]), np.array([_HELD, 0])
    for _ in range(_STEPS):
        told = 1 / (1 + np.exp(-np.clip(columns @ line, -30, 30)))
        slope = columns.T @ (weight * (told - y)) + held * line
        bend = (columns * (weight * told * (1 - told))[:, None]).T @ columns + np.diag(held + 1e-9)
        # Short steps: labels that can be told apart entirely have no best line, only ever steeper ones.
        line = line - np.clip(np.linalg.solve(bend, slope), -1, 1)
    return (float(line[0]), float(line[1])) if line[0] > 0 else (0.0, even)


def precision_cut(score: ArrayLike, drifted: ArrayLike, weight: ArrayLike, precision: float) -> float | None:
    """The lowest score from which on what is flagged is right as often as wished; None where it never is."""
    scores, right = np.asarray(score, dtype=float), np.asarray(drifted, dtype=bool)
    order = np.argsort(-scores, kind="stable")
    total = np.asarray(weight, dtype=float)[order]
    hits, spoken = np.cumsum(total * right[order]), np.cumsum(total)
    # A cut can't lie between equal scores.
    last = np.append(np.diff(scores[order]) != 0, True)
    enough = np.flatnonzero(last & (hits >= precision * spoken * (1 - 1e-9)) & (hits > 0))
    return float(scores[order][enough[-1]]) if len(enough) else None
