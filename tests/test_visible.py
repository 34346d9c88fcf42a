"""Offsets into a text with its hidden characters shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.visible import hidden_offset, visible

TEXTS = st.text(alphabet="ab 桥\n\x00\x1b\u200b\u202e\ufeff")
MARK = len("⟨U+202E⟩")


@given(TEXTS, st.data())
def test_an_offset_of_the_text_is_found_again_from_where_it_is_shown(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert hidden_offset(text, len(visible(text[:offset]))) == offset


@given(TEXTS, st.integers(0, 200))
def test_every_place_that_is_shown_belongs_to_the_character_that_stands_there(text: str, shown: int) -> None:
    offset = hidden_offset(text, shown)
    assert 0 <= offset <= len(text)
    if shown < len(visible(text)):
        assert len(visible(text[:offset])) <= shown < len(visible(text[: offset + 1]))
    else:
        assert offset == len(text)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_what_is_selected_later_is_not_earlier_in_the_text(text: str, one: int, two: int) -> None:
    first, second = sorted((one, two))
    assert hidden_offset(text, first) <= hidden_offset(text, second)


@given(st.text(alphabet="ab 桥渡🙂\n\t"), st.integers(0, 40))
def test_where_nothing_is_hidden_offsets_are_the_same(text: str, shown: int) -> None:
    assert hidden_offset(text, shown) == min(shown, len(text))


@pytest.mark.parametrize("within", range(MARK))
def test_within_a_mark_is_before_its_character(within: int) -> None:
    assert hidden_offset("ab\u202ecd", 2 + within) == 2


def test_behind_a_mark_is_behind_its_character() -> None:
    assert hidden_offset("ab\u202ecd", 2 + MARK) == 3
    assert hidden_offset("ab\u202ecd", 2 + MARK + 1) == 4
    assert hidden_offset("\u202e\u202e", 2 * MARK) == 2
