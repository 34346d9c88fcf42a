"""xlcheck man: the manual page, made of what the commands say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

_EXITS = (
    ("0", "Nothing of --fail-on or worse was found; of commands other than check, whatever was found."),
    ("1", "check found something of --fail-on or worse."),
    ("2", "Wrong use, or something that could not be read."),
    ("130", "Interrupted."),
)
_FILES = (
    ("xlcheck.toml, pyproject.toml", "The configuration: the nearest one above the folder in which xlcheck is called."),
    (".xlcheck-baseline.json", "Findings that were accepted, beside the configuration."),
    (".xlcheck-dismissed.json", "Findings that were dismissed, each with a reason."),
)
_ENVIRONMENT = (
    ("NO_COLOR", "No colours, whatever the terminal."),
    ("XLCHECK_DATA", "Labelled data for the project's own floors."),
)


@click.command("man")
@click.pass_context
def command(context: click.Context, /) -> int:
    """Print the manual page; xlcheck man > ~/.local/share/man/man1/xlcheck.1 keeps it."""
    root = context.find_root()
    click.echo("\n".join(_page(root)))
    return 0


def _page(root: click.Context) -> Iterator[str]:
    from xlcheck.versions import version_of

    group = root.command
    yield f'.TH XLCHECK 1 "" "xlcheck {version_of("xlcheck", "0")}" "User Commands"'
    yield from (".SH NAME", r"xlcheck \- tell whether a translation says what its original says")
    yield from (".SH SYNOPSIS", ".B xlcheck", r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]")
    yield ".SH DESCRIPTION"
    yield from _prose(group.help or "")
    yield ".SH COMMANDS"
    yield from _commands(group, root, "xlcheck")
    for heading, rows in (("EXIT STATUS", _EXITS), ("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT)):
        yield f".SH {heading}"
        yield from (line for term, told in rows for line in _item(term, told))


def _command(found: click.Command, context: click.Context, name: str) -> Iterator[str]:
    """A command with its options; of a group those of its commands too."""
    pieces = " ".join(found.collect_usage_pieces(context))
    yield f'.SS "{_escaped(f"{name} {pieces}")}"'
    yield from _prose(found.help or "")
    for parameter in found.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[1] and "--help" not in parameter.opts:
            yield from _item(*record)
    yield from _commands(found, context, name)


def _commands(group: click.Command, context: click.Context, name: str) -> Iterator[str]:
    if not isinstance(group, click.Group):
        return
    for inner in group.list_commands(context):
        found = group.get_command(context, inner)
        if found is not None:
            yield from _command(found, click.Context(found, parent=context, info_name=inner), f"{name} {inner}")


def _prose(text: str) -> Iterator[str]:
    """Paragraphs; one that click leaves as it is stays so."""
    for paragraph in text.strip().split("\n\n"):
        lines = [line.strip() for line in paragraph.splitlines()]
        if lines[0] == "\b":
            yield from (".PP", ".nf", *map(_escaped, lines[1:]), ".fi")
        else:
            yield from (".PP", _escaped(" ".join(lines)))


def _item(term: str, told: str) -> Iterator[str]:
    yield from (".TP", rf"\fB{_escaped(term)}\fR", _escaped(" ".join(told.split())))


def _escaped(text: str) -> str:
    """Words that are no commands of the typesetter."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
