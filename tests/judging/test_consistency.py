"""One sentence in two files should be one in their translations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xlcheck import check_aligned
from xlcheck.checks.base import Severity
from xlcheck.judging.consistency import across
from xlcheck.report import Finding, Report

QUAY = "The ferry to the island leaves from the northern quay."
NORTH, SOUTH = "开往岛上的渡轮从北码头出发。", "去岛上的船从北边的码头开。"
OTHER, RAIN = "The harbour master spoke to reporters on Monday.", "港务长周一对记者发表了讲话。"
Reported = Callable[..., Report]


@pytest.fixture
def reported(tmp_path: Path) -> Reported:
    """A report on a table of pairs: ``reported("a", ("…", "…"), languages=("en", "zh"))``."""

    def make(name: str, *rows: tuple[str, str], languages: tuple[str, str] = ("en", "zh")) -> Report:
        path = tmp_path / f"{name}.tsv"
        path.write_text("".join(f"{one}\t{two}\n" for one, two in rows), encoding="utf-8")
        return check_aligned(
            path,
            original_language=languages[0],
            translation_language=languages[1],
            select=["inconsistent-translation"],
        )

    return make


def found(report: Report) -> list[Finding]:
    return list(report.findings)


def test_one_sentence_with_two_translations_is_found_in_the_second_file(reported: Reported) -> None:
    first, second = across([reported("a", (QUAY, NORTH)), reported("b", (OTHER, RAIN), (QUAY, SOUTH))])
    assert found(first) == []
    (finding,) = found(second)
    assert (finding.check, finding.severity, finding.bead) == ("inconsistent-translation", Severity.MINOR, 1)
    assert str(first.translation.path) in finding.message
    assert NORTH[:6] in finding.message
    assert finding.original is not None
    assert finding.translation is not None
    assert (finding.original.text, finding.translation.text) == (QUAY, SOUTH)


def test_two_sentences_with_one_translation_are_found_too(reported: Reported) -> None:
    first, second = across([reported("a", (QUAY, NORTH)), reported("b", (OTHER, NORTH))])
    assert found(first) == []
    (finding,) = found(second)
    assert str(first.translation.path) in finding.message
    assert QUAY in finding.message


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ((QUAY, NORTH), (QUAY, NORTH)),
        ((QUAY, NORTH), (OTHER, RAIN)),
        ((QUAY, NORTH), (QUAY.upper(), NORTH)),
        ((QUAY, NORTH), (QUAY.replace(".", " …"), NORTH.replace("。", "！"))),
        ((QUAY, NORTH), (QUAY, "開往島上的渡輪從北碼頭出發。")),
        (("Ferry closed.", "渡轮停航。"), ("Ferry closed.", "船不开了。")),
        ((QUAY, NORTH), (QUAY, "")),
    ],
)
def test_what_is_the_same_or_too_short_is_consistent(
    reported: Reported, ours: tuple[str, str], theirs: tuple[str, str]
) -> None:
    reports = across(
        [reported("a", ours), reported("b", (OTHER, RAIN), theirs) if "" in theirs else reported("b", theirs)]
    )
    assert [found(report) for report in reports] == [[], []]


def test_files_of_other_languages_are_not_compared(reported: Reported) -> None:
    german = "Die Fähre zur Insel legt am nördlichen Kai ab."
    reports = across([reported("a", (QUAY, NORTH)), reported("b", (QUAY, german), languages=("en", "de"))])
    assert [found(report) for report in reports] == [[], []]


def test_what_was_found_within_a_file_is_not_told_twice(reported: Reported) -> None:
    alone = reported("b", (QUAY, NORTH), (QUAY, SOUTH))
    assert len(found(alone)) == 1
    _, second = across([reported("a", (QUAY, NORTH)), alone])
    assert found(second) == found(alone)


def test_every_file_is_compared_with_all_that_came_before(reported: Reported) -> None:
    reports = across([reported("a", (QUAY, NORTH)), reported("b", (OTHER, RAIN)), reported("c", (QUAY, SOUTH))])
    assert [len(found(report)) for report in reports] == [0, 0, 1]
    assert "a.tsv" in found(reports[2])[0].message


def test_findings_can_be_told_apart_by_their_fingerprints(reported: Reported) -> None:
    second = reported("b", (QUAY, SOUTH), (OTHER, RAIN), (QUAY, SOUTH))
    _, after = across([reported("a", (QUAY, NORTH)), second])
    prints = [finding.fingerprint for finding in after.findings]
    assert len(prints) == len(set(prints)) == 2


def test_the_fingerprint_does_not_hang_on_the_other_file(reported: Reported) -> None:
    second = reported("b", (QUAY, SOUTH))
    one = across([reported("a", (QUAY, NORTH)), second])[1]
    two = across([reported("c", (QUAY, NORTH)), second])[1]
    assert [f.fingerprint for f in one.findings] == [f.fingerprint for f in two.findings]


def test_a_report_alone_stays_as_it_is(reported: Reported) -> None:
    report = reported("a", (QUAY, NORTH), (OTHER, RAIN))
    assert across([report]) == (report,)
    assert across([]) == ()


def test_a_file_that_is_checked_twice_is_not_compared_with_itself(reported: Reported) -> None:
    reports = [reported("a", (QUAY, NORTH)), reported("a", (QUAY, SOUTH))]
    assert [found(report) for report in across(reports)] == [[], []]
