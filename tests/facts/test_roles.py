import pytest

from xlcheck.facts.names import find_names
from xlcheck.facts.roles import Mention, cases_allow, deed
from xlcheck.language.folding import fold


def told(text: str, language: str) -> tuple[str, str, str] | None:
    folded = fold(text, language)
    one, other = (Mention(n.start, n.end, n.id) for n in find_names(folded, text, language))
    found = deed(folded, language, one, other)
    if found is None or not cases_allow(text, language, found):
        return None
    return found.agent.id, found.verb, found.patient.id


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("France beat Spain.", "en"),
        ("Spain were beaten by France.", "en"),
        ("西班牙队被法国队击败。", "zh"),
        ("Spanien wurde von Frankreich geschlagen.", "de"),
        ("L'Espagne a été battue par la France.", "fr"),
        ("フランスがスペインを撃破した。", "ja"),
        ("Франция победила Испанию.", "ru"),
    ],
)
def test_who_did_it_is_read_from_order_voice_and_case(text: str, language: str) -> None:
    assert told(text, language) == ("FR", "defeat", "ES")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("France and Spain beat the rest.", "en"),
        ("France said Spain attacked.", "en"),
        ("France was attacked near Spain.", "en"),
        ("Испанию победила Франция.", "ru"),
        ("France met Spain.", "en"),
    ],
)
def test_what_is_not_plain_is_left_alone(text: str, language: str) -> None:
    assert told(text, language) is None
