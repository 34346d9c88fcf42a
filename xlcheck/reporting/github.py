"""Workflow commands of GitHub: annotations beside the lines of a pull request."""

from __future__ import annotations

from xlcheck.checks.base import Severity
from xlcheck.report import Finding, Report, Run
from xlcheck.reporting.places import place
from xlcheck.visible import one_line


def render(run: Run) -> str:
    """A command a finding: an error from major on, a warning below, a notice where it was accepted before."""
    lines = [_command(report, finding) for report, finding in run.findings]
    lines += [f"::error title=xlcheck::{_data(failure.message)}" for failure in run.failures]
    lines += [f"::notice title=xlcheck::{_data(notice.message)}" for notice in run.notices]
    return "".join(f"{line}\n" for line in lines)


def _command(report: Report, finding: Finding) -> str:
    where = place(report, finding)
    level = "notice" if not finding.counts else "error" if finding.severity >= Severity.MAJOR else "warning"
    told = {
        "file": where.path, "line": where.start.line, "col": where.start.column, "endLine": where.end.line, "endColumn": where.end.column,
        "title": f"{finding.severity}: {finding.check}",
    }  # fmt: skip
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in told.items() if value)
    return f"::{level} {properties}::{_data(f'{finding.message} ({round(100 * finding.confidence)} % sure)')}"


def _data(text: str) -> str:
    """What a command says: on one line, and no command of its own."""
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
