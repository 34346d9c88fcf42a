"""xlcheck explain CHECK."""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("name", metavar="[CHECK]", required=False)
def command(name: str | None) -> int:
    """Show the page of a check: what it finds, why, and good and bad examples. Without a name, list the checks."""
    from xlcheck.checks import CHECKS, page

    if name:
        click.echo(page(name))
        return 0
    for check in CHECKS.values():
        summary = page(check.name).split("\n\n")[1].replace("\n", " ")
        click.echo(f"{check.name:<20} {check.severity!s:<9} {summary}")
    return 0
