import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from xlcheck.models.packed import GROUP, Packed

TABLES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 5), st.sampled_from([GROUP, 2 * GROUP])),
    elements=st.floats(-8, 8, width=32),
)


@given(TABLES)
def test_a_packed_table_is_no_farther_off_than_plain_rounding(vectors: np.ndarray) -> None:
    found = Packed.pack(vectors).rows(np.arange(len(vectors)))
    error = np.linalg.norm((found - vectors).reshape(-1, GROUP), axis=1)
    largest = np.abs(vectors).reshape(-1, GROUP).max(axis=1)
    # Half a step in each of the numbers, and what float16 loses of the scale.
    assert np.all(error <= np.sqrt(GROUP) * (largest / 14 * 1.01 + 1e-5))


@given(TABLES)
def test_the_arrays_of_a_table_give_the_same_table(vectors: np.ndarray) -> None:
    packed = Packed.pack(vectors)
    again = Packed.of(packed.arrays())
    rows = np.arange(len(vectors))
    assert packed.rows(rows).tobytes() == again.rows(rows).tobytes()
    assert (len(again), again.dimensions) == vectors.shape


def test_steps_are_kept_exactly() -> None:
    vectors = np.resize(np.arange(-7, 8, dtype=np.float32), (3, GROUP))
    assert np.array_equal(Packed.pack(vectors).rows(np.array([2, 0])), vectors[[2, 0]])


def test_rows_may_be_asked_for_in_any_shape() -> None:
    packed = Packed.pack(np.ones((4, GROUP), dtype=np.float32))
    assert packed.rows(np.zeros((2, 3), dtype=np.int64)).shape == (2, 3, GROUP)
    assert packed.rows(np.zeros(0, dtype=np.int64)).shape == (0, GROUP)


def test_a_table_of_other_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="four bits"):
        Packed.of({"nibbles": np.zeros((2, 3), np.uint8), "scale": np.zeros((2, 1), np.float16)})
    with pytest.raises(KeyError):
        Packed.of({})
