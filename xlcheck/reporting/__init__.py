"""Reports in every format: one file a format."""

from __future__ import annotations

import importlib

from xlcheck.report import Report, Run

#: In the order in which they are told of; each is a module of that name with ``render``.
FORMATS = ("text", "json", "html", "sarif", "junit", "github", "markdown", "gitlab", "csv", "xlsx", "tmx", "xliff")


def render(name: str, told: Report | Run, *, color: bool = False) -> str | bytes:
    """One report, or all of a run, in the format of that name; colours are for text alone, bytes are a workbook."""
    run = Run((told,)) if isinstance(told, Report) else told
    module = importlib.import_module(f"xlcheck.reporting.{name}")
    done: str | bytes = module.render(run, color=color) if name == "text" else module.render(run)
    return done


def render_alignment(name: str, report: Report) -> str:
    """The alignment alone, in the format of that name."""
    from xlcheck.reporting import alignment

    return alignment.FORMATS[name](report)
