import pytest

from xlcheck.checks.base import Pair
from xlcheck.checks.strangers import exchanged
from xlcheck.facts.statement import Statement
from xlcheck.models import Encoder


def swap(encoder: Encoder, one: str, original: str, two: str, translation: str) -> tuple[str, str] | None:
    sides = Statement(original, one), Statement(translation, two)
    found = exchanged(Pair(*sides, Statement("", one), Statement("", two), encoder))
    return found and (original[found[0].start : found[0].end], translation[found[1].start : found[1].end])


@pytest.mark.parametrize(
    ("one", "original", "translation", "names"),
    [
        (
            "de",
            "Am Abend sprach im alten Saal Ilse Brandner über den Hafen.",
            "In the evening Agnieszka Kowalczyk spoke in the hall about the harbour.",
            ("Ilse Brandner", "Agnieszka Kowalczyk"),
        ),
        (
            "fr",
            "Le prix a été remis à Mathilde Roussel par le maire.",
            "The prize was handed to Agnieszka Kowalczyk by the mayor.",
            ("Mathilde Roussel", "Agnieszka Kowalczyk"),
        ),
    ],
)
def test_a_name_that_became_another_one_is_found(
    encoder: Encoder, one: str, original: str, translation: str, names: tuple[str, str]
) -> None:
    assert swap(encoder, one, original, "en", translation) == names


@pytest.mark.parametrize(
    ("one", "original", "translation"),
    [
        ("de", "Am Abend sprach in der Halle Ilse Brandner.", "In the evening Ms Brandner spoke in the hall."),
        ("ru", "Выставку открыл художник Пантелеев.", "The exhibition was opened by the painter Panteleyev."),
        ("zh", "斯特凡诺维奇宣布辞职。", "Yesterday Stefanovic announced his resignation."),
        ("fr", "Le maire a remis le prix.", "The prize was handed over by Agnieszka Kowalczyk."),
    ],
)
def test_a_name_that_is_written_otherwise_or_only_added_is_no_swap(
    encoder: Encoder, one: str, original: str, translation: str
) -> None:
    assert swap(encoder, one, original, "en", translation) is None
