"""The report: what `check` returns and every format shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article, Notice, Side, Span
from xlcheck.checks.base import Severity


@dataclass(frozen=True)
class Finding:
    """One statement whose meaning drifted: both sides, how bad, how sure, and why."""

    check: str
    category: str
    severity: Severity
    confidence: float
    message: str
    bead: int
    original: Span | None
    translation: Span | None
    fingerprint: str = ""
    status: str = "new"
    related: tuple[tuple[Side, Span], ...] = ()
    evidence: dict[str, Any] = field(default_factory=dict)

    @property
    def doubted_by(self) -> list[str]:
        """The models that doubt the passage, where larger ones were asked."""
        return list(self.evidence.get("doubted_by", ()))

    @property
    def counts(self) -> bool:
        """Whether it counts for the exit code: not baselined, not dismissed."""
        return self.status in ("new", "confirmed")


@dataclass(frozen=True)
class CheckedBead:
    """A bead with its drift (0 to 1, None where no check covers its languages) and what was found in it."""

    original: tuple[int, ...]
    translation: tuple[int, ...]
    score: float
    drift: float | None
    findings: tuple[Finding, ...] = ()
    crossing: bool = False
    #: What larger models and the reference gave it, by measure: ``{"quality": {"comet": 0.81}}``.
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, bead: Bead, drift: float | None, findings: tuple[Finding, ...]) -> CheckedBead:
        """A bead of the alignment with its judgement."""
        return cls(bead.original, bead.translation, bead.score, drift, findings, bead.crossing)


@dataclass(frozen=True)
class Measure:
    """A measure over all beads: its figures, and for those of sacrebleu how they were made."""

    source: str
    by: str
    scores: Mapping[str, float]
    signatures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """Everything about one pair of articles."""

    original: Article
    translation: Article
    beads: tuple[CheckedBead, ...]
    notices: tuple[Notice, ...]
    signature: str
    measures: tuple[Measure, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in order of the articles."""
        return tuple(finding for bead in self.beads for finding in bead.findings)

    @property
    def worst(self) -> Severity | None:
        """The highest severity among the findings that count."""
        return max((f.severity for f in self.findings if f.counts), default=None)

    def summary(self) -> dict[str, Any]:
        """Counts: beads, drifted beads, findings by severity and by check."""
        return _summary((self,))


@dataclass(frozen=True)
class Failure:
    """A pair that could not be checked: its file or files, and why, in a line."""

    name: str
    message: str


@dataclass(frozen=True)
class Run:
    """What one call of the tool has to tell: the reports of one pair or of many, and which pairs failed."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()
    #: What is to be known of the run as a whole, such as files without counterpart.
    remarks: tuple[Notice, ...] = ()

    @property
    def findings(self) -> tuple[tuple[Report, Finding], ...]:
        """All findings, each with the report that it stands in."""
        return tuple((report, finding) for report in self.reports for finding in report.findings)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Those of the run and of all reports, each once."""
        return tuple(dict.fromkeys([*self.remarks, *(n for report in self.reports for n in report.notices)]))

    @property
    def worst(self) -> Severity | None:
        """The highest severity among the findings that count."""
        return max((report.worst for report in self.reports if report.worst is not None), default=None)

    def summary(self) -> dict[str, Any]:
        """The counts of all reports together."""
        return _summary(self.reports)


def _summary(reports: Sequence[Report]) -> dict[str, Any]:
    beads = [bead for report in reports for bead in report.beads]
    findings = [finding for bead in beads for finding in bead.findings]
    severities = Counter(str(f.severity) for f in findings)
    drifted = sum(any(f.severity >= Severity.MAJOR for f in bead.findings) for bead in beads)
    counts = {str(severity): severities[str(severity)] for severity in sorted(Severity, reverse=True)}
    by_check = dict(sorted(Counter(f.check for f in findings).items()))
    return {"beads": len(beads), "drifted": drifted, **counts, "by_check": by_check}
