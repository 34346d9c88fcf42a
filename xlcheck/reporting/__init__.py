"""Reports in every format: one file a format."""

from __future__ import annotations

from xlcheck.report import Report


def render(name: str, report: Report, *, color: bool = False) -> str:
    """The report in the format of that name."""
    if name == "json":
        from xlcheck.reporting import json

        return json.render(report)
    if name == "html":
        from xlcheck.reporting import html

        return html.render(report)
    from xlcheck.reporting import text

    return text.render(report, color=color)


def render_alignment(name: str, report: Report) -> str:
    """The alignment alone, in the format of that name."""
    from xlcheck.reporting import alignment

    return alignment.FORMATS[name](report)
