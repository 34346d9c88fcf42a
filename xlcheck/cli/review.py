"""xlcheck review: look at findings in the browser, and decide."""

from __future__ import annotations

import atexit
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
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


def _author(context: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    if name is not None and not (0 < len(name.strip()) <= 100 and name.isprintable()):
        raise click.BadParameter("a name has 1 to 100 letters that can be printed")
    return name and name.strip()


@click.command("review", cls=Configured)
@click.argument("sources", nargs=-1, metavar="REPORT|STORE|ORIGINAL TRANSLATION", type=click.Path(path_type=Path))
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where decisions are kept; of a report beside it, of articles in .xlcheck-review.sqlite here.",
)
@click.option("--run", type=click.IntRange(1), metavar="N", help="Which run of a store; the latest by default.")
@click.option(
    "--author", metavar="NAME", callback=_author, help="Who decides; the name of this machine's user by default."
)
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
    from xlcheck.review.dismissals import taken_over
    from xlcheck.review.server import serve

    _sound(context, sources, store, run)
    chosen = settings_of(context, settings)
    file = _writable(dismissed or configuration(context).folder / DISMISSED)
    with ExitStack() as stack:
        path = _place(sources, store, stack, read_only=read_only)
        if not _stored(sources):
            run = _entered(context, sources, path, settings, file, read_only=read_only)
        with Store(path, must_exist=True, read_only=read_only) as begun:
            told = begun.run(run)
            if _stored(sources) and not read_only:
                taken_over(begun, told.id, file, date.today())
        desk = Desk(path, told.id, author or options.user(), chosen, file, read_only)
        serve(desk, port, _ready(path, opened=opened), "/pair/0" if told.items == 1 else "/")
    return 0


def _sound(context: click.Context, sources: tuple[Path, ...], store: Path | None, run: int | None) -> None:
    """Wrong use is told before anything is read."""
    if not sources and not configuration(context).pairs:
        raise click.UsageError("name a store, a report, or an original and a translation")
    if Path("-") in sources:
        raise click.UsageError("a review needs files: decisions go by their names")
    if len(sources) > 1 and any(_is_store(path) or path.suffix.lower() == ".json" for path in sources):
        raise click.UsageError("name one store or one report at a time")
    if len(sources) > 2:
        raise click.UsageError("name a store, a report, or an original and a translation, and no more")
    if store and _stored(sources):
        raise click.UsageError(f"{sources[0]} is a store already; --store goes with reports and articles")
    if run and not _stored(sources):
        raise click.UsageError("--run goes with a store")


def _writable(file: Path) -> Path:
    """Where dismissals go; raises XlcheckError where they can't."""
    if file.is_dir() or not file.parent.is_dir():
        raise XlcheckError(f"{file}: dismissals can't be kept there; name a file with --dismissed")
    return file


def _stored(sources: tuple[Path, ...]) -> bool:
    return len(sources) == 1 and _is_store(sources[0])


def _place(sources: tuple[Path, ...], store: Path | None, stack: ExitStack, *, read_only: bool) -> Path:
    """The store; of what is entered to be looked at only, a copy of it that goes with the review."""
    if _stored(sources):
        return sources[0]
    beside = len(sources) == 1 and sources[0].suffix.lower() == ".json"
    path = store or (sources[0].with_suffix(".review.sqlite") if beside else _STORE)
    if not read_only:
        return path
    copy = Path(stack.enter_context(TemporaryDirectory(prefix="xlcheck-"))) / path.name
    try:
        if path.is_file():
            with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(copy)) as two:
                one.backup(two)
    except sqlite3.Error as error:
        raise XlcheckError(f"{path}: is no store of xlcheck ({error})") from None
    return copy


def _entered(
    context: click.Context,
    sources: tuple[Path, ...],
    path: Path,
    settings: dict[str, Any],
    dismissed: Path,
    *,
    read_only: bool,
) -> int:
    """The number of a run of what was named: a report, or articles that are checked now."""
    from xlcheck.batch import Store
    from xlcheck.review.entering import enter, read_run
    from xlcheck.review.searching import index

    of_report = len(sources) == 1 and sources[0].suffix.lower() == ".json"
    found = read_run(sources[0]) if of_report else _checked(context, sources, settings)
    with Store(path) as opened:
        number = enter(opened, found, " ".join(map(str, sources)) or "the configuration's pairs", dismissed)
        if read_only:
            # Nothing can be written later, not even what a search needs.
            index(opened)
        return number


def _ready(path: Path, *, opened: bool) -> Callable[[str], None]:
    """What is told, and done, once the page can be had."""

    def ready(address: str) -> None:
        click.echo(address)
        click.echo(f"xlcheck: decisions are kept in {path}; Ctrl-C ends the review", err=True)
        if opened:
            # By a file that only this user can read: what programs are called with everybody can.
            folder = Path(mkdtemp(prefix="xlcheck-"))
            page = folder / "review.html"
            page.write_text(f'<!doctype html><meta http-equiv="refresh" content="0;url={address}">', encoding="utf-8")
            atexit.register(rmtree, folder, ignore_errors=True)
            click.launch(str(page))

    return ready


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

    told = {**settings, "reference": None, "original_date": None}
    sound(told)
    told["profile"] = told["profile"].load()
    found = gathered(context, list(map(str, sources)), None, told)
    run = checked(context, found, told, changed_since=None, quiet=False)
    if run.failures and not run.reports:
        raise XlcheckError(run.failures[0].message)
    return run
