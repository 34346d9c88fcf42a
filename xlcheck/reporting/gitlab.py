"""GitLab's code quality report: findings beside the lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from xlcheck.report import Failure, Run
from xlcheck.reporting.places import place
from xlcheck.visible import one_line


def render(run: Run) -> str:
    """A JSON list of the findings that count, and of the pairs that could not be checked."""
    entries: list[dict[str, Any]] = [_failed(failure) for failure in run.failures]
    for report, finding in run.findings:
        if finding.counts:
            where = place(report, finding)
            entries.append(
                {
                    "description": one_line(finding.message), "check_name": finding.check, "fingerprint": _unique(where.path, finding.fingerprint),
                    "severity": str(finding.severity), "location": {"path": where.path, "lines": {"begin": where.start.line}},
                }
            )  # fmt: skip
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _failed(failure: Failure) -> dict[str, Any]:
    return {
        "description": one_line(failure.message), "check_name": "xlcheck", "severity": "blocker",
        "fingerprint": _unique(failure.name, "failed"),
        "location": {"path": failure.name, "lines": {"begin": 1}},
    }  # fmt: skip


def _unique(path: str, fingerprint: str) -> str:
    """The service tells findings apart by this alone, and the same words may stand in two files."""
    return hashlib.sha256(f"{path}\0{fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
