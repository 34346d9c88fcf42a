"""The summary of a run: a page to look at and to mail, Markdown, CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

from markupsafe import Markup

from xlcheck.batch import charts
from xlcheck.batch.figures import Figures, Group
from xlcheck.reporting.csv import cell
from xlcheck.reporting.html import direction, environment
from xlcheck.reporting.markdown import text as words

_COLUMNS = ("by", "name", "pairs", "passages", "drifted", "share", "low", "high", "critical", "major", "minor")


def html(found: Figures) -> str:
    """One page: no network, no script; everything that articles, outlets and addresses hold is escaped."""
    pictures = [
        (
            f"Drifted passages a {'week' if found.by_week else 'day'}",
            charts.over_time("Drift over time", found.days),
            found.days,
        ),
        ("Drifted passages by outlet", charts.shares("Drift by outlet", found.outlets), found.outlets),
        ("Drifted passages by language", charts.shares("Drift by language", found.languages), found.languages),
    ]
    return environment().get_template("summary.html").render(
        found=found, patterns=Markup(charts.PATTERNS),  # ours, and nothing of an article is in it
        pictures=[(title, Markup(svg), groups) for title, svg, groups in pictures if groups],  # escaped there
        checks=Markup(charts.counts("Findings by check", found.checks)),
        direction=direction,
        is_web=lambda url: url.startswith(("https://", "http://")),
    )  # fmt: skip


def markdown(found: Figures) -> str:
    """Tables, and the worst statements, for a comment or a mail in plain text."""
    lines = [f"# {_lead(found)}", "", f"Run {found.run.id} over {words(found.run.manifest)}, {found.run.started}", ""]
    for title, groups in (
        ("outlet", found.outlets),
        ("language", found.languages),
        ("week" if found.by_week else "day", found.days),
    ):
        if groups:
            lines += [f"| {title} | pairs | passages | drifted | share |", "|---|---|---|---|---|"]
            lines += [
                f"| {words(g.name)} | {g.pairs} | {g.passages} | {g.drifted} | {100 * g.share:.1f} % |" for g in groups
            ]
            lines.append("")
    if found.checks:
        lines += ["| check | critical | major | minor |", "|---|---|---|---|"]
        lines += [f"| {words(c.name)} | {c.critical} | {c.major} | {c.minor} |" for c in found.checks] + [""]
    if found.worst:
        lines += ["| | pair | original | translation | why |", "|---|---|---|---|---|"]
        lines += [
            f"| **{s.severity}** | {words(s.title)} | {words(s.original)} | {words(s.translation)} | {words(s.message)} |"
            for s in found.worst
        ] + [""]
    return "\n".join([*lines, f"<sub>{words(found.run.signature)}</sub>", ""])


def as_csv(found: Figures) -> str:
    """The figures behind the pictures, a row a group."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    parts: Sequence[tuple[str, Sequence[Group]]] = (
        ("all", [found.total]), ("week" if found.by_week else "day", found.days), ("outlet", found.outlets), ("language", found.languages),
    )  # fmt: skip
    for by, groups in parts:
        for g in groups:
            low, high = g.interval
            row: list[Any] = [
                by,
                g.name,
                g.pairs,
                g.passages,
                g.drifted,
                round(g.share, 5),
                round(low, 5),
                round(high, 5),
                g.critical,
                g.major,
                g.minor,
            ]
            writer.writerow([cell(value) for value in row])
    for check in found.checks:
        writer.writerow([cell(value) for value in ("check", check.name, "", "", "", "", "", "", *check[1:])])
    return f"\ufeff{out.getvalue()}"


def _lead(found: Figures) -> str:
    total = found.total
    return f"{total.drifted} of {total.passages} passages of {total.pairs} pairs drifted"


FORMATS: dict[str, Callable[[Figures], str]] = {"html": html, "markdown": markdown, "csv": as_csv}
