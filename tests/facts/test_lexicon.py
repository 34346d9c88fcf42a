import re
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

from xlcheck.checks import CHECKS
from xlcheck.facts.lexicon import FOLDER, covered_languages, load_lexicon
from xlcheck.facts.values import FACTORS
from xlcheck.language.folding import fold

LANGUAGES = sorted(covered_languages())
SECTIONS = {
    "negation": {"explicit", "implicit", "neutral"},
    "modality": {"possible", "likely", "certain", "advised", "required", "able", "willing", "hearsay", "neutral"},
    "condition": {"if", "unless", "concessive", "loose", "neutral"},
    "quantifier": {"all", "most", "many", "some", "few", "only", "neutral"},
    "reporting": {"say", "think", "ask", "warn", "deny", "claim", "neutral"},
    "comparison": set("over under at_least at_most equal better worse most least ranked among loose neutral".split()),
    "tense": {"done", "plan"},
}
#: What a language may have beside them.
OPTIONAL = {"loose", "over_figure", "under_figure", "future", "past", "neutral"}
TABLES = {"antonyms", "numbers", "units", "currencies", "calendar"}


def lists(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of entries with where it stands."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from lists(value, f"{path}{key}.")
        elif isinstance(value, list):
            yield f"{path}{key}", value


def test_the_languages_of_most_news_have_a_lexicon() -> None:
    assert {"ar", "de", "en", "es", "fr", "it", "pt", "ru", "uk", "zh"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_is_named_after_its_language(language: str) -> None:
    assert tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_has_the_sections_that_are_known_and_no_others(language: str) -> None:
    data = load_lexicon(language).data
    assert set(data) - {"language"} == set(SECTIONS) | TABLES
    for section, keys in SECTIONS.items():
        assert keys <= set(data[section]) <= keys | OPTIONAL, section


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_that_a_check_reads_is_filled(language: str) -> None:
    lexicon = load_lexicon(language)
    empty = [section for check in CHECKS.values() for section in check.sections if not lexicon.section(section)]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_are_words_with_a_star_at_the_end_at_most(language: str) -> None:
    # (A space at the edge of a Korean entry says that it is a word of its own.)
    bad = [
        (where, entry)
        for where, entries in lists(load_lexicon(language).data)
        for entry in entries
        if not isinstance(entry, str)
        or not entry.strip(" *")
        or (entry != entry.strip() and language != "ko")
        or "*" in entry[:-1]
    ]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_holds_an_entry_twice(language: str) -> None:
    twice = [
        (where, e) for where, entries in lists(load_lexicon(language).data) for e in entries if entries.count(e) > 1
    ]
    assert twice == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_stands_in_both_poles(language: str) -> None:
    both = []
    for concept, poles in load_lexicon(language).section("antonyms").items():
        assert set(poles) == {"a", "b"}, concept
        one, other = ([fold(entry, language) for entry in poles[pole]] for pole in "ab")
        both += [(concept, e, f) for e in one for f in other if covers(e, f) or covers(f, e)]
    assert both == []


def covers(entry: str, other: str) -> bool:
    """Whether all that one entry matches is matched by another: "rise*" covers "rises", "rise" only itself."""
    return other.removesuffix("*").startswith(entry[:-1]) if entry.endswith("*") else entry == other


def test_every_language_has_the_same_antonyms() -> None:
    english = set(load_lexicon("en").section("antonyms"))
    assert {language: english ^ set(load_lexicon(language).section("antonyms")) for language in LANGUAGES} == {
        language: set() for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_values_of_number_words_are_numbers(language: str) -> None:
    for section in ("words", "scales", "ordinals", "fractions", "multiples"):
        for form, value in load_lexicon(language).section("numbers", section).items():
            assert Fraction(str(value)) >= 0, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_units_of_news_have_words(language: str) -> None:
    units = {name for name, forms in load_lexicon(language).section("units").items() if forms}
    assert {"kilometre", "mile", "kilogram", "tonne", "litre", "hectare", "hour", "day", "year", "percent"} <= units


def test_every_unit_that_can_be_converted_has_words_somewhere() -> None:
    words = {name for language in LANGUAGES for name, forms in load_lexicon(language).section("units").items() if forms}
    assert set(FACTORS) <= words


@pytest.mark.parametrize("language", LANGUAGES)
def test_currencies_have_their_iso_codes(language: str) -> None:
    assert [
        code for code in load_lexicon(language).section("currencies") if not re.fullmatch("[A-Z]{3}(/[A-Z]{3})*", code)
    ] == []


@pytest.mark.parametrize(
    ("language", "text", "section", "keys"),
    [
        ("en", "It did not rain.", "negation", ["negation.explicit"]),
        ("en", "It didn't rain.", "negation", ["negation.explicit"]),
        ("en", "It rained not only here.", "negation", []),
        ("en", "The knot held.", "negation", []),
        ("en", "It might rain.", "modality", ["modality.possible"]),
        ("en", "If it rains, it rains.", "condition", ["condition.if"]),
        ("zh", "没有下雨。", "negation", ["negation.explicit"]),
        ("zh-Hant", "沒有下雨。", "negation", ["negation.explicit"]),
        ("zh", "如果下雨。", "condition", ["condition.if"]),
        ("de", "Es regnete nicht.", "negation", ["negation.explicit"]),
        ("ko", "배가 안 떠났다.", "negation", ["negation.explicit"]),
        ("ko", "안전한 다리를 건넜다.", "negation", []),
        ("ja", "雨は降らなかった。", "negation", ["negation.explicit"]),
        ("ru", "Дождя не было.", "negation", ["negation.explicit"]),
        ("fr", "Il ne pleut pas.", "negation", ["negation.explicit", "negation.explicit"]),
    ],
)
def test_the_cues_of_a_sentence_are_found(language: str, text: str, section: str, keys: list[str]) -> None:
    assert [cue.key for cue in load_lexicon(language).cues(fold(text, language), section)] == keys


def test_of_two_cues_that_overlap_the_longer_counts() -> None:
    (cue,) = load_lexicon("en").cues("it cannot be ruled out", "modality")
    assert (cue.start, cue.end, cue.key) == (3, 22, "modality.possible")


def test_a_cue_knows_where_it_stands() -> None:
    text = "It  DID  not rain."
    (cue,) = load_lexicon("en").cues(fold(text, "en"), "negation")
    assert text[cue.start : cue.end] == "not"


@pytest.mark.parametrize("language", ["zz", "", None, "../en", "en/../de", "x-klingon"])
def test_an_unknown_language_has_an_empty_lexicon(language: str | None) -> None:
    lexicon = load_lexicon(language)
    assert not lexicon
    assert lexicon.cues("not if all", "negation") == []


def test_script_and_region_do_not_matter() -> None:
    assert load_lexicon("zh-Hant-TW").data == load_lexicon("zh").data != {}
