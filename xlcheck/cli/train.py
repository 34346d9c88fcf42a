"""xlcheck train: the embedded models, and the user's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from xlcheck.errors import XlcheckError


@click.group("train")
def command() -> None:
    """Train the embedded models (needs the `train` extra)."""


@command.command("static")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder with parallel/<language>-en.tsv.xz; drift/ and align/ beside it are never trained on.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for tokenizer.json and embeddings.safetensors.",
)
@click.option(
    "--minutes",
    nargs=2,
    type=float,
    default=(12.0, 40.0),
    show_default=True,
    help="Minutes for sentences, then for subwords.",
)
@click.option("--seed", default=0, show_default=True)
def static(data: Path, out: Path, minutes: tuple[float, float], seed: int) -> int:
    """Train the static subword embeddings on one core: vocabulary, sentences, subwords, four bits."""
    _needed("torch", "sentencepiece")
    from xlcheck.evaluation.parallel import LeakError, training_pairs
    from xlcheck.training.export import export_static
    from xlcheck.training.static import Corpus, train_static
    from xlcheck.training.vocabulary import train_vocabulary

    try:
        pairs = training_pairs(data)
    except (OSError, ValueError, LeakError) as error:
        raise XlcheckError(f"{data}: {error}") from None
    if not pairs:
        raise XlcheckError(f"{data}: holds no parallel/<language>-en.tsv.xz")
    tokenizer = train_vocabulary(pairs, seed=seed)
    vectors, weights = train_static(
        Corpus.encode(pairs, tokenizer), tokenizer.get_vocab_size(), minutes=minutes, seed=seed, checkpoint=out
    )
    export_static(out, tokenizer, vectors, weights)
    click.echo(f"wrote {out}")
    return 0


@command.command("encoder")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    required=True,
    help="A folder as for `static`, or your translation memory with English (TMX).",
)
@click.option("--teacher", type=click.Path(path_type=Path), required=True, help="Folder of all-MiniLM-L6-v2.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the encoder; resumed if begun.")
@click.option("--minutes", type=float, default=100.0, show_default=True, help="Minutes of training in all.")
@click.option("--steps", type=click.IntRange(min=1), help="Steps of training in all, instead of minutes: reproducible.")
@click.option("--start", type=click.Path(path_type=Path), help="Checkpoint to adapt, as `train checkpoint` writes it.")
@click.option(
    "--rate",
    type=float,
    help="Learning rate of the layers, the table's is ten times as high; 2e-4, with --start 5e-5.",
)
@click.option("--layers", type=click.Choice(["3", "4", "6"]), default="3", show_default=True)
@click.option("--static", "static_folder", type=click.Path(path_type=Path), help="Folder that `train static` wrote.")
@click.option("--seed", default=0, show_default=True)
def encoder(
    data: Path,
    teacher: Path,
    out: Path,
    minutes: float,
    steps: int | None,
    start: Path | None,
    rate: float | None,
    layers: str,
    static_folder: Path | None,
    seed: int,
) -> int:
    """Distil the encoder from an English teacher, or adapt it to your own texts; on a GPU if there is one."""
    _needed("torch", "transformers", "onnx")
    import torch

    from xlcheck.evaluation.parallel import LeakError
    from xlcheck.models.config import PACKAGED
    from xlcheck.models.static import StaticEncoder
    from xlcheck.training.distillation import Settings
    from xlcheck.training.encoder import Text, train_encoder
    from xlcheck.training.student import Static
    from xlcheck.training.teacher import Teacher

    if start and not (start / "config.json").is_file():
        raise XlcheckError(f"{start}: holds no checkpoint; write one with xlcheck train checkpoint --out {start}")
    try:
        text = Text.read(data)
    except (OSError, LeakError) as error:
        raise XlcheckError(f"{data}: {error}") from None
    if not text.training:
        raise XlcheckError(f"{data}: holds no pair with English to train on")
    folder = static_folder or PACKAGED / "static"
    words = StaticEncoder.load(folder, languages={p.language for p in text.training} | {"en"})
    settings = Settings(minutes=minutes, steps=steps, seed=seed, device="cuda" if torch.cuda.is_available() else "cpu")
    rate = rate or settings.rate / (4 if start else 1)
    settings = replace(settings, table_rate=10 * rate, rate=rate)
    english = Teacher.load(teacher, settings.device)
    trained = train_encoder(
        text, english, words, Static.load(folder), out, settings, layers=int(layers), start=start, say=click.echo
    )
    click.echo(f"wrote {out}: {trained.digest}; name it in a models.cfg as a model of the backend distilled")
    return 0


@command.command("verifier")
@click.option("--data", type=click.Path(path_type=Path), required=True, help="A folder as for `static`.")
@click.option(
    "--start",
    type=click.Path(path_type=Path),
    required=True,
    help="As `train checkpoint` writes it; or a verifier, to be shown --labelled files and graded machine translations.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for the verifier; resumed if begun."
)
@click.option(
    "--labelled",
    "labelled_files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="JSON Lines of src, tgt, label or score, with a licence to train on them; repeatable. Only with a verifier to start from.",
)
@click.option("--minutes", type=float, default=60.0, show_default=True, help="Minutes of training in all.")
@click.option("--steps", type=click.IntRange(min=1), help="Steps of training in all, instead of minutes: reproducible.")
@click.option(
    "--layers", type=click.IntRange(1, 12), default=8, show_default=True, help="A verifier to start from has its own."
)
@click.option("--rate", type=float, help="Learning rate: 4e-4, from a verifier 1e-4.")
@click.option("--tokens", type=click.IntRange(min=256), help="Subwords a batch: 4096, on a GPU 32768.")
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Processes that make examples, from a checkpoint.",
)
@click.option("--seed", default=0, show_default=True)
def verifier(
    data: Path, start: Path, out: Path, labelled_files: tuple[Path, ...], rate: float | None, tokens: int | None, **given: Any
) -> int:  # fmt: skip
    """Train the verifier on faithful pairs and on drift made of them, then on what people judged; on a GPU if there is one."""
    _needed("torch", "transformers", "onnx")
    import torch

    from xlcheck.evaluation.parallel import LeakError, training_pairs
    from xlcheck.models.config import PACKAGED
    from xlcheck.models.static import StaticEncoder
    from xlcheck.training.faithful import faithful
    from xlcheck.training.steps import Settings
    from xlcheck.training.verifying import train_verifier

    begun = (start / "layers.onnx").is_file()
    if not begun and not (start / "model.safetensors").is_file():
        raise XlcheckError(f"{start}: holds no checkpoint; write one with xlcheck train checkpoint --out {start}")
    if labelled_files and not begun:
        raise click.UsageError("--labelled needs a verifier to --start from: labels are few, and learned last")
    try:
        pairs = training_pairs(data)
    except (OSError, LeakError) as error:
        raise XlcheckError(f"{data}: {error}") from None
    words = StaticEncoder.load(PACKAGED / "static", languages={pair.language for pair in pairs} | {"en"})
    human = faithful(pairs, words)
    if not human:
        raise XlcheckError(f"{data}: holds no parallel/<language>-en.tsv.xz")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokens = tokens or (32_768 if device == "cuda" else 4_096)
    settings = Settings(
        rate=rate or (1e-4 if begun else 4e-4), dropout=0.1 if begun else 0.0, tokens=tokens, device=device,
        # Weighing a checkpoint takes a minute on two cores.
        every=600.0 if begun else 300.0, **given,
    )  # fmt: skip
    if begun:
        from xlcheck.training.adapting import adapt_verifier
        from xlcheck.training.graded import by_makers, labelled

        groups = by_makers(pairs) + labelled(labelled_files, "train")
        chosen = labelled(labelled_files, "choose")
        trained = adapt_verifier(human, groups, chosen, words, start, out, settings, click.echo)
    else:
        trained = train_verifier(human, words, start, out, settings, click.echo)
    click.echo(f"wrote {out}: {trained.digest}; name it in a models.cfg as a model of the backend joint")
    return 0


@command.command("alignment")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The table, as xlcheck/alignment/weights.py."
)
@click.option("--epochs", type=click.IntRange(min=1), default=8, show_default=True)
@click.option("--profile", default="embedded", show_default=True, metavar="NAME", help="Whose encoder to use.")
def alignment(files: tuple[Path, ...], out: Path, epochs: int, profile: str) -> int:
    """Fit the alignment's weights to FILES of gold (JSON Lines of doc, original, translation, beads), in minutes."""
    from xlcheck.models import load_profile
    from xlcheck.training.alignment import read_documents, train_weights, write_weights

    for file in files:
        if not file.is_file():
            raise XlcheckError(f"{file}: no such file")
    documents = read_documents(files)
    if not documents:
        raise XlcheckError(f"{files[0]}: holds no document of the training part")
    write_weights(out, train_weights(documents, load_profile(profile).encoder, epochs=epochs, say=click.echo))
    click.echo(f"wrote {out}")
    return 0


@command.command("curves")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--faithful",
    "faithful_files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="LANGUAGE-en.tsv.xz: human translations of news, read in both directions; repeatable.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=2000, show_default=True, help="Most pairs of each of them."
)
@click.option(
    "--verifier",
    "folder",
    type=click.Path(path_type=Path),
    help="A folder as `train verifier` writes it; by default the embedded one.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The module, as xlcheck/judging/curves.py.")
def curves(
    files: tuple[Path, ...], faithful_files: tuple[Path, ...], limit: int, folder: Path | None, out: Path
) -> int:
    """Fit what makes probabilities of readings to FILES of labelled pairs, in minutes; all of the part named choose."""
    from xlcheck.evaluation.labelled import read_labelled
    from xlcheck.evaluation.pairs import Sentence, faithful
    from xlcheck.evaluation.parallel import part
    from xlcheck.models import load_profile
    from xlcheck.models.verifier import EmbeddedVerifier
    from xlcheck.training.curves import fit_curves, write_curves

    for file in (*files, *faithful_files):
        if not file.is_file():
            raise XlcheckError(f"{file}: no such file")
    reader = load_profile("embedded").verifier
    if not isinstance(reader, EmbeddedVerifier):
        raise XlcheckError("this machine has no ONNX Runtime to read with")
    if folder:
        reader = EmbeddedVerifier.load(folder, reader.tokenizer, reader.languages)
    labelled = [item for file in files for item in read_labelled(file) if part(item.document) == "choose"]
    human = [sentence for file in faithful_files for sentence in faithful(file, part="choose", limit=limit)]
    human += [Sentence(s.translation, s.original, s.translation_language, s.original_language) for s in human]
    found, others = fit_curves(labelled, human, reader)
    write_curves(out, found, others, reader.digest)
    click.echo(f"wrote {out}: {len(found)} pairs of languages")
    return 0


@command.command("checkpoint")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the checkpoint.")
def checkpoint(out: Path) -> int:
    """Rebuild the embedded encoder as a checkpoint that `transformers` loads, or `train encoder --start` adapts."""
    _needed("onnx")
    from xlcheck.models.config import PACKAGED
    from xlcheck.models.distilled import DistilledEncoder
    from xlcheck.models.static import StaticEncoder
    from xlcheck.training.checkpoint import rebuilt, write_checkpoint

    words = StaticEncoder.load(PACKAGED / "static")
    embedded = DistilledEncoder.load(PACKAGED / "encoder", words)
    write_checkpoint(out, rebuilt(embedded, PACKAGED / "encoder" / "layers.onnx"), words.tokenizer)
    click.echo(f"wrote {out}")
    return 0


def _needed(*packages: str) -> None:
    from importlib.util import find_spec

    missing = next((name for name in packages if find_spec(name) is None), None)
    if missing:
        raise XlcheckError(f"{missing} is not installed; training needs pip install 'xlcheck[train]'")
