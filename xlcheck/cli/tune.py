"""xlcheck tune FILE: a user's own labelled pairs move the thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlcheck.cli import options
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.evaluation.tuning import Moved, Tuning
    from xlcheck.models import Choice


@click.command("tune")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write what moved, for `check --thresholds FILE`."
)
@click.option(
    "--precision",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.5,
    show_default=True,
    help="How often a finding of major or above is to be right.",
)
@click.option(
    "--prior",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Share of drifted sentences in your feed; by default that of the labelled pairs.",
)
@options.models
def command(
    files: tuple[Path, ...], out: Path | None, precision: float, prior: float | None, profile: Choice
) -> int:  # fmt: skip
    """Move thresholds by FILES of labelled pairs: JSON Lines of src, tgt, label (1 drifted, 0 faithful), src_lang, tgt_lang.

    A pair of languages is moved where 50 pairs of either label are given, a check where it spoke on 20 of all pairs.
    """
    from xlcheck.evaluation.labelled import read_labelled
    from xlcheck.evaluation.tuning import tune
    from xlcheck.judging.table import write_table

    items = [item for file in files for item in read_labelled(_existing(file))]
    drifted = sum(item.drifted for item in items)
    if drifted in (0, len(items)):
        raise XlcheckError(f"{files[0]}: all pairs have one label; tuning needs drifted and faithful ones")
    found = tune(items, precision=precision, prior=prior, profile=profile.load())
    text = "\n".join(_lines(found, precision, prior or drifted / len(items)))
    click.echo(f"{len(items)} pairs, {drifted} of them drifted\n{text}")
    if out:
        write_table(out, found.table, f"xlcheck tune {' '.join(map(str, files))}\n{text}")
        click.echo(f"wrote {out}; use it with xlcheck check --thresholds {out}")
    return 0


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise XlcheckError(f"{file}: no such file")
    return file


def _lines(found: Tuning, precision: float, prior: float) -> Iterator[str]:
    yield f"cuts for a precision of {precision:g} where {100 * prior:.3g} % of the sentences drifted"
    yield f"{'check, languages, model':<24} {'before':>7} {'after':>7} {'right':>13} {'precision':>10}  95 % interval"
    for moved in (*found.checks, *found.curves, *found.lines):
        yield _line(moved)


def _line(moved: Moved) -> str:
    low, high = moved.interval
    after = "minor" if moved.after >= 2 and moved.before < 1 else f"{moved.after:.2f}"
    counts = f"{moved.right} of {moved.spoken}"
    figures = f"{moved.precision:>10.2f}  {low:.2f} to {high:.2f}" if moved.spoken else ""
    note = f"  ({moved.why})" if moved.why else ""
    return f"{moved.name:<24} {moved.before:>7.2f} {after:>7} {counts:>13} {figures}{note}"
