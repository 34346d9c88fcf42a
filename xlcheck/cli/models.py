"""xlcheck models list | show | fetch | verify: the larger models that profiles may use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.models.files import ModelsFile


@click.group("models")
def command() -> None:
    """See, fetch and verify the models that profiles use."""


_file = click.option("--models", type=click.Path(path_type=Path), metavar="FILE", help="Another models.cfg.")


@command.command("list")
@_file
def list_models(models: Path | None) -> int:
    """List profiles with their models, and every model with its licence, its size and whether it is on this machine."""
    from xlcheck.models.files import ModelsFile

    file = ModelsFile.found(models)
    for profile in file.profiles:
        click.echo(f"{profile:<12} {', '.join(f'{role} {name}' for role, name in file.roles(profile).items())}")
    click.echo()
    rows = [("model", "licence", "size", "is"), *(_row(file, name) for name in file.models)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    click.echo(f"\n{file.path}; xlcheck models show NAME tells more of one")
    return 0


def _row(file: ModelsFile, name: str) -> tuple[str, str, str, str]:
    from xlcheck.models.located import size_of
    from xlcheck.models.presence import size, state

    spec = file.spec(name)
    where, folder = state(spec)
    return name, spec.licence, size(size_of(folder)) if folder else "", where


@command.command("show")
@click.argument("name")
@_file
def show(name: str, models: Path | None) -> int:
    """Show what is known of the model NAME: what models.cfg says, where it is, what was fetched."""
    from xlcheck.models.files import ModelsFile
    from xlcheck.models.located import size_of
    from xlcheck.models.lock import lock_file, read_lock
    from xlcheck.models.presence import size, state

    file = ModelsFile.found(models)
    spec = file.spec(name)
    used = [f"{profile} ({role})" for profile in file.profiles for role, one in file.cast(profile) if one == name]
    where, folder = state(spec)
    click.echo(f"{spec.name}: {where}{f', {folder}, {size(size_of(folder))}' if folder else ''}")
    click.echo(f"profiles: {', '.join(used) or 'none'}")
    for key, value in spec.options.items():
        click.echo(f"{key}: {value}")
    locked = read_lock(lock_file(file.path)).get(name)
    if locked:
        click.echo(
            f"fetched: revision {locked.revision}, {len(locked.files)} files, {size(locked.size)}, licence {locked.licence}"
        )
        for path, told in locked.files.items():
            click.echo(f"  {path}  {told.size}  sha256:{told.sha256}")
    return 0


@command.command("fetch")
@click.argument("names", nargs=-1, required=True)
@_file
@click.option(
    "--revision", metavar="REV", help="A branch, a tag, a commit or refs/pr/N, instead of that of models.cfg."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def fetch_models(names: tuple[str, ...], models: Path | None, revision: str | None, quiet: bool) -> int:
    """Download the models of NAMES (profiles or models) and lock them: revision, sizes and hashes go to models.lock.

    What was begun is gone on with. Safetensors and ONNX only; nothing else of xlcheck ever downloads a model.
    """
    from xlcheck.models.fetch import fetch
    from xlcheck.models.files import ModelsFile

    fetch(ModelsFile.found(models), names, revision=revision, quiet=quiet, say=lambda line: click.echo(line, err=True))
    return 0


@command.command("verify")
@click.argument("names", nargs=-1)
@_file
def verify(names: tuple[str, ...], models: Path | None) -> int:
    """Compare fetched models (all, or NAMES) with models.lock, byte for byte. Exit code 1 when one differs."""
    from xlcheck.models.files import ModelsFile
    from xlcheck.models.lock import lock_file, read_lock
    from xlcheck.models.presence import differences

    file = ModelsFile.found(models)
    path = lock_file(file.path)
    locked = read_lock(path)
    missing = [name for name in names if name not in locked]
    if missing or not locked:
        what = f"{missing[0]} isn't in it" if missing else "there is none yet"
        raise XlcheckError(f"{path}: {what}; xlcheck models fetch writes it")
    changed = False
    for name in names or locked:
        told = differences(file.spec(name), locked[name])
        changed |= bool(told)
        for line in told or [f"as it was fetched ({len(locked[name].files)} files)"]:
            click.echo(f"{name}: {line}")
    return int(changed)
