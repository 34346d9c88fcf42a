"""Curves and cuts from labelled scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.evaluation.fitting import platt, precision_cut, weights
from xlcheck.judging.thresholds import PRIOR


def test_the_line_that_made_the_labels_is_found_again_at_the_prior() -> None:
    random = np.random.default_rng(0)
    logit = random.normal(0, 2, 200_000)
    drifted = random.random(len(logit)) < 1 / (1 + np.exp(-(1.2 * logit - 0.5)))
    slope, offset = platt(logit, drifted)
    # Reweighing by the label moves the offset only, by the change of the odds.
    share = drifted.mean()
    moved = -0.5 + np.log(PRIOR / (1 - PRIOR)) - np.log(share / (1 - share))
    assert slope == pytest.approx(1.2, abs=0.05)
    assert offset == pytest.approx(moved, abs=0.2)


def test_scores_that_tell_nothing_give_the_prior_and_never_a_falling_line() -> None:
    slope, offset = platt([3, 2, 1, 0] * 50, [0, 0, 1, 1] * 50)
    assert slope == 0
    assert 1 / (1 + np.exp(-offset)) == pytest.approx(PRIOR)


def test_weights_make_the_prior() -> None:
    found = weights([1, 0, 0, 0])
    assert found.sum() == pytest.approx(1)
    assert found[0] == PRIOR


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30), st.floats(0.1, 1))
def test_a_cut_is_the_lowest_at_which_flags_are_right_often_enough(
    items: list[tuple[int, bool]], wished: float
) -> None:
    scores, drifted = zip(*items, strict=True)
    right = {cut: [d for s, d in items if s >= cut] for cut in set(scores)}
    enough = [cut for cut, flags in right.items() if sum(flags) and sum(flags) >= wished * len(flags) * (1 - 1e-9)]
    assert precision_cut(scores, drifted, [1.0] * len(items), wished) == (min(enough) if enough else None)
