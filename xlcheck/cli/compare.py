"""xlcheck compare A B [C …]: reports of one event beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from xlcheck.cli import options
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.comparing.compare import Comparison
    from xlcheck.models import Choice, Profile


@click.command("compare")
@click.argument(
    "sources", nargs=-1, required=True, metavar="REPORT REPORT…|FOLDER|MANIFEST", type=click.Path(path_type=Path)
)
@click.option("--encoding", metavar="NAME", help="Encoding of the files; found out when not given.")
@options.precision
@options.models
@click.option(
    "--fail-on", type=click.Choice(["certainty", "differs", "contradicts", "never"]), default="never", show_default=True,
    help="The least that makes the exit code 1.",
)  # fmt: skip
@options.formats("text", "json", "html", "markdown")
def command(
    sources: tuple[Path, ...],
    encoding: str | None,
    fail_on: str,
    outputs: list[tuple[str, Path | None]],
    profile: Choice,
) -> int:
    """Show where reports of one event contradict, differ in a fact or in certainty, and what only one of them says.

    \b
    REPORT REPORT…   files in any of the languages, of any format that xlcheck check reads
    FOLDER           the files in it are reports of one event; each folder in it is an event of its own
    MANIFEST         pairs as xlcheck batch takes them (JSON Lines, CSV, Parquet), each an event

    Each statement has its speaker, found across sentences, and is linked with those of the other reports on the same
    matter. Nothing says which report is right.
    """  # noqa: D301  # the mark of a paragraph that click leaves as it is
    from xlcheck.comparing.formats import FORMATS

    loaded = profile.load()
    found, failed = [], 0
    for event in _events(sources):
        try:
            found.append(_compared(event, encoding, loaded))
        except XlcheckError as error:
            # Of many events one that can't be read costs the others nothing.
            failed += 1
            click.echo(f"xlcheck: {error}", err=True)
    if found:
        options.write(outputs, lambda name, terminal: FORMATS[name](found))
    return 2 if failed else int(any(_is_grave(one, fail_on) for one in found))


def _compared(event: Event, encoding: str | None, loaded: Profile) -> Comparison:
    from xlcheck.comparing.api import compare

    return compare(*event.reports, languages=event.languages, encoding=encoding, profile=loaded)


class Event(NamedTuple):
    """Reports that belong together, and their languages where those are told."""

    reports: list[Path | str]
    languages: tuple[str | None, ...] = ()


def _events(sources: tuple[Path, ...]) -> Iterator[Event]:
    """The events of what is named; raises XlcheckError where nothing can be compared."""
    options.one_standard_input(*map(str, sources))
    for number, source in enumerate(sources):
        if source != Path("-") and not source.exists():
            raise XlcheckError(f"{source}: no such file or folder")
        if source in sources[:number]:
            raise XlcheckError(f"{source}: is named twice")
    if len(sources) > 1:
        yield Event(list(sources))
    elif sources[0].is_dir():
        yield from _in_folder(sources[0])
    elif sources[0].suffix.lower() in (".jsonl", ".ndjson", ".csv", ".parquet"):
        yield from _in_manifest(sources[0])
    else:
        raise XlcheckError(f"{sources[0]}: is one report; name another, a folder, or a manifest")


def _in_folder(folder: Path) -> Iterator[Event]:
    from xlcheck.gathering.folders import ARTICLES

    events = [folder, *sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))]
    found = [[path for path in sorted(event.iterdir()) if path.suffix.lower() in ARTICLES] for event in events]
    several = [Event(list(event)) for event in found if len(event) > 1]
    if not several:
        raise XlcheckError(f"{folder}: holds no two reports that can be read")
    yield from several


def _in_manifest(manifest: Path) -> Iterator[Event]:
    from xlcheck.batch.manifest import read_items

    for item in read_items(manifest):
        if item.error:
            raise XlcheckError(item.error)
        yield Event([item.original, item.translation], (item.original_language, item.translation_language))


def _is_grave(found: Comparison, least: str) -> bool:
    grave = {"contradicts": ("contradicts", "changed"), "differs": ("contradicts", "changed", "differs"),
             "certainty": ("contradicts", "changed", "differs", "certainty"), "never": ()}  # fmt: skip
    return any(str(link.relation) in grave[least] for link in found.links)
