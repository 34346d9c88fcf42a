"""Time and memory for long texts: as ratios in one run, since machines differ and this one is shared."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from math import erf, inf, log, sqrt

import pytest

from tests.alignment.test_aligner import CHINESE, ENGLISH
from tests.models.test_speed import seconds
from xlcheck.alignment import align
from xlcheck.models import Encoder

pytestmark = pytest.mark.slow

MOVES = ((1, 1, 0.89), (1, 0, 0.005), (0, 1, 0.005), (2, 1, 0.0445), (1, 2, 0.0445), (2, 2, 0.011))


def text(count: int) -> tuple[list[str], list[str]]:
    """So many sentences a side, every hundredth left out."""
    original = [f"{ENGLISH[i % 11]} It was day {i} of the {i % 7}th week." for i in range(count)]
    translation = [f"{CHINESE[i % 11]}那是第{i % 7}周的第{i}天。" for i in range(count) if i % 100]
    return original, translation


def gale_church(original: Sequence[int], translation: Sequence[int], near: int = 20) -> list[tuple[int, int]]:
    """Gale & Church 1993, within a band: what every other aligner's speed is told by."""
    ratio, costs, back = sum(translation) / sum(original), {(0, 0): 0.0}, {}
    for i in range(len(original) + 1):
        middle = i * len(translation) // len(original)
        for j in range(max(0, middle - near), min(len(translation), middle + near) + 1):
            for a, b, prior in MOVES:
                if i >= a and j >= b and (before := costs.get((i - a, j - b))) is not None:
                    ours, theirs = sum(original[i - a : i]) * ratio, sum(translation[j - b : j])
                    far = abs(ours - theirs) / sqrt(6.8 * max((ours + theirs) / 2, 1))
                    cost = before - log(prior) - log(max(2 * (1 - (1 + erf(far / sqrt(2))) / 2), 1e-12))
                    if cost < costs.get((i, j), inf):
                        costs[i, j], back[i, j] = cost, (a, b)
    path, place = [], (len(original), len(translation))
    while place != (0, 0):
        path.append(back[place])
        place = place[0] - path[-1][0], place[1] - path[-1][1]
    return path[::-1]


def test_the_search_takes_as_long_a_sentence_however_long_the_text(
    encoder: Encoder, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = {}
    for count in (500, 4000):
        original, translation = text(count)
        encoded = {side: encoder.parts(list(side)) for side in (tuple(original), tuple(translation))}

        class Known:
            """The encoder, with what it says of these sentences at hand: only the search is timed."""

            def parts(self, texts: Sequence[str]) -> object:
                return encoded[tuple(texts)]  # noqa: B023  # used before the next turn

            def __getattr__(self, name: str) -> object:
                return getattr(encoder, name)

        known: Encoder = Known()  # type: ignore[assignment]
        taken[count] = (
            seconds(lambda o=original, t=translation, k=known: align(o, t, k), 3 if count == 500 else 2) / count
        )  # type: ignore[misc]
    original, translation = text(500)
    lengths = [[len(s) for s in side] for side in (original, translation)]
    church = seconds(lambda: gale_church(*lengths), 3) / 500
    with capsys.disabled():
        print(
            f"\nsearch: {1000 * taken[500]:.2f} s per 1,000 sentences at 500, {1000 * taken[4000]:.2f} at 4,000; "
            f"{taken[500] / church:.1f} times Gale & Church ({1000 * church:.2f} s)"
        )
    assert taken[4000] < 1.3 * taken[500]
    assert taken[500] < 6 * church


def test_thirty_thousand_sentences_a_side_fit_into_a_gibibyte() -> None:
    """With the words alone, which spares minutes of encoding; with the embedded encoder it was 852 MiB."""
    pytest.importorskip("resource")
    code = (
        "import resource; from tests.alignment.test_scale import text; from xlcheck import align_sentences; "
        "beads = align_sentences(*text(30_000), profile='static'); whole = sum(len(b.original) == len(b.translation) == 1 for b in beads); "
        "print(whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    whole, mebibytes = map(int, run.stdout.split())
    assert whole > 29_000
    assert mebibytes < 1024


def test_the_measure_itself_aligns() -> None:
    assert gale_church([10, 20, 30], [11, 19, 31]) == [(1, 1)] * 3
