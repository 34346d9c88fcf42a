"""A report after its passages were aligned by hand: those that changed are judged anew, the others stay as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlcheck.alignment.bead import Bead
from xlcheck.api import day
from xlcheck.article import Notice
from xlcheck.batch.judge import Judge
from xlcheck.judging.fingerprint import numbered
from xlcheck.judging.severities import with_severities
from xlcheck.pipeline import judged_beads, pair_of
from xlcheck.report import CheckedBead, Report

_Sides = tuple[tuple[int, ...], tuple[int, ...]]
_BY_HAND = Notice("aligned-by-hand", "Passages of this pair were aligned by hand.")


def beads_of(report: Report) -> list[Bead]:
    """A report's passages as the alignment gave them."""
    return [Bead(b.original, b.translation, b.score, b.crossing) for b in report.beads]


def rejudged(report: Report, beads: Sequence[Bead], judge: Judge) -> Report:
    """The report over other beads; what people settled of findings that are found again stays settled."""
    before: dict[_Sides, CheckedBead] = {(b.original, b.translation): b for b in report.beads}
    touched = {n for n, bead in enumerate(beads) if (bead.original, bead.translation) not in before}
    fresh = _judged(report, beads, judge, touched)
    done = []
    for number, bead in enumerate(beads):
        known = before.get((bead.original, bead.translation))
        kept = fresh[number] if known is None else replace(known, crossing=bead.crossing)
        done.append(replace(kept, findings=tuple(replace(f, bead=number) for f in kept.findings)))
    return _told(report, done)


def _judged(report: Report, beads: Sequence[Bead], judge: Judge, touched: set[int]) -> Sequence[CheckedBead]:
    profile, settings = judge.profile, judge.settings
    one, two = report.original, report.translation
    pair = pair_of(
        one, two, beads, profile, today=day(one.date) or day(two.date), reading=bool(judge.checks),
        glossary=settings.glossary,
    )  # fmt: skip
    (checked,) = judged_beads([pair], judge.checks, table=settings.table, only=touched)
    shown = with_severities(replace(report, beads=tuple(checked)), settings.severities)
    return shown.beads


def _told(report: Report, beads: Sequence[CheckedBead]) -> Report:
    unique = iter(numbered(finding for bead in beads for finding in bead.findings))
    beads = [replace(bead, findings=tuple(next(unique) for _ in bead.findings)) for bead in beads]
    settled = {finding.fingerprint: finding.status for finding in report.findings}
    beads = [
        replace(bead, findings=tuple(replace(f, status=settled.get(f.fingerprint, f.status)) for f in bead.findings))
        for bead in beads
    ]
    notices = dict.fromkeys([*report.notices, _BY_HAND])
    return replace(report, beads=tuple(beads), notices=tuple(notices))
