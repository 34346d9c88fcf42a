"""xlcheck list-checks."""

from __future__ import annotations

import json

import click


@click.command("list-checks")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(form: str) -> int:
    """List the checks with their MQM category, their severity and what they find."""
    from xlcheck.checks import CHECKS, page

    rows = [
        {
            "name": check.name, "category": check.category, "severity": str(check.severity),
            "summary": page(check.name).split("\n\n")[1].replace("\n", " "),
        }
        for check in CHECKS.values()
    ]  # fmt: skip
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        click.echo(f"{row['name']:<20} {row['severity']:<9} {row['category']:<26} {row['summary']}")
    return 0
