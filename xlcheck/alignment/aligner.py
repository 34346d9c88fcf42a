"""Aligning two articles: a wide search over single sentences where they are long, a narrow one over beads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from xlcheck.alignment.bead import Bead
from xlcheck.alignment.crossing import rejoined
from xlcheck.alignment.search import LARGEST, Band, Weights, search
from xlcheck.alignment.windows import windows
from xlcheck.models.roles import Encoder

DEFAULT = Weights()
#: Shorter articles are searched whole.
_WHOLE = 400


def align(
    original: Sequence[str], translation: Sequence[str], encoder: Encoder, weights: Weights = DEFAULT
) -> list[Bead]:
    """Beads in order of the original, an added sentence after its left neighbour; they partition both sides."""
    n, m = len(original), len(translation)
    if not n or not m:
        return [Bead((i,), ()) for i in range(n)] + [Bead((), (j,)) for j in range(m)]
    left, right = windows(original, encoder, LARGEST), windows(translation, encoder, LARGEST)
    beads, i, j = [], 0, 0
    for a, b in search(left, right, _band(n, m), weights):
        score = float(left.vectors[a - 1][i + a - 1] @ right.vectors[b - 1][j + b - 1]) if a and b else 0.0
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), max(0.0, min(1.0, score))))
        i, j = i + a, j + b
    return rejoined(beads, left, right)


def _band(n: int, m: int) -> Band:
    """The whole of short articles; for long ones a stretch around the diagonal, wide enough for a chapter's drift."""
    half = m if max(n, m) <= _WHOLE else max(150, m // 66)
    middle = np.arange(n + 1) * m // max(n, 1)
    return Band(middle - half, 2 * half + 1)
