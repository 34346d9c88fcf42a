import pytest

from xlcheck.facts.statement import Statement
from xlcheck.facts.tenses import tenses


def kinds(language: str, text: str) -> set[str]:
    return {cue.key.split(".")[1] for cue in tenses(Statement(text, language))}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The pool will open on Monday."),
        ("zh", "游泳池将于周一开放。"),
        ("de", "Das Bad wird am Montag öffnen."),
        ("fr", "La piscine ouvrira lundi."),
        ("es", "La piscina abrirá el lunes."),
        ("pt", "A piscina abrirá na segunda."),
        ("it", "La piscina aprirà lunedì."),
        ("ru", "Бассейн откроется в понедельник."),
        ("uk", "Басейн працюватиме з понеділка."),
        ("cs", "Bazén bude otevřen v pondělí."),
        ("pl", "Basen będzie otwarty w poniedziałek."),
        ("tr", "Havuz pazartesi açılacak."),
        ("ja", "プールは月曜に開業する予定だ。"),
        ("ko", "수영장은 월요일에 열릴 예정이다."),
        ("ar", "سيتم افتتاح المسبح يوم الاثنين."),
        ("hi", "पूल सोमवार को खुलेगा।"),
        ("vi", "Hồ bơi sẽ mở cửa vào thứ Hai."),
        ("id", "Kolam renang akan dibuka pada hari Senin."),
    ],
)
def test_what_is_to_come_is_read(language: str, text: str) -> None:
    assert "future" in kinds(language, text)
    assert "done" not in kinds(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The pool has opened."),
        ("zh", "游泳池已经开放。"),
        ("de", "Das Bad wurde eröffnet."),
        ("fr", "La piscine a ouvert."),
        ("es", "La piscina abrió el lunes, tuvo lugar una fiesta."),
        ("it", "La piscina ha aperto."),
        ("ru", "Бассейн открылся."),
        ("ja", "プールが開業した。"),
        ("vi", "Hồ bơi đã mở cửa."),
        ("id", "Kolam renang telah dibuka."),
    ],
)
def test_what_has_happened_is_read(language: str, text: str) -> None:
    assert "done" in kinds(language, text)
    assert "future" not in kinds(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He said it would open."),
        ("en", "Pool to open on Monday."),
        ("en", "The free will of the people."),
        ("zh", "他将书放在桌上。"),
        ("zh", "将军昨夜抵达。"),
        ("ja", "開業の予定はない。"),
    ],
)
def test_what_only_looks_like_a_future_is_none(language: str, text: str) -> None:
    assert "future" not in kinds(language, text)


def test_in_a_future_nothing_has_been_done() -> None:
    assert kinds("en", "The pool will be opened.") == {"future"}


def test_german_nouns_are_no_verbs() -> None:
    assert "done" not in kinds("de", "Die Karte ist bunt, die Kette auch.")
