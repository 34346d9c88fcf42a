"""Markdown, for a job's summary or a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlcheck.article import Article, Span
from xlcheck.report import CheckedBead, Finding, Report, Run
from xlcheck.reporting.places import sentences
from xlcheck.visible import one_line

#: Signs that mean something to Markdown, HTML or a forge: "@name" calls a person, "#1" links an issue, "https:" a page.
_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~:@&=\"'/$^]")
#: Signs of a passage that are shown, rows of a table, and bytes: summaries have a limit (GitHub: a megabyte).
_LONGEST, _MOST, _LARGEST = 200, 500, 600_000


def render(run: Run) -> str:
    """A part a pair with findings; where there are several pairs, a table of those comes first."""
    several = len(run.reports) > 1
    parts = [f"> **{text(failure.name)}** was not checked: {text(failure.message)}\n" for failure in run.failures]
    parts += [f"> {text(remark.message)}\n" for remark in run.remarks]
    shown = [report for report in run.reports if report.findings or not several]
    if several:
        parts.append(_overview(run, shown))
    left, size = _MOST, 0
    for number, report in enumerate(shown):
        part = _part(report, left)
        size += len(part.encode("utf-8", "replace"))
        if size > _LARGEST:
            parts.append(f"{len(shown) - number} more pairs with findings are left out here.\n")
            break
        parts.append(part)
        left = max(0, left - len(report.findings))
    if run.reports:
        parts.append(f"<sub>{text(run.reports[0].signature)}</sub>\n")
    return "\n".join(parts)


def _overview(run: Run, shown: Sequence[Report]) -> str:
    summary = run.summary()
    lines = [f"# {summary['drifted']} of {summary['beads']} passages of {len(run.reports)} pairs drifted", ""]
    lines += ["| translation | passages | drifted | critical | major | minor |", "|---|---|---|---|---|---|"]
    for report in shown[:_MOST]:
        counts = report.summary()
        figures = " | ".join(str(counts[key]) for key in ("beads", "drifted", "critical", "major", "minor"))
        lines.append(f"| {_name(report.translation, 'translation')} | {figures} |")
    if len(shown) < len(run.reports):
        lines += ["", f"Nothing was found in {len(run.reports) - len(shown)} more pairs."]
    return "\n".join([*lines, ""])


def _part(report: Report, most: int) -> str:
    """A heading with the counts, and a row a finding with both passages."""
    summary = report.summary()
    counts = ", ".join(f"{summary[name]} {name}" for name in ("critical", "major", "minor") if summary[name])
    lines = [
        f"## {summary['drifted']} of {summary['beads']} passages drifted" if counts else f"## No drift found in {summary['beads']} passages",
        "", f"{_name(report.original, 'original')} → {_name(report.translation, 'translation')}{f': {counts}' if counts else ''}", "",
    ]  # fmt: skip
    rows = [(bead, finding) for bead in report.beads for finding in bead.findings]
    if rows:
        lines += ["| | check | original | translation | why |", "|---|---|---|---|---|"]
        lines += [_row(report, bead, finding) for bead, finding in rows[:most]]
        lines += [""]
    if len(rows) > most:
        lines += [f"{len(rows) - most} more are left out here.", ""]
    lines += [f"> {text(notice.message)}\n" for notice in report.notices]
    for measure in report.measures:
        figures = ", ".join(f"{name} {value:g}" for name, value in measure.scores.items())
        lines += [f"{text(measure.source)} ({text(measure.by)}): {figures}", ""]
    return "\n".join(lines)


def _row(report: Report, bead: CheckedBead, finding: Finding) -> str:
    sides = [
        _passage(report.original, bead.original, finding.original),
        _passage(report.translation, bead.translation, finding.translation),
    ]
    state = "" if finding.counts else f" ({finding.status})"
    return f"| **{finding.severity}**{state} | {text(finding.check)} | {' | '.join(sides)} | {text(finding.message)} |"


def _passage(article: Article, indices: tuple[int, ...], span: Span | None) -> str:
    """A bead's side with the words in question in bold, cut where it is long."""
    whole = sentences(article, indices)
    if not indices:
        return "–"
    start, end = (span.start, span.end) if span else (whole.end, whole.end)
    first = max(whole.start, start - _LONGEST) if span else whole.start
    last = min(whole.end, max(end, first) + _LONGEST)
    before, words, after = (
        article.text[first:start][: 2 * _LONGEST],
        article.text[start:end],
        article.text[max(end, first) : last],
    )
    shown = f"{text(before)} **{text(words)}** {text(after)}" if words.strip() else text(article.text[first:last])
    return f"{'… ' if first > whole.start else ''}{shown.strip()}{' …' if last < whole.end else ''}"


def _name(article: Article, side: str) -> str:
    return f"{text(article.path or side)} ({text(article.language or 'unknown language')})"


def text(words: str) -> str:
    """Words of an article as words: on one line, every special sign as its number."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", one_line(words))
