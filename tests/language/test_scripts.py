import pytest

from xlcheck.language.scripts import script_of, scripts


@pytest.mark.parametrize(
    ("letter", "script"),
    [
        ("a", "Latin"),
        ("é", "Latin"),
        ("Я", "Cyrillic"),
        ("桥", "Han"),
        ("は", "Kana"),
        ("ト", "Kana"),
        ("다", "Hangul"),
        ("ج", "Arabic"),
        ("ह", "Devanagari"),
    ],
)
def test_a_letter_knows_its_script(letter: str, script: str) -> None:
    assert script_of(letter) == script


@pytest.mark.parametrize("character", ["1", "。", " ", "🚢", "\0"])
def test_what_is_no_letter_has_no_script(character: str) -> None:
    assert script_of(character) is None


def test_letters_are_counted_by_script() -> None:
    assert scripts("Ferry 渡船, 2!") == {"Latin": 5, "Han": 2}
