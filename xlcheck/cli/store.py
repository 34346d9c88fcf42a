"""xlcheck store: what is in a store of results."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlcheck.cli import options
from xlcheck.errors import XlcheckError

_FILE = click.argument("store", type=click.Path(path_type=Path))
_RUN = click.option("--run", type=click.IntRange(1), metavar="N", help="Which run; the latest by default.")


@click.group("store")
def command() -> None:
    """See, export, prune and verify a store, as xlcheck batch keeps one."""


@command.command("info")
@_FILE
def info(store: Path) -> int:
    """List the runs of a store."""
    from xlcheck.batch import Store
    from xlcheck.batch.store import WATCH
    from xlcheck.visible import one_line

    with Store(store, must_exist=True) as opened:
        for run in opened.runs():
            going_on = "goes on" if run.manifest == WATCH else "cut short; --resume goes on with it"
            state = f"finished {run.finished}" if run.finished else going_on
            click.echo(
                f"run {run.id}: {run.started}, {state}; {run.items} pairs, {run.failed} failed; {one_line(run.manifest)}"
            )
            click.echo(f"  {run.signature}")
        verdicts = next(opened.query("SELECT count(*) FROM verdict"))[0]
        decided = list(
            opened.query("SELECT author, count(*) FROM action WHERE undone IS NULL GROUP BY author ORDER BY author")
        )
        if decided:
            click.echo(f"decisions in review: {', '.join(f'{one_line(row[0])} {row[1]}' for row in decided)}")
        click.echo(f"{verdicts} different pairs judged, {store.stat().st_size / 1e6:.1f} MB")
    return 0


@command.command("export")
@_FILE
@_RUN
@options.formats("jsonl", "parquet", "labels")
def export(store: Path, run: int | None, outputs: list[tuple[str, Path | None]]) -> int:
    """Write a run as JSON Lines (whole reports), as Parquet (counts a pair, with the report as JSON), or the labels that
    reviewers gave (JSON Lines for xlcheck tune).
    """
    from xlcheck.batch import Store
    from xlcheck.batch.export import jsonl, write_lines, write_parquet
    from xlcheck.review.labels import labels

    with Store(store, must_exist=True) as opened:
        number = opened.run(run).id
        for name, file in outputs:
            if name == "parquet":
                if file is None:
                    raise XlcheckError("parquet is no text; give it a file: -f parquet=FILE")
                write_parquet(opened, number, file)
                continue
            lines = (labels if name == "labels" else jsonl)(opened, number)
            if file is not None:
                write_lines(lines, file)
            else:
                for line in lines:
                    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
                sys.stdout.buffer.flush()
    return 0


@command.command("prune")
@_FILE
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many of the latest runs stay.",
)
def prune(store: Path, keep: int) -> int:
    """Forget all but the latest runs, and what only they had."""
    from xlcheck.batch import Store

    with Store(store, must_exist=True) as opened:
        runs, verdicts = opened.prune(keep)
    click.echo(f"{runs} runs and {verdicts} verdicts forgotten")
    return 0


@command.command("verify")
@_FILE
def verify(store: Path) -> int:
    """Check that a store is whole: exit code 2 where it is not."""
    from xlcheck.batch import Store

    with Store(store, must_exist=True) as opened:
        problems = opened.problems()
    for problem in problems:
        click.echo(f"xlcheck: {store}: {problem}", err=True)
    if not problems:
        click.echo(f"{store} is whole")
    return 2 if problems else 0
