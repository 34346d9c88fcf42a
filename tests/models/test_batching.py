import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.errors import XlcheckError
from xlcheck.models.batching import batches, computed

LENGTHS = st.lists(st.integers(1, 50), max_size=40)


@given(LENGTHS, st.integers(1, 200))
def test_batches_hold_every_row_once_within_the_budget(lengths: list[int], budget: int) -> None:
    made = batches(lengths, budget)
    assert sorted(at for batch in made for at in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) == 1 or max(lengths[at] for at in batch) * len(batch) <= budget


@given(LENGTHS, st.integers(1, 200), st.integers(50, 300))
def test_what_is_computed_comes_in_order_however_little_memory_there_is(
    lengths: list[int], budget: int, room: int
) -> None:
    def compute(those: list[int]) -> list[int]:
        if len(those) * max(lengths[at] for at in those) > room:
            raise RuntimeError("CUDA out of memory. Tried to allocate 20.00 MiB")
        return [10 * at for at in those]

    assert computed(lengths, budget, compute) == [10 * at for at in range(len(lengths))]


def test_after_running_out_of_memory_no_batch_is_as_large_again() -> None:
    sizes = []

    def compute(those: list[int]) -> list[int]:
        sizes.append(len(those))
        if len(those) > 3:
            raise MemoryError
        return those

    assert computed([1] * 12, 12, compute) == list(range(12))
    assert sizes == [12, 6, 3, 3, 3, 3]


def test_one_text_too_large_for_memory_is_one_line() -> None:
    def compute(those: list[int]) -> list[int]:
        raise MemoryError

    with pytest.raises(XlcheckError, match="out of memory on one text of 9 subwords; try --device cpu"):
        computed([4, 9], 10, compute)


@pytest.mark.parametrize("error", [IndexError("index out of range in self"), RuntimeError("shapes differ\nat …")])
def test_a_model_that_fails_is_one_line(error: Exception) -> None:
    def compute(those: list[int]) -> list[int]:
        raise error

    with pytest.raises(XlcheckError, match=r"a model failed .*may not belong together") as told:
        computed([1], 10, compute)
    assert "\n" not in str(told.value)
