"""xlcheck batch MANIFEST --store FILE: thousands of pairs."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcheck.cli import options
from xlcheck.cli.configured import Configured, configuration, configured
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlcheck.batch import Settings, Store, Tally

#: Seconds between two looks of the progress line, on a terminal and elsewhere.
_OFTEN, _SELDOM = 0.5, 30.0
#: What tells libraries how many threads they may begin.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@click.command("batch", cls=Configured)
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option(
    "--store", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where results are kept (SQLite)."
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes; by default as many as there are processors."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where pairs are judged: processes of this machine, or a Ray cluster.",
)
@click.option("--ray-address", metavar="ADDRESS", help="The cluster for --engine ray; without it one on this machine.")
@click.option("--resume", is_flag=True, help="Go on with the latest run where it was cut short.")
@click.option("--strict", is_flag=True, help="Exit with 2 if a single pair failed, not only if all did.")
@options.languages
@options.precision
@options.models
@options.thresholds
@options.checks
@click.option(
    "--fail-on", type=click.Choice(["minor", "major", "critical", "never"]), default="never", show_default=True,
    help="Lowest severity that makes the exit code 1.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
@configured
@click.pass_context
def command(
    context: click.Context,
    /,
    manifest: Path,
    store: Path,
    jobs: int | None,
    engine: str,
    ray_address: str | None,
    resume: bool,
    strict: bool,
    fail_on: str,
    quiet: bool,
    **settings: Any,
) -> int:
    """Check every pair of MANIFEST (JSON Lines, CSV or Parquet), or of a folder, and keep the results in a store.

    A row has id, original and translation (files, from the manifest's folder) or original_text and translation_text, and
    perhaps original_language, translation_language, outlet, date and url. A pair that fails is recorded with its error
    and stops nothing. Pairs whose texts and settings are those of an earlier run are not judged again. Killed at any
    point, the same command with --resume goes on; Ctrl-C finishes the pairs that are being judged.

    Exit code: 0 when the run was done, 2 when it could not be or every pair failed, 130 when it was interrupted.
    """
    # Before numpy is loaded, and for all processes that are begun: as many threads as there are processes, not their square.
    for library in _THREADS:
        os.environ.setdefault(library, "1")
    from xlcheck.batch import Store, run_batch

    if not manifest.exists():
        # Before a store is made for nothing.
        raise XlcheckError(f"{manifest}: no such file or folder; name a manifest or a folder of pairs")
    chosen = settings_of(context, settings)
    judged_by = _engine(engine, ray_address)
    with Store(store) as opened, interrupts("finishing the pairs that are being judged") as stop:
        tally = run_batch(
            manifest, opened, chosen, jobs=jobs or _processors(), resume=resume, told=_told(context, settings),
            engine=judged_by, progress=None if quiet else _progress(), stop=stop,
        )  # fmt: skip
        if not quiet:
            _end(tally)
        if tally.stopped:
            again = [word for word in sys.argv[1:] if word != "--resume"]
            click.echo(f"xlcheck: interrupted; go on with: {shlex.join(['xlcheck', *again, '--resume'])}", err=True)
            return 130
        return _exit_code(opened, tally, strict=strict, fail_on=fail_on)


def _engine(name: str, address: str | None) -> Callable[..., Any] | None:
    if name == "local":
        if address:
            raise click.UsageError("--ray-address goes with --engine ray")
        return None
    from xlcheck.batch.on_ray import engine

    return engine(address)


def settings_of(context: click.Context, told: dict[str, Any]) -> Settings:
    """What goes for all pairs, out of the command's options; raises XlcheckError for what is wrong with them."""
    from xlcheck.batch import Settings
    from xlcheck.checks import selected
    from xlcheck.judging.table import SHIPPED, read_table
    from xlcheck.reading.glossary import read_glossaries

    found = configuration(context)
    if found.overrides:
        click.echo(f"xlcheck: overrides of {found.path} go for xlcheck check alone", err=True)
    selected(told["select"], told["ignore"])
    return Settings(
        told["profile"], told["select"], told["ignore"],
        read_table(told["thresholds"]) if told["thresholds"] else SHIPPED,
        read_glossaries(told["glossary"]) if told["glossary"] else None,
        told["original_language"], told["translation_language"], told["encoding"], told["lines"],
        found.values.get("severity", {}),
    )  # fmt: skip


def _told(context: click.Context, settings: dict[str, Any]) -> dict[str, Any]:
    """The settings as the store tells of them."""
    told = {key: value for key, value in settings.items() if value not in (None, (), False)}
    return {**{key: str(value) for key, value in told.items()}, "profile": settings["profile"].name}


@contextmanager
def interrupts(what: str) -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed; a second time stops at once."""
    pressed = False

    def press(number: int, frame: object) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        click.echo(f"\nxlcheck: {what}; Ctrl-C again stops at once", err=True)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _progress() -> Callable[[Tally], None]:
    terminal, begun = sys.stderr.isatty(), time.monotonic()
    last = begun

    def show(tally: Tally) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= (_OFTEN if terminal else _SELDOM):
            last = now
            line = f"{tally.done} pairs, {tally.failed} failed, {tally.judged / (now - begun):.1f} judged a second"
            click.echo(f"\r{line}" if terminal else f"xlcheck: {line}", err=True, nl=not terminal)

    return show


def _end(tally: Tally) -> None:
    start = "\r" if sys.stderr.isatty() else ""
    click.echo(
        f"{start}xlcheck: run {tally.run}: {tally.done} pairs, {tally.judged} judged, {tally.known} known already, "
        f"{tally.failed} failed", err=True,
    )  # fmt: skip


def _exit_code(store: Store, tally: Tally, *, strict: bool, fail_on: str) -> int:
    from xlcheck.checks.base import Severity

    if tally.failed and (strict or tally.failed == tally.done):
        return 2
    if fail_on == "never":
        return 0
    worst = next(store.query(
        "SELECT max(severity) FROM item JOIN finding USING (verdict) WHERE run = ?", (tally.run,)
    ))[0]  # fmt: skip
    return int(worst is not None and worst >= Severity[fail_on.upper()])
