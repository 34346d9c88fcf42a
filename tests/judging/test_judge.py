import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.checks import CHECKS
from xlcheck.checks.base import Evidence, Severity
from xlcheck.checks.messages import MESSAGES
from xlcheck.judging.judge import Setting, judge
from xlcheck.judging.thresholds import THRESHOLDS
from xlcheck.report import Finding

TEXTS = ("The quay cost 3.5 million dollars and did not hold.", "码头花费530万美元，并且守住了。")
WORDS = {name: "…" for text in MESSAGES.values() for name in re.findall(r"{(\w+)}", text)}


def evidence(
    check: str, original: tuple[int, int] | None, translation: tuple[int, int] | None, **more: Any
) -> Evidence:
    message = next(key for key in MESSAGES if key.split(".")[0] == check)
    return Evidence(check, message, WORDS, original, translation, **more)


def judged(*items: Evidence, score: float = 1.0, covered: bool = True) -> tuple[float | None, tuple[Finding, ...]]:
    return judge(items, Setting(3, score, TEXTS, covered))


def test_every_check_has_a_threshold_and_no_other_has() -> None:
    # A message may have a row of its own: check.variant.
    assert {name.split(".")[0] for name in THRESHOLDS} == set(CHECKS)
    assert all(0 < t.precision <= 1 and 0 < t.cut <= 1 for t in THRESHOLDS.values())


def test_every_message_belongs_to_a_check() -> None:
    assert {key.split(".")[0] for key in MESSAGES} == set(CHECKS)


def test_a_finding_carries_both_sides() -> None:
    _, (finding,) = judged(evidence("money-changed", (14, 33), (4, 10)))
    assert finding.original is not None
    assert finding.translation is not None
    assert (finding.original.text, finding.translation.text) == ("3.5 million dollars", "530万美元，"[:6])
    assert (finding.check, finding.bead, finding.status) == ("money-changed", 3, "new")
    assert finding.severity == CHECKS["money-changed"].severity


def test_two_findings_of_one_place_are_one() -> None:
    _, findings = judged(evidence("number-changed", (14, 25), (4, 8)), evidence("money-changed", (14, 33), (4, 10)))
    assert [f.check for f in findings] == ["money-changed"]


def test_an_overlap_on_one_side_is_enough_to_be_one_place() -> None:
    _, findings = judged(evidence("number-changed", (14, 25), (4, 8)), evidence("number-missing", (14, 25), None))
    assert len(findings) == 1


def test_the_order_of_the_evidence_does_not_matter() -> None:
    items = [
        evidence("number-changed", (14, 25), (4, 8)),
        evidence("money-changed", (14, 33), (4, 10)),
        evidence("negation-flipped", (42, 45), None),
    ]
    assert judged(*items) == judged(*reversed(items))


def test_findings_of_two_places_are_two_in_order_of_the_text() -> None:
    _, findings = judged(evidence("negation-flipped", (42, 45), None), evidence("money-changed", (14, 33), (4, 10)))
    assert [f.check for f in findings] == ["money-changed", "negation-flipped"]


def test_places_that_only_touch_are_two() -> None:
    _, findings = judged(evidence("number-changed", (0, 5), None), evidence("name-changed", (5, 9), None))
    assert len(findings) == 2


def test_without_evidence_there_is_little_drift_and_no_finding() -> None:
    drift, findings = judged()
    assert findings == ()
    assert drift is not None
    assert 0 < drift < 0.05


def test_where_nothing_could_be_checked_the_drift_is_unknown() -> None:
    assert judged(covered=False) == (None, ())


def test_what_was_seen_counts_even_where_little_could_be_checked() -> None:
    drift, findings = judged(evidence("untranslated", None, (0, 4)), covered=False)
    assert drift is not None
    assert len(findings) == 1


def test_an_unclear_case_is_minor_and_a_guess_is_no_finding() -> None:
    def of(strength: float) -> list[Severity]:
        return [f.severity for f in judged(evidence("money-changed", (14, 33), (4, 10), strength=strength))[1]]

    cut = THRESHOLDS["money-changed"].cut
    assert of(1.0) == [CHECKS["money-changed"].severity]
    assert of(cut - 0.05) == [Severity.MINOR]
    assert of(cut / 2 - 0.05) == []


def test_what_is_missing_counts_less_in_a_doubtful_bead() -> None:
    lone = evidence("negation-flipped", (42, 45), None)
    sure, doubtful = judged(lone, score=0.9)[0], judged(lone, score=0.0)[0]
    assert sure is not None
    assert doubtful is not None
    assert sure > doubtful > THRESHOLDS["negation-flipped"].precision / 2


def test_evidence_may_set_its_own_severity() -> None:
    _, (finding,) = judged(evidence("money-changed", (14, 33), (4, 10), severity=Severity.MINOR))
    assert finding.severity == Severity.MINOR


def test_the_earlier_sentence_of_a_repetition_is_related() -> None:
    _, (finding,) = judged(evidence("repeated", None, (10, 15), details={"earlier": [0, 4]}))
    assert [(side, span.start, span.end, span.text) for side, span in finding.related] == [
        ("translation", 0, 4, TEXTS[1][:4])
    ]


@given(
    st.lists(
        st.builds(
            lambda check, start, size, strength: evidence(check, (start, start + size), None, strength=strength),
            st.sampled_from(sorted(CHECKS)),
            st.integers(0, 40),
            st.integers(1, 9),
            st.floats(0, 1),
        ),
        max_size=6,
    ),
    st.floats(0, 1),
)
def test_drift_is_a_probability_and_no_place_is_found_twice(items: list[Evidence], score: float) -> None:
    drift, findings = judged(*items, score=score)
    assert drift is not None
    assert 0 <= drift <= 1
    assert all(0 < f.confidence <= 1 and f.message for f in findings)
    spans = sorted((f.original.start, f.original.end) for f in findings if f.original)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


# What rests on the reading alone is no evidence besides it: tests/judging/test_calibration.py.
@pytest.mark.parametrize("check", sorted(set(CHECKS) - {"meaning-drifted"}))
def test_more_evidence_never_means_less_drift(check: str) -> None:
    less = judged(evidence("name-changed", (0, 3), None))[0]
    more = judged(evidence("name-changed", (0, 3), None), evidence(check, (20, 25), (4, 8)))[0]
    assert less is not None
    assert more is not None
    assert more > less
