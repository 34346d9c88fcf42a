"""A table for reviewers, a finding a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from xlcheck.report import Report, Run
from xlcheck.reporting.places import sentences, unit_of
from xlcheck.visible import one_line

COLUMNS = (
    "severity", "check", "confidence", "status", "unit", "original", "original_line", "original_words", "translation", "translation_line",
    "translation_words", "message", "fingerprint", "original_file", "translation_file",
)  # fmt: skip
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(run: Run) -> str:
    """Rows in the order of the articles, with a mark of UTF-8 before them, which spreadsheets ask for."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in row] for row in rows(run))
    return f"\ufeff{out.getvalue()}"


def rows(run: Run) -> Iterator[tuple[object, ...]]:
    """The values of ``COLUMNS`` for every finding."""
    return (row for report in run.reports for row in _rows(report))


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for bead in report.beads:
        one, two = sentences(report.original, bead.original), sentences(report.translation, bead.translation)
        unit = unit_of(report, bead)
        for f in bead.findings:
            lines = [
                article.locate(span.start).line if span else ""
                for article, span in (
                    (report.original, f.original or (one if bead.original else None)),
                    (report.translation, f.translation or (two if bead.translation else None)),
                )
            ]
            words = [span.text if span else "" for span in (f.original, f.translation)]
            yield (
                f.severity,
                f.check,
                f.confidence,
                f.status,
                unit.id if unit else "",
                one.text,
                lines[0],
                words[0],
                two.text,
                lines[1],
                words[1],
                f.message,
                f.fingerprint,
                report.original.path or "",
                report.translation.path or "",
            )


def cell(value: object) -> str:
    """A cell that is what it says: no formula, no line of its own."""
    text = one_line(str(value))
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int | float) else text
