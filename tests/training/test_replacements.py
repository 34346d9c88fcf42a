"""Words that look alike and say something else."""

from __future__ import annotations

import numpy as np
import pytest

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.config import PACKAGED
from xlcheck.models.static import StaticEncoder
from xlcheck.training.drift import Drifts
from xlcheck.training.replacements import Replacements

ENGLISH = [
    "The baker painted the wooden bridge.",
    "The sailor planted the rotten apple.",
    "The tailor counted the golden Table.",
]
CHINESE = ["市长昨天参观了学校。", "警察今天检查了工厂。", "老师每天打扫教室。"]
PAIRS = [Pair("zh", foreign, english, "made-up") for foreign, english in zip(CHINESE, ENGLISH, strict=True)] * 5


@pytest.fixture(scope="module")
def replacements() -> Replacements:
    return Replacements(PAIRS, StaticEncoder.load(PACKAGED / "static"))


def test_a_word_has_the_ending_and_about_the_length_of_the_one_whose_place_it_takes(replacements: Replacements) -> None:
    random = np.random.default_rng(0)
    found = {replacements.of("painted", "en", random) for _ in range(40)}
    assert found <= {"planted", "counted", None}
    assert found & {"planted", "counted"}
    assert {replacements.of("昨天", "zh", random) for _ in range(20)} - {None}


def test_a_word_that_nobody_knows_is_left_alone_and_so_are_names(replacements: Replacements) -> None:
    assert replacements.of("zeppelin", "en", np.random.default_rng(0)) is None
    assert replacements.of("painted", "fr", np.random.default_rng(0)) is None
    text = "Baker painted the Bridge."
    assert [text[a:b] for a, b in replacements.found(text, "en")] == ["painted"]


def test_one_word_of_a_sentence_is_exchanged(replacements: Replacements) -> None:
    drifts, made = Drifts({}, replacements), []
    for seed in range(30):
        drift = drifts.word(ENGLISH[0], "en", "", np.random.default_rng(seed))
        if drift:
            made.append(drift)
            ((start, end),) = drift.spans
            assert drift.kind == "word"
            rest = drift.text[:start] + drift.text[end:]
            assert len(rest.split()) >= 5
            assert drift.text != ENGLISH[0]
    assert made
    assert Drifts({}).word(ENGLISH[0], "en", "", np.random.default_rng(0)) is None
