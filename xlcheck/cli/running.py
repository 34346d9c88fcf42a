"""Pair after pair through the checks; one that can't be read stops nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcheck.article import Notice
from xlcheck.cli.changed import changed_files
from xlcheck.cli.configured import values_of
from xlcheck.errors import XlcheckError
from xlcheck.report import Failure, Report, Run

if TYPE_CHECKING:
    from xlcheck.gathering import Gathered, Work
    from xlcheck.judging.table import Table
    from xlcheck.reading.glossary import Glossary

#: Shorter work needs no bar.
_LONG = 120


def sound(settings: dict[str, Any]) -> None:
    """What is wrong with the settings of a whole run is told once, before it: raises XlcheckError."""
    from xlcheck.api import day
    from xlcheck.checks import selected

    # Files are read once in a run, and anew in the next of the same process.
    _table.cache_clear()
    _glossary.cache_clear()
    selected(settings["select"], settings["ignore"])
    day(settings["original_date"])
    _loaded(settings)


def checked(
    context: click.Context,
    gathered: Gathered,
    settings: dict[str, Any],
    *,
    changed_since: str | None,
    quiet: bool,
) -> Run:
    """The reports on all pairs, and which of them failed."""
    works = list(gathered.works)
    if changed_since is not None:
        works = _changed(works, changed_since)
    reports: list[Report] = []
    failures: list[Failure] = []
    told: list[dict[str, Any]] = []
    for number, work in enumerate(works):
        try:
            # Of one pair the passages are counted, of several the pairs.
            bar = None if quiet else _bar("beads") if len(works) == 1 else None
            own = _loaded(values_of(context, settings, work.files))
            reports.append(_report(work, own, bar))
            told.append(own)
        except XlcheckError as error:
            failures.append(Failure(work.name, str(error)))
        if not quiet and len(works) > 1 and (shown := _bar("pairs", 1)):
            shown(number + 1, len(works))
    remarks = tuple(Notice("pair-incomplete", remark) for remark in gathered.remarks)
    return Run(_compared(reports, told), tuple(failures), remarks)


def _loaded(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings with files of thresholds and terms read, each once in a run."""
    thresholds, glossary = settings["thresholds"], tuple(settings["glossary"])
    return {
        **settings,
        "thresholds": _table(thresholds) if thresholds else None,
        "glossary": _glossary(glossary) if glossary else None,
    }


@cache
def _table(file: Path) -> Table:
    from xlcheck.judging.table import read_table

    return read_table(file)


@cache
def _glossary(files: tuple[Path, ...]) -> Glossary:
    from xlcheck.reading.glossary import read_glossaries

    return read_glossaries(files)


def _report(work: Work, settings: dict[str, Any], progress: Callable[[int, int], None] | None) -> Report:
    from xlcheck.api import check, check_aligned
    from xlcheck.reading.aligned import Aligned

    # The other settings are named as the functions' arguments are.
    arguments = {key: value for key, value in settings.items() if key not in ("severity", "lines")}
    sides = work.sides()
    if isinstance(sides, Path | Aligned):
        return check_aligned(sides, progress=progress, **arguments)
    return check(*sides, lines=settings["lines"], progress=progress, **arguments)


def _compared(reports: list[Report], told: list[dict[str, Any]]) -> tuple[Report, ...]:
    """The reports after a look from one to the others, with the severities of the project; each by its own settings."""
    from xlcheck.checks import selected
    from xlcheck.checks.inconsistent_translation import InconsistentTranslation
    from xlcheck.judging.consistency import across
    from xlcheck.judging.severities import with_severities
    from xlcheck.judging.table import SHIPPED

    tables = []
    for own in told:
        names = {check.name for check in selected(own["select"], own["ignore"])}
        tables.append((own["thresholds"] or SHIPPED) if InconsistentTranslation.name in names else None)
    compared = across(reports, tables) if len(reports) > 1 else tuple(reports)
    return tuple(with_severities(report, own["severity"]) for report, own in zip(compared, told, strict=True))


def _changed(works: Iterable[Work], revision: str) -> list[Work]:
    changed = changed_files(revision, Path.cwd())
    kept = [work for work in works if not work.files or any(file.resolve() in changed for file in work.files)]
    if not kept:
        click.echo(f"xlcheck: no pair changed since {revision}", err=True)
    return kept


def _bar(what: str, often: int = 25) -> Callable[[int, int], None] | None:
    """A bar on standard error, when that is a terminal and the work is long."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if (total >= _LONG or what == "pairs") and (done % often == 0 or done == total):
            filled = 30 * done // total
            click.echo(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done}/{total} {what}", err=True, nl=done == total)

    return show
