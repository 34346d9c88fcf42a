import pytest

from tests.alignment.test_aligner import CHINESE, ENGLISH
from xlcheck.alignment import align
from xlcheck.alignment.relation import relation
from xlcheck.models import Encoder

STRANGERS = [
    "The orchestra will play two symphonies by Bruckner next season.",
    "Its conductor turns eighty in the spring.",
    "Subscriptions can be bought from September.",
    "Pupils pay half of the price.",
    "A new organ was given by a brewery.",
    "The hall has seats for two thousand listeners.",
    "Last year every second concert was sold out.",
    "Critics praised the brass above all.",
    "In summer the musicians travel to Japan.",
    "The first violin comes from a workshop in Cremona.",
    "A recording of the opening night will be published.",
]


def test_a_translation_is_one(encoder: Encoder) -> None:
    found = relation(ENGLISH, CHINESE, align(ENGLISH, CHINESE, encoder), encoder)
    assert found.kind == "translation"
    assert min(found.covered) > 0.8


def test_two_articles_about_different_things_are_told_apart(encoder: Encoder) -> None:
    found = relation(STRANGERS, CHINESE, align(STRANGERS, CHINESE, encoder), encoder)
    assert found.kind == "other"
    assert max(found.covered) < 0.5


def test_the_passages_that_two_articles_share_are_named(encoder: Encoder) -> None:
    mixed = [*STRANGERS[:5], *CHINESE[3:6], *STRANGERS[5:]]
    beads = align(ENGLISH, mixed, encoder)
    found = relation(ENGLISH, mixed, beads, encoder)
    assert found.kind == "other"
    shared = {
        pair
        for first, last in found.passages
        for b in beads[first : last + 1]
        for pair in [(b.original, b.translation)]
    }
    assert {((3,), (5,)), ((4,), (6,)), ((5,), (7,))} <= shared


@pytest.mark.parametrize("kept", [(0, 3, 6, 10), (1, 2, 3)])
def test_a_summary_is_named_one_and_its_original_an_expansion(encoder: Encoder, kept: tuple[int, ...]) -> None:
    short = [CHINESE[at] for at in kept]
    assert relation(ENGLISH, short, align(ENGLISH, short, encoder), encoder).kind == "summary"
    assert relation(short, ENGLISH, align(short, ENGLISH, encoder), encoder).kind == "expansion"


def test_of_a_few_sentences_nothing_is_said(encoder: Encoder) -> None:
    assert (
        relation(ENGLISH[:3], STRANGERS[:2], align(ENGLISH[:3], STRANGERS[:2], encoder), encoder).kind == "translation"
    )
