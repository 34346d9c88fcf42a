"""Commands that go by a configuration: its values stand in for options that were not given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlcheck.configuration import Configuration


class Configured(click.Command):
    """A command that reads the configuration before its options: that is where their defaults come from."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The configuration becomes the context's object, its values the defaults."""
        if not ctx.resilient_parsing and not set(args) & set(self.get_help_option_names(ctx)):
            given, _, _ = self.make_parser(ctx).parse_args(list(args))
            ctx.obj = _read(given)
            ctx.default_map = _as_options(ctx.obj)
        return super().parse_args(ctx, args)


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--config FILE``, ``--no-config`` and ``--config-from REV``, for a command of the class Configured."""
    for option in (
        click.option(
            "--config-from",
            expose_value=False,
            metavar="REV",
            help="Configuration, baseline and dismissals as they stand in this revision of git, not as they are here.",
        ),
        click.option("--no-config", is_flag=True, expose_value=False, help="Go by no configuration."),
        click.option(
            "--config",
            expose_value=False,
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

    told = {**settings, "severity": {}}
    for key, value in configuration(context).of(files).items():
        option = KEYS[key].option
        if option in told and context.get_parameter_source(option) != ParameterSource.COMMANDLINE:
            told[option] = value
    # The models were loaded once, for all pairs.
    return {**told, "profile": settings["profile"]}


def _read(given: Mapping[str, Any]) -> Configuration:
    from xlcheck.configuration import Configuration, Revision, Working, find, read

    tree = Revision(given["config_from"], Path.cwd()) if given.get("config_from") else Working()
    if given.get("no_config"):
        if given.get("config"):
            raise click.UsageError("--no-config goes not with --config")
        return Configuration(tree=tree)
    found = Path(given["config"]) if given.get("config") else find(Path.cwd(), tree)
    return read(_near(found), tree) if found else Configuration(tree=tree)


def _near(path: Path) -> Path:
    """The path as a person would write it here."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _as_options(found: Configuration) -> dict[str, Any]:
    from xlcheck.configuration.keys import KEYS

    return {KEYS[key].option: _as_option(value) for key, value in found.values.items()}


def _as_option(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_as_option(one) for one in value]
    return str(value) if isinstance(value, Path) else value
