"""From a reading to a probability, and to a finding that rests on the reading alone."""

from __future__ import annotations

import numpy as np
import pytest

from xlcheck.checks.base import Evidence, Read, Severity
from xlcheck.judging.curve import Curve, chance
from xlcheck.judging.curves import CURVES, OTHERS
from xlcheck.judging.judge import Setting, judge
from xlcheck.judging.table import SHIPPED, Table
from xlcheck.judging.thresholds import PRIOR
from xlcheck.models.roles import Reading, Tags
from xlcheck.report import Finding

TEXTS = ("Der Hafen bleibt offen.", "The port will be sold.")
CURVE = Curve(slope=1.0, offset=-3.0, cut=0.25, doubt=0.15)
TABLE = Table(curves={"de-en": CURVE})


def reading(logit: float) -> Reading:
    nothing = Tags(np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    return Reading(logit, nothing, nothing)


def judged(logit: float, languages: tuple[str, str] = ("de-AT", "en")) -> tuple[float, tuple[Finding, ...]]:
    item = Evidence("meaning-drifted", "meaning-drifted.translation", {"translation": "“sold”"}, None, (17, 21), read=Read(logit, 1.0))  # fmt: skip
    drift, findings = judge([item], Setting(0, 1.0, TEXTS, reading=reading(logit), languages=languages, table=TABLE))
    assert drift is not None
    return drift, findings


@pytest.mark.parametrize(("logit", "severity"), [(2.5, Severity.MAJOR), (1.5, Severity.MINOR), (0.5, None)])
def test_what_rests_on_the_reading_alone_needs_the_cut_of_its_languages(
    logit: float, severity: Severity | None
) -> None:
    drift, findings = judged(logit)
    assert [f.severity for f in findings] == ([severity] if severity else [])
    assert drift == pytest.approx(CURVE.chance(logit), abs=1e-4)
    assert all(f.confidence <= drift + 0.005 for f in findings)


def test_where_nobody_measured_a_reading_accuses_nobody_and_tells_no_more_than_an_average_sentence() -> None:
    drift, findings = judged(9.0, ("de", "fr"))
    assert findings == ()
    assert drift == PRIOR / 3 == chance(None, CURVE)


def test_other_evidence_adds_to_the_reading() -> None:
    number = Evidence("number-changed", "number-changed", {"original": "“3”", "translation": "“4”"}, (0, 3), (0, 3))
    for logit in (-2.0, 3.0):
        setting = Setting(0, 1.0, TEXTS, reading=reading(logit), languages=("de", "en"), table=TABLE)
        drift, (finding,) = judge([number], setting)
        assert drift == pytest.approx(1 - (1 - finding.confidence) * (1 - CURVE.chance(logit)), abs=1e-4)


@pytest.mark.parametrize("name", [*CURVES, "others"])
def test_a_curve_rises_and_its_doubt_comes_before_its_cut(name: str) -> None:
    curve = CURVES.get(name, OTHERS)
    assert curve.slope > 0
    assert curve.chance(-5) < curve.chance(5) < 1
    assert 0 < curve.doubt <= curve.cut <= 1


def test_pairs_with_english_have_a_curve_and_others_have_none() -> None:
    assert SHIPPED.curve(("fr-CA", "en")) is not None
    assert SHIPPED.curve(("en", "pt-BR")) is not None
    assert SHIPPED.curve(("fr", "de")) is None
    assert SHIPPED.curve((None, "en")) is not None
