import json
from pathlib import Path

import numpy as np
import pytest

from xlcheck.cli import cli
from xlcheck.models.config import load_profile
from xlcheck.models.distilled import DistilledEncoder
from xlcheck.models.static import of_length_one

TEXTS = ["The bridge will be closed on Monday.", "这座桥将于周一关闭。", "Мост закроют в понедельник, сообщил мэр."]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkpoint")
    cli(["train", "checkpoint", "--out", str(folder)], standalone_mode=False)
    return folder


def test_the_config_says_what_the_weights_are(checkpoint: Path) -> None:
    from safetensors.numpy import load_file

    config = json.loads((checkpoint / "config.json").read_text())
    weights = load_file(checkpoint / "model.safetensors")
    assert config["model_type"] == "bert"
    assert weights["embeddings.word_embeddings.weight"].shape == (config["vocab_size"], config["hidden_size"])
    assert len(weights["embeddings.position_embeddings.weight"]) == config["max_position_embeddings"]
    last = config["num_hidden_layers"] - 1
    assert f"encoder.layer.{last}.output.dense.weight" in weights
    assert f"encoder.layer.{last + 1}.output.dense.weight" not in weights


def test_the_tokenizer_puts_marks_around_a_text(checkpoint: Path) -> None:
    from tokenizers import Tokenizer

    encoder = load_profile("embedded").encoder
    assert isinstance(encoder, DistilledEncoder)
    tokenizer = Tokenizer.from_file(str(checkpoint / "tokenizer.json"))
    assert tokenizer.encode(TEXTS[1]).ids == [2, *encoder.words.pieces(TEXTS[1:2])[0], 3]


@pytest.mark.slow
def test_transformers_loads_the_checkpoint_and_gives_the_same_vectors(checkpoint: Path) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    encoder = load_profile("embedded").encoder
    assert isinstance(encoder, DistilledEncoder)
    tokenizer, model = AutoTokenizer.from_pretrained(checkpoint), AutoModel.from_pretrained(checkpoint).eval()
    batch = tokenizer(TEXTS, padding=True, return_tensors="pt")
    with torch.no_grad():
        hidden = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
    mask = batch["attention_mask"][..., None]
    theirs = ((hidden * mask).sum(1) / mask.sum(1)).numpy()
    ours = encoder.sums(encoder.words.pieces(TEXTS))
    assert np.all((of_length_one(theirs) * of_length_one(ours)).sum(axis=1) > 0.995)
