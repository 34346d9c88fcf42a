"""xlcheck check ORIGINAL TRANSLATION."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcheck.cli import options
from xlcheck.cli.settled import Settled

if TYPE_CHECKING:
    from xlcheck.seen import Progress

#: Shorter work needs no bar.
_LONG = 120


@click.command("check")
@click.argument("original", required=False)
@click.argument("translation", required=False)
@click.option(
    "--aligned",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Pairs that are aligned already, instead of two articles: TMX, or original, tab, translation on every line.",
)
@options.languages
@click.option(
    "--original-date", metavar="DATE", help="Day of publication (2026-03-14): gives 昨天 and 去年 their value."
)
@options.precision
@options.models
@options.thresholds
@click.option("--select", multiple=True, metavar="CHECK", help="Run only this check; repeatable.")
@click.option("--ignore", multiple=True, metavar="CHECK", help="Leave this check out; repeatable.")
@click.option(
    "--fail-on",
    type=click.Choice(["minor", "major", "critical", "never"]),
    default="major",
    show_default=True,
    help="Lowest severity that makes the exit code 1.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Findings that were accepted: shown, but not counted. Without it .xlcheck-baseline.json, if there is one here.",
)
@click.option(
    "--update-baseline",
    is_flag=True,
    help="Accept all findings of this run, tell what that adds and removes, and exit with 0.",
)
@click.option("--no-baseline", is_flag=True, help="Count what was accepted or dismissed as well.")
@click.option(
    "--reference",
    metavar="FILE",
    help="A second translation, by a person or a machine: compared sentence by sentence (chrF, TER, BLEU).",
)
@click.option("--offline", is_flag=True, help="Fetch nothing; only `xlcheck models fetch` ever does, this says so.")
@options.formats(
    "text", "json", "html", "sarif", "junit", "github", "markdown", "gitlab", "csv", "xlsx", "tmx", "xliff"
)
@options.explain
@click.option("--color/--no-color", default=None, help="Colours in the text report; by default only on a terminal.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no notices on standard error.")
def command(
    original: str | None,
    translation: str | None,
    aligned: Path | None,
    lines: bool,
    fail_on: str,
    baseline: Path | None,
    update_baseline: bool,
    no_baseline: bool,
    offline: bool,
    reference: str | None,
    outputs: list[tuple[str, Path | None]],
    explain: bool,
    color: bool | None,
    quiet: bool,
    **settings: Any,
) -> int:
    """Check TRANSLATION against ORIGINAL (files, one of them may be - for standard input), or the pairs of --aligned.

    Exit code: 0 when nothing of --fail-on or worse was found, 1 when something was, 2 for wrong use or bad input.
    """
    from xlcheck.api import check, check_aligned
    from xlcheck.checks.base import Severity
    from xlcheck.reporting import render

    sources = [source for source in (original, translation) if source is not None]
    if len(sources) != (0 if aligned else 2):
        raise click.UsageError("name an original and a translation, or --aligned FILE with both")
    if aligned and lines:
        raise click.UsageError("--lines is for two articles; every pair of --aligned is one sentence already")
    options.one_standard_input(*sources, *filter(None, [reference]))
    settled = Settled.read(baseline, update=update_baseline, without=no_baseline, quiet=quiet)
    # The other options are named as the functions' arguments are.
    settings["reference"] = options.source(reference) if reference else None
    settings["progress"] = None if quiet else _progress()
    if aligned:
        report = check_aligned(aligned, **settings)
    else:
        report = check(*map(options.source, sources), lines=lines, **settings)
    report = settled.applied(report)
    if not quiet:
        for notice in report.notices:
            click.echo(f"xlcheck: {notice.message}", err=True)
    options.write(outputs, lambda name, terminal: render(name, report, color=_colored(color, terminal)))
    if explain:
        options.explain_order(report)
    if fail_on == "never" or report.worst is None:
        return 0
    return int(report.worst >= Severity[fail_on.upper()])


def _colored(color: bool | None, terminal: bool) -> bool:
    import os

    return terminal and not os.environ.get("NO_COLOR") if color is None else color


def _progress() -> Progress | None:
    """A bar on standard error, when that is a terminal and the work is long."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total >= _LONG and (done % 25 == 0 or done == total):
            filled = 30 * done // total
            click.echo(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done}/{total} beads", err=True, nl=done == total)

    return show
