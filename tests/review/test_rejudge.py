"""Reports after their passages were aligned by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from xlcheck import check
from xlcheck.batch.judge import Judge
from xlcheck.judging.suppressions import marked
from xlcheck.report import Report
from xlcheck.review.realign import divided, merged
from xlcheck.review.rejudge import beads_of, rejudged
from xlcheck.review.reviewed import unplaced

#: Of the drifted article: the beads with a lost negation, with another sum, with an omitted sentence.
NEGATION, SUM, LOST = 2, 4, 6


@pytest.fixture(scope="session")
def joined(report: Report, judge: Judge) -> Report:
    """The drifted article with the passages before the lost negation joined to it."""
    return rejudged(report, merged(beads_of(report), 1, NEGATION), judge)


def found(report: Report) -> list[tuple[str, str]]:
    return [(finding.check, finding.fingerprint) for finding in report.findings]


def test_the_same_passages_give_the_same_report_but_for_a_notice(report: Report, judge: Judge) -> None:
    same = rejudged(report, beads_of(report), judge)
    assert same.beads == report.beads
    assert [notice.code for notice in same.notices] == [*(n.code for n in report.notices), "aligned-by-hand"]


def test_it_is_told_once_that_a_hand_aligned(joined: Report, judge: Judge) -> None:
    again = rejudged(joined, merged(beads_of(joined), 0, 1), judge)
    assert [notice.code for notice in again.notices].count("aligned-by-hand") == 1


def test_only_passages_that_changed_are_judged_anew(report: Report, judge: Judge) -> None:
    # What nobody would judge so stays, where it is left alone.
    odd = replace(report, beads=tuple(replace(bead, drift=0.123) for bead in report.beads))
    new = rejudged(odd, merged(beads_of(odd), 0, 1), judge)
    assert new.beads[0].drift != 0.123
    assert {bead.drift for bead in new.beads[1:]} == {0.123}
    assert len(new.beads) == len(report.beads) - 1


def test_a_finding_is_found_again_in_the_joined_passage_and_has_its_number(report: Report, joined: Report) -> None:
    assert found(joined) == found(report)
    assert [finding.bead for finding in joined.findings] == [NEGATION - 1, SUM - 1, LOST - 1]
    assert [finding.bead for bead in joined.beads for finding in bead.findings] == [
        number for number, bead in enumerate(joined.beads) for _ in bead.findings
    ]


def test_joining_and_dividing_gives_the_findings_that_there_were(report: Report, joined: Report, judge: Judge) -> None:
    back = rejudged(joined, divided(beads_of(joined), 1, 1, 1), judge)
    assert found(back) == found(report)
    assert [(bead.original, bead.translation) for bead in back.beads] == [
        (bead.original, bead.translation) for bead in report.beads
    ]


def test_an_omission_is_found_where_a_hand_leaves_a_sentence_alone_and_goes_when_it_is_joined_again(
    report: Report, judge: Judge
) -> None:
    apart = rejudged(report, divided(beads_of(report), 5, 1, 0), judge)
    assert [(f.check, f.bead) for f in apart.findings if f.bead in (5, 6)] == [
        ("sentence-added", 5),
        ("sentence-omitted", 6),
    ]
    assert found(rejudged(apart, merged(beads_of(apart), 5, 6), judge)) == found(report)


def test_what_was_settled_stays_settled(report: Report, judge: Judge) -> None:
    (negation,) = [f.fingerprint for f in report.findings if f.check == "negation-flipped"]
    (money,) = [f.fingerprint for f in report.findings if f.check == "money-changed"]
    settled = marked(marked(report, [negation], "dismissed"), [money], "baselined")
    new = rejudged(settled, merged(beads_of(settled), 1, NEGATION), judge)
    assert {f.check: f.status for f in new.findings} == {
        "negation-flipped": "dismissed",
        "money-changed": "baselined",
        "sentence-omitted": "new",
    }


def test_it_makes_no_difference_whether_the_report_was_kept_in_between(
    report: Report, joined: Report, judge: Judge
) -> None:
    from xlcheck.reporting.json import as_dict
    from xlcheck.reporting.loaded import report_of

    kept = report_of(as_dict(report))
    assert as_dict(rejudged(kept, merged(beads_of(kept), 1, NEGATION), judge)) == as_dict(joined)


def test_findings_of_the_same_words_are_told_apart_afterwards_as_before(judge: Judge) -> None:
    same = "\n\n".join(["工厂生产了113台水泵。"] * 3), "\n\n".join(["The factory built 5021 pumps."] * 3)
    report = unplaced(
        check(
            f"第一段开始。\n\n{same[0]}\n\n河水很深。", f"The first section begins.\n\n{same[1]}\n\nThe river is deep."
        )
    )
    before = [f.fingerprint for f in report.findings]
    assert len(before) == 3
    after = [f.fingerprint for f in rejudged(report, merged(beads_of(report), 3, 4), judge).findings]
    assert Counter(after) == Counter(before)
