"""xlcheck align ORIGINAL TRANSLATION."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlcheck.cli import options

if TYPE_CHECKING:
    from xlcheck.models import Choice


@click.command("align")
@click.argument("original")
@click.argument("translation")
@options.languages
@options.precision
@options.models
@options.formats("text", "tsv", "json", "tmx")
@options.explain
def command(
    original: str,
    translation: str,
    original_language: str | None,
    translation_language: str | None,
    lines: bool,
    encoding: str | None,
    profile: Choice,
    outputs: list[tuple[str, Path | None]],
    explain: bool,
) -> int:
    """Show which sentences of ORIGINAL became which of TRANSLATION; no sentence of either is left out."""
    from xlcheck.api import align_articles
    from xlcheck.reporting import render_alignment

    options.one_standard_input(original, translation)
    report = align_articles(
        options.source(original), options.source(translation), original_language=original_language, translation_language=translation_language,
        profile=profile, encoding=encoding, lines=lines,
    )  # fmt: skip
    options.write(outputs, lambda name, terminal: render_alignment(name, report))
    if explain:
        options.explain_order(report)
    return 0
