from dataclasses import replace

from xlcheck.checks.attribution_changed import AttributionChanged
from xlcheck.checks.base import Pair
from xlcheck.checks.quotation_changed import QuotationChanged
from xlcheck.facts.statement import Statement
from xlcheck.models import load_profile


def pair(original: str, translation: str, *, near: tuple[str, str] = ("", "")) -> Pair:
    """A German sentence and its English translation, with what stands beside them."""
    texts = [Statement(text, language) for text, language in zip((original, translation), ("de", "en"), strict=True)]
    beside = [Statement(text, language) for text, language in zip(near, ("de", "en"), strict=True)]
    return Pair(*texts, *beside, load_profile("embedded").encoder)


DROPPED = pair("Die Gewerkschaft sagte, der Streik werde Wochen dauern.", "The strike will last for weeks.")
OFFICES = pair("Der Staatsanwalt sagte, der Mann sei geflohen.", "The defence lawyer said the man had fled.")
QUOTED = pair("Der Trainer sagte, das Spiel sei verloren.", "“The match was lost from the start,” the coach said.")


def test_the_words_of_a_dropped_speaker_are_marked_with_him() -> None:
    found = list(AttributionChanged().pair(DROPPED))
    assert [e.message for e in found] == ["attribution-changed.dropped"]
    assert found[0].original == (0, len("Die Gewerkschaft sagte, "))


def test_an_attribution_that_moved_into_the_next_sentence_is_kept() -> None:
    moved = replace(DROPPED, near_translation=Statement("So the union said.", "en"))
    assert list(AttributionChanged().pair(moved)) == []


def test_an_attribution_that_both_neighbours_have_moved_nowhere() -> None:
    both = replace(
        DROPPED,
        near_original=Statement("Er sagte nichts dazu.", "de"),
        near_translation=Statement("He said nothing about it.", "en"),
    )
    assert [e.message for e in AttributionChanged().pair(both)] == ["attribution-changed.dropped"]


def test_a_statement_that_is_not_in_the_translation_was_not_left_without_its_speaker() -> None:
    other = replace(DROPPED, translation=Statement("Six ducks swim across our pond.", "en"))
    assert list(AttributionChanged().pair(other)) == []


def test_another_office_is_another_speaker() -> None:
    assert [e.message for e in AttributionChanged().pair(OFFICES)] == ["attribution-changed"]


def test_two_offices_that_take_turns_in_the_article_may_be_one_or_have_swapped() -> None:
    beside = pair("", "", near=("Der Staatsanwalt schwieg.", "The defence lawyer kept silent."))
    near = replace(OFFICES, near_original=beside.near_original, near_translation=beside.near_translation)
    assert list(AttributionChanged().pair(near)) == []


def test_reported_speech_between_marks_is_clear_and_a_mark_next_door_excuses_it() -> None:
    assert [e.strength for e in QuotationChanged().pair(QUOTED)] == [1.0]
    assert list(QuotationChanged().pair(replace(QUOTED, near_original=Statement("Es sei „vorbei“.", "de")))) == []
