"""A rough way through two long articles, so that the search need not look at every pair of sentences.

Sentences are grouped by four, the groups again, until few are left; each level is searched near the way that the
coarser one took (as Thompson & Koehn 2019 do, by halves). Time and memory grow with the length, not with its square.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from xlcheck.alignment.evidence import Band
from xlcheck.models.roles import Encoder, Vectors

#: Articles of at most so many sentences are searched whole.
WHOLE = 150
#: How far from the rough way the search may go, in sentences.
_NEAR = 28
#: Levels of at most so many groups are searched whole; of finer ones so many groups around the way.
_FEW, _AROUND = 400, 12
_GROUP = 4

Way = NDArray[np.int64]


def band(encoder: Encoder, original: Vectors, translation: Vectors) -> Band:
    """The band around the rough way through two articles' parts (n, e) and (m, e)."""
    n, m = len(original), len(translation)
    if max(n, m) <= WHOLE:
        return Band(np.zeros(n + 1, dtype=np.int64), m + 1)
    return around(_finer(_way(encoder, _grouped(original), _grouped(translation)), n, m), n, m, _NEAR)


def around(way: Way, n: int, m: int, half: int) -> Band:
    """A band of ``half`` columns to either side of a way (n + 1,); its rows hang together whatever the way jumps over."""
    width = min(max(2 * half + 1, 3 * (m // n)), m + 1)
    first = np.clip(way - half, 0, m + 1 - width)
    first[-1] = m + 1 - width
    # From row to row by no more than half a band (or what the end needs): a jump is spread over the rows before it, and
    # at the start over those after it.
    slope = np.arange(n + 1) * max(width // 2, -(-(m + 1 - width) // n))
    first = np.maximum.accumulate((first - slope)[::-1])[::-1] + slope
    first[0] = 0
    return Band(np.minimum.accumulate(first - slope) + slope, width)


def _grouped(parts: Vectors) -> Vectors:
    """Neighbours added up by four (the last group may be smaller)."""
    grouped: Vectors = np.add.reduceat(parts, np.arange(0, len(parts), _GROUP), axis=0)
    return grouped


def _way(encoder: Encoder, original: Vectors, translation: Vectors) -> Way:
    n, m = len(original), len(translation)
    if max(n, m) <= _FEW:
        near = Band(np.zeros(n + 1, dtype=np.int64), m + 1)
    else:
        coarser = _way(encoder, _grouped(original), _grouped(translation))
        near = around(_finer(coarser, n, m), n, m, _AROUND)
    return _best(_centred(encoder, original), _centred(encoder, translation), near)


def _finer(way: Way, n: int, m: int) -> Way:
    """A way through groups as one through their members (n + 1,)."""
    rows = np.minimum(np.arange(len(way)) * _GROUP, n)
    return np.interp(np.arange(n + 1), rows, np.minimum(way * _GROUP, m)).astype(np.int64)


def _centred(encoder: Encoder, parts: Vectors) -> Vectors:
    vectors = encoder.whole(parts)
    centred: Vectors = vectors - vectors.mean(axis=0)
    return centred


def _best(original: Vectors, translation: Vectors, near: Band) -> Way:
    """The column at which the best chain of pairs (one with one, in order) stands after each row (n + 1,)."""
    n, m = len(original), len(translation)
    back = np.zeros((n + 1, near.width), dtype=np.int8)
    before = np.zeros(near.width)
    for i in range(1, n + 1):
        columns = near.first[i] + np.arange(near.width)
        alike = translation[np.clip(columns - 1, 0, m - 1)] @ original[i - 1]
        shift = int(near.first[i] - near.first[i - 1])
        padded = np.concatenate([[-np.inf], before, np.full(near.width, -np.inf)])
        above, diagonal = padded[1 + shift : 1 + shift + near.width], padded[shift : shift + near.width]
        diagonal = np.where(columns >= 1, diagonal + alike, -np.inf)
        row = np.maximum(above, diagonal)
        back[i] = np.where(diagonal > above, 1, 0)
        run = np.maximum.accumulate(row)
        back[i][run > row] = 2
        before = run
    way = np.zeros(n + 1, dtype=np.int64)
    j = m
    for i in range(n, 0, -1):
        while back[i, j - near.first[i]] == 2:
            j -= 1
        way[i] = j
        j -= int(back[i, j - near.first[i]])
    return way
