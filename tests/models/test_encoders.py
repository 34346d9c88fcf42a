import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.models import Encoder, load_profile
from xlcheck.models.distilled import DistilledEncoder

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
    "The committee met again on Tuesday, and again without a result. " * 20,
] * 6


@pytest.fixture(scope="module", params=["embedded", "static"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return load_profile(request.param).encoder


def fresh(encoder: Encoder, texts: list[str]) -> np.ndarray:
    """Vectors that are computed, not remembered."""
    if isinstance(encoder, DistilledEncoder):
        encoder._remembered.clear()
    return encoder.encode(texts)


def test_a_vector_is_the_same_bits_in_a_batch_of_any_size(encoder: Encoder) -> None:
    whole = fresh(encoder, TEXTS)
    for size in (1, 7, 32):
        parts = np.vstack([fresh(encoder, TEXTS[i : i + size]) for i in range(0, len(TEXTS), size)])
        assert parts.tobytes() == whole.tobytes()


def test_a_vector_is_the_same_bits_in_any_order(encoder: Encoder) -> None:
    order = np.random.default_rng(5).permutation(len(TEXTS))
    whole = fresh(encoder, TEXTS)
    shuffled = fresh(encoder, [TEXTS[i] for i in order])
    assert shuffled.tobytes() == whole[order].tobytes()


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=8))
def test_a_vector_does_not_depend_on_its_company(encoder: Encoder, text: str, company: list[str]) -> None:
    assert fresh(encoder, [*company, text])[-1].tobytes() == fresh(encoder, [text])[0].tobytes()


def test_what_is_remembered_is_what_was_computed(encoder: Encoder) -> None:
    first = fresh(encoder, TEXTS)
    assert encoder.encode(TEXTS).tobytes() == first.tobytes()


def test_a_text_is_the_whole_of_its_parts(encoder: Encoder) -> None:
    assert encoder.whole(encoder.parts(TEXTS)).tobytes() == encoder.encode(TEXTS).tobytes()


def test_sentences_added_up_say_what_they_say_as_one_text(encoder: Encoder) -> None:
    sentences = ["The bridge closed on Monday.", "The ferry will run twice a day."]
    (joined,) = encoder.encode([" ".join(sentences)])
    added = encoder.whole(encoder.parts(sentences).sum(axis=0, keepdims=True))[0]
    assert added @ joined > 0.9
    assert added @ joined > max(encoder.encode(sentences) @ joined)


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
