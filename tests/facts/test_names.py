from xlcheck.facts.names import find_names
from xlcheck.language.folding import fold


def ids(text: str, language: str) -> list[str]:
    return [name.id for name in find_names(fold(text, language), text, language)]


def test_the_korean_war_is_no_country() -> None:
    assert ids("朝鲜战争结束了。", "zh") == ids("The Korean War ended.", "en") == ["korean-war"]


def test_countries_match_in_every_case_of_languages_that_have_no_column() -> None:
    assert ids("Prezident odletěl do Gruzie a jednal s Gruzií.", "cs") == ["GE", "GE"]
