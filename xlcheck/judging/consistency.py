"""Consistency over the articles of a run: one sentence in two files should be one in their translations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlcheck.checks.base import Severity
from xlcheck.checks.inconsistent_translation import InconsistentTranslation, Passage, Seen, evidence, passages
from xlcheck.judging.fingerprint import numbered
from xlcheck.judging.judge import Setting, judge
from xlcheck.judging.table import SHIPPED, Table
from xlcheck.report import Finding, Report


def across(reports: Sequence[Report], tables: Sequence[Table | None] | None = None) -> tuple[Report, ...]:
    """The reports with findings on passages that another file, of the same two languages, has otherwise.

    ``tables`` holds the thresholds that go for each report, the shipped ones without it; None for one in which nothing
    of the kind is looked for.
    """
    seen: dict[tuple[str | None, str | None], Seen] = {}
    done = []
    for report, table in zip(reports, tables or [SHIPPED] * len(reports), strict=True):
        before = seen.setdefault((report.original.language, report.translation.language), Seen())
        here = list(passages(report.original, report.translation, [(b.original, b.translation) for b in report.beads]))
        odd = [(passage, other) for passage in here if table and (other := before.otherwise(passage))]
        found = {passage.bead: _finding(report, passage, *other, table or SHIPPED) for passage, other in odd}
        for passage in here:
            before.add(passage)
        done.append(_with(report, {bead: finding for bead, finding in found.items() if finding}))
    return tuple(done)


def _finding(report: Report, passage: Passage, earlier: Passage, side: int, table: Table) -> Finding | None:
    bead = report.beads[passage.bead]
    # Where the passage drifted that is why it is another; and what was found within the file is told.
    told = any(f.severity >= Severity.MAJOR or f.check == InconsistentTranslation.name for f in bead.findings)
    if earlier.file == passage.file or told:
        return None
    texts = report.original.text, report.translation.text
    languages = report.original.language, report.translation.language
    setting = Setting(passage.bead, bead.score, texts, languages=languages, table=table)
    _, findings = judge([evidence(passage, earlier, side)], setting)
    return findings[0] if findings else None


def _with(report: Report, found: dict[int, Finding]) -> Report:
    if not found:
        return report
    beads = [
        replace(bead, findings=(*bead.findings, found[n])) if n in found else bead
        for n, bead in enumerate(report.beads)
    ]
    unique = iter(numbered(finding for bead in beads for finding in bead.findings))
    return replace(
        report, beads=tuple(replace(bead, findings=tuple(next(unique) for _ in bead.findings)) for bead in beads)
    )
