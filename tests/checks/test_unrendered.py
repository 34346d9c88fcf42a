import pytest

from xlcheck.checks.base import Pair
from xlcheck.checks.unrendered import unrendered
from xlcheck.facts.statement import Statement
from xlcheck.models import load_profile

ORIGINAL = "Театр откроет сезон в октябре, хотя ремонт крыши, начатый ещё прошлой весной, до сих пор не закончен."


def marked(original: str, translation: str, one: str, two: str, name: str) -> list[str]:
    """What is clearly missing on the other side, as words alone and lengths show it: nothing has read both together."""
    pair = Pair(
        Statement(original, one),
        Statement(translation, two),
        Statement("", one),
        Statement("", two),
        load_profile("embedded").encoder,
    )
    text = original if name == "clause-omitted" else translation
    found = unrendered(pair, of_original=name == "clause-omitted")
    return [text[slice(*bounds)] for bounds, clear in found if clear >= 0.5]


def test_neighbouring_clauses_that_are_missing_together_are_one_finding() -> None:
    (text,) = marked(ORIGINAL, "Театр відкриє сезон у жовтні.", "ru", "uk", "clause-omitted")
    assert text.startswith("хотя ремонт крыши")
    assert text.endswith("не закончен.")


def test_what_is_missing_is_found_from_the_other_side_too() -> None:
    (text,) = marked("Театр відкриє сезон у жовтні.", ORIGINAL, "uk", "ru", "clause-added")
    assert "ремонт крыши" in text


def test_a_longer_language_has_added_nothing() -> None:
    german = "Um die Kosten möglichst niedrig zu halten, setzt das Museum auf die Mitarbeit von Freiwilligen."
    assert marked("To keep costs down, the museum relies on volunteers.", german, "en", "de", "clause-added") == []


@pytest.mark.parametrize(
    "translation",
    [
        "The BVL (Federal Office of Consumer Protection) has recalled the sausages.",
        "The Federal Office of Consumer Protection (BVL) has recalled the sausages.",
    ],
)
def test_what_an_abbreviation_stands_for_is_no_addition(translation: str) -> None:
    assert marked("Das BVL hat die Würste zurückgerufen.", translation, "de", "en", "clause-added") == []


def test_a_language_that_the_encoder_does_not_know_is_left_alone() -> None:
    icelandic = "Brúin opnar í október."
    english = "The bridge opens in October, although the repairs that began last spring are far from finished."
    assert marked(icelandic, english, "is", "en", "clause-added") == []
    assert marked("Der Bau öffnet im Oktober.", english, "de", "en", "clause-added") != []
