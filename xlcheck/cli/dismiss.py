"""xlcheck dismiss REPORT FINGERPRINT…: findings that a person has looked at and that are none."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import click

from xlcheck.cli.options import user
from xlcheck.errors import XlcheckError


@click.command("dismiss")
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("fingerprints", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why they are none.")
@click.option("--author", help="Who says so; the name of this machine's user by default.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="Day from which on they count again: 2027-01-31.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    default=Path(".xlcheck-dismissed.json"),
    show_default=True,
    help="Where dismissals are kept.",
)
def command(
    report: Path, fingerprints: tuple[str, ...], reason: str, author: str | None, expires: datetime | None, path: Path
) -> int:
    """Dismiss findings of REPORT (as `check -f json` writes it) by their FINGERPRINTS: they are shown no longer as new.

    `xlcheck check` goes by the file where it is called. A finding that isn't found any more is told of, and so is one
    whose dismissal has run out.
    """
    from xlcheck.judging.suppressions import Dismissed, dismissed_anew, named

    if not reason.strip():
        raise click.UsageError("--reason must say something: the next reader wants to know")
    known = _read(report)
    for fingerprint in fingerprints:
        if fingerprint not in known:
            raise XlcheckError(f"{report}: has no finding {fingerprint}; it has {', '.join(known) or 'none'}")
    until = expires.date().isoformat() if expires else None
    told = [row for fingerprint in dict.fromkeys(fingerprints) for row in known[fingerprint]]
    new = [
        Dismissed(
            finding.fingerprint, finding.check, finding.message, named(finding.original, path), named(finding.translation, path),
            reason=reason.strip(), author=author or user(), date=date.today().isoformat(), expires=until,
        )
        for finding in told
    ]  # fmt: skip
    click.echo(f"{path}: {len(new)} dismissed, {dismissed_anew(path, lambda: (new, []))} in all")
    return 0


class _Found(NamedTuple):
    """A finding of a report, with its two files."""

    fingerprint: str
    check: str
    message: str
    original: str | None
    translation: str | None


def _read(report: Path) -> dict[str, list[_Found]]:
    """The findings of a report, or of all reports of a run, by fingerprint."""
    try:
        told = json.loads(report.read_text(encoding="utf-8"))
        found: dict[str, list[_Found]] = {}
        for one in told.get("reports", [told]):
            files = one["original"]["path"], one["translation"]["path"]
            for f in one["findings"]:
                row = _Found(str(f["fingerprint"]), str(f["check"]), str(f["message"]), *files)
                found.setdefault(row.fingerprint, []).append(row)
        return found
    except OSError as error:
        raise XlcheckError(
            f"{report}: can't be read ({error.strerror}); make it with xlcheck check -f json={report}"
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise XlcheckError(f"{report}: is no report; make one with xlcheck check -f json={report}") from None
