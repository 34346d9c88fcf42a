import pytest

from xlcheck.facts.comparisons import comparisons
from xlcheck.facts.statement import Statement


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("en", "More than 40 boats sank.", ["over"]),
        ("en", "No more than 40 boats sank.", ["at_most"]),
        ("en", "The fine does not exceed 40 euros.", ["at_most"]),
        ("en", "It is as deep as the lake.", ["equal"]),
        ("en", "Rice is less expensive than wheat.", ["under"]),
        ("zh", "超过40艘船沉没。", ["over"]),
        ("zh", "沉没的船不下40艘。", ["at_least"]),
        ("zh", "米比面贵。", ["over"]),
        ("de", "Höchstens 40 Boote sanken.", ["at_most"]),
        ("fr", "Le prix n'excède pas 40 euros.", ["at_most"]),
        ("ru", "Затонуло не менее 40 лодок.", ["at_least"]),
        ("tr", "En az 40 tekne battı.", ["at_least"]),
        ("vi", "Ít nhất 40 chiếc thuyền bị chìm.", ["at_least"]),
        ("id", "Lebih dari 40 perahu tenggelam.", ["over"]),
    ],
)
def test_the_direction_of_a_comparison_is_read(language: str, text: str, kinds: list[str]) -> None:
    assert [found.kind for found in comparisons(Statement(text, language))] == kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bridge over the river lies under the castle."),
        ("en", "More than ever they want rain."),
        ("de", "Die Brücke führt über den Fluss und unter der Burg hindurch."),
        ("zh", "她像花一样美。"),
        ("zh", "比赛打得很激烈。"),
    ],
)
def test_places_and_likenesses_compare_nothing(language: str, text: str) -> None:
    assert comparisons(Statement(text, language)) == []


def test_a_bound_knows_its_figure() -> None:
    (found,) = comparisons(Statement("Fewer than 40 of the 90 boats sank.", "en"))
    assert found.number is not None
    assert found.number.value == 40


def test_a_comparison_without_a_figure_has_none() -> None:
    (found,) = comparisons(Statement("Growth was higher than in the 3 years before.", "en"))
    assert found.number is None


def test_a_denied_bound_remembers_its_own_words() -> None:
    (found,) = comparisons(Statement("Er zahlt nicht mehr als 40 Euro, sagt er.", "de"))
    assert found.kind == "at_most"
