"""A report after its passages were aligned by hand: those that changed are judged anew, the others stay as they were."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import count

from xlcheck.alignment.bead import Bead
from xlcheck.api import day
from xlcheck.article import Notice
from xlcheck.batch.judge import Judge
from xlcheck.judging.severities import with_severities
from xlcheck.judging.signature import signature
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
    return _told(report, done, touched, judge)


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


def _told(report: Report, beads: Sequence[CheckedBead], touched: Container[int], judge: Judge) -> Report:
    settled = {finding.fingerprint: finding.status for finding in report.findings}
    taken = {f.fingerprint for n, bead in enumerate(beads) if n not in touched for f in bead.findings}
    done = []
    for number, bead in enumerate(beads):
        findings = bead.findings
        if number in touched:
            findings = tuple(replace(f, fingerprint=_free(f.fingerprint, taken)) for f in findings)
            findings = tuple(replace(f, status=settled.get(f.fingerprint, f.status)) for f in findings)
        done.append(replace(bead, findings=findings))
    notices = dict.fromkeys([*report.notices, _BY_HAND, *_by_others(report, judge)])
    return replace(report, beads=tuple(done), notices=tuple(notices))


def _free(fingerprint: str, taken: set[str]) -> str:
    """A fingerprint that no other finding has, with a running number where its words stand elsewhere too."""
    free = next(name for n in count(1) if (name := fingerprint if n == 1 else f"{fingerprint}-{n}") not in taken)
    taken.add(free)
    return free


def _by_others(report: Report, judge: Judge) -> list[Notice]:
    """Where the rest was judged otherwise: by other models, thresholds, or another xlcheck."""
    told = signature(judge.profile, judge.settings.table)
    if told == report.signature:
        return []
    return [Notice("aligned-by-hand", f"The passages that were aligned by hand were judged by {told}.")]
