"""xlcheck check ORIGINAL TRANSLATION, and everything else that holds pairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcheck.cli import options
from xlcheck.cli.configured import Configured, configured
from xlcheck.cli.settled import Settled

if TYPE_CHECKING:
    from xlcheck.gathering import Gathered
    from xlcheck.report import Run


@click.command("check", cls=Configured)
@click.argument("original", required=False)
@click.argument("translation", required=False)
@click.option(
    "--aligned",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Pairs that are aligned already, instead of two articles: TMX, XLIFF, PO, CSV, JSON Lines, or a table by tabs.",
)
@options.languages
@click.option(
    "--original-date", metavar="DATE", help="Day of publication (2026-03-14): gives 昨天 and 去年 their value."
)
@options.precision
@options.models
@options.thresholds
@options.checks
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
    help="Findings that were accepted: shown, but not counted. Without it .xlcheck-baseline.json beside the configuration, or here.",
)
@click.option(
    "--update-baseline",
    is_flag=True,
    help="Accept all findings of this run, tell what that adds and removes, and exit with 0.",
)
@click.option("--no-baseline", is_flag=True, help="Count what was accepted or dismissed as well.")
@click.option(
    "--changed-since",
    metavar="REV",
    help="Only pairs of which a file differs from this revision of git.",
)
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
@configured
@click.pass_context
def command(
    context: click.Context,
    /,
    original: str | None,
    translation: str | None,
    aligned: Path | None,
    fail_on: str,
    baseline: Path | None,
    update_baseline: bool,
    no_baseline: bool,
    changed_since: str | None,
    offline: bool,
    outputs: list[tuple[str, Path | None]],
    explain: bool,
    color: bool | None,
    quiet: bool,
    **settings: Any,
) -> int:
    """Check TRANSLATION against ORIGINAL, or every pair of what is named instead of the two.

    \b
    ORIGINAL TRANSLATION   two files (text, HTML, Markdown, DOCX, SRT, VTT), one of them may be - for standard input
    FOLDER or ZIP          pairs by name: a.zh.txt and a.en.txt, zh/a.md and en/a.md; bilingual files within
    FOLDER FOLDER          files of the same name
    FEED FEED              items of two RSS or Atom feeds
    BILINGUAL              XLIFF, TMX, PO, CSV, TSV or JSON Lines, the same as --aligned FILE
    nothing                the pairs of the configuration

    Exit code: 0 when nothing of --fail-on or worse was found, 1 when something was, 2 for wrong use or bad input.
    """  # noqa: D301  # the mark of a paragraph that click leaves as it is
    from xlcheck.cli.running import checked
    from xlcheck.reporting import render

    sources = [source for source in (original, translation) if source is not None]
    _sound(context, sources, aligned, settings)
    settled = Settled.read(context, baseline, update=update_baseline, without=no_baseline, quiet=quiet)
    # Loaded once, for all pairs; a model that there isn't is told before the first.
    settings["profile"] = settings["profile"].load()
    found = gathered(context, sources, aligned, settings)
    run = checked(context, found, settings, changed_since=changed_since, quiet=quiet)
    run = settled.applied(run)
    _tell(run, quiet)
    options.write(outputs, lambda name, terminal: render(name, run, color=_colored(color, terminal)))
    if explain:
        for report in run.reports:
            options.explain_order(report)
    return _exit_code(run, fail_on)


def _sound(context: click.Context, sources: list[str], aligned: Path | None, settings: dict[str, Any]) -> None:
    """Wrong use is told before anything is read."""
    from xlcheck.cli.configured import configuration
    from xlcheck.cli.running import sound

    if (aligned and sources) or not (sources or aligned or configuration(context).pairs):
        raise click.UsageError("name an original and a translation, a folder or file of pairs, or --aligned FILE")
    if settings["lines"] and (aligned or len(sources) < 2):
        raise click.UsageError("--lines is for two articles; every pair of --aligned is one sentence already")
    if settings["reference"] and len(sources) < 2 and not aligned:
        raise click.UsageError("--reference is for one pair")
    options.one_standard_input(*sources, *filter(None, [settings["reference"]]))
    settings["reference"] = Path(settings["reference"]) if settings["reference"] else None
    sound(settings)


def gathered(context: click.Context, sources: list[str], aligned: Path | None, settings: dict[str, Any]) -> Gathered:
    """The pairs of what was named, or of the configuration."""
    from xlcheck.cli.configured import configuration
    from xlcheck.gathering import Gathered, Work, gather
    from xlcheck.gathering.patterns import by_patterns

    if aligned:
        return Gathered([Work.of_bilingual(aligned)])
    if not sources:
        return by_patterns(configuration(context).folder, list(configuration(context).pairs))
    languages = settings["original_language"], settings["translation_language"]
    return gather(
        [Path(source) for source in sources],
        languages=languages, encoding=settings["encoding"], encoder=lambda: settings["profile"].encoder,
    )  # fmt: skip


def _tell(run: Run, quiet: bool) -> None:
    from xlcheck.visible import one_line

    for failure in run.failures:
        click.echo(f"xlcheck: {failure.message}", err=True)
    if not quiet:
        for notice in run.notices:
            click.echo(f"xlcheck: {one_line(notice.message)}", err=True)


def _exit_code(run: Run, fail_on: str) -> int:
    from xlcheck.checks.base import Severity

    if run.failures:
        return 2
    if fail_on == "never" or run.worst is None:
        return 0
    return int(run.worst >= Severity[fail_on.upper()])


def _colored(color: bool | None, terminal: bool) -> bool:
    import os

    return terminal and not os.environ.get("NO_COLOR") if color is None else color
