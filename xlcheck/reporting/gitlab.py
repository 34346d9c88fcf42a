"""GitLab's code quality report: findings beside the lines of a merge request."""

from __future__ import annotations

import json

from xlcheck.report import Report
from xlcheck.reporting.places import place
from xlcheck.visible import one_line


def render(report: Report) -> str:
    """A JSON list of the findings that count."""
    entries = []
    for finding in report.findings:
        if finding.counts:
            where = place(report, finding)
            entries.append(
                {
                    "description": one_line(finding.message), "check_name": finding.check, "fingerprint": finding.fingerprint,
                    "severity": str(finding.severity), "location": {"path": where.path, "lines": {"begin": where.start.line}},
                }
            )  # fmt: skip
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
