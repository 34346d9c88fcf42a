"""Figures on labelled pairs, with drift and findings that are put into the translations' mouths: ``0.7!``."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pytest

from xlcheck.article import Span
from xlcheck.checks.base import Severity
from xlcheck.evaluation import precision
from xlcheck.evaluation.drift import DriftScore, score_drift
from xlcheck.evaluation.labelled import Labelled
from xlcheck.evaluation.pairs import Sentence
from xlcheck.judging.thresholds import PRIOR
from xlcheck.report import CheckedBead, Finding


def told(text: str) -> CheckedBead:
    drift = None if text.startswith("?") else float(text.split("!")[0])
    finding = Finding("meaning-drifted", "accuracy", Severity.MAJOR, 0.5, "…", 0, None, Span(0, 3, text[:3]))
    return CheckedBead((0,), (0,), 1.0, drift, (finding,) if "!" in text else ())


@pytest.fixture(autouse=True)
def judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def check_pairs(pairs: Iterable[tuple[str, str]], **others: object) -> list[CheckedBead]:
        return [told(text) for _, text in pairs]

    monkeypatch.setattr(precision, "check_pairs", check_pairs)


def pair(text: str, *, drifted: bool, source: str = "Satz", category: str = "name", document: str = "") -> Labelled:
    spans = ((), ((0, 3),)) if drifted else ((), ())
    return Labelled(Sentence(source, text, "de", "en"), drifted, category, document or source, spans)


def scored(*items: Labelled) -> DriftScore:
    return score_drift(items)


def test_drift_is_ranked_over_all_and_within_a_source() -> None:
    found = scored(
        pair("0.9!", drifted=True, source="lang"), pair("0.95", drifted=False, source="lang"),
        pair("0.2", drifted=True, source="kurz"), pair("0.1", drifted=False, source="kurz"),
    ).figures  # fmt: skip
    assert found["auc"].value == 0.5
    assert found["auc_within_source"].value == 0.5
    assert found["average_precision"].value == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_what_is_flagged_is_what_has_a_finding_of_major_or_above() -> None:
    found = scored(pair("0.9!", drifted=True), pair("0.8", drifted=True), pair("0.1!", drifted=False), pair("0.1 ", drifted=False))  # fmt: skip
    assert found.figures["false_alarms_per_100"].value == 50
    assert found.figures["mcc"].value == 0
    assert found.recall == {"name": (1, 2)}
    assert [case.kind for case in found.cases] == ["caught", "missed", "false"]


def test_the_words_that_are_marked_are_compared_with_those_that_people_marked() -> None:
    assert scored(pair("0.9!", drifted=True), pair("0.1", drifted=False)).places.f1 == 1.0
    missed = scored(pair("0.9!", drifted=True), pair("0.8", drifted=True))
    assert missed.places.f1 == pytest.approx(2 * 2 / (2 + 4))


def test_where_all_is_faithful_only_alarms_are_told() -> None:
    found = scored(pair("0.1!", drifted=False), pair("0.2", drifted=False))
    assert math.isnan(found.figures["auc"].value)
    assert found.figures["false_alarms_per_100"].value == 50
    assert found.reliability == []
    assert found.places.f1 is None


def test_drift_that_is_told_as_it_is_has_no_calibration_error() -> None:
    items = [pair(f"0.03{' ' * k}", drifted=k < 50) for k in range(100)]
    assert scored(*items).calibration_error == pytest.approx(0, abs=1e-9)
    assert scored(*(item for item in items)).reliability[0].true == pytest.approx(PRIOR)


def test_a_drift_that_is_told_too_high_is_off_by_as_much() -> None:
    assert scored(*(pair(f"0.53{' ' * k}", drifted=k < 50) for k in range(100))).calibration_error == pytest.approx(0.5)


def test_documents_are_right_or_wrong_together() -> None:
    """Ten times the same article is no more proof than once: the interval stays as wide as it can be."""
    one = [pair(f"0.9!{' ' * k}", drifted=True, document="a") for k in range(10)]
    two = [pair(f"0.5!{' ' * k}", drifted=False, document="b") for k in range(10)]
    three = [pair(f"0.95{' ' * k}", drifted=False, document="c") for k in range(10)]
    low, high = scored(*one, *two, *three).figures["false_alarms_per_100"].interval
    assert (low, high) == (0, 100)


def test_the_best_cut_tells_them_apart_where_they_can_be() -> None:
    found = scored(*(pair(f"{k / 10}", drifted=k > 6, source=str(k)) for k in range(1, 10)))
    assert 0.6 < found.best_cut <= 0.7
    assert found.at(found.best_cut).value == pytest.approx(1)


def test_what_no_check_covers_counts_as_an_average_sentence() -> None:
    found = scored(pair("?", drifted=False), pair("0.9", drifted=True))
    assert found.judged.drift.min() == PRIOR
