"""xlcheck config: what goes for this folder, and where each value comes from."""

from __future__ import annotations

from typing import Any

import click

from xlcheck.cli.configured import Configured, configuration, configured


@click.command("config", cls=Configured)
@configured
@click.pass_context
def command(context: click.Context, /) -> int:
    """Show the configuration that `xlcheck check` would go by here, with the file and line of each value."""
    from xlcheck.cli.check import command as check
    from xlcheck.configuration.keys import KEYS
    from xlcheck.visible import one_line

    found = configuration(context)
    click.echo(one_line(str(found.path)) if found.path else "no configuration: neither xlcheck.toml nor [tool.xlcheck]")
    defaults = {parameter.name: parameter.default for parameter in check.params}
    rows = [
        (
            key,
            _shown(found.values[key] if key in found.values else defaults.get(told.option)),
            found.source(key),
            told.help,
        )
        for key, told in KEYS.items()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        click.echo("  ".join([*(one_line(c).ljust(w) for c, w in zip(row[:3], widths, strict=True)), row[3]]).rstrip())
    for pattern in found.pairs:
        click.echo(one_line(f"pairs  {pattern.original} → {pattern.translation}"))
    for override in found.overrides:
        changes = ", ".join(f"{key} = {_shown(value)}" for key, value in override.values.items())
        click.echo(one_line(f"overrides  {' '.join(override.files)}: {changes}"))
    return 0


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items()) or "–"
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or "–"
    # click has a mark of its own for what has no default.
    return str(value) if isinstance(value, str | bool | int) or hasattr(value, "__fspath__") else "–"
