"""xlcheck train static."""

from __future__ import annotations

from pathlib import Path

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
    """Train the static subword embeddings on one core: vocabulary, sentences, subwords, int8."""
    try:
        import sentencepiece  # noqa: F401
        import torch  # noqa: F401
    except ImportError as error:
        raise XlcheckError(f"{error.name} is not installed; training needs pip install 'xlcheck[train]'") from None
    from xlcheck.training.export import export_static
    from xlcheck.training.parallel import LeakError, training_pairs
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
