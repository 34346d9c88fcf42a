"""The report for a terminal: each finding with both sides next to each other, the words in question marked."""

from __future__ import annotations

import shutil
from io import StringIO
from typing import TYPE_CHECKING

from xlcheck.article import Article, Span
from xlcheck.report import CheckedBead, Finding, Report
from xlcheck.visible import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: How each severity is told apart: by its word first, by colour only on top of that.
_STYLES = {"critical": "bold white on red", "major": "bold black on yellow", "minor": "bold black on cyan"}
#: Characters shown on either side of a span.
_AROUND = 90


def render(report: Report, *, color: bool) -> str:
    """The whole report, as wide as the terminal (at most 140 columns), 100 columns where there is none."""
    from rich.console import Console

    out = StringIO()
    width = max(60, min(140, shutil.get_terminal_size((100, 24)).columns))
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    _head(console, report)
    for bead in report.beads:
        for finding in bead.findings:
            _finding(console, report, bead, finding, color=color)
    _foot(console, report)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _head(console: Console, report: Report) -> None:
    sides = [
        f"{one_line(a.path or name)} ({a.language or 'unknown language'})"
        for a, name in ((report.original, "original"), (report.translation, "translation"))
    ]
    console.print(f"{sides[0]}  →  {sides[1]}", soft_wrap=True)
    console.print()


def _finding(console: Console, report: Report, bead: CheckedBead, finding: Finding, *, color: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    title = Text()
    title.append(f" {str(finding.severity).upper()} ", style=_STYLES[str(finding.severity)])
    title.append(f" {finding.check}", style="bold")
    title.append(f"  {round(100 * finding.confidence)} % sure", style="dim")
    if not finding.counts:
        title.append(f"  {finding.status}", style="dim")
    console.print(title)
    console.print(Text(f"  {one_line(finding.message)}"))
    if finding.doubted_by:
        console.print(Text(f"  doubted by {one_line(', '.join(finding.doubted_by))}", style="dim"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(
        _side(report.original, bead.original, finding.original, color=color),
        _side(report.translation, bead.translation, finding.translation, color=color),
    )
    console.print(table)
    console.print()


def _side(article: Article, indices: tuple[int, ...], span: Span | None, *, color: bool) -> Text:
    """One side: line number, then the bead's text around the span, with the span marked."""
    from rich.text import Text

    if not indices:
        return Text("– nothing –", style="dim italic")
    start, end = article.sentences[indices[0]].start, article.sentences[indices[-1]].end
    where = article.locate(span.start if span else start)
    shown = Text(f"{where.line}:{where.column}  ", style="dim")
    if span is None:
        words = one_line(article.text[start:end])
        shown.append(words if len(words) <= 3 * _AROUND else words[: 3 * _AROUND] + " …", style="none")
        return shown
    before, after = (
        one_line(article.text[start : span.start] + "|")[:-1],
        one_line("|" + article.text[span.end : end])[1:],
    )
    shown.append(before if len(before) <= _AROUND else "… " + before[-_AROUND:], style="none")
    words = one_line(article.text[span.start : span.end])
    shown.append(words if color else f"⟦{words}⟧", style="bold underline")
    shown.append(after if len(after) <= _AROUND else after[:_AROUND] + " …", style="none")
    return shown


def _foot(console: Console, report: Report) -> None:
    from rich.text import Text

    for measure in report.measures:
        figures = ", ".join(f"{name} {value:g}" for name, value in measure.scores.items())
        console.print(Text(f"{measure.source} ({one_line(measure.by)}): {figures}"))
        for name, signature in measure.signatures.items():
            console.print(Text(f"  {name}|{signature}", style="dim"), soft_wrap=True)
    summary = report.summary()
    counts = ", ".join(f"{summary[name]} {name}" for name in ("critical", "major", "minor") if summary[name])
    if not counts:
        console.print(Text(f"No drift found in {summary['beads']} beads."))
        return
    console.print(Text(f"{counts}; {summary['drifted']} of {summary['beads']} beads drifted.", style="bold"))
    first = report.findings[0].check
    console.print(
        Text(
            f"What a finding means: xlcheck explain {first}. Side by side in a browser: add -f html=report.html.",
            style="dim",
        )
    )
