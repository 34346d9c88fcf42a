import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.models.spans import found, words


def test_pieces_are_found_where_they_stand() -> None:
    text = "The mayor said so."
    assert [text[a:b] for a, b in found(["▁The", "▁ma", "yor", "▁said", "▁", "so", "."], text)] == [
        "The",
        "ma",
        "yor",
        "said",
        "",
        "so",
        ".",
    ]


def test_a_piece_that_normalisation_changed_is_empty_and_loses_nothing_behind_it() -> None:
    text = "№ 5 boats"
    assert [text[a:b] for a, b in found(["▁No", "▁5", "▁boats"], text)] == ["", "5", "boats"]


@given(st.lists(st.text(max_size=4), max_size=12), st.text(max_size=30))
def test_bounds_lie_in_the_text_in_order(pieces: list[str], text: str) -> None:
    bounds = found(pieces, text)
    assert bounds.shape == (len(pieces), 2)
    assert np.all((bounds[:, 0] <= bounds[:, 1]) & (bounds[:, 1] <= len(text)))
    assert np.all(np.diff(bounds[:, 0]) >= 0)


def test_bounds_are_moved_to_whole_words() -> None:
    text = "The mayor said so."
    assert words(text, 6, 8) == (4, 9)
    assert words(text, 3, 10) == (4, 9)
    assert words("市长说", 1, 2) == (1, 2)


@given(st.text(min_size=1, max_size=30), st.data())
def test_whole_words_hold_what_was_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = words(text, start, end)
    assert 0 <= first < last <= len(text)
    assert not text[start:end].strip() or text[start:end].strip() in text[first:last]
