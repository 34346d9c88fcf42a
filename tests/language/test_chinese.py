import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.language.chinese import simplified, variant

LETTERS = st.characters(exclude_categories=["Cs"]) | st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)


def test_traditional_characters_become_simplified() -> None:
    assert simplified("舊城區的兩座橋關閉") == "旧城区的两座桥关闭"


def test_simplified_text_stays_as_it_is() -> None:
    assert simplified("旧城区的两座桥关闭。 Old bridges") == "旧城区的两座桥关闭。 Old bridges"


@given(st.text(alphabet=LETTERS))
def test_simplified_keeps_the_length(text: str) -> None:
    assert len(simplified(text)) == len(text)


@given(st.text(alphabet=LETTERS))
def test_letters_outside_chinese_are_left_alone(text: str) -> None:
    changed = [c for c, s in zip(text, simplified(text), strict=True) if c != s]
    assert all(c >= "\u2e80" for c in changed)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("两座桥", "zh-Hans"),
        ("兩座橋", "zh-Hant"),
        ("古橋邊有一家兩層的麵館", "zh-Hant"),
        ("一二三", "zh-Hans"),
        ("", "zh-Hans"),
    ],
)
def test_the_variant_is_told_by_its_characters(text: str, tag: str) -> None:
    assert variant(text) == tag
