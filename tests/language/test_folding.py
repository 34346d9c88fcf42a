import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.language.folding import fold


@pytest.mark.parametrize(
    ("language", "text", "folded"),
    [
        ("en", "It DIDN’T Rain", "it didn't rain"),
        ("ru", "Ещё Орёл", "еще орел"),
        ("uk", "П’ЯТЬ", "п'ять"),
        ("zh-Hant", "兩座橋", "两座桥"),
        ("zh", "１２００Ａ", "1200a"),
        ("ar", "٢٥٠٪", "250%"),
        ("hi", "२५०", "250"),
        ("de", "3–5 − 2", "3-5 - 2"),
    ],
)
def test_a_text_is_folded_to_how_the_lexicons_are_written(language: str, text: str, folded: str) -> None:
    assert fold(text, language) == folded


def test_only_chinese_is_simplified() -> None:
    assert fold("兩座橋", "ja") == "兩座橋"


@given(st.text(), st.sampled_from(["en", "zh", "zh-Hant", "de", "tr", "ar", "ru", None]))
def test_folding_keeps_the_length(text: str, language: str | None) -> None:
    assert len(fold(text, language)) == len(text)


@pytest.mark.parametrize("letter", ["İ", "ß", "ﬁ", "㎞", "½", "ŉ", "ǰ", "ΐ", "ﷺ", "㋿"])
def test_letters_that_fold_to_several_keep_their_place(letter: str) -> None:
    assert len(fold(f"a{letter}b", "en")) == 3


@given(st.text(), st.sampled_from(["en", "zh", "ru"]))
def test_folding_twice_is_folding_once(text: str, language: str) -> None:
    once = fold(text, language)
    assert fold(once, language) == once
