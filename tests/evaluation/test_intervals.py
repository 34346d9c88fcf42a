import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.evaluation.intervals import at_prior, wilson


def test_the_interval_is_wilsons() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)


def test_of_nothing_counted_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_share_lies_in_its_interval_and_more_cases_narrow_it(counted: tuple[int, int]) -> None:
    hits, total = counted
    low, high = wilson(hits, total)
    assert 0 <= low <= hits / total <= high <= 1
    narrow = wilson(10 * hits, 10 * total)
    assert narrow[1] - narrow[0] < high - low


def test_a_precision_falls_where_drift_is_rare_as_bayes_says() -> None:
    # 90 of 100 bad sides and 10 of 100 good ones: in 1,000 sentences 27 of 30 drifts, and 97 of 970 that are right.
    assert at_prior(0.9, 0.03) == pytest.approx(27 / (27 + 97))
    assert at_prior(0.9, 0.5) == pytest.approx(0.9)
    assert (at_prior(0.0), at_prior(1.0)) == (0.0, 1.0)
    assert at_prior(0.9) == at_prior(0.9, 0.03)
