import pytest

from xlcheck.facts.claims import claims
from xlcheck.facts.statement import Statement


def taken(language: str, text: str) -> dict[str, bool]:
    return {concept: affirmed for concept, (affirmed, _) in claims(Statement(text, language)).items()}


@pytest.mark.parametrize(
    ("language", "text", "concept", "affirmed"),
    [
        ("en", "He supports the plan.", "support", True),
        ("en", "He does not support the plan.", "support", False),
        ("en", "He opposes the plan.", "support", False),
        ("zh", "他不支持该计划。", "support", False),
        ("en", "She calls for talks.", "stance", True),
        ("en", "She warned against talks.", "stance", False),
        ("en", "The mine must close.", "certain", True),
        ("en", "The mine may close if prices fall.", "certain", False),
    ],
)
def test_a_sentence_takes_a_side(language: str, text: str, concept: str, affirmed: bool) -> None:
    assert taken(language, text)[concept] == affirmed


def test_a_sentence_that_says_both_takes_no_side() -> None:
    assert "support" not in taken("en", "He supports the plan, she opposes it.")


@pytest.mark.parametrize(
    "text", ["Must the mine close?", "The mine would close.", "The mine must close if prices fall."]
)
def test_a_reservation_is_not_firm(text: str) -> None:
    assert "certain" not in taken("en", text)
