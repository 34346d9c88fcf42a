"""SARIF 2.1.0: the findings of a tool for code scanning services and editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from xlcheck.checks.base import Severity
from xlcheck.checks.registry import CHECKS, page
from xlcheck.report import Finding, Report, Run
from xlcheck.reporting.places import Place, other, place
from xlcheck.versions import version_of
from xlcheck.visible import one_line

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.MINOR: "note", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}
#: Results that GitHub's code scanning takes of a run.
MOST = 25_000


def render(run: Run) -> str:
    """One run; the gravest findings where there are more than a service takes, and a word on the rest."""
    findings = run.findings
    if len(findings) > MOST:
        gravest = sorted(range(len(findings)), key=lambda at: (-findings[at][1].severity, at))[:MOST]
        findings = tuple(findings[at] for at in sorted(gravest))
    left = len(run.findings) - len(findings)
    rules = sorted({finding.check for _, finding in findings})
    told = {
        "tool": {
            "driver": {
                "name": "xlcheck",
                "version": version_of("xlcheck", "0"),
                "rules": [_rule(name) for name in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": not run.failures, "toolExecutionNotifications": _notifications(run, left)}
        ],
        "results": [_result(report, finding, rules) for report, finding in findings],
        "properties": {"signature": run.reports[0].signature if run.reports else ""},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [told]}, ensure_ascii=False, indent=1) + "\n"


def _rule(name: str) -> dict[str, Any]:
    text = page(name)
    lead = next(line for line in text.splitlines()[1:] if line.strip())
    return {
        "id": name, "shortDescription": {"text": lead}, "help": {"text": lead, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[CHECKS[name].severity]}, "properties": {"tags": [CHECKS[name].category]},
    }  # fmt: skip


def _notifications(run: Run, left: int) -> list[dict[str, Any]]:
    told = [("error", "not-checked", failure.message) for failure in run.failures]
    told += [("note", notice.code, notice.message) for notice in run.notices]
    if left:
        word = f"{left} less grave findings are left out: services take {MOST} of a run."
        told.append(("note", "findings-left-out", word))
    return [
        {"level": level, "descriptor": {"id": code}, "message": {"text": one_line(text)}} for level, code, text in told
    ]


def _result(report: Report, finding: Finding, rules: list[str]) -> dict[str, Any]:
    original, where = other(report, finding), place(report, finding)
    related = [_location(original, "In the original.")] if original and original != where else []
    return {
        "ruleId": finding.check, "ruleIndex": rules.index(finding.check), "level": _LEVELS[finding.severity],
        "message": {"text": one_line(finding.message)}, "locations": [_location(where)], "relatedLocations": related,
        "partialFingerprints": {"xlcheck/v1": finding.fingerprint}, "rank": round(100 * finding.confidence, 1),
        "baselineState": "unchanged" if finding.status == "baselined" else "new", "suppressions": _suppressions(finding),
        "properties": {"confidence": finding.confidence, "category": finding.category},
    }  # fmt: skip


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    if finding.counts:
        return []
    return [{"kind": "external", "status": "accepted", "justification": finding.status}]


def _location(where: Place, message: str = "") -> dict[str, Any]:
    region = {"startLine": where.start.line, "endLine": where.end.line}
    if where.start.column and where.end.column:
        region |= {"startColumn": where.start.column, "endColumn": where.end.column}
    told: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": quote(where.path, errors="surrogateescape")}, "region": region}
    }
    return told | ({"message": {"text": message}} if message else {})
