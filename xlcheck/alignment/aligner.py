"""Aligning two articles in two passes: the first learns how alike the two are where they do correspond."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.crossing import rejoined
from xlcheck.alignment.search import LARGEST, Band, Weights, search
from xlcheck.alignment.windows import Windows, windows
from xlcheck.models.roles import Encoder

#: Shorter articles are searched whole.
_WHOLE = 400
#: How far from the first pass's path the second may go, in sentences, where articles are long.
_NEAR = 60
#: What a sentence without a counterpart earns at least, and at most.
_LOWEST, _HIGHEST = -0.1, 0.1
#: So many spreads below what sentences usually earn, one is no rendering any more (chosen on the training part of the
#: seeded news documents; in a free translation sentences earn little and vary much, and few are really left out).
_SPREADS = 3.0
#: Sentence pairs that it takes to tell what is usual.
_ENOUGH = 8


def align(
    original: Sequence[str], translation: Sequence[str], encoder: Encoder, weights: Weights | None = None
) -> list[Bead]:
    """Beads in order of the original, an added sentence after its left neighbour; they partition both sides."""
    n, m = len(original), len(translation)
    if not n or not m:
        return [Bead((i,), ()) for i in range(n)] + [Bead((), (j,)) for j in range(m)]
    weights = weights or Weights()
    left, right = windows(original, encoder, LARGEST), windows(translation, encoder, LARGEST)
    first = search(left, right, _wide(n, m), weights, _HIGHEST)
    moves = search(left, right, _near(first, m), weights, _skip(first, left, right))
    beads, i, j = [], 0, 0
    for a, b in moves:
        score = float(left.vectors[a - 1][i + a - 1] @ right.vectors[b - 1][j + b - 1]) if a and b else 0.0
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), max(0.0, min(1.0, score))))
        i, j = i + a, j + b
    return rejoined(beads, left, right, weights)


def _skip(moves: Sequence[tuple[int, int]], left: Windows, right: Windows) -> float:
    """What a sentence without a counterpart should earn here: an outlier below the pairs of this article."""
    i = j = 0
    earned = []
    for a, b in moves:
        if a == b == 1:
            earned.append(float(left.vectors[0][i] @ right.vectors[0][j]))
        i, j = i + a, j + b
    if len(earned) < _ENOUGH:
        return _HIGHEST
    usual = np.median(earned)
    # What the standard deviation of a normal distribution would be, but not moved by outliers.
    spread = 1.4826 * np.median(np.abs(np.array(earned) - usual))
    return float(np.clip(usual - _SPREADS * spread, _LOWEST, _HIGHEST))


def _wide(n: int, m: int) -> Band:
    """The whole of short articles; for long ones a stretch around the diagonal, wide enough for a chapter's drift."""
    half = m if max(n, m) <= _WHOLE else max(150, m // 66)
    middle = np.arange(n + 1) * m // max(n, 1)
    return Band(middle - half, 2 * half + 1)


def _near(moves: Sequence[tuple[int, int]], m: int) -> Band:
    """The whole of short articles; for long ones a stretch around a path."""
    rows, columns = (np.concatenate([[0], np.cumsum(side)]) for side in zip(*moves, strict=True))
    middle = np.interp(np.arange(rows[-1] + 1), rows, columns).astype(np.int64)
    half = m if max(rows[-1], m) <= _WHOLE else _NEAR
    return Band(middle - half, 2 * half + 1)
