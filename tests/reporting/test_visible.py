import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.visible import one_line, visible

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = "\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x9b\x9f"
HIDDEN = "\u200b\u2028\u2029\u2060\ufeff"


@pytest.mark.parametrize("character", [*BIDI, *CONTROLS, *HIDDEN], ids=lambda c: f"U+{ord(c):04X}")
def test_a_hidden_character_is_shown_as_its_code(character: str) -> None:
    assert visible(f"a{character}b") == f"a⟨U+{ord(character):04X}⟩b"


@pytest.mark.parametrize(
    "text",
    ["The bridge closed.", "桥关了。", "أغلق الجسر", "a\tb\nc\r\n", "पुल बंद है", "می‌بندد", "👩‍👧", "soft\u00adhyphen"],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_a_text_on_one_line_has_single_spaces() -> None:
    assert one_line("  a \n\n b\t\u3000c\r\n") == "a b c"


@given(st.text())
def test_nothing_that_moves_the_cursor_is_left(text: str) -> None:
    shown = one_line(text)
    assert not set(shown) & {*BIDI, *CONTROLS, "\n", "\r", "\t"}
    assert shown.splitlines() in ([shown], [])


@given(st.text(alphabet=f"ab {BIDI}{CONTROLS}{HIDDEN}"))
def test_making_visible_twice_is_making_visible_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)
