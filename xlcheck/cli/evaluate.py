"""xlcheck evaluate: article pairs with planted drifts, contrastive and faithful pairs, alignment gold, retrieval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlcheck.cli import options
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.evaluation.figures import Figures
    from xlcheck.evaluation.labelled import Labelled
    from xlcheck.evaluation.pairs import Item, Sentence
    from xlcheck.judging.table import Table
    from xlcheck.models import Choice, Profile


def _files(flag: str, name: str, text: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    return click.option(flag, name, multiple=True, type=click.Path(path_type=Path), metavar="FILE", help=text)


@click.command("evaluate")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@_files("--pairs", "pair_files", "JSON Lines of src, tgt_good, tgt_bad, category, src_lang and tgt_lang; repeatable.")
@_files(
    "--faithful",
    "faithful_files",
    "Translations known to be faithful, repeatable: JSON Lines of src, tgt, src_lang and tgt_lang (those with label 0 or "
    "without one), or LANGUAGE-en.tsv.xz (human translations of news).",
)
@_files(
    "--drift",
    "drift_files",
    "Pairs that people labelled, repeatable: JSON Lines of src, tgt, label (1 drifted, 0 faithful), src_lang and tgt_lang.",
)
@click.option(
    "--reports", "report_folders", multiple=True, type=click.Path(path_type=Path), metavar="FOLDER",
    help="Events with reports and what a reader marked (truth.toml); repeatable.",
)  # fmt: skip
@_files("--alignment", "alignment_files", "JSON Lines of original, translation and beads; repeatable.")
@_files("--retrieval", "retrieval_files", "LANGUAGE-en.tsv.xz: how often the encoder finds a translation; repeatable.")
@click.option("--category", "categories", multiple=True, metavar="GLOB", help="Of --pairs only these; repeatable.")
@click.option(
    "--part",
    type=click.Choice(["report", "choose", "train"]),
    help="Of --faithful and --drift only this part of the split; by default report, of --faithful JSON Lines all.",
)
@click.option(
    "--system",
    "systems",
    multiple=True,
    metavar="GLOB",
    help="Of --faithful JSON Lines only these systems, such as 'Human*'; repeatable.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N pairs of each --faithful file."
)
@options.formats("text", "json")
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="List the cases: caught, missed and false alarms. Never those of a folder named held-*: nobody may look at what "
    "the last figure is taken on, so of these there are only totals.",
)
@options.precision
@options.models
@options.thresholds
def command(
    folders: tuple[Path, ...],
    pair_files: tuple[Path, ...],
    faithful_files: tuple[Path, ...],
    drift_files: tuple[Path, ...],
    report_folders: tuple[Path, ...],
    alignment_files: tuple[Path, ...],
    retrieval_files: tuple[Path, ...],
    categories: tuple[str, ...],
    outputs: list[tuple[str, Path | None]],
    verbose: bool,
    profile: Choice,
    thresholds: Path | None,
    **chosen: Any,
) -> int:
    """Score the checks on FOLDERS of article pairs (original.txt, translation.txt, truth.json), or on labelled files."""
    from xlcheck.evaluation.labelled import read_labelled
    from xlcheck.evaluation.pairs import contrasts
    from xlcheck.evaluation.pairs import faithful as faithful_pairs
    from xlcheck.evaluation.tables import render
    from xlcheck.judging.table import SHIPPED, read_table

    files = [*pair_files, *faithful_files, *drift_files, *alignment_files, *retrieval_files]
    if not (folders or files or report_folders):
        raise click.UsageError(
            "name a folder of article pairs, or files with --pairs, --faithful, --drift, --reports, --alignment or --retrieval"
        )
    _refuse_idle(categories, "--category", pair_files, "--pairs")
    _refuse_idle(chosen["part"], "--part", (*faithful_files, *drift_files), "--faithful or --drift")
    for name, flag in (("systems", "--system"), ("limit", "--limit")):
        _refuse_idle(chosen[name], flag, faithful_files, "--faithful")
    _existing(files)
    pairs = _pairs_in(folders) if folders else []
    events = _events_in(report_folders)
    # All labelled files are read before anything is measured: a wrong one is told at once.
    contrastive = {file: contrasts(file, categories=categories) for file in pair_files}
    faithful = {file: faithful_pairs(file, **chosen) for file in faithful_files}
    drifts = {file: read_labelled(file) for file in drift_files}
    if verbose:
        _say_what_is_held_out([*pairs, *events, *contrastive, *faithful, *drifts])
    table = read_table(thresholds) if thresholds else SHIPPED
    own = profile.load()
    loaded = {"profile": own}
    used = {**loaded, "thresholds": table}
    figures = _start(own, table)
    if pairs:
        figures["corpora"] = _corpora(pairs, used, cases=verbose)
    figures["contrastive"] = [_contrastive(file, items, used, cases=verbose) for file, items in contrastive.items()]
    figures["faithful"] = [_faithful(file, those, used, cases=verbose) for file, those in faithful.items()]
    part = chosen["part"] or "report"
    figures["drift"] = [_drift(file, items, part, used, cases=verbose) for file, items in drifts.items()]
    if events:
        figures["reports"] = _reports(events, own, cases=verbose)
    figures["alignment"] = [_alignment(file, loaded) for file in alignment_files]
    figures["retrieval"] = [found for file in retrieval_files for found in _retrieval(file, own)]
    options.write(outputs, lambda name, terminal: render(name, figures))
    return 0


def _refuse_idle(value: object, flag: str, files: Sequence[Path], needed: str) -> None:
    """An option that would change nothing is a mistake."""
    if value and not files:
        raise click.UsageError(f"{flag} needs {needed} FILE")


def _existing(files: Sequence[Path]) -> None:
    for file in files:
        if not file.is_file():
            raise XlcheckError(f"{file}: no such file")


def _pairs_in(folders: Sequence[Path]) -> list[Path]:
    found = [truth.parent for folder in folders for truth in sorted(folder.rglob("truth.json"))]
    if not found:
        raise XlcheckError(f"{folders[0]}: holds no article pair (a folder with truth.json)")
    return found


def _events_in(folders: Sequence[Path]) -> list[Path]:
    found = [truth.parent for folder in folders for truth in sorted(folder.rglob("truth.toml"))]
    if folders and not found:
        raise XlcheckError(f"{folders[0]}: holds no event (a folder with truth.toml)")
    return found


def _say_what_is_held_out(paths: Sequence[Path]) -> None:
    from xlcheck.evaluation.figures import held_out

    count = sum(map(held_out, paths))
    if count:
        click.echo(f"xlcheck: {count} of these are held out (held-*): totals only, please don't look at them", err=True)


def _start(profile: Profile, table: Table) -> Figures:
    """What every figure goes with: how the run was made, and the prior."""
    from xlcheck.judging.signature import signature
    from xlcheck.judging.thresholds import PRIOR

    return {
        "schema_version": 1,
        "signature": signature(profile, table),
        "prior": PRIOR,
    }


def _corpora(folders: Sequence[Path], used: dict[str, Any], *, cases: bool) -> Figures:
    from xlcheck.evaluation import figures
    from xlcheck.evaluation.corpora import score_folder

    return figures.corpora({folder: score_folder(folder, **used) for folder in folders}, cases=cases)


def _reports(events: Sequence[Path], profile: Profile, *, cases: bool) -> Figures:
    from xlcheck.comparing.api import compare
    from xlcheck.evaluation import figures
    from xlcheck.evaluation.reports import read_truth, score_links
    from xlcheck.gathering.folders import ARTICLES

    scores = []
    for event in events:
        files = [file for file in sorted(event.iterdir()) if file.suffix in ARTICLES]
        scores.append(score_links(event.name, compare(*files, profile=profile), read_truth(event / "truth.toml")))
    return figures.reports(scores, [cases and not figures.held_out(event) for event in events])


def _contrastive(file: Path, items: Sequence[Item], used: dict[str, Any], *, cases: bool) -> Figures:
    from xlcheck.evaluation import figures
    from xlcheck.evaluation.precision import contrast

    return figures.contrastive(file.name, contrast(items, **used), cases=cases and not figures.held_out(file))


def _faithful(file: Path, pairs: Sequence[Sentence], used: dict[str, Any], *, cases: bool) -> Figures:
    from xlcheck.evaluation import figures
    from xlcheck.evaluation.precision import alarms

    return figures.faithful(file.name, alarms(pairs, **used), cases=cases and not figures.held_out(file))


def _drift(file: Path, items: Sequence[Labelled], part: str, used: dict[str, Any], *, cases: bool) -> Figures:
    """One part of a labelled set; the cut for its last figure is chosen on the part named choose."""
    from xlcheck.evaluation import figures
    from xlcheck.evaluation.drift import score_drift
    from xlcheck.evaluation.parallel import part as part_of

    parts: dict[str, list[Labelled]] = {part: [], "choose": []}
    for item in items:
        parts.setdefault(part_of(item.document), []).append(item)
    if not parts[part]:
        raise XlcheckError(f"{file}: holds no labelled pair in the {part} part")
    cut = score_drift(parts["choose"], **used).best_cut if part != "choose" and parts["choose"] else None
    return figures.drift(file.name, score_drift(parts[part], **used), cut, cases=cases and not figures.held_out(file))


def _alignment(file: Path, used: dict[str, Any]) -> Figures:
    from xlcheck.evaluation import figures
    from xlcheck.evaluation.alignment import score_documents
    from xlcheck.evaluation.files import documents

    return figures.alignment(file.name, score_documents(documents(file), **used))


def _retrieval(file: Path, profile: Profile) -> Iterator[Figures]:
    from xlcheck.evaluation import figures
    from xlcheck.evaluation.files import parallel
    from xlcheck.evaluation.retrieval import measured, score

    for name, pairs in measured(parallel(file)).items():
        yield figures.retrieval(file.name, name, score(profile.encoder.encode, pairs))
