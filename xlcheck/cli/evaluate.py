"""xlcheck evaluate: article pairs with planted drifts, contrastive pairs, alignment gold, retrieval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlcheck.cli import options
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.evaluation.corpora import Score


def _files(flag: str, name: str, text: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    return click.option(flag, name, multiple=True, type=click.Path(path_type=Path), metavar="FILE", help=text)


@click.command("evaluate")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@_files("--pairs", "pair_files", "JSON Lines of src, tgt_good, tgt_bad and category; repeatable.")
@_files("--faithful", "faithful_files", "JSON Lines of src and tgt known to be faithful (label 0); repeatable.")
@_files("--alignment", "alignment_files", "JSON Lines of original, translation and beads; repeatable.")
@_files("--retrieval", "retrieval_files", "LANGUAGE-en.tsv.xz: how often the encoder finds a translation; repeatable.")
@click.option("-v", "--verbose", is_flag=True, help="Name every missed drift and every false alarm.")
@options.models
def command(
    folders: tuple[Path, ...],
    pair_files: tuple[Path, ...],
    faithful_files: tuple[Path, ...],
    alignment_files: tuple[Path, ...],
    retrieval_files: tuple[Path, ...],
    verbose: bool,
    profile: str,
    models: Path | None,
) -> int:
    """Score the checks on FOLDERS of article pairs (original.txt, translation.txt, truth.json), or on labelled files."""
    from xlcheck.judging.signature import signature
    from xlcheck.models import load_profile

    if not (folders or pair_files or faithful_files or alignment_files or retrieval_files):
        raise click.UsageError(
            "name a folder of article pairs, or files with --pairs, --faithful, --alignment or --retrieval"
        )
    if folders:
        _corpora(_pairs_in(folders), profile, models, verbose=verbose)
    for file in _existing(pair_files):
        _contrast(file, profile, models)
    for file in _existing(faithful_files):
        _faithful(file, profile, models)
    for file in _existing(alignment_files):
        _alignment(file, profile, models)
    for file in _existing(retrieval_files):
        _retrieval(file, profile, models)
    click.echo(signature(load_profile(profile, models)))
    return 0


def _pairs_in(folders: Sequence[Path]) -> list[Path]:
    found = [truth.parent for folder in folders for truth in sorted(folder.rglob("truth.json"))]
    if not found:
        raise XlcheckError(f"{folders[0]}: holds no article pair (a folder with truth.json)")
    return found


def _existing(files: Sequence[Path]) -> Sequence[Path]:
    for file in files:
        if not file.is_file():
            raise XlcheckError(f"{file}: no such file")
    return files


def _corpora(folders: Sequence[Path], profile: str, models: Path | None, *, verbose: bool) -> None:
    from xlcheck.evaluation.corpora import Total, score_folder

    scores = [score_folder(folder, profile=profile, models=models) for folder in folders]
    click.echo(f"{'pair':<32} {'found':>8} {'false':>6} {'minor':>6}")
    for score in scores:
        click.echo(
            f"{score.name:<32} {len(score.found):>4}/{len(score.found) + len(score.missed):<3} {len(score.false_alarms):>6} {score.minor:>6}"
        )
        if verbose:
            _details(score)
    total = Total.of(scores)
    click.echo(f"{'all':<32} {total.found:>4}/{total.planted:<3} {total.alarms:>6}")
    if total.planted:
        click.echo(f"planted drifts found: {100 * total.found / total.planted:.0f} %")
    if total.faithful:
        click.echo(
            f"on {total.faithful} faithful pairs: {total.faithful_alarms / total.faithful:.2f} false alarms and {total.minor_faithful / total.faithful:.2f} minor findings each"
        )


def _details(score: Score) -> None:
    for drift in score.missed:
        click.echo(f"    missed {drift.kind}: {drift.original or '-'} | {drift.translation or '-'}")
    for finding in score.false_alarms:
        click.echo(f"    false  {finding.check}: {finding.message}")


def _contrast(file: Path, profile: str, models: Path | None) -> None:
    from xlcheck.evaluation.pairs import contrast, read_items

    click.echo(f"{file.name:<44} {'items':>6} {'caught':>7} {'alarms on the good side':>24}")
    for category, table in sorted(
        contrast((i for i in read_items(file) if "tgt_good" in i), profile=profile, models=models).items()
    ):
        click.echo(f"  {category:<42} {table.items:>6} {table.caught:>7} {table.alarms:>24}")


def _faithful(file: Path, profile: str, models: Path | None) -> None:
    from xlcheck.evaluation.pairs import alarms, read_items

    items = [i for i in read_items(file) if i.get("label", 0) == 0]
    total = alarms(
        [(i["src"], i["tgt"]) for i in items],
        items[0]["src_lang"],
        items[0]["tgt_lang"],
        profile=profile,
        models=models,
    )
    click.echo(
        f"{file.name}: {total.alarmed} of {total.pairs} faithful pairs alarmed ({100 * total.alarmed / max(total.pairs, 1):.2f} %)"
    )
    for check, count in total.by_check.most_common():
        click.echo(f"  {check:<24} {1000 * count / max(total.pairs, 1):>7.1f} per 1,000")


def _alignment(file: Path, profile: str, models: Path | None) -> None:
    from xlcheck.evaluation.alignment import score_documents
    from xlcheck.evaluation.pairs import read_items

    score = score_documents(read_items(file), profile=profile, models=models)
    click.echo(
        f"{file.name}: {score.documents} documents, strict F1 {score.strict:.3f}, lax F1 {score.lax:.3f}, "
        f"sentences without counterpart: precision {score.null_precision:.3f}, recall {score.null_recall:.3f}"
        f", score's calibration error {score.calibration:.3f}"
        + (
            f", moved: precision {score.crossing_precision:.3f}, recall {score.crossing_recall:.3f}"
            if score.moved or score.crossing
            else ""
        )
    )


def _retrieval(file: Path, profile: str, models: Path | None) -> None:
    from xlcheck.evaluation.parallel import read_file
    from xlcheck.evaluation.retrieval import measured, score
    from xlcheck.models import load_profile

    encoder = load_profile(profile, models).encoder
    for name, pairs in measured(read_file(file)).items():
        found = score(encoder.encode, pairs)
        click.echo(
            f"{file.name}: {name}, {found.pairs} pairs, "
            f"English found {found.english:.3f}, foreign found {found.foreign:.3f}"
        )
