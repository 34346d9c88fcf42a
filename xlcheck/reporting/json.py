"""The report as JSON: the contract that the store and the review page read too; its schema ships beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from xlcheck.article import Article, Notice, Span, Unit
from xlcheck.report import Finding, Report, Run

SCHEMA_VERSION = 1


def render(run: Run) -> str:
    """The report as indented JSON, the articles' letters as they are; lone surrogates can't occur in it.

    Of several pairs, or where one failed, an object that holds their reports.
    """
    one = len(run.reports) == 1 and not run.failures
    told = as_dict(run.reports[0]) if one else _several(run)
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _several(run: Run) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "reports": [as_dict(report) for report in run.reports],
        "failures": [asdict(failure) for failure in run.failures],
        "notices": [_notice(notice) for notice in run.remarks],
        "summary": run.summary(),
    }


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain data, keys in the order of the contract."""
    return {
        "schema_version": SCHEMA_VERSION,
        "signature": report.signature,
        "original": _article(report.original),
        "translation": _article(report.translation),
        "beads": [
            {
                "original": list(b.original),
                "translation": list(b.translation),
                "score": round(b.score, 4),
                "drift": b.drift,
                "crossing": b.crossing,
                **({"scores": b.scores} if b.scores else {}),
            }
            for b in report.beads
        ],
        "findings": [_finding(finding) for finding in report.findings],
        "notices": [_notice(notice) for notice in report.notices],
        "summary": report.summary(),
        **({"measures": [asdict(measure) for measure in report.measures]} if report.measures else {}),
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "message": notice.message, "side": notice.side}


def _article(article: Article) -> dict[str, Any]:
    sentences = [
        {"start": s.start, "end": s.end, "paragraph": s.paragraph, "role": str(s.role), "text": s.text}
        for s in article.sentences
    ]
    return {
        "path": article.path,
        "language": article.language,
        "title": article.title,
        "date": article.date,
        "sentences": sentences,
        **({"units": [_unit(unit) for unit in article.units]} if article.units else {}),
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {"start": unit.start, "end": unit.end, "id": unit.id, "notes": list(unit.notes)}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "category": finding.category,
        "severity": str(finding.severity),
        "confidence": finding.confidence,
        "bead": finding.bead,
        "message": finding.message,
        "original": _span(finding.original),
        "translation": _span(finding.translation),
        "related": [{"side": side, **(_span(span) or {})} for side, span in finding.related],
        "evidence": finding.evidence,
        "fingerprint": finding.fingerprint,
        "status": finding.status,
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}
