"""The whole way from text to an encoder, with a teacher that a test makes itself: slow, and needs torch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.parallel import Pair
from xlcheck.models.config import PACKAGED
from xlcheck.models.static import StaticEncoder

if TYPE_CHECKING:
    from xlcheck.training.teacher import Teacher

pytestmark = pytest.mark.slow

WORDS = {"Brücke": "bridge", "Fähre": "ferry", "Hafen": "harbour", "Schule": "school", "Rat": "council", "Zug": "train"}
TIMES = {"am Montag": "on Monday", "im Herbst": "in autumn", "heute": "today", "nie": "never"}
ACTS = {"schließt": "closes", "öffnet": "opens", "wächst": "grows"}
PAIRS = [
    Pair("de", f"{thing} {act} {time}.", f"The {WORDS[thing]} {ACTS[act]} {TIMES[time]}.", "made-up")
    for thing in WORDS
    for act in ACTS
    for time in TIMES
]


@pytest.fixture(scope="module")
def words() -> StaticEncoder:
    return StaticEncoder.load(PACKAGED / "static", languages=["de", "en"])


@pytest.fixture(scope="module")
def teacher(words: StaticEncoder) -> Teacher:
    """Random weights over our own vocabulary: what it says is arbitrary, and can be learned."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    from xlcheck.training.checkpoint import _marked
    from xlcheck.training.teacher import Teacher

    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=words.tokenizer.get_vocab_size(), hidden_size=64, num_hidden_layers=6, num_attention_heads=2,
        intermediate_size=128, max_position_embeddings=128, initializer_range=0.3,
    )  # fmt: skip
    names = {"pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>", "sep_token": "</s>"}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=_marked(words.tokenizer), **names)
    return Teacher(BertModel(config, add_pooling_layer=False).eval(), tokenizer)


def trained(out: Path, teacher: Teacher, words: StaticEncoder, steps: int, **settings: Any) -> list[str]:
    """The lines that were said; by steps, not by minutes: the same on every machine."""
    from xlcheck.training.distillation import Settings
    from xlcheck.training.encoder import Text, train_encoder
    from xlcheck.training.student import Static

    said: list[str] = []
    text = Text(PAIRS, [])
    chosen = Settings(steps=steps, **settings)
    train_encoder(text, teacher, words, Static.load(PACKAGED / "static"), out, chosen, say=said.append)
    return said


def agreement(out: Path, teacher: Teacher, words: StaticEncoder) -> float:
    """Cosine of the exported encoder's vectors of the German sentences and the teacher's of the English ones, centred."""
    from xlcheck.models.distilled import DistilledEncoder
    from xlcheck.models.static import of_length_one

    encoder = DistilledEncoder.load(out, words)
    ours = of_length_one(encoder.sums(words.pieces([p.foreign for p in PAIRS])))
    theirs = teacher.encode([p.english for p in PAIRS]).numpy()
    centred = [of_length_one(side - side.mean(axis=0)) for side in (ours, theirs)]
    return float((centred[0] * centred[1]).sum(axis=1).mean())


def test_a_student_comes_closer_to_its_teacher_and_goes_on_where_it_stopped(
    tmp_path: Path, teacher: Teacher, words: StaticEncoder
) -> None:
    quick = {"rate": 2e-3, "table_rate": 5e-3, "warmup": 5, "memory": 0}
    first = trained(tmp_path, teacher, words, 2, **quick)
    before = agreement(tmp_path, teacher, words)
    second = trained(tmp_path, teacher, words, 60, **quick)
    assert agreement(tmp_path, teacher, words) > before + 0.03
    assert float(second[-2].rsplit(" ", 1)[1]) < 0.7 * float(first[0].rsplit(" ", 1)[1])
    assert not any("going on" in line for line in first)
    assert second[0].startswith("going on after")
    assert float(second[-1].rsplit(" ", 1)[1]) > 0.9  # int8 against fp32, the farthest sentence
    assert {p.name for p in tmp_path.iterdir()} >= {
        "checkpoint.pt",
        "checkpoint",
        "embeddings.safetensors",
        "layers.onnx",
    }


def test_the_first_step_is_the_same_for_the_same_seed(tmp_path: Path, teacher: Teacher, words: StaticEncoder) -> None:
    losses = [
        trained(tmp_path / name, teacher, words, 1, seed=seed)[0] for name, seed in (("a", 1), ("b", 1), ("c", 2))
    ]
    assert losses[0].split("loss")[1] == losses[1].split("loss")[1] != losses[2].split("loss")[1]


def test_as_many_steps_are_made_as_were_asked_for(tmp_path: Path, teacher: Teacher, words: StaticEncoder) -> None:
    import torch

    trained(tmp_path, teacher, words, 3)
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] == 3


def test_another_model_than_the_known_teacher_is_refused(tmp_path: Path) -> None:
    from xlcheck.training.teacher import Teacher

    with pytest.raises(XlcheckError, match=r"holds no model\.safetensors"):
        Teacher.load(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(XlcheckError, match="isn't the teacher that is known"):
        Teacher.load(tmp_path)


def test_targets_are_kept_between_runs(tmp_path: Path, teacher: Teacher) -> None:
    from xlcheck.training.teacher import Targets

    english = [p.english for p in PAIRS]
    samples = [(0,), (1, 2), (3,)]
    first = Targets(teacher, english, tmp_path / "targets").of(samples).numpy()
    again = Targets(teacher, english, tmp_path / "targets").of(samples).numpy()
    assert np.array_equal(first, again)
    assert len(list(tmp_path.iterdir())) == 1
    Targets(teacher, english[:5], tmp_path / "targets")
    assert len(list(tmp_path.iterdir())) == 2
