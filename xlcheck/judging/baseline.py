"""Findings that were accepted once: a file of their fingerprints, so that only new ones count."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from xlcheck.errors import XlcheckError
from xlcheck.report import Report


def read_baseline(path: Path) -> frozenset[str]:
    """The accepted fingerprints; raises XlcheckError when the file isn't one of ours."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(str(entry["fingerprint"]) for entry in data["accepted"])
    except OSError as error:
        raise XlcheckError(f"{path}: can't be read ({error.strerror}); make it with --update-baseline") from None
    except (ValueError, TypeError, KeyError):
        raise XlcheckError(f"{path}: is no baseline; make one with --update-baseline") from None


def with_baseline(report: Report, accepted: frozenset[str]) -> Report:
    """The report with accepted findings marked: they are shown and don't count for the exit code."""
    beads = tuple(
        replace(
            bead,
            findings=tuple(
                replace(finding, status="baselined") if finding.fingerprint in accepted else finding
                for finding in bead.findings
            ),
        )
        for bead in report.beads
    )
    return replace(report, beads=beads)


def write_baseline(path: Path, report: Report) -> None:
    """All findings of a report, accepted: with the message, so that a person can read what was."""
    accepted = [{"fingerprint": f.fingerprint, "check": f.check, "message": f.message} for f in report.findings]
    text = json.dumps({"schema_version": 1, "accepted": accepted}, ensure_ascii=False, indent=1)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise XlcheckError(f"{path}: can't be written ({error.strerror})") from None
