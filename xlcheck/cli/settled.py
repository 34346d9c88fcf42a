"""What a person has settled before, as `xlcheck check` goes by it: the baseline, and dismissals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.judging.suppressions import Accepted, Dismissed
    from xlcheck.report import Report, Run


@dataclass(frozen=True)
class Settled:
    """What was read before the work began: a wrong file is told at once. Paths are None where there is no such file."""

    baseline: Path | None
    accepted: list[Accepted]
    dismissed_file: Path | None
    dismissed: list[Dismissed]
    update: bool
    quiet: bool

    @classmethod
    def read(
        cls, context: click.Context, baseline: Path | None, *, update: bool, without: bool, quiet: bool
    ) -> Settled:
        """The files that are named, or that stand beside the configuration, or here; the latter are told of."""
        from click.core import ParameterSource

        from xlcheck.cli.configured import configuration
        from xlcheck.judging.suppressions import BASELINE, DISMISSED, read_baseline, read_dismissed

        folder, tree = configuration(context).folder, configuration(context).tree
        if without and context.get_parameter_source("baseline") != ParameterSource.COMMANDLINE:
            baseline = None
        if without and (baseline or update):
            raise click.UsageError("--no-baseline goes with neither --baseline nor --update-baseline")
        unasked = baseline is None and not without
        path = folder / BASELINE if unasked else baseline
        texts = {file: tree.read(file) for file in (path, folder / DISMISSED) if file and not without}
        if unasked and path and texts[path] is None and not update:
            path = None
        dismissed = folder / DISMISSED if texts.get(folder / DISMISSED) is not None else None
        for file, what in ((path if unasked and not update else None, "accepted"), (dismissed, "dismissed")):
            if file and not quiet:
                click.echo(f"xlcheck: what was {what} in {file} doesn't count", err=True)
        known = path and not (update and texts[path] is None)
        accepted = read_baseline(path, texts[path]) if path and known else []
        settled = read_dismissed(dismissed, texts[dismissed]) if dismissed else []
        return cls(path, accepted, dismissed, settled, update, quiet)

    def applied(self, run: Run) -> Run:
        """The reports with settled findings marked; the baseline is written where that was asked for."""
        from xlcheck.judging import suppressions

        reports = run.reports
        dismissed = self.dismissed_file and suppressions.Index(self.dismissed, self.dismissed_file)
        if dismissed and self.dismissed_file:
            today, file = date.today(), self.dismissed_file
            reports = tuple(suppressions.dismissals(report, dismissed, file, today) for report in reports)
        if self.baseline is None:
            return replace(run, reports=reports)
        accepted = suppressions.Index(self._updated(reports) if self.update else self.accepted, self.baseline)
        if not self.update and not self.quiet:
            dead = sum(len(suppressions.unused(report, accepted)) for report in reports)
            if dead:
                click.echo(
                    f"xlcheck: {self.baseline}: {dead} of its entries for these files match nothing any more; "
                    "--update-baseline takes them out", err=True,
                )  # fmt: skip
        done = []
        for report in reports:
            own = dismissed.settling(report).keys() if dismissed else set()
            done.append(suppressions.marked(report, accepted.settling(report).keys() - own, "baselined"))
        return replace(run, reports=tuple(done))

    def _updated(self, reports: tuple[Report, ...]) -> list[Accepted]:
        from xlcheck.judging.suppressions import locked, read_baseline, updated, write_entries
        from xlcheck.visible import one_line

        if self.baseline is None:
            raise XlcheckError("there is no baseline to update")
        with locked(self.baseline):
            # Another run may have written since this one began.
            before = read_baseline(self.baseline) if self.baseline.is_file() else []
            entries, added, removed = updated(reports, before, self.baseline)
            write_entries(self.baseline, "accepted", entries)
        for sign, those in (("+", added), ("-", removed)):
            for entry in those:
                click.echo(f"{sign} {entry.fingerprint} {entry.check}: {one_line(entry.message)}", err=True)
        click.echo(
            f"xlcheck: {self.baseline}: {len(added)} added, {len(removed)} removed, {len(entries)} in all", err=True
        )
        return entries
