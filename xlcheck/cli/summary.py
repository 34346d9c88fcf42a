"""xlcheck summary STORE: where to look first."""

from __future__ import annotations

from pathlib import Path

import click

from xlcheck.cli import options


@click.command("summary")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--run", type=click.IntRange(1), metavar="N", help="Which run; the latest by default.")
@options.formats("markdown", "html", "csv")
def command(store: Path, run: int | None, outputs: list[tuple[str, Path | None]]) -> int:
    """Sum a run of STORE up: drift over time, by outlet, check and language, and the fifty worst statements.

    The page (-f html=FILE) needs no network and has no script; it is small enough to mail.
    """
    from xlcheck.batch import Store
    from xlcheck.batch.figures import figures
    from xlcheck.batch.summary import FORMATS

    with Store(store, must_exist=True) as opened:
        found = figures(opened, run)
    options.write(outputs, lambda name, terminal: FORMATS[name](found))
    return 0
