"""Severities of a project's own: what a check's clear findings are, there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlcheck.checks.base import Severity
from xlcheck.checks.registry import CHECKS
from xlcheck.report import Finding, Report


def with_severities(report: Report, severities: Mapping[str, str]) -> Report:
    """The report with other severities by check; an unclear case, which is minor, stays minor."""
    if not severities:
        return report
    beads = tuple(replace(bead, findings=tuple(_other(f, severities) for f in bead.findings)) for bead in report.beads)
    return replace(report, beads=beads)


def _other(finding: Finding, severities: Mapping[str, str]) -> Finding:
    told = severities.get(finding.check)
    unclear = finding.severity == Severity.MINOR and CHECKS[finding.check].severity > Severity.MINOR
    return finding if told is None or unclear else replace(finding, severity=Severity[told.upper()])
