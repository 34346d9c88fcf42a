import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.models import Encoder

TEXTS = [
    "The bridge closed.",
    "桥关闭了。",
    "橋關閉了。",
    "Мост закрыт.",
    "Le pont est fermé depuis lundi, a dit le maire.",
    "أغلق الجسر.",
    "",
    "   ",
    "A",
    "🚢",
    "The ferry will run twice a day, and nobody knows for how long it will have to.",
] * 6


def test_a_vector_is_the_same_bits_in_a_batch_of_any_size(encoder: Encoder) -> None:
    whole = encoder.encode(TEXTS)
    for size in (1, 7, 32):
        parts = np.vstack([encoder.encode(TEXTS[i : i + size]) for i in range(0, len(TEXTS), size)])
        assert parts.tobytes() == whole.tobytes()


def test_a_vector_is_the_same_bits_in_any_order(encoder: Encoder) -> None:
    order = np.random.default_rng(5).permutation(len(TEXTS))
    whole = encoder.encode(TEXTS)
    shuffled = encoder.encode([TEXTS[i] for i in order])
    assert shuffled.tobytes() == whole[order].tobytes()


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=8))
def test_a_vector_does_not_depend_on_its_company(encoder: Encoder, text: str, company: list[str]) -> None:
    assert encoder.encode([*company, text])[-1].tobytes() == encoder.encode([text])[0].tobytes()


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_vectors_have_length_one_or_none(encoder: Encoder, texts: list[str]) -> None:
    lengths = np.linalg.norm(encoder.encode(texts), axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))


def test_no_text_gives_no_vector(encoder: Encoder) -> None:
    assert encoder.encode([]).shape[0] == 0


def test_traditional_and_simplified_are_one(encoder: Encoder) -> None:
    one, other = encoder.encode(["市政府宣布兩座橋將關閉。", "市政府宣布两座桥将关闭。"])
    assert np.array_equal(one, other)


@pytest.mark.parametrize(
    "translation",
    [
        "港口周一重新开放。",
        "Der Hafen öffnet am Montag wieder.",
        "Порт вновь откроется в понедельник.",
        "Le port rouvre lundi.",
    ],
)
def test_a_translation_is_closer_than_a_stranger(encoder: Encoder, translation: str) -> None:
    stranger = "The committee elected a new treasurer."
    own, other, far = encoder.encode(["The port reopens on Monday.", translation, stranger])
    assert own @ other > 0.3
    assert own @ other > own @ far + 0.2


@given(st.text(max_size=60))
def test_subwords_lie_inside_the_text_in_order(encoder: Encoder, text: str) -> None:
    found = encoder.subwords(text)
    assert len(found.spans) == len(found.vectors) == len(found.weights)
    assert all(0 <= start <= end <= len(text) for start, end in found.spans)
    assert all(a[0] <= b[0] for a, b in zip(found.spans, found.spans[1:], strict=False))


def test_the_subwords_of_a_text_cover_its_words(encoder: Encoder) -> None:
    text = "The bridge 桥 closed"
    covered = {i for start, end in encoder.subwords(text).spans for i in range(start, end)}
    assert {i for i, letter in enumerate(text) if not letter.isspace()} <= covered
