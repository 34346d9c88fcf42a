"""Areas under the curve, against a plain count of pairs."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.evaluation.areas import area, average_precision, matthews, within

ITEMS = st.lists(st.tuples(st.integers(-3, 3), st.booleans(), st.integers(0, 2)), max_size=30)


def counted(items: list[tuple[int, bool, int]], *, same: bool) -> float:
    pairs = [(a, b) for a in items for b in items if a[1] and not b[1] and (not same or a[2] == b[2])]
    return sum((a[0] > b[0]) + (a[0] == b[0]) / 2 for a, b in pairs) / len(pairs) if pairs else math.nan


@given(ITEMS)
def test_the_area_is_the_share_of_pairs_in_the_right_order(items: list[tuple[int, bool, int]]) -> None:
    scores, labels, sources = ([item[k] for item in items] for k in range(3))
    assert np.allclose(area(scores, labels), counted(items, same=False), equal_nan=True)
    assert np.allclose(within(scores, labels, sources), counted(items, same=True), equal_nan=True)


def test_a_score_that_only_tells_sources_apart_is_worth_nothing_within_them() -> None:
    scores, labels, sources = [5, 5, 1, 1, 1], [1, 0, 1, 0, 0], ["long", "long", "short", "short", "short"]
    assert area(scores, labels) > 0.5
    assert within(scores, labels, sources) == 0.5


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1, max_size=30))
def test_average_precision_is_that_of_a_plain_count(items: list[tuple[int, bool]]) -> None:
    drifted = [score for score, label in items if label]
    expected = [
        sum(label for other, label in items if other >= score) / sum(other >= score for other, _ in items)
        for score in drifted
    ]
    found = average_precision([score for score, _ in items], [label for _, label in items])
    assert math.isnan(found) if not drifted else math.isclose(found, sum(expected) / len(expected))


def test_matthews_correlation_is_one_for_the_labels_themselves_and_none_for_a_constant() -> None:
    labels = [1, 0, 0, 1]
    assert math.isclose(matthews(labels, labels), 1)
    assert math.isclose(matthews([not label for label in labels], labels), -1)
    assert matthews([1, 1, 1, 1], labels) == matthews(labels, [0, 0, 0, 0]) == 0
