"""A pair as people left it: its report with every decision in it, and with what they marked as missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from xlcheck.article import Article, Span
from xlcheck.batch.export import rows
from xlcheck.batch.store import Store
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.report import CheckedBead, Finding, Report
from xlcheck.reporting.loaded import report_of
from xlcheck.review import actions
from xlcheck.review.state import Missed, PairState, state_of

#: The check that marks of people go by; no check has this name.
MISSED = "missed"
_VERDICT = (
    "SELECT verdict, lower(hex(key)) FROM item JOIN verdict ON verdict.id = verdict WHERE run = ? AND ordinal = ?"
)
#: SQLite's numbers end there.
_MOST = 1 << 62


class GoneError(XlcheckError):
    """What was asked for isn't there any more, or never was."""


class Reviewed(NamedTuple):
    """A pair: what its manifest says, its ``report`` as people left it, and as it was ``judged``; None where it failed.

    ``key`` stands for its texts and settings, ``seen`` for all that was done to it.
    """

    ordinal: int
    facts: dict[str, Any]
    verdict: int
    key: str
    seen: str
    state: PairState
    judged: Report | None
    report: Report | None

    @classmethod
    def read(cls, store: Store, run: int, ordinal: int) -> Reviewed:
        """A pair of a run; raises GoneError where there is none."""
        with store.reading():
            row = next(rows(store, run, ordinal), None) if 0 <= ordinal < _MOST else None
            if row is None:
                raise GoneError(f"run {run} has no pair {ordinal}")
            verdict, key = next(store.query(_VERDICT, (run, ordinal)), (0, ""))
            done = actions.of_item(store, row["id"])
            # What is done to another pair of the same texts may change the passages of this one.
            seen = f"{verdict}.{actions.latest(store, row['id'])}"
        state = state_of(done)
        judged = report_of(row.pop("report"), f"{store.path}: pair {ordinal}") if "report" in row else None
        return cls(ordinal, row, verdict, key, seen, state, judged, as_left(judged, state) if judged else None)

    def checked(self) -> Report:
        """The report as it was judged; raises GoneError for a pair that failed."""
        if self.judged is None:
            raise GoneError(f"pair {self.ordinal} could not be checked: {self.facts['error']}")
        return self.judged

    def finding(self, fingerprint: str) -> Finding:
        """A finding of the checks; raises GoneError where there is no such any more."""
        found = self.find(fingerprint)
        if found is None:
            raise GoneError(f"there is no finding {fingerprint} any more; load the page again")
        return found

    def find(self, fingerprint: str) -> Finding | None:
        """The same, None where there is no such."""
        return next((f for f in self.judged.findings if f.fingerprint == fingerprint), None) if self.judged else None


def as_left(report: Report, state: PairState) -> Report:
    """The report with what people decided, and what they marked as missed."""
    beads = [replace(bead, findings=tuple(_left(f, state) for f in bead.findings)) for bead in report.beads]
    for mark in state.missed:
        _add(report, beads, mark)
    return replace(report, beads=tuple(beads))


def _left(finding: Finding, state: PairState) -> Finding:
    left = state.of(finding.fingerprint)
    severity = Severity[left.severity.upper()] if left.severity else finding.severity
    return replace(finding, status=left.status or finding.status, severity=severity)


def _add(report: Report, beads: list[CheckedBead], mark: Missed) -> None:
    """A mark of the missed as a finding; one whose words stand there no more is left out."""
    spans = [
        span_of(article, told)
        for article, told in ((report.original, mark.original), (report.translation, mark.translation))
    ]
    for number, bead in enumerate(beads):
        if any(within(article, indices, span) for article, indices, span in (
            (report.original, bead.original, spans[0]), (report.translation, bead.translation, spans[1]))):  # fmt: skip
            severity = Severity[mark.severity.upper()]
            message = mark.note or "A drift that no check found."
            finding = Finding(
                MISSED,
                "accuracy",
                severity,
                1.0,
                message,
                number,
                spans[0],
                spans[1],
                f"{MISSED}-{mark.id}",
                "confirmed",
            )
            beads[number] = replace(bead, findings=(*bead.findings, finding))
            return


def span_of(article: Article, told: dict[str, Any] | None) -> Span | None:
    """The words of a mark; None where there are none, or others by now."""
    span = told and Span(told["start"], told["end"], told["text"])
    return span if span and article.text[span.start : span.end] == span.text else None


def within(article: Article, indices: Sequence[int], span: Span | None) -> bool:
    """Whether some words stand in some sentences."""
    if not indices or span is None:
        return False
    start, end = article.bounds(indices)
    return start <= span.start and span.end <= end


def unplaced(report: Report) -> Report:
    """Without the files' names: the same texts may stand elsewhere too."""
    return replace(
        report, original=replace(report.original, path=None), translation=replace(report.translation, path=None)
    )
