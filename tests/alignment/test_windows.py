import numpy as np
import pytest

from xlcheck.alignment.windows import windows
from xlcheck.models import Encoder

SENTENCES = ["One ship left.", "Two ships stayed.", "Nobody waited.", "The lamp was lit.", "It rained."]


@pytest.mark.parametrize("n", range(1, 6))
@pytest.mark.parametrize("k", range(1, 5))
def test_a_window_that_does_not_fit_is_infinitely_long(encoder: Encoder, n: int, k: int) -> None:
    lengths = windows(SENTENCES[:n], encoder, 4).lengths(k)
    assert len(lengths) == n
    assert np.all(np.isinf(lengths[: k - 1]))
    assert np.all(np.isfinite(lengths[k - 1 :]))


def test_the_length_of_a_window_is_that_of_its_sentences(encoder: Encoder) -> None:
    own = windows(SENTENCES, encoder, 4)
    alone = own.lengths(1)
    assert own.lengths(3)[4] == pytest.approx(alone[2] + alone[3] + alone[4])


def test_an_empty_sentence_has_a_length_too(encoder: Encoder) -> None:
    assert np.all(windows(["", "Yes.", " "], encoder, 4).lengths(1) > 0)


def test_windows_have_length_one_or_none(encoder: Encoder) -> None:
    for vectors in windows([*SENTENCES, ""], encoder, 4).vectors:
        lengths = np.linalg.norm(vectors, axis=1)
        assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))
