"""Commands that go by a configuration: its values stand in for options that were not given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlcheck.configuration import Configuration


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--config FILE`` and ``--no-config``; the configuration is the context's object."""
    for option in (
        click.option(
            "--no-config",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_without,
            help="Go by no configuration.",
        ),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            is_eager=True,
            expose_value=False,
            callback=_read,
            metavar="FILE",
            help="The configuration; without it the nearest xlcheck.toml, or pyproject.toml with [tool.xlcheck].",
        ),
    ):
        command = option(command)
    return command


def configuration(context: click.Context) -> Configuration:
    """The one that the command goes by; an empty one without any."""
    found: Configuration = context.obj
    return found


def values_of(context: click.Context, settings: dict[str, Any], files: Sequence[Path]) -> dict[str, Any]:
    """The command's settings for a pair of files: what overrides change, unless it was given on the command line."""
    from click.core import ParameterSource

    from xlcheck.configuration.keys import KEYS

    told = dict(settings)
    for key, value in configuration(context).of(files).items():
        option = KEYS[key].option
        if option in told and context.get_parameter_source(option) != ParameterSource.COMMANDLINE:
            told[option] = value
    return told


def _without(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    # An option that was given is processed before one that wasn't.
    context.meta["xlcheck.no_config"] = wanted


def _read(context: click.Context, parameter: click.Parameter, file: Path | None) -> None:
    from xlcheck.configuration import Configuration, find, read
    from xlcheck.configuration.keys import KEYS

    found = file or (None if context.meta.get("xlcheck.no_config") else find(Path.cwd()))
    context.obj = read(_near(found)) if found else Configuration()
    context.default_map = {KEYS[key].option: _as_option(value) for key, value in context.obj.values.items()}


def _near(path: Path) -> Path:
    """The path as a person would write it here."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _as_option(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_as_option(one) for one in value]
    return str(value) if isinstance(value, Path) else value
