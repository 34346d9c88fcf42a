import pytest

from xlcheck.facts.attributions import attributions
from xlcheck.facts.reported import is_attributed
from xlcheck.facts.statement import Statement


def told(text: str, language: str) -> list[tuple[str, str]]:
    """Who speaks and what is said, as they stand in the text."""
    return [
        (text[slice(*a.speaker)].strip(), text[slice(*a.said)].strip()) for a in attributions(Statement(text, language))
    ]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "said"),
    [
        (
            "en",
            "The mayor said on Friday that the bridge was safe.",
            "The mayor said on Friday",
            "the bridge was safe.",
        ),
        ("en", "The bridge was safe, the mayor said.", "the mayor said.", "The bridge was safe,"),
        ("en", "Police say the driver fled.", "Police say", "the driver fled."),
        ("de", "Die Brücke war sicher, so der Bürgermeister.", "so der Bürgermeister.", "Die Brücke war sicher,"),
        ("es", "El abogado sostiene que no es culpable.", "El abogado sostiene que", "no es culpable."),
        ("zh", "市长说，大桥很安全。", "市长说，", "大桥很安全。"),
        ("ja", "市長は、橋は安全だと述べた。", "市長は、", "橋は安全だと"),
        ("ko", "시장은 다리가 안전하다고 말했다.", "시장은", "다리가 안전하다고"),
        ("tr", "Başkan, köprünün güvenli olduğunu söyledi.", "Başkan,", "köprünün güvenli olduğunu"),
        ("ar", "قال العمدة إن الجسر آمن تماما.", "قال العمدة", "الجسر آمن تماما."),
    ],
)
def test_the_speaker_and_what_is_said_are_found_wherever_a_language_puts_the_verb(
    language: str, text: str, speaker: str, said: str
) -> None:
    assert told(text, language) == [(speaker, said)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The announcement surprised everyone."),
        ("en", "That said, prices may yet fall."),
        ("en", "It should be said that prices fell."),
        ("en", "The trip went according to plan."),
        ("es", "Quiero afirmar que no hay duda."),
        ("fr", "D'après ce que je vois, tout va bien."),
        ("zh", "至于地点，他没有细说。"),
        ("zh", "该党对结果“表示”强烈不满。"),
    ],
)
def test_nouns_set_phrases_and_infinitives_attribute_nothing(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Kassen seien leer."),
        ("de", "Die Kassen sind leer, so der Minister."),
        ("de", "Der Verein gab am Abend die Trennung bekannt."),
        ("tr", "Başkan istifa etmiş."),
        ("ja", "男は逃走中だという。"),
        ("ko", "그는 곧 돌아온다고 한다."),
        ("fr", "Il aurait quitté le pays."),
        ("en", "In the mayor's words, it is over."),
    ],
)
def test_grammar_alone_may_say_that_another_speaks(language: str, text: str) -> None:
    assert is_attributed(Statement(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Die Kassen sind leer."), ("tr", "Başkan istifa etti."), ("ja", "男は逃走中だ。"), ("en", "It is over.")],
)
def test_a_plain_statement_is_nobodys_words(language: str, text: str) -> None:
    assert not is_attributed(Statement(text, language))
