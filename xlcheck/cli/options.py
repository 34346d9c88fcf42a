"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.report import Report

Roles = tuple[tuple[str, str], ...]
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def languages(command: Callable[..., Any]) -> Callable[..., Any]:
    """How the two articles are read."""
    for option in (
        click.option("--encoding", metavar="NAME", help="Encoding of the files; found out when not given."),
        click.option("--lines", is_flag=True, help="Every line is a sentence already."),
        click.option(
            "--translation-language",
            metavar="TAG",
            help="Language of the translation (BCP 47); found out when not given.",
        ),
        click.option(
            "--original-language", metavar="TAG", help="Language of the original (BCP 47); found out when not given."
        ),
    ):
        command = option(command)
    return command


def models(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which models are used; the command gets them as ``profile``, a Choice."""
    command = _chosen(command)
    for option in (
        click.option(
            "--cache/--no-cache",
            default=True,
            help="Whether vectors and verdicts of larger models are kept in the user's cache for the next run.",
        ),
        click.option(
            "--device",
            type=click.Choice(["auto", "cpu", "cuda", "mps"]),
            default="auto",
            help="Where torch runs them; auto takes a graphics card if there is one.",
        ),
        click.option(
            "--model",
            "roles",
            multiple=True,
            callback=_roles,
            metavar="ROLE=NAME",
            help="Put another model into a role, repeatable: one of models.cfg, a folder, or a repository.",
        ),
        click.option("--models", type=click.Path(path_type=Path), metavar="FILE", help="Another models.cfg."),
        click.option(
            "--profile",
            default="embedded",
            show_default=True,
            metavar="NAME",
            help="Which models of models.cfg to use.",
        ),
    ):
        command = option(command)
    return command


def precision(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--precision`` of the models, above ``models``; `xlcheck tune` has another one."""
    return click.option(
        "--precision",
        type=click.Choice(["auto", "float32", "float16", "bfloat16"]),
        default="auto",
        help="Of models that torch runs; auto is float32, bfloat16 on a graphics card.",
    )(command)


def _chosen(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with one argument for all that was said of models."""

    @wraps(command)
    def run(
        *arguments: Any, profile: str, models: Path | None, roles: Roles, device: str, cache: bool, **others: Any
    ) -> Any:
        from xlcheck.models import Choice
        from xlcheck.models.runtime import default_cache

        # That of tune is the precision of findings, a number: it stays the command's own.
        digits = others.pop("precision") if isinstance(others.get("precision"), str) else "auto"
        chosen = Choice(profile, models, roles, device, digits, default_cache() if cache else None)
        return command(*arguments, profile=chosen, **others)

    return run


def _roles(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> Roles:
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"{value}: write it as ROLE=NAME, such as encoder=labse")
    return tuple(sorted(dict(value.split("=", 1) for value in values).items()))


def checks(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--select``, ``--ignore`` and ``--glossary``: what is looked for."""
    for option in (
        click.option(
            "--glossary",
            multiple=True,
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Terms that are to be used, avoided or left as they are: TBX, CSV or TSV; repeatable.",
        ),
        click.option("--ignore", multiple=True, metavar="CHECK", help="Leave this check out; repeatable."),
        click.option("--select", multiple=True, metavar="CHECK", help="Run only this check; repeatable."),
    ):
        command = option(command)
    return command


def user() -> str:
    """The name of this machine's user; raises XlcheckError where there is none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise XlcheckError("this machine's user has no name; give one with --author") from None


def thresholds(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--thresholds FILE``."""
    return click.option(
        "--thresholds",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Your own thresholds, as `xlcheck tune` writes them.",
    )(command)


def formats(*names: str) -> Decorator:
    """``-f NAME[=FILE]``, repeatable; to standard output without a file."""

    def parse(
        context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
    ) -> list[tuple[str, Path | None]]:
        chosen = []
        for value in values or (names[0],):
            name, _, file = value.partition("=")
            if name not in names:
                raise click.BadParameter(f"there is no format named {name}; there are {', '.join(names)}")
            chosen.append((name, Path(file) if file else None))
        if sum(file is None for _, file in chosen) > 1:
            raise click.BadParameter("only one format can go to standard output; give the others a file: NAME=FILE")
        return chosen

    return click.option(
        "-f",
        "--format",
        "outputs",
        multiple=True,
        callback=parse,
        metavar="NAME[=FILE]",
        help=f"Output, repeatable: {', '.join(names)}; the default is {names[0]}.",
    )


def explain(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--explain``: the order of the translation."""
    return click.option(
        "--explain", is_flag=True, help="Tell on standard error which sentences changed place (no drift by itself)."
    )(command)


def explain_order(report: Report) -> None:
    """The order of the translation's sentences by those of the original, on standard error."""
    from xlcheck.reporting.order import order

    for line in order(report):
        click.echo(f"xlcheck: {line}", err=True)


def source(value: str) -> Path:
    """A file's name, or ``-``."""
    return Path(value)


def one_standard_input(*sources: str) -> None:
    """Standard input can be read only once."""
    if list(sources).count("-") > 1:
        raise XlcheckError("only one of the articles can come from standard input")


def write(outputs: list[tuple[str, Path | None]], render: Callable[[str, bool], str | bytes]) -> None:
    """Every output rendered and written, to its file or to standard output; ``render`` gets the name and whether it is a terminal's."""
    for name, file in outputs:
        terminal = file is None and sys.stdout.isatty()
        done = render(name, terminal)
        data = done if isinstance(done, bytes) else done.encode("utf-8", "backslashreplace")
        if file is None:
            if isinstance(done, bytes) and terminal:
                raise XlcheckError(f"{name} is no text; give it a file: -f {name}=FILE")
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            continue
        try:
            file.write_bytes(data)
        except OSError as error:
            raise XlcheckError(f"{file}: can't be written ({error.strerror})") from None
