import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.checks.base import Evidence, Read, Severity
from xlcheck.judging.judge import Setting, judge
from xlcheck.judging.opinions import LINES, chance, doubts, pooled, supported
from xlcheck.judging.table import SHIPPED
from xlcheck.judging.thresholds import PRIOR
from xlcheck.models.roles import Opinion, Reading, Tags
from xlcheck.report import Finding

TEXTS = ("他不支持该计划。", "He supports the plan.")


def nli(value: float, model: str = "nli", **given: object) -> Opinion:
    return Opinion("entailment", model, value, "drift.entailment.contradiction", {"share": "93"}, **given)  # type: ignore[arg-type]


def setting(*opinions: Opinion, score: float = 1.0) -> Setting:
    return Setting(0, score, TEXTS, languages=("zh", "en"), opinions=opinions)


def doubted(opinion: Opinion) -> Evidence:
    return Evidence(
        "meaning-drifted",
        f"meaning-drifted.{opinion.message}",
        {**opinion.fields, "model": opinion.model},
        (0, 8),
        (0, 21),
        opinion=opinion,
    )


NEGATION = Evidence("negation-flipped", "negation-flipped.lost", {"original": "“不” (not)"}, (1, 2), None)
NUMBER = Evidence("number-changed", "number-changed", {"original": "3", "translation": "4"}, (0, 1), (0, 1))


@pytest.mark.parametrize("source", LINES)
def test_the_larger_the_value_the_likelier_drift(source: str) -> None:
    low, high = (chance(Opinion(source, "m", value), LINES) for value in (-0.5, 0.5))
    assert 0 < low < high < 1


def test_a_model_may_have_a_line_of_its_own() -> None:
    lines = {**LINES, "nli": LINES["reference"]}
    assert chance(nli(1), lines) == LINES["reference"].chance(1)
    assert chance(nli(1, "other"), lines) == LINES["entailment"].chance(1)


def test_without_opinions_nothing_changes() -> None:
    assert pooled(0.3, [], LINES, 0.3) == 0.3
    assert supported(0.3, [], LINES) == 0.3


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=4), st.floats(0.001, 0.9))
def test_what_all_say_together_is_a_chance_and_doubts_only_add(values: list[float], read: float) -> None:
    opinions = [nli(value, f"m{at}") for at, value in enumerate(values)]
    together = pooled(read, opinions, LINES, read)
    assert 0 < together < 1
    assert pooled(read, [*opinions, nli(9, "sure")], LINES, read) >= together


def test_one_opinion_alone_is_as_likely_as_its_line_says() -> None:
    assert pooled(None, [nli(2)], LINES, PRIOR) == pytest.approx(chance(nli(2), LINES))


def test_of_two_who_agree_the_second_counts_by_half() -> None:
    odds = math.log(PRIOR / (1 - PRIOR))
    one = chance(nli(3), LINES)
    both = pooled(None, [nli(3), nli(3, "other")], LINES, PRIOR)
    assert math.log(both / (1 - both)) - odds == pytest.approx(1.5 * (math.log(one / (1 - one)) - odds))


def test_who_reads_for_meaning_confirms_and_clears_what_a_check_found() -> None:
    (alone,) = judge([NEGATION], setting())[1]
    (confirmed,) = judge([NEGATION], setting(nli(4)))[1]
    found = judge([NEGATION], setting(nli(-4)))[1]
    assert confirmed.confidence > alone.confidence
    assert not found or found[0].confidence < alone.confidence
    assert confirmed.evidence["doubted_by"] == ["nli"]
    assert "doubted_by" not in alone.evidence


def test_figures_compared_by_value_are_nobody_elses_business() -> None:
    assert judge([NUMBER], setting(nli(-6)))[1][0].confidence == judge([NUMBER], setting())[1][0].confidence


def test_a_likeness_of_surfaces_clears_nothing() -> None:
    near = Opinion("reference", "r.txt", -1.0)
    assert judge([NEGATION], setting(near))[1][0].confidence == judge([NEGATION], setting())[1][0].confidence


def test_an_opinion_by_itself_is_a_minor_finding_that_names_its_model() -> None:
    drift, (finding,) = judge([doubted(nli(4))], setting(nli(4)))
    assert (finding.check, finding.severity) == ("meaning-drifted", Severity.MINOR)
    assert "nli is 93 % sure" in finding.message
    assert finding.evidence["model"] == "nli"
    assert finding.evidence["measure"] == "entailment"
    assert drift is not None
    assert finding.confidence <= round(drift, 2)


def test_a_loud_model_that_nobody_measured_is_at_best_half_sure() -> None:
    (finding,) = judge([doubted(nli(99))], setting(nli(99)))[1]
    assert finding.confidence == 0.5
    clause = Opinion("coverage", "mt", 9.0, "omitted.coverage", {"original": "不"}, (1, 2), None, "omitted")
    item = Evidence(
        "clause-omitted", "clause-omitted.coverage", {"original": "“不”", "model": "mt"}, (1, 2), None, opinion=clause
    )
    assert judge([item], setting(clause))[1][0].confidence == 0.5
    measured = {**LINES, "nli": replace(LINES["entailment"], cut=0.4)}
    (loud,) = judge([doubted(nli(99))], replace(setting(nli(99)), table=replace(SHIPPED, lines=measured)))[1]
    assert (loud.confidence, loud.severity) == (1.0, Severity.MAJOR)


def test_an_opinion_without_doubt_is_no_finding() -> None:
    assert not doubts(nli(0), SHIPPED.lines)
    assert judge([doubted(nli(0))], setting(nli(0)))[1] == ()


def test_others_who_see_nothing_quieten_a_doubt() -> None:
    (loud,) = judge([doubted(nli(4))], setting(nli(4)))[1]
    (less,) = judge([doubted(nli(4))], setting(nli(4), nli(-6, "other")))[1] or (None,)
    assert less is None or less.confidence < loud.confidence


def tags(text: str, worst: float) -> Tags:
    return Tags(np.array([(0, len(text))]), np.array([worst]))


def reading(logit: float) -> Reading:
    return Reading(logit, tags(TEXTS[0], 2.0), tags(TEXTS[1], 2.0))


def read(logit: float, *opinions: Opinion) -> tuple[Finding, ...]:
    """The findings of a reading with a place, and opinions beside it."""
    told = replace(setting(*opinions), reading=reading(logit))
    item = Evidence(
        "meaning-drifted",
        "meaning-drifted",
        {"original": "“…”", "translation": "“…”"},
        (0, 8),
        (0, 21),
        read=Read(logit, 1.0),
    )
    return judge([item, *(doubted(o) for o in opinions)], told)[1]


def test_what_nobody_measured_makes_no_finding_major() -> None:
    alone = next(logit for logit in np.arange(0, 9, 0.1) if read(logit) and read(logit)[0].severity >= Severity.MAJOR)
    below = read(
        alone - 1.5,
        nli(6),
        nli(6, "other"),
        Opinion("judge", "j", 3.0, "drift.judge", {"severity": "x", "category": "y", "explanation": "z"}),
    )
    assert below
    assert all(finding.severity == Severity.MINOR for finding in below)
    assert below[0].confidence > 0.5


def test_what_is_blind_to_meaning_clears_no_reading() -> None:
    alone = next(logit for logit in np.arange(0, 9, 0.1) if read(logit) and read(logit)[0].severity >= Severity.MAJOR)
    near = (
        Opinion("reference", "r.txt", -1.0),
        Opinion("likelihood", "mt", 0.1),
        Opinion("back-translation", "mt", -0.9),
    )
    assert read(alone, *near)[0].severity >= Severity.MAJOR
    assert read(alone, *near)[0].confidence == read(alone)[0].confidence


def test_a_doubt_about_the_whole_hides_nothing_that_has_a_place() -> None:
    found = judge([NUMBER, doubted(nli(6))], setting(nli(6)))[1]
    assert {finding.check for finding in found} == {"number-changed", "meaning-drifted"}
    twice = judge([doubted(nli(6)), doubted(nli(6, "other"))], setting(nli(6), nli(6, "other")))[1]
    assert [finding.evidence["doubted_by"] for finding in twice] == [["nli", "other"]]


@given(st.floats(-6, 6), st.floats(-6, 6), st.floats(0.01, 0.5))
def test_a_little_more_doubt_is_a_little_more_chance(one: float, other: float, read: float) -> None:
    before, after = (pooled(read, [nli(value), nli(other, "other")], LINES, read) for value in (one, one + 0.01))
    assert before <= after + 1e-12
    assert math.log(after / (1 - after)) - math.log(before / (1 - before)) < 0.02


def test_a_measure_without_a_line_says_nothing_until_it_is_fitted() -> None:
    comet = Opinion("quality", "comet", 0.5, "drift.quality", {"score": "-0.50"})
    assert pooled(0.2, [comet], LINES, 0.2) == 0.2
    assert judge([doubted(comet)], setting(comet))[1] == ()
    assert chance(comet, {**LINES, "comet": LINES["likelihood"]}) is not None


@pytest.mark.parametrize("name", ["judge", "entailment", "reference", "likelihood"])
def test_a_file_named_like_a_measure_is_still_a_file(name: str) -> None:
    assert (
        chance(Opinion("reference", name, -0.3), {**LINES, name: LINES["coverage"]})
        == LINES["reference" if name != "reference" else name].chance(-0.3)
        or name == "reference"
    )
    assert chance(Opinion("entailment", name, 1.0), LINES) == chance(nli(1.0), LINES)


@pytest.mark.parametrize(
    ("source", "doubtful", "fine"),
    [
        ("likelihood", 4.0, 1.0),
        ("back-translation", -0.15, -0.5),
        ("judge", 2.0, 1.0),
        ("entailment", 3.0, 0.0),
        ("coverage", 0.1, 0.0),
    ],
)
def test_what_the_lines_say_of_themselves_is_so(source: str, doubtful: float, fine: float) -> None:
    assert doubts(Opinion(source, "m", doubtful), LINES)
    assert not doubts(Opinion(source, "m", fine), LINES)


def test_a_clause_that_is_not_needed_is_a_finding_of_its_check() -> None:
    opinion = Opinion("coverage", "mt", 0.3, "omitted.coverage", {"original": "不支持"}, (1, 4), None, "omitted")
    item = Evidence(
        "clause-omitted",
        "clause-omitted.coverage",
        {"original": "“不支持”", "model": "mt"},
        (1, 4),
        None,
        opinion=opinion,
    )
    (finding,) = judge([item], setting(opinion))[1]
    assert (finding.check, finding.category, finding.severity) == (
        "clause-omitted",
        "accuracy/omission",
        Severity.MINOR,
    )
    # Where the sentences may not belong together, what is missing may only stand elsewhere.
    assert judge([item], setting(opinion, score=0.0))[1][0].confidence < finding.confidence
