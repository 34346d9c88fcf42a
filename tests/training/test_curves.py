"""Curves from labelled and from faithful pairs, by a reader that is made up: the drift it tells stands in the text."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from xlcheck.evaluation.labelled import Labelled
from xlcheck.evaluation.pairs import Sentence
from xlcheck.judging.curve import Curve
from xlcheck.judging.curves import CURVES, OTHERS
from xlcheck.models.roles import Reading, Tags
from xlcheck.training.curves import ALARMS, DOUBTS, fit_curves, write_curves


class Reader:
    """Tells the number of a translation; doubts its first word unless that is "sure"."""

    digest, languages = "sha256:made-up", frozenset({"de", "fr", "en"})

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        return [self._reading(*pair) for pair in pairs]

    def _reading(self, original: str, translation: str) -> Reading:
        word, told = translation.split()
        spans = np.array([(0, len(word))] * 10)
        return Reading(float(told), Tags(spans, np.full(10, -5.0)), Tags(spans, np.full(10, -1.0 if word == "sure" else 1.0)))  # fmt: skip


def sentences(languages: tuple[str, str], told: Sequence[float], word: str = "well") -> list[Sentence]:
    return [Sentence(f"Satz {k}", f"{word} {value}", *languages) for k, value in enumerate(told)]


@pytest.fixture
def labelled() -> list[Labelled]:
    random = np.random.default_rng(0)
    told = [(float(v), random.random() < 1 / (1 + np.exp(-v))) for v in random.normal(0, 2, 2000).round(3)]
    return [Labelled(s, d, "a", s.original, ((), ())) for s, (_, d) in zip(sentences(("de", "en"), [v for v, _ in told]), told, strict=True)]  # fmt: skip


def test_so_many_faithful_pairs_reach_the_cut_and_the_doubt(labelled: list[Labelled]) -> None:
    told = np.random.default_rng(1).normal(2, 2, 4000).round(3).tolist()
    found, _ = fit_curves(labelled, sentences(("de", "en"), told), Reader())
    curve = found["de-en"].curve
    chances = np.array([curve.chance(value) for value in told])
    assert (chances >= curve.cut).mean() == pytest.approx(ALARMS, abs=0.0008)
    assert (chances >= curve.doubt).mean() == pytest.approx(DOUBTS, abs=0.002)
    assert curve.slope == pytest.approx(1.0, abs=0.15)
    assert found["de-en"][1:] == (sum(item.drifted for item in labelled), 2000, 4000)


def test_languages_without_labels_have_the_line_of_all_and_a_cut_of_their_own(labelled: list[Labelled]) -> None:
    faithful = sentences(("de", "en"), [0.0] * 300) + sentences(("fr", "en"), [3.0] * 300)
    found, others = fit_curves(labelled, faithful, Reader())
    german, french = found["de-en"].curve, found["fr-en"].curve
    assert (french.slope, french.offset) == (german.slope, german.offset) == (others.slope, others.offset)
    assert french.cut > german.cut
    assert found["fr-en"].labelled == 0
    assert others.cut == 1.0, "how often it would be wrong nobody knows"
    assert german.doubt <= others.doubt <= french.doubt


def test_too_few_faithful_pairs_make_no_cut(labelled: list[Labelled]) -> None:
    found, others = fit_curves(labelled, sentences(("de", "en"), [0.0] * 20), Reader())
    assert found == {}
    assert others.cut == 1.0, "without any measurement a reading alone accuses nobody"


def test_where_no_place_is_doubted_an_average_sentence_is_not_either(labelled: list[Labelled]) -> None:
    found, _ = fit_curves(labelled, sentences(("de", "en"), [1.0] * 300, "sure"), Reader())
    curve = found["de-en"].curve
    assert curve.doubt >= curve.chance(0.0)


def test_what_is_written_is_a_module_with_the_curves(labelled: list[Labelled], tmp_path: Path) -> None:
    found, others = fit_curves(labelled, sentences(("de", "en"), [0.0] * 300), Reader())
    write_curves(tmp_path / "curves.py", found, others, "sha256:made-up")
    text = (tmp_path / "curves.py").read_text(encoding="utf-8")
    space: dict[str, object] = {}
    exec(compile(ast.parse(text), "curves.py", "exec"), space)
    assert space["CURVES"] == {"de-en": found["de-en"].curve}
    assert space["OTHERS"] == others
    assert "sha256:made-up" in text


def test_the_shipped_curves_were_fitted_to_the_shipped_verifier() -> None:
    from xlcheck.judging import curves
    from xlcheck.models import load_profile

    verifier = load_profile("embedded").verifier
    assert verifier is not None
    assert verifier.digest in Path(curves.__file__).read_text(encoding="utf-8")
    assert len(CURVES) >= 20
    assert isinstance(OTHERS, Curve)
