"""XLIFF 1.2, to go on with in a translation tool: a unit a bead, its findings as notes, what drifted marked for review."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import Severity
from xlcheck.report import CheckedBead, Report, Run
from xlcheck.reporting.places import joined, told_of, unit_of
from xlcheck.reporting.tmx import attribute, content


def render(run: Run) -> str:
    """A file element a pair."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    for report in run.reports:
        one, two = report.original, report.translation
        yield (
            f" <file original={attribute(two.path or 'translation')} source-language={attribute(one.language or 'und')} "
            f'target-language={attribute(two.language or "und")} datatype="plaintext">'
        )
        yield "  <body>"
        for number, bead in enumerate(report.beads, start=1):
            yield from _unit(report, bead, number)
        yield "  </body>"
        yield " </file>"
    yield "</xliff>"


def _unit(report: Report, bead: CheckedBead, number: int) -> Iterator[str]:
    unit = unit_of(report, bead)
    name = f" resname={attribute(unit.id)}" if unit and unit.id else ""
    yield f'   <trans-unit id="{number}"{name}>'
    yield f"    <source>{content(joined(report.original, bead.original))}</source>"
    yield f'    <target state="{_state(bead)}">{content(joined(report.translation, bead.translation))}</target>'
    yield from (f'    <note from="xlcheck" annotates="target">{content(note)}</note>' for note in told_of(bead))
    yield from (f'    <note annotates="source">{content(note)}</note>' for note in (unit.notes if unit else ()))
    yield "   </trans-unit>"


def _state(bead: CheckedBead) -> str:
    if not bead.translation:
        return "needs-translation"
    drifted = any(finding.counts and finding.severity >= Severity.MAJOR for finding in bead.findings)
    return "needs-review-translation" if drifted else "translated"
