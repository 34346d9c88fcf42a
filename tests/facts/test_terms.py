"""Where a term stands in a text, whatever its ending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.terms import occurrences


def found(term: str, text: str, language: str | None, **options: bool) -> list[str]:
    return [text[start:end] for start, end in occurrences(term, text, language, **options)]


def test_every_place_is_told_with_its_offsets() -> None:
    text = "The ferry stops. No other ferry runs."
    assert list(occurrences("ferry", text, "en")) == [(4, 9), (26, 31)]
    assert list(occurrences("渡轮", "渡轮停航,渡轮票退款", "zh")) == [(0, 2), (5, 7)]


@pytest.mark.parametrize(
    ("language", "term", "text", "there"),
    [
        ("en", "ferry", "Both ferries left.", "ferries"),
        ("en", "mayor", "The mayor's office", "mayor"),
        ("en", "mayor", "The mayor’s office", "mayor"),
        ("en", "vote", "They voted on Monday.", "voted"),
        ("en", "central bank", "Central banks met.", "Central banks"),
        ("de", "Fähre", "Beide Fähren fuhren ab.", "Fähren"),
        ("de", "Bundestag", "Die Rede des Bundestages", "Bundestages"),
        ("de", "Europäische Union", "in der Europäischen Union", "Europäischen Union"),
        ("ru", "правительство", "заявили в правительстве", "правительстве"),
        ("ru", "выборы", "итоги выборов", "выборов"),
        ("ru", "центральный банк", "глава центрального банка", "центрального банка"),
        ("ru", "паром", "два парома и пять паромов", "парома"),
        ("fr", "bateau", "deux bateaux coulés", "bateaux"),
        ("fr", "Union européenne", "les pays de l'Union européenne", "Union européenne"),
        ("fr", "Union européenne", "les pays de l’Union européenne", "Union européenne"),
        ("es", "gobierno", "los gobiernos europeos", "gobiernos"),
        ("es", "acuerdo electoral", "los acuerdos electorales", "acuerdos electorales"),
        ("uk", "пором", "два пороми", "пороми"),
        ("en", "climate-neutral", "a climate neutral town", "climate neutral"),
        ("en", "naïve", "A naïve plan", "naïve"),
        ("en", "COVID-19", "the COVID-19 wards", "COVID-19"),
        (None, "harbour", "two harbours", "harbours"),
    ],
)
def test_a_term_may_have_another_ending(language: str | None, term: str, text: str, there: str) -> None:
    assert there in found(term, text, language)


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "ferry", "The ferret ran."),
        ("en", "port", "The report came."),
        ("en", "port", "It was important."),
        ("en", "central bank", "The bank is central."),
        ("en", "central bank", "The central river bank"),
        ("de", "Rat", "Die Rate stieg, der Verrat nicht."),
        ("de", "Fähre", "Er fährt heute."),
        ("uk", "пором", "порада"),
        ("en", "ferry", ""),
        ("zh", "渡轮", "轮渡"),
    ],
)
def test_another_word_is_not_the_term(language: str, term: str, text: str) -> None:
    assert found(term, text, language) == []


@pytest.mark.parametrize(
    ("language", "term", "text", "there"),
    [
        ("zh", "选举", "選舉結果公布", "選舉"),
        ("zh-TW", "選舉", "选举结果公布", "选举"),
        ("zh", "世卫组织", "世衛組織周一表示", "世衛組織"),
        ("ja", "選挙", "選挙の結果", "選挙"),
        ("ja", "フェリー", "フェリーが止まる", "フェリー"),
        ("ko", "정부", "정부는 월요일에 발표했다", "정부"),
        ("ko", "유럽 연합", "유럽 연합의 회원국", "유럽 연합"),
        ("th", "เรือ", "เรือข้ามฟาก", "เรือ"),
        ("zh", "AI模型", "新的AI模型发布", "AI模型"),
        ("zh", "ＡＩ模型", "新的AI模型发布", "AI模型"),
    ],
)
def test_scripts_without_spaces_go_letter_by_letter(language: str, term: str, text: str, there: str) -> None:
    assert found(term, text, language) == [there]


def test_letters_that_are_written_otherwise_are_others_where_case_was_asked() -> None:
    assert found("选举", "選舉結果", "zh", case=True) == []
    assert found("选举", "选举结果", "zh", case=True) == ["选举"]


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("zh", "iPhone", "新款iPhone上市"),
        ("zh", "WHO", "由WHO发布的报告"),
        ("ja", "Linux", "新しいLinuxの版"),
        ("ko", "NATO", "NATO는 월요일에"),
        ("th", "Google", "บริษัทGoogleแถลง"),
        ("zh", "5G", "中国5G网络"),
        ("zh", "European Union", "欧盟European Union的缩写"),
    ],
)
def test_a_latin_term_is_found_between_letters_that_need_no_space(language: str, term: str, text: str) -> None:
    assert found(term, text, language) == [term]
    assert found(term, text, language, case=True) == [term]


def test_a_latin_term_is_no_part_of_a_latin_word_there_either() -> None:
    assert found("Phone", "新款iPhone上市", "zh") == []
    assert found("WHO", "WHOLE食品公司", "zh") == []


@pytest.mark.parametrize("language", ["de", "nl", "sv", "fi"])
def test_parts_of_compounds_are_found_only_where_they_are_asked_for(language: str) -> None:
    text = "Weltklimagipfel"
    assert found("klimagipfel", text, language) == []
    assert found("klimagipfel", text, language, compounds=True) == [text]


def test_a_compound_may_have_an_ending_too() -> None:
    assert found("Klimagipfel", "des Weltklimagipfels", "de", compounds=True) == ["Weltklimagipfels"]


@pytest.mark.parametrize(("language", "term", "text"), [("en", "ferry", "superferry"), ("de", "Rat", "Verrat")])
def test_other_languages_and_short_words_have_no_compounds(language: str, term: str, text: str) -> None:
    assert found(term, text, language, compounds=True) == []


def test_capitals_count_only_where_that_was_asked() -> None:
    assert found("apple", "Apple sells apples.", "en") == ["Apple", "apples"]
    assert found("Apple", "An apple from Apple", "en", case=True) == ["Apple"]
    assert found("Fähre", "Beide Fähren", "de", case=True) == []


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "IT", "If it rains, it pours."),
        ("en", "WHO", "The man who left"),
        ("en", "US", "They told us so."),
        ("de", "ER", "Er kam, als er konnte."),
        ("fr", "ONU", "Un onusien parle."),
        ("en", "NATO", "The natos are birds."),
    ],
)
def test_an_abbreviation_is_no_small_word(language: str, term: str, text: str) -> None:
    assert found(term, text, language) == []


def test_an_abbreviation_is_found_as_it_is_written() -> None:
    assert found("WHO", "The WHO, not who you think", "en") == ["WHO"]
    assert found("IT", "Its IT department", "en") == ["IT"]


@pytest.mark.parametrize(("term", "text"), [("…", "Wait… and see…"), ("***", "a *** b *** c")])
def test_a_term_of_signs_is_found_as_it_is(term: str, text: str) -> None:
    assert found(term, text, "en") == [term, term]


def test_signs_beside_a_word_belong_to_the_term() -> None:
    assert found("C++", "Vitamin C and a C chord", "en") == []
    assert found("C++", "It is written in C++ today.", "en") == ["C++"]


_WORDS = st.text("abAB' -.渡轮選选정부ÄäßİẞAI\n", min_size=1, max_size=6).filter(str.strip)
_LANGUAGES = st.sampled_from(["en", "de", "ru", "zh", "zh-TW", "ja", "ko", "tr", "uk", "xx", None])


@given(_WORDS, st.text("abAB' -.渡轮選选정부ÄäßİẞAI\n", max_size=30), _LANGUAGES, st.booleans(), st.booleans())
def test_places_lie_in_the_text_in_order_and_hold_something(
    term: str, text: str, language: str | None, case: bool, compounds: bool
) -> None:
    places = list(occurrences(term, text, language, case=case, compounds=compounds))
    assert places == sorted(set(places))
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.from_regex(r"[A-Za-zäöüéж]{2,9}( [A-Za-zäöüéж]{2,9})?", fullmatch=True), _LANGUAGES, st.booleans())
def test_a_term_is_found_where_it_stands_as_it_is(term: str, language: str | None, case: bool) -> None:
    text = f"1, {term}. "
    assert (3, 3 + len(term)) in list(occurrences(term, text, language, case=case))


def test_a_korean_term_begins_a_word() -> None:
    assert found("정부", "행정부는 발표했다", "ko") == []
    assert found("정부", "한국정부는 발표했다", "ko", compounds=True) == ["정부"]


@given(st.text("渡轮停航選举", min_size=1, max_size=4), st.text("渡轮停航選举정부는", max_size=9))
def test_letters_are_found_wherever_they_stand(term: str, before: str) -> None:
    places = list(occurrences(term, f"{before}{term}", "ja"))
    assert (len(before), len(before) + len(term)) in places
