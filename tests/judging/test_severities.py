"""Severities of a project's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.checks.base import Severity
from xlcheck.checks.registry import CHECKS
from xlcheck.judging.severities import with_severities
from xlcheck.report import Finding, Report

FOUND = ("negation-flipped", "money-changed", "sentence-omitted")


def severities(report: Report) -> dict[str, Severity]:
    return {finding.check: finding.severity for finding in report.findings}


def of_one(report: Report, finding: Finding) -> Report:
    """The report with this finding alone."""
    beads = [replace(bead, findings=(finding,) if n == finding.bead else ()) for n, bead in enumerate(report.beads)]
    return replace(report, beads=tuple(beads))


def test_the_clear_findings_of_a_check_move(report: Report) -> None:
    before = severities(report)
    after = severities(with_severities(report, {"money-changed": "minor", "sentence-omitted": "major"}))
    assert set(before) == set(FOUND)
    assert after == before | {"money-changed": Severity.MINOR, "sentence-omitted": Severity.MAJOR}


@pytest.mark.parametrize("severity", ["minor", "major", "critical"])
def test_an_unclear_finding_stays_minor(report: Report, severity: str) -> None:
    finding = next(f for f in report.findings if f.check == "money-changed")
    unclear = of_one(report, replace(finding, severity=Severity.MINOR))
    assert severities(with_severities(unclear, {"money-changed": severity})) == {"money-changed": Severity.MINOR}


@pytest.mark.parametrize("severity", ["major", "critical"])
def test_a_check_that_is_minor_by_itself_moves_up(report: Report, severity: str) -> None:
    minor = next(name for name, check in CHECKS.items() if check.severity == Severity.MINOR)
    finding = replace(report.findings[0], check=minor, severity=Severity.MINOR)
    moved = with_severities(of_one(report, finding), {minor: severity})
    assert severities(moved) == {minor: Severity[severity.upper()]}


def test_without_any_the_report_is_the_same(report: Report) -> None:
    assert with_severities(report, {}) is report


@given(st.dictionaries(st.sampled_from(sorted(CHECKS)), st.sampled_from(["minor", "major", "critical"])))
def test_nothing_but_the_severity_of_named_checks_changes(report: Report, told: dict[str, str]) -> None:
    after = with_severities(report, told)
    assert len(after.findings) == len(report.findings)
    for old, new in zip(report.findings, after.findings, strict=True):
        assert replace(new, severity=old.severity) == old
        assert new.severity == (Severity[told[old.check].upper()] if old.check in told else old.severity)
