"""Pair after pair through the checks; one that can't be read stops nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcheck.cli.changed import changed_files
from xlcheck.cli.configured import values_of
from xlcheck.errors import XlcheckError
from xlcheck.report import Failure, Report, Run

if TYPE_CHECKING:
    from xlcheck.gathering import Gathered, Work

#: Shorter work needs no bar.
_LONG = 120


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
    if not quiet:
        for remark in gathered.remarks:
            click.echo(f"xlcheck: {remark}", err=True)
    reports, failures = [], []
    for number, work in enumerate(works):
        try:
            # Of one pair the passages are counted, of several the pairs.
            bar = None if quiet else _bar("beads") if len(works) == 1 else None
            reports.append(_report(work, values_of(context, settings, work.files), bar))
        except XlcheckError as error:
            failures.append(Failure(work.name, str(error)))
        if not quiet and len(works) > 1 and (shown := _bar("pairs", 1)):
            shown(number + 1, len(works))
    return Run(_compared(reports, settings), tuple(failures))


def _compared(reports: list[Report], settings: dict[str, Any]) -> tuple[Report, ...]:
    """The reports after a look from one to the others."""
    from xlcheck.checks import selected
    from xlcheck.checks.inconsistent_translation import InconsistentTranslation
    from xlcheck.judging.consistency import across

    wanted = any(
        check.name == InconsistentTranslation.name for check in selected(settings["select"], settings["ignore"])
    )
    return across(reports) if wanted and len(reports) > 1 else tuple(reports)


def _report(work: Work, settings: dict[str, Any], progress: Callable[[int, int], None] | None) -> Report:
    from xlcheck.api import check, check_aligned
    from xlcheck.judging.severities import with_severities
    from xlcheck.reading.aligned import Aligned

    severities, lines = settings.pop("severity", {}), settings.pop("lines")
    sides = work.sides()
    # The other settings are named as the functions' arguments are.
    if isinstance(sides, Path | Aligned):
        report = check_aligned(sides, progress=progress, **settings)
    else:
        report = check(*sides, lines=lines, progress=progress, **settings)
    return with_severities(report, severities)


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
