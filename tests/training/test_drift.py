"""Drift made on purpose: it is what its name says, it stands where the spans say, and it is the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from xlcheck.language.clauses import clauses
from xlcheck.training.drift import KINDS, Drifts, matching_clauses, same_change, without

ENGLISH = "The mayor of Melby said on Monday that the council will not sell 1,250 boats to Norway, although the harbour needs the money."
BESIDE = "Last week, Sweden and Denmark agreed on a ferry, which was welcomed by the islanders."
CHINESE = "市长周一表示，市议会不会向挪威出售1250艘船，尽管港口需要资金。"
GERMAN = "Der Bürgermeister sagte am Montag, dass der Rat nicht 1.250 Boote nach Norwegen verkaufen wird, obwohl der Hafen Geld braucht."
TEXTS = [("en", ENGLISH), ("zh", CHINESE), ("de", GERMAN)]


@pytest.fixture(scope="module")
def drifts() -> Drifts:
    return Drifts({"en": ["Iceland", "Tokyo"], "de": ["Island"], "zh": ["冰岛"]})


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_every_drift_changes_the_text_and_is_of_a_known_kind(drifts: Drifts, language: str, text: str) -> None:
    random = np.random.default_rng(0)
    made = [drift for _ in range(300) if (drift := drifts.of(text, language, BESIDE, random))]
    assert len(made) > 150
    assert all(drift.text != text and drift.kind in KINDS for drift in made)
    assert len({drift.kind for drift in made}) >= 6


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_what_stands_outside_the_spans_was_in_the_sentence_before(drifts: Drifts, language: str, text: str) -> None:
    random = np.random.default_rng(1)
    for _ in range(300):
        drift = drifts.of(text, language, BESIDE, random)
        if drift and drift.kind not in ("omitted", "other"):
            kept, last = "", 0
            for start, end in sorted(drift.spans):
                kept, last = kept + drift.text[last:start], end
            kept += drift.text[last:]
            signs = iter(text.lower())
            assert all(sign in signs for sign in kept.lower() if sign.isalnum()), drift


def test_the_same_seed_makes_the_same_drift(drifts: Drifts) -> None:
    runs = [
        [drifts.of(ENGLISH, "en", BESIDE, random) for _ in range(50)]
        for random in (np.random.default_rng(7), np.random.default_rng(7))
    ]
    assert runs[0] == runs[1]


def test_a_figure_is_exchanged_for_another_figure(drifts: Drifts) -> None:
    random = np.random.default_rng(2)
    for _ in range(50):
        drift = drifts.number(ENGLISH, "en", "", random)
        assert drift is not None
        ((start, end),) = drift.spans
        assert drift.text[start:end] != "1,250"
        assert drift.text[:start] + "1,250" + drift.text[end:] == ENGLISH


def test_two_names_change_places(drifts: Drifts) -> None:
    drift = drifts.roles("Yesterday in Oslo the king of Norway met the queen.", "en", "", np.random.default_rng(0))
    assert drift is not None
    assert drift.text == "Yesterday in Norway the king of Oslo met the queen."


def test_a_neutral_phrase_is_never_part_of_a_swap(drifts: Drifts) -> None:
    assert not [m.group() for m in drifts.swaps["zh"].find("但是只有所有的机会")]
    assert "not" in [m.group() for m in drifts.swaps["en"].find("It is late, not early.")]


def test_a_sentence_without_its_last_clause_ends_as_it_did() -> None:
    last = clauses(ENGLISH)[-1]
    assert without(ENGLISH, last).endswith("to Norway.")
    assert without(CHINESE, clauses(CHINESE)[-1]) == "市长周一表示，市议会不会向挪威出售1250艘船。"
    assert without("Late at night, the ferry left.", clauses("Late at night, the ferry left.")[0]) == "The ferry left."


def test_clauses_match_only_where_there_are_as_many() -> None:
    german = "Die Fähre fuhr am Abend ab, und der Hafen war leer."
    english = "The ferry left in the evening, and the harbour was empty."
    pairs = [(german[slice(*a)], english[slice(*b)]) for a, b in matching_clauses((german, english), ("de", "en"))]
    assert pairs == [
        ("Die Fähre fuhr am Abend ab, ", "The ferry left in the evening, "),
        ("und der Hafen war leer.", "and the harbour was empty."),
    ]
    assert not list(matching_clauses((german, "The ferry left."), ("de", "en")))


def test_a_figure_changed_on_both_sides_is_the_same_figure() -> None:
    made = same_change("Es kamen 48 Boote.", "There came 48 boats.", np.random.default_rng(0))
    assert made is not None
    german, english = made
    assert german.split()[2] == english.split()[2] != "48"
    assert same_change("Es kamen 48 Boote.", "Four dozen boats came.", np.random.default_rng(0)) is None


def test_words_that_were_left_in_the_other_language_are_its_words_and_no_names(drifts: Drifts) -> None:
    made = [drifts.untranslated(ENGLISH, "en", GERMAN, np.random.default_rng(seed)) for seed in range(40)]
    assert all(made)
    for drift in filter(None, made):
        ((start, end),) = drift.spans
        assert drift.text[start:end] in GERMAN.replace(",", "").replace(".", "").replace("1250", "1.250")
        assert drift.text[:start] == ENGLISH[:start]
    assert drifts.untranslated("Melby won.", "en", GERMAN, np.random.default_rng(0)) is None
    assert drifts.untranslated(ENGLISH, "en", CHINESE, np.random.default_rng(0)) is None


def test_quotation_marks_are_taken_away_or_put_where_nobody_is_quoted(drifts: Drifts) -> None:
    quoted = "The mayor said “we will never sell” on Monday."
    drift = drifts.quotation(quoted, "en", "", np.random.default_rng(0))
    assert drift is not None
    assert drift.text == "The mayor said we will never sell on Monday."
    assert [drift.text[slice(*span)] for span in drift.spans] == ["we will never sell"]
    drift = drifts.quotation(CHINESE, "zh", "", np.random.default_rng(0))
    assert drift is not None
    assert drift.text.replace("“", "").replace("”", "") == CHINESE


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_what_is_left_out_was_there_and_more_than_an_article(drifts: Drifts, language: str, text: str) -> None:
    made = [drifts.dropped(text, language, "", np.random.default_rng(seed)) for seed in range(60)]
    assert sum(drift is not None for drift in made) > 40
    for drift in filter(None, made):
        assert len(text) - len(drift.text) >= (2 if language == "zh" else 4)
        signs = iter(text.lower())
        assert all(sign in signs for sign in drift.text.lower() if sign.isalnum())
