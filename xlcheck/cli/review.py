"""xlcheck review: look at findings in the browser, and decide."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcheck.cli import options
from xlcheck.cli.configured import Configured, configuration, configured
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.report import Run

#: Where decisions on files are kept when no store is named.
_STORE = Path(".xlcheck-review.sqlite")
#: What every SQLite file begins with.
_SQLITE = b"SQLite format 3\0"


@click.command("review", cls=Configured)
@click.argument("sources", nargs=-1, metavar="REPORT|STORE|ORIGINAL TRANSLATION", type=click.Path(path_type=Path))
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where decisions are kept; of a report beside it, of articles in .xlcheck-review.sqlite here.",
)
@click.option("--run", type=click.IntRange(1), metavar="N", help="Which run of a store; the latest by default.")
@click.option("--author", metavar="NAME", help="Who decides; the name of this machine's user by default.")
@click.option(
    "--dismissed",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where dismissals go as well, for xlcheck check; .xlcheck-dismissed.json by default.",
)
@click.option("--read-only", is_flag=True, help="Look, and change nothing.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port; a free one by default.")
@click.option("--open/--no-open", "opened", default=True, help="Whether a browser is opened.")
@options.languages
@options.precision
@options.models
@options.thresholds
@options.checks
@configured
@click.pass_context
def command(
    context: click.Context,
    /,
    sources: tuple[Path, ...],
    store: Path | None,
    run: int | None,
    author: str | None,
    dismissed: Path | None,
    read_only: bool,
    port: int,
    opened: bool,
    **settings: Any,
) -> int:
    """Review findings in the browser: confirm, dismiss, mark what was missed, align by hand.

    \b
    STORE                  a run of xlcheck batch or xlcheck watch, as a queue
    REPORT                 what xlcheck check -f json=REPORT wrote
    ORIGINAL TRANSLATION   and all else that xlcheck check takes: it is checked first

    The page is served to this machine alone; its address carries a token. Everything that is done is saved at once, with
    author and time. Ctrl-C ends it. The same address answers POST /v1/check, for programs.
    """  # noqa: D301  # the mark of a paragraph that click leaves as it is
    from xlcheck.batch import Store
    from xlcheck.cli.batch import settings_of
    from xlcheck.judging.suppressions import DISMISSED
    from xlcheck.review.desk import Desk
    from xlcheck.review.server import serve

    if not sources and not configuration(context).pairs:
        raise click.UsageError("name a store, a report, or an original and a translation")
    chosen = settings_of(context, settings)
    file = dismissed or configuration(context).folder / DISMISSED
    path, number = _source(context, sources, store, run, settings, file)
    with Store(path, must_exist=True) as begun:
        told = begun.run(number)
        alone = told.items == 1
    desk = Desk(path, told.id, author or getpass.getuser(), chosen, file, read_only)

    def ready(address: str) -> None:
        click.echo(address)
        click.echo(f"xlcheck: decisions are kept in {path}; Ctrl-C ends the review", err=True)
        if opened:
            click.launch(address)

    serve(desk, port, ready, "/pair/0" if alone else "/")
    return 0


def _source(
    context: click.Context,
    sources: tuple[Path, ...],
    store: Path | None,
    run: int | None,
    settings: dict[str, Any],
    dismissed: Path,
) -> tuple[Path, int | None]:
    """The store to review, and the number of the run, None for the latest."""
    from xlcheck.batch import Store
    from xlcheck.review.entering import enter, read_run

    if len(sources) == 1 and _is_store(sources[0]):
        if store:
            raise click.UsageError(f"{sources[0]} is a store already; --store goes with reports and articles")
        return sources[0], run
    if run:
        raise click.UsageError("--run goes with a store")
    if len(sources) == 1 and sources[0].suffix.lower() == ".json":
        path = store or sources[0].with_suffix(".review.sqlite")
        found, name = read_run(sources[0]), str(sources[0])
    else:
        path, name = store or _STORE, " ".join(map(str, sources)) or "the configuration's pairs"
        found = _checked(context, sources, settings)
    with Store(path) as opened:
        return path, enter(opened, _settled(found, dismissed), name)


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except IsADirectoryError:
        return False
    except OSError as error:
        raise XlcheckError(f"{path}: can't be read ({error.strerror})") from None


def _checked(context: click.Context, sources: tuple[Path, ...], settings: dict[str, Any]) -> Run:
    """The reports on articles, as `xlcheck check` makes them."""
    from xlcheck.cli.check import gathered
    from xlcheck.cli.running import checked, sound

    told = {
        **settings,
        "reference": None,
        "original_date": None,
        "severity": configuration(context).values.get("severity", {}),
    }
    sound(told)
    told["profile"] = told["profile"].load()
    return checked(
        context, gathered(context, list(map(str, sources)), None, told), told, changed_since=None, quiet=False
    )


def _settled(run: Run, dismissed: Path) -> Run:
    """What was dismissed before is shown so."""
    from dataclasses import replace
    from datetime import date

    from xlcheck.judging.suppressions import Index, dismissals, read_dismissed

    if not dismissed.is_file():
        return run
    entries = Index(read_dismissed(dismissed), dismissed)
    today = date.today()
    return replace(run, reports=tuple(dismissals(report, entries, dismissed, today) for report in run.reports))
