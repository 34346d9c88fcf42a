"""Where a reading points, and how that is said."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.checks import CHECKS
from xlcheck.checks.base import Evidence
from xlcheck.checks.messages import message
from xlcheck.models.roles import KINDS, Reading, Tags

TEXTS = ("市长感谢了消防员的工作。", "The mayor blamed the firefighters' union leaders.")


def tags(text: str, doubted: dict[str, float]) -> Tags:
    """Subwords of at most five letters; those that begin in a stretch have its logit, others -3."""
    pieces = [(m.start() + k, min(m.start() + k + 5, m.end())) for m in re.finditer(r"\w+|\S", text) for k in range(0, len(m[0]), 5)]  # fmt: skip
    logits = np.full(len(pieces), -3.0)
    for words, logit in doubted.items():
        start = text.index(words)
        logits[[start <= a < start + len(words) for a, _ in pieces]] = logit
    return Tags(np.array(pieces, dtype=np.int64), logits)


def seen(one: dict[str, float], two: dict[str, float], kind: str = "word", share: float = 1.0) -> list[Evidence]:
    reading = Reading(3.0, tags(TEXTS[0], one), tags(TEXTS[1], two), kind, share)
    return list(CHECKS["meaning-drifted"].reading(TEXTS, reading))


def shown(item: Evidence) -> tuple[str | None, ...]:
    return tuple(
        text[slice(*b)] if b else None for text, b in zip(TEXTS, (item.original, item.translation), strict=True)
    )


def test_the_worst_words_of_either_side_are_shown_with_their_neighbours() -> None:
    (item,) = seen({}, {"blamed": 4.0, "firefighters": 1.0, "the firefighters": 2.0})
    assert shown(item) == (None, "blamed the firefighters")
    assert message(item) == "Read side by side, nothing in the original seems to say “blamed the firefighters”."


def test_a_word_is_shown_whole() -> None:
    text = TEXTS[1]
    spans = np.array([(text.index("fighters"), text.index("fighters") + 8)])
    nothing = Tags(np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    (item,) = CHECKS["meaning-drifted"].reading(TEXTS, Reading(3.0, nothing, Tags(spans, np.array([1.0]))))
    assert shown(item) == (None, "firefighters")


def test_the_space_that_a_subword_begins_with_is_no_part_of_the_place() -> None:
    spans = np.array([(TEXTS[1].index(" blamed"), TEXTS[1].index(" blamed") + 7)])
    nothing = Tags(np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    (item,) = CHECKS["meaning-drifted"].reading(TEXTS, Reading(3.0, nothing, Tags(spans, np.array([1.0]))))
    assert shown(item) == (None, "blamed")


def test_both_sides_are_shown_where_both_are_doubted() -> None:
    (item,) = seen({"市长感谢了": 2.0}, {"blamed": 4.0})
    assert item.original
    assert item.translation
    assert "in the original and “blamed” in the translation do not seem to say the same" in message(item)


def test_a_suspicion_without_a_place_is_not_shown() -> None:
    assert seen({"市长感谢了": -0.5}, {"blamed": -0.1}) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_named_where_it_is_likely_and_says_something(kind: str) -> None:
    (likely,), (unlikely,) = seen({}, {"blamed": 4.0}, kind, 0.7), seen({}, {"blamed": 4.0}, kind, 0.5)
    assert ("It looks" in message(likely)) == (kind not in ("none", "other", "word"))
    assert "It looks" not in message(unlikely)


@given(st.lists(st.floats(-9, 9), min_size=30, max_size=30))
def test_a_place_lies_in_its_text_and_is_no_whole_sentence(logits: list[float]) -> None:
    text = " ".join(f"word{k}" for k in range(30))
    spans = np.array([(m.start(), m.end()) for m in re.finditer(r"\w+", text)])
    nothing = Tags(np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    for item in CHECKS["meaning-drifted"].reading(("Satz", text), Reading(1.0, nothing, Tags(spans, np.array(logits)))):
        assert item.translation is not None
        start, end = item.translation
        assert 0 <= start < end <= len(text)
        assert end - start <= 70
        assert not text[start:end].startswith(" ")
        assert not text[start:end].endswith(" ")
