import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.alignment.windows import scale, windows
from xlcheck.language.size import size
from xlcheck.models import Encoder

SENTENCES = ["One ship left.", "Two ships stayed.", "Nobody waited.", "The lamp was lit.", "It rained."]


@pytest.mark.parametrize("n", range(1, 6))
@pytest.mark.parametrize("k", range(1, 5))
def test_a_window_that_does_not_fit_has_neither_length_nor_vector(encoder: Encoder, n: int, k: int) -> None:
    own = windows(SENTENCES[:n], encoder)
    lengths, vectors = own.lengths(k), own.vectors(k, 0, n)
    assert len(lengths) == n + 1
    assert np.isnan(lengths[:k]).all()
    assert np.isfinite(lengths[k:]).all()
    assert not vectors[: k - 1].any()
    assert np.allclose(np.linalg.norm(vectors[k - 1 :], axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("k", range(1, 5))
def test_a_stretch_of_windows_is_cut_from_all_of_them(encoder: Encoder, k: int) -> None:
    own = windows(SENTENCES, encoder)
    assert np.array_equal(own.vectors(k, 1, 4), own.vectors(k, 0, 5)[1:4])


def test_a_window_of_two_is_what_the_two_add_up_to(encoder: Encoder) -> None:
    own = windows(SENTENCES, encoder)
    added = encoder.whole(own.parts[1:2] + own.parts[2:3])[0] - own.mean
    assert np.allclose(own.vectors(2, 2, 3)[0], added / np.linalg.norm(added), atol=1e-5)


def test_the_length_of_a_window_is_that_of_its_sentences(encoder: Encoder) -> None:
    own = windows(SENTENCES, encoder)
    alone = own.lengths(1)
    assert own.lengths(3)[5] == pytest.approx(alone[3] + alone[4] + alone[5])


def test_an_empty_sentence_has_a_length_too(encoder: Encoder) -> None:
    assert (windows(["", "Yes.", " "], encoder).lengths(1)[1:] > 0).all()


def test_paragraphs_tell_something_unless_every_sentence_begins_one(encoder: Encoder) -> None:
    assert windows(SENTENCES, encoder, [True, False, False, True, False]).has_paragraphs
    assert not windows(SENTENCES, encoder, [True] * 5).has_paragraphs
    assert not windows(SENTENCES, encoder).has_paragraphs


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("这座桥将于周一关闭，市长昨天说。", "The bridge will be closed on Monday, the mayor said yesterday."),
        ("다리는 월요일에 폐쇄된다고 시장이 어제 말했다.", "The bridge will be closed on Monday, the mayor said yesterday."),
        ("Мост закроют в понедельник, сообщил вчера мэр города.", "The bridge will be closed on Monday, the mayor said yesterday."),
        ("橋は月曜日に閉鎖されると、市長が昨日述べました。", "The bridge will be closed on Monday, the mayor said yesterday."),
    ],
)  # fmt: skip
def test_a_text_is_about_as_large_as_its_translation(text: str, english: str) -> None:
    assert 0.7 < size(text) / size(english) < 1.4


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_is_smaller_than_one_letter_and_none_shrinks_by_growing(text: str, more: str) -> None:
    assert 1 <= size(text) <= size(text + more)


def test_a_summary_does_not_make_sentences_shorter_than_a_translation_can(encoder: Encoder) -> None:
    assert scale(windows(SENTENCES * 4, encoder), windows(SENTENCES[:2], encoder)) == pytest.approx(1 / 1.6)
