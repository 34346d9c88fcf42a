"""The verifier's word on a finding: it confirms, it doubts, within bounds, and only where it knows the kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.checks.base import Evidence, Read
from xlcheck.judging.support import read, supported
from xlcheck.models.roles import Reading, Tags

SPANS = np.array([[0, 3], [4, 8], [9, 12]])
READING = Reading(1.0, Tags(SPANS, np.array([-5.0, 2.0, -1.0])), Tags(SPANS, np.array([-4.0, -3.0, 4.0])))


def evidence(original: tuple[int, int] | None, translation: tuple[int, int] | None) -> Evidence:
    return Evidence("negation-flipped", "negation-flipped.lost", {}, original, translation)


@pytest.mark.parametrize(
    ("original", "translation", "worst"),
    [((0, 3), None, -5.0), ((0, 8), None, 2.0), ((0, 3), (9, 12), 4.0), (None, (5, 6), -3.0)],
)
def test_the_worst_subword_of_the_place_counts(
    original: tuple[int, int] | None, translation: tuple[int, int] | None, worst: float
) -> None:
    told = read(evidence(original, translation), READING).read
    assert told is not None
    assert told.logit == worst


def test_short_sentences_count_less() -> None:
    told = read(evidence((0, 3), None), READING).read
    assert told is not None
    assert told.weight == (6 / 40) ** 2


def test_what_was_not_read_stays_as_it_is() -> None:
    assert read(evidence((0, 3), None), None).read is None
    assert read(evidence((50, 60), None), READING).read is None


@given(st.floats(0, 1), st.floats(-20, 20), st.floats(0, 1), st.floats(-3, 3))
def test_reading_moves_a_belief_to_its_side_of_neutral(
    belief: float, logit: float, weight: float, neutral: float
) -> None:
    after = supported(belief, Read(logit, weight), neutral)
    assert 0 <= after <= 1
    assert (after - belief) * (logit - neutral) >= -1e-9


@given(st.floats(0, 1), st.floats(-20, 20))
def test_a_kind_that_reading_tells_nothing_of_is_left_alone(belief: float, logit: float) -> None:
    assert supported(belief, Read(logit, 1.0), None) == belief
    assert supported(belief, None, 0.0) == belief


def test_reading_alone_never_settles_a_case() -> None:
    assert supported(0.15, Read(99.0, 1.0), 0.0) < 0.8
    assert supported(0.5, Read(-99.0, 1.0), 0.0) > 0.04
