import pytest

from xlcheck.language.breadth import said


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("de", "Der Verein hat seinen Trainer entlassen.", "The club has dismissed its coach."),
        ("fr", "Les travaux seront terminés avant l'été.", "The work will be finished before summer."),
        ("zh", "这座桥将于下月重新开放。", "The bridge will reopen to traffic next month."),
    ],
)
def test_translations_of_a_sentence_say_about_as_much(language: str, text: str, english: str) -> None:
    assert 0.75 < said(text, language) / said(english, "en") < 1.33


def test_a_german_sentence_says_less_than_an_english_one_of_its_length() -> None:
    assert said("Sie kam gestern an.", "de") < said("Sie kam gestern an.", "en")


def test_an_unknown_language_is_measured_as_it_is() -> None:
    assert said("Habari za asubuhi", "sw") == said("Habari za asubuhi", None) == 17
