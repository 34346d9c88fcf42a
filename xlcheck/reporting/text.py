"""The report for a terminal: each finding with both sides next to each other, the words in question marked."""

from __future__ import annotations

import shutil
from io import StringIO
from typing import TYPE_CHECKING

from xlcheck.article import Article, Span
from xlcheck.checks.base import Severity
from xlcheck.report import CheckedBead, Finding, Report, Run
from xlcheck.reporting.places import unit_of
from xlcheck.visible import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

#: How each severity is told apart: by its word first, by colour only on top of that.
_STYLES = {"critical": "bold white on red", "major": "bold black on yellow", "minor": "bold black on cyan"}
#: Characters shown on either side of a span.
_AROUND = 90


def render(run: Run, *, color: bool) -> str:
    """All reports, as wide as the terminal (at most 140 columns), 100 columns where there is none."""
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
    several = len(run.reports) > 1
    # Of many pairs those in which nothing was found are only counted.
    shown = [report for report in run.reports if report.findings or not several]
    for report in shown:
        _report(console, report, last=report is shown[-1], color=color)
    if several:
        _total(console, run, len(run.reports) - len(shown))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _report(console: Console, report: Report, *, last: bool, color: bool) -> None:
    _head(console, report)
    for bead in report.beads:
        for finding in bead.findings:
            _finding(console, report, bead, finding, color=color)
    _foot(console, report, hint=last)
    if not last:
        console.print()


def _total(console: Console, run: Run, clean: int) -> None:
    from rich.text import Text

    summary = run.summary()
    pairs = f"{len(run.reports)} pairs: {summary['drifted']} of {_passages(summary['beads'])} drifted"
    pairs += f"; nothing was found in {clean} of the pairs." if clean else "."
    if clean < len(run.reports):
        console.print()
    console.print(Text(pairs, style="bold"))


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
    console.print(_indented(one_line(finding.message)))
    if finding.doubted_by:
        console.print(_indented(f"doubted by {one_line(', '.join(finding.doubted_by))}", style="dim"))
    unit = unit_of(report, bead)
    for note in unit.notes if unit else ():
        console.print(_indented(f"note: {one_line(note)}", style="dim"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), expand=True)
    # Folded, not cut: a line of Chinese has no space to break at, and what is marked has to be seen.
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_row(
        _side(report.original, bead.original, finding.original, color=color),
        _side(report.translation, bead.translation, finding.translation, color=color),
    )
    console.print(table)
    console.print()


def _indented(words: str, style: str = "none") -> Padding:
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(words, style=style), (0, 0, 0, 2))


def _side(article: Article, indices: tuple[int, ...], span: Span | None, *, color: bool) -> Text:
    """One side: line number, then the bead's text around the span, with the span marked."""
    from rich.text import Text

    if not indices:
        return Text("– nothing –", style="dim italic")
    start, end = article.bounds(indices)
    where = article.locate(span.start if span else start)
    unit = article.unit(span.start if span else start)
    named = f" {one_line(unit.id)}" if unit and unit.id else ""
    shown = Text().append(f"{where.line}{f':{where.column}' if where.column else ''}{named}  ", style="dim")
    if span is None:
        words = one_line(article.text[start:end])
        shown.append(words if len(words) <= 3 * _AROUND else _to_word(words[: 3 * _AROUND]) + " …", style="none")
        return shown
    before, after = (
        one_line(article.text[start : span.start] + "|")[:-1],
        one_line("|" + article.text[span.end : end])[1:],
    )
    shown.append(before if len(before) <= _AROUND else "… " + _from_word(before[-_AROUND:]), style="none")
    words = one_line(article.text[span.start : span.end])
    shown.append(words if color else f"⟦{words}⟧", style="bold underline")
    shown.append(after if len(after) <= _AROUND else _to_word(after[:_AROUND]) + " …", style="none")
    return shown


def _foot(console: Console, report: Report, *, hint: bool) -> None:
    from rich.text import Text

    for measure in report.measures:
        figures = ", ".join(f"{name} {value:g}" for name, value in measure.scores.items())
        console.print(Text(f"{measure.source} ({one_line(measure.by)}): {figures}"))
        for name, signature in measure.signatures.items():
            console.print(Text(f"  {name}|{signature}", style="dim"), soft_wrap=True)
    new = [finding for finding in report.findings if finding.counts]
    counts = ", ".join(
        f"{n} {name}" for name in ("critical", "major", "minor") if (n := sum(str(f.severity) == name for f in new))
    )
    settled = f"{len(report.findings) - len(new)} settled before" if len(new) < len(report.findings) else ""
    if not report.findings:
        console.print(Text(f"No drift found in {_passages(len(report.beads))}."))
        return
    drifted = sum(any(f.counts and f.severity >= Severity.MAJOR for f in bead.findings) for bead in report.beads)
    told = [f"{counts}; {drifted} of {_passages(len(report.beads))} drifted" if counts else "nothing new", settled]
    console.print(Text(f"{'; '.join(filter(None, told))}.", style="bold"))
    if not hint:
        return
    first = report.findings[0].check
    console.print(
        Text(
            f"What a finding means: xlcheck explain {first}. Side by side in a browser: add -f html=report.html.",
            style="dim",
        )
    )


def _passages(count: int) -> str:
    return f"{count} passage{'s' if count != 1 else ''}"


#: Letters in which a space is looked for, so that no word is cut; Chinese has none.
_WORD = 20


def _to_word(text: str) -> str:
    at = text.rfind(" ", len(text) - _WORD)
    return text[:at] if at > 0 else text


def _from_word(text: str) -> str:
    at = text.find(" ", 0, _WORD)
    return text[at + 1 :] if at >= 0 else text
