import pytest

from xlcheck.language.clauses import clauses


def parts(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in clauses(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The bridge, built in 1931, is closed.", ["The bridge, ", "built in 1931, ", "is closed."]),
        ("de", "Er kam (viel zu spät), sah und ging.", ["Er kam (", "viel zu spät), ", "sah und ging."]),
        ("zh", "桥塌了，没有人受伤。", ["桥塌了，", "没有人受伤。"]),
        ("ja", "橋が落ちたが、けが人はいない。", ["橋が落ちたが、", "けが人はいない。"]),
        ("ar", "أُغلق الجسر، ولم يُصب أحد؛ والتحقيق جارٍ.", ["أُغلق الجسر، ", "ولم يُصب أحد؛ ", "والتحقيق جارٍ."]),
        ("hi", "पुल टूट गया। कोई घायल नहीं हुआ।", ["पुल टूट गया। ", "कोई घायल नहीं हुआ।"]),
        ("en", "The dam - it is old - holds.", ["The dam - ", "it is old - ", "holds."]),
    ],
)
def test_a_sentence_is_cut_behind_its_marks(language: str, text: str, expected: list[str]) -> None:
    assert parts(text, language) == expected


def test_what_a_chinese_sentence_lists_is_one_clause() -> None:
    assert parts("桥、路、隧道都关了。", "zh") == ["桥、路、隧道都关了。"]


@pytest.mark.parametrize("text", ["It cost 1,250.75 euros", "Das Spiel endete 3:1", "Es kostet 1.250,75 Euro"])
def test_a_mark_within_a_number_parts_nothing(text: str) -> None:
    assert parts(text) == [text]


def test_the_clauses_together_are_the_text() -> None:
    text = "“We knew,” she said – too late; nobody (least of all the mayor) listened."
    assert "".join(parts(text)) == text
