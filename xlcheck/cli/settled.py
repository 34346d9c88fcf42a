"""What a person has settled before, as `xlcheck check` goes by it: the baseline, and dismissals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.judging.suppressions import Accepted, Dismissed
    from xlcheck.report import Report


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
    def read(cls, baseline: Path | None, *, update: bool, without: bool, quiet: bool) -> Settled:
        """The files that are named, or that stand where xlcheck is called; the latter are told of."""
        from xlcheck.judging.suppressions import BASELINE, DISMISSED, read_baseline, read_dismissed

        if without and (baseline or update):
            raise click.UsageError("--no-baseline goes with neither --baseline nor --update-baseline")
        if baseline is None and not without and (BASELINE.is_file() or update):
            baseline = BASELINE
            if not quiet and not update:
                click.echo(f"xlcheck: what was accepted in {BASELINE} doesn't count", err=True)
        dismissed = None if without or not DISMISSED.is_file() else DISMISSED
        if dismissed and not quiet:
            click.echo(f"xlcheck: what was dismissed in {DISMISSED} doesn't count", err=True)
        new = update and baseline is not None and not baseline.is_file()
        accepted = read_baseline(baseline) if baseline and not new else []
        return cls(baseline, accepted, dismissed, read_dismissed(dismissed) if dismissed else [], update, quiet)

    def applied(self, report: Report) -> Report:
        """The report with settled findings marked; the baseline is written where that was asked for."""
        from xlcheck.judging import suppressions

        if self.dismissed_file:
            report = suppressions.dismissals(report, self.dismissed, self.dismissed_file, date.today())
        accepted = self._updated(report) if self.update else self.accepted
        if self.baseline and not self.update and not self.quiet:
            dead = suppressions.unused(report, accepted, self.baseline)
            if dead:
                click.echo(
                    f"xlcheck: {self.baseline}: {len(dead)} of its entries for these files match nothing any more; "
                    "--update-baseline takes them out", err=True,
                )  # fmt: skip
        left = [entry for entry in accepted if entry.fingerprint not in {one.fingerprint for one in self.dismissed}]
        return suppressions.marked(report, left, "baselined")

    def _updated(self, report: Report) -> list[Accepted]:
        from xlcheck.judging.suppressions import updated, write_entries
        from xlcheck.visible import one_line

        if self.baseline is None:
            raise XlcheckError("there is no baseline to update")
        entries, added, removed = updated(report, self.accepted, self.baseline)
        for sign, those in (("+", added), ("-", removed)):
            for entry in those:
                click.echo(f"{sign} {entry.fingerprint} {entry.check}: {one_line(entry.message)}", err=True)
        write_entries(self.baseline, "accepted", entries)
        click.echo(
            f"xlcheck: {self.baseline}: {len(added)} added, {len(removed)} removed, {len(entries)} in all", err=True
        )
        return entries
