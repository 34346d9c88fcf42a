"""From parallel text to an encoder that ``xlcheck`` runs: begin or go on, distil, measure, export, check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

from xlcheck.evaluation.parallel import Pair, part, read_pairs, training_pairs
from xlcheck.evaluation.retrieval import Retrieval, measured, score
from xlcheck.language.chinese import simplified
from xlcheck.language.tags import primary
from xlcheck.models.distilled import DistilledEncoder, beside
from xlcheck.models.roles import Vectors
from xlcheck.models.static import StaticEncoder, of_length_one
from xlcheck.reading.tmx import read_units
from xlcheck.training.checkpoint import write_checkpoint
from xlcheck.training.distillation import Distillation, Settings
from xlcheck.training.export import CALIBRATED, export_encoder
from xlcheck.training.samples import Samples
from xlcheck.training.student import Static, Student, as_ids, begun, continued, padded
from xlcheck.training.teacher import Targets, Teacher

Say = Callable[[str], None]

#: Pairs a language that are measured while training goes on: a glance, not a figure to publish.
_GLANCE = 200


@dataclass(frozen=True)
class Text:
    """Pairs to train on, and others to measure with."""

    training: list[Pair]
    held: list[Pair]

    @classmethod
    def read(cls, data: Path) -> Text:
        """From a folder with ``parallel/``, or from a translation memory; raises XlcheckError or LeakError."""
        if data.is_dir():
            return cls(training_pairs(data), [p for p in read_pairs(data) if part(p.foreign) == "choose"])
        pairs = list(_memory(data))
        held = [p for p in pairs if part(p.foreign) == "choose"]
        return cls([replace(p, foreign=simplified(p.foreign)) for p in pairs if part(p.foreign) == "train"], held)


def _memory(path: Path) -> list[Pair]:
    pairs = []
    for unit in read_units(path):
        texts = {primary(tag): cell.text for tag, cell in unit.cells.items() if cell.text}
        english = texts.pop("en", "")
        pairs += [Pair(language, text, english, path.name) for language, text in texts.items() if english]
    return pairs


def train_encoder(
    text: Text,
    teacher: Teacher,
    words: StaticEncoder,
    static: Static,
    out: Path,
    settings: Settings,
    *,
    layers: int = 3,
    start: Path | None = None,
    say: Say = print,
) -> DistilledEncoder:
    """Train until the minutes are spent, going on from ``out/checkpoint.pt`` where there is one; then export to ``out``."""
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    student = continued(start) if start else begun(teacher, static, words.tokenizer, layers)
    samples = Samples(text.training, words.tokenizer)
    targets = Targets(teacher, [p.english for p in text.training], out / "targets")
    distillation = Distillation(student, static, samples, targets, settings)
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        distillation.load(checkpoint)
        say(f"going on after {distillation.spent / 60:.0f} minutes")
    encode = partial(in_thirty_two_bits, student, words)
    report(encode, text.held, say)
    distillation.run(checkpoint, lambda: report(encode, text.held, say), say)
    return exported(out, student, words, text.training, say)


def report(encode: Callable[[Sequence[str]], Vectors], held: Sequence[Pair], say: Say) -> None:
    """Retrieval among the pairs held out, language by language."""
    for language in sorted({p.language for p in held}):
        for pairs in measured(p for p in held if p.language == language).values():
            found: Retrieval = score(encode, pairs[:_GLANCE])
            say(f"  {language}: English found {found.english:.3f}, foreign {found.foreign:.3f} of {found.pairs}")


def exported(out: Path, student: Student, words: StaticEncoder, pairs: Sequence[Pair], say: Say) -> DistilledEncoder:
    """Write the encoder and the checkpoint; say how far the encoder's eight bits are from the checkpoint."""
    bert = student.bert.cpu()
    chosen = np.random.default_rng(0).choice(len(pairs), min(CALIBRATED, len(pairs)), replace=False)
    texts = [side for at in chosen for side in (pairs[at].foreign, pairs[at].english)]
    export_encoder(out, bert, padded(as_ids(words.tokenizer, texts, 64)))
    weights = {name: tensor.detach().numpy() for name, tensor in bert.state_dict().items()}
    write_checkpoint(out / "checkpoint", weights, words.tokenizer)
    encoder = DistilledEncoder.load(out, words)
    agreement = (of_length_one(encoder.sums(words.pieces(texts))) * said(student, words, texts)).sum(axis=1)
    say(f"int8 against fp32: cosine {agreement.mean():.4f}, at least {agreement.min():.4f}")
    return encoder


def said(student: Student, words: StaticEncoder, texts: Sequence[str]) -> Vectors:
    """The student's own vectors (n, d) of length one."""
    rows = as_ids(words.tokenizer, [simplified(text) for text in texts])
    order = np.argsort([len(row) for row in rows], kind="stable")
    vectors = np.zeros((len(texts), student.bert.config.hidden_size), dtype=np.float32)
    with torch.no_grad():
        for those in np.array_split(order, -(-len(order) // 64)):
            ids = padded([rows[at] for at in those]).to(student.bert.device)
            vectors[those] = student(ids).cpu().numpy()
    return vectors


def in_thirty_two_bits(student: Student, words: StaticEncoder, texts: Sequence[str]) -> Vectors:
    """What the exported encoder gives, but for the bits: for measuring while a student is trained."""
    return beside(said(student, words, texts), words.encode(texts))
