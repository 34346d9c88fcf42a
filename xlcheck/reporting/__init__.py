"""Reports in every format: one file a format."""

from __future__ import annotations

import importlib

from xlcheck.report import Report

#: In the order in which they are told of; each is a module of that name with ``render``.
FORMATS = ("text", "json", "html", "sarif", "junit", "github", "markdown", "gitlab", "csv")


def render(name: str, report: Report, *, color: bool = False) -> str:
    """The report in the format of that name; colours are for text alone."""
    module = importlib.import_module(f"xlcheck.reporting.{name}")
    text: str = module.render(report, color=color) if name == "text" else module.render(report)
    return text


def render_alignment(name: str, report: Report) -> str:
    """The alignment alone, in the format of that name."""
    from xlcheck.reporting import alignment

    return alignment.FORMATS[name](report)
