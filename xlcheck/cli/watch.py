"""xlcheck watch FEEDS: new items of paired feeds, as they come."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import click

from xlcheck.cli import options
from xlcheck.cli.batch import interrupts, settings_of
from xlcheck.cli.configured import Configured, configured

_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


@click.command("watch", cls=Configured)
@click.argument("feeds", type=click.Path(path_type=Path))
@click.option(
    "--store", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where results are kept (SQLite)."
)
@click.option(
    "--every", default="15m", show_default=True, metavar="TIME", help="Time between two rounds: 90s, 15m, 6h."
)
@click.option("--once", is_flag=True, help="One round, and no more.")
@click.option("--webhook", metavar="URL", help="Where each new pair is posted as JSON; tried again until it is taken.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of this machine and its network too.")
@options.languages
@options.precision
@options.models
@options.thresholds
@options.checks
@click.option("-q", "--quiet", is_flag=True, help="No word on standard error about rounds.")
@configured
@click.pass_context
def command(
    context: click.Context,
    /,
    feeds: Path,
    store: Path,
    every: str,
    once: bool,
    webhook: str | None,
    allow_private: bool,
    quiet: bool,
    **settings: Any,
) -> int:
    """Watch pairs of RSS or Atom feeds, and check what is new in both: a line of JSON each, on standard output.

    FEEDS is a TOML file of [[feeds]], each with original and translation (addresses or files), and perhaps
    original_language, translation_language and outlet. What was checked is in the store, for xlcheck summary and diff;
    feeds are asked for what has changed since, robots.txt is heeded, and one that fails is left alone for longer each time.
    """
    from xlcheck.batch import Store
    from xlcheck.batch.fetch import Fetcher
    from xlcheck.batch.watch import Watch, read_feeds, rounds

    pairs, seconds = read_feeds(feeds), _seconds(every)
    with Store(store) as opened, interrupts("stopping after this round") as stop:
        watch = Watch(
            pairs, opened, settings_of(context, settings), Fetcher(allow_private), _tell,
            lambda message: click.echo(f"xlcheck: {message}", err=True), webhook, time.sleep,
        )  # fmt: skip
        for new in rounds(watch, seconds, once=once, stop=stop, sleep=time.sleep):
            if not quiet:
                click.echo(f"xlcheck: {new} new pairs", err=True)
        if stop():
            return 130
        # Whoever calls it for one round hears of it when there was none.
        return 2 if once and watch.failed == len(pairs) else 0


def _tell(line: str) -> None:
    import sys

    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _seconds(text: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", text.strip())
    if not found or float(found[1]) <= 0:
        raise click.BadParameter(f"{text!r} is no time; write it as 90s, 15m or 6h", param_hint="--every")
    return float(found[1]) * _UNITS[found[2]]
