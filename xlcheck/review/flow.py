"""The map beside a pair: how its passages run from the original to the translation, where they cross, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from xlcheck.report import Report
from xlcheck.reporting.html import Row

#: Height of the picture in its own units; it is stretched to the window.
HEIGHT = 1000.0
#: Where the picture's sides begin, and how far a missing side's passage reaches into it.
_LEFT, _RIGHT, _STUB = 8.0, 92.0, 24.0
#: Height of a passage in a book: less can't be seen.
_LEAST = 3.0
#: Passages above which those that say the same are drawn as one stretch.
_DENSE = 400


class Band(NamedTuple):
    """A passage, or a stretch of faithful ones, from ``first`` on: a shape between both sides, and what it is called."""

    first: int
    points: str
    kind: str
    title: str


def bands(report: Report, rows: Sequence[Row]) -> list[Band]:
    """The shapes of a pair, those with findings last so that nothing covers them."""
    sizes = [max(len(article.sentences), 1) for article in (report.original, report.translation)]
    found = [_band(rows[a : b + 1], report, a, b, sizes) for a, b in _stretches(rows)]
    return sorted(found, key=lambda band: band.kind.split()[0] != "clean")


def _stretches(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """First and last passages of what is drawn as one."""
    if len(rows) <= _DENSE:
        return [(n, n) for n in range(len(rows))]
    found: list[tuple[int, int]] = []
    for plain, some in groupby(range(len(rows)), key=lambda n: _plain(rows[n])):
        numbers = list(some)
        found += [(numbers[0], numbers[-1])] if plain else [(n, n) for n in numbers]
    return found


def _plain(row: Row) -> bool:
    return not (row.severity or row.missing or row.crossing)


def _band(rows: Sequence[Row], report: Report, first: int, last: int, sizes: Sequence[int]) -> Band:
    beads = report.beads[first : last + 1]
    ones = [i for bead in beads for i in bead.original]
    twos = [j for bead in beads for j in bead.translation]
    row = rows[0]
    kinds = [row.severity or "clean", *(["missing"] if row.missing else []), *(["crossing"] if row.crossing else [])]
    title = f"Passage {first + 1}" + (f" to {last + 1}" if last > first else "")
    told = ", ".join(dict.fromkeys(finding.check for r in rows for _, finding, _ in r.findings))
    return Band(first, _points(ones, twos, sizes), " ".join(kinds), f"{title}: {told}" if told else title)


def _points(ones: Sequence[int], twos: Sequence[int], sizes: Sequence[int]) -> str:
    left, right = (_edge(side, size) if side else None for side, size in zip((ones, twos), sizes, strict=True))
    if left and right:
        corners = [(_LEFT, left[0]), (_RIGHT, right[0]), (_RIGHT, right[1]), (_LEFT, left[1])]
    elif left:
        corners = [(_LEFT, left[0]), (_LEFT + _STUB, sum(left) / 2), (_LEFT, left[1])]
    elif right:
        corners = [(_RIGHT, right[0]), (_RIGHT - _STUB, sum(right) / 2), (_RIGHT, right[1])]
    else:
        corners = []
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _edge(indices: Sequence[int], size: int) -> tuple[float, float]:
    """From where to where some sentences reach on their side."""
    start, end = HEIGHT * min(indices) / size, HEIGHT * (max(indices) + 1) / size
    more = max(_LEAST - (end - start), 0) / 2
    return start - more, end + more
