import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.models import entailment, judge, sentence_encoder, word_aligner
from xlcheck.models.files import ModelsFile
from xlcheck.models.runtime import Runtime
from xlcheck.models.seq2seq import Seq2Seq
from xlcheck.models.spec import Spec

FILE = Path("models.cfg")
#: What loads a role, on a models.cfg's spec.
LOADS: dict[str, Callable[[Spec, Runtime], object]] = {
    "encoder": lambda spec, runtime: sentence_encoder.load(spec, runtime, ModelsFile.packaged()),
    "entailment": lambda spec, runtime: entailment.load(spec, runtime, ModelsFile.packaged()),
    "translator": Seq2Seq.load,
    "judge": lambda spec, runtime: judge.load(spec, runtime, ModelsFile.packaged()),
    "aligner": lambda spec, runtime: word_aligner.load(spec, runtime, ModelsFile.packaged()),
}
#: A toy that can play the role.
PLAYER = {"encoder": "bert", "entailment": "deberta", "translator": "nllb", "judge": "llama", "aligner": "xlm_roberta"}
pytestmark = pytest.mark.slow


def complaint(role: str, folder: Path, **options: str) -> str:
    with pytest.raises(XlcheckError) as error:
        LOADS[role](
            Spec("mine", FILE, {"backend": "transformers", "path": str(folder), **options}), Runtime(device="cpu")
        )
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.fixture
def copied(toy, tmp_path: Path) -> Callable[[str], Path]:
    """A toy that a test may spoil."""
    return lambda name: Path(shutil.copytree(toy(name), tmp_path / name))


@pytest.mark.parametrize("role", LOADS)
def test_a_folder_that_is_not_there_or_holds_no_model_is_one_line(role: str, tmp_path: Path) -> None:
    assert (
        complaint(role, tmp_path / "nowhere")
        == f"models.cfg: [model mine] path {tmp_path / 'nowhere'}: there is no such folder"
    )
    assert complaint(role, tmp_path) == f"{tmp_path}: holds no model: there is no config.json"


@pytest.mark.parametrize("role", LOADS)
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is no JSON"),
        ("[]", "names no model_type"),
        ("{}", "names no model_type"),
        ('{"model_type": "quantum"}', "transformers can't read it"),
    ],
)
def test_a_broken_configuration_is_one_line(role: str, text: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(text)
    assert problem in complaint(role, tmp_path)


@pytest.mark.parametrize("role", LOADS)
def test_code_that_comes_with_a_model_is_never_run(role: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(
        json.dumps({"model_type": "new", "auto_map": {"AutoConfig": "evil.Config", "AutoModel": "evil.Model"}})
    )
    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    assert "brings code of its own (new), which xlcheck never runs" in complaint(role, tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("role", LOADS)
@pytest.mark.parametrize("cut", [0, 40, 5000])
def test_broken_weights_are_one_line(role: str, cut: int, copied: Callable[[str], Path]) -> None:
    file = copied(PLAYER[role]) / "model.safetensors"
    file.write_bytes(file.read_bytes()[:cut])
    assert str(file.parent) in complaint(role, file.parent)


@pytest.mark.parametrize("role", LOADS)
def test_pickled_weights_are_refused_and_never_opened(role: str, copied: Callable[[str], Path]) -> None:
    folder = copied(PLAYER[role])
    (folder / "model.safetensors").unlink()
    assert "has no weights (model.safetensors)" in complaint(role, folder)
    # A pickle that would write a file if anybody opened it.
    (folder / "pytorch_model.bin").write_bytes(b"cposix\nsystem\n(S'touch " + str(folder / "ran").encode() + b"'\ntR.")
    message = complaint(role, folder)
    assert "has only pickled weights (pytorch_model.bin), which can run code and are never opened" in message
    assert "takes their conversion to safetensors, where there is one" in message
    known = complaint(role, folder, conversion="refs/pr/7")
    assert known.endswith("its conversion is the revision refs/pr/7: xlcheck models fetch mine --revision refs/pr/7")
    assert not (folder / "ran").exists()


@pytest.mark.parametrize("role", LOADS)
def test_a_missing_tokenizer_is_one_line(role: str, copied: Callable[[str], Path]) -> None:
    folder = copied(PLAYER[role])
    # Settings alone make a tokenizer that knows no word.
    (folder / "tokenizer.json").unlink()
    assert "has no tokenizer" in complaint(role, folder)
    (folder / "tokenizer.json").write_text('{"model": 3}')
    assert "its tokenizer can't be read" in complaint(role, folder)


@pytest.mark.parametrize(
    ("role", "other", "problem"),
    [
        ("encoder", "llama", None),
        ("entailment", "bert", "lacks the weights classifier.bias, so it isn't a classifier of entailment"),
        ("entailment", "llama", "lacks the weights score.weight, so it isn't a classifier of entailment"),
        ("translator", "bert", "is a bert, which can't be a translation model (seq2seq)"),
        ("translator", "llama", "is a llama, which can't be a translation model (seq2seq)"),
        ("judge", "bert", "has no chat template"),
        ("judge", "nllb", "has no chat template"),
    ],
)
def test_a_model_of_another_kind_is_one_line(role: str, other: str, problem: str | None, toy) -> None:
    if problem is None:
        # Any model that has a last layer encodes.
        LOADS[role](Spec("mine", FILE, {"backend": "transformers", "path": str(toy(other))}), Runtime(device="cpu"))
    else:
        options = (
            {"labels": "entailment not_entailment"}
            if (role, other) in (("entailment", "bert"), ("entailment", "llama"))
            else {}
        )
        assert problem in complaint(role, toy(other), **options)


def test_an_unknown_option_is_one_line(toy) -> None:
    assert "unknown poling; did you mean pooling?" in complaint("encoder", toy("bert"), poling="cls")


@pytest.mark.parametrize("role", LOADS)
@pytest.mark.parametrize(
    ("shard", "problem"),
    [
        ("../outside.safetensors", "only safetensors beside it are opened"),
        ("/etc/outside.safetensors", "only safetensors beside it are opened"),
        ("pytorch_model.bin", "only safetensors beside it are opened"),
        ("model-2.safetensors", "has no weights (model-2.safetensors)"),
    ],
)
def test_an_index_leads_nowhere_else(role: str, shard: str, problem: str, copied: Callable[[str], Path]) -> None:
    folder = copied(PLAYER[role])
    (folder / "model.safetensors").rename(folder / "model-1.safetensors")
    (folder / "model.safetensors.index.json").write_text(
        json.dumps({"weight_map": {"a": "model-1.safetensors", "b": shard}})
    )
    assert problem in complaint(role, folder)
    (folder / "model.safetensors.index.json").write_text("[]")
    assert "has no weight_map" in complaint(role, folder)


def test_a_head_that_is_read_must_be_there(toy) -> None:
    assert "lacks the weights pooler.dense.bias" in complaint("encoder", toy("xlm_roberta"), pooling="pooler")


@pytest.mark.parametrize("role", LOADS)
def test_weights_that_are_no_numbers_are_one_line(role: str, copied: Callable[[str], Path]) -> None:
    import numpy as np
    from safetensors.numpy import load_file, save_file

    folder = copied(PLAYER[role])
    weights = load_file(folder / "model.safetensors")
    save_file(
        {name: np.full_like(array, np.nan) for name, array in weights.items()},
        folder / "model.safetensors",
        {"format": "pt"},
    )
    spec = Spec("mine", FILE, {"backend": "transformers", "path": str(folder), "answer": "8"})
    loaded = LOADS[role](spec, Runtime(device="cpu"))
    pair = ("约1200艘船。", "About 1,200 boats.")
    asks = {
        "encoder": lambda: loaded.encode(pair), "entailment": lambda: loaded.opinions([pair], ("zh", "en")),
        "translator": lambda: loaded.scored([pair], "zh", "en"), "aligner": lambda: loaded.links([pair]),
        # What it says then is no verdict.
        "judge": lambda: loaded.opinions([pair], ("zh", "en")),
    }  # fmt: skip
    if role == "judge":
        assert asks[role]() == [()]
        return
    with pytest.raises(XlcheckError, match="gave something that is no number; try --precision float32"):
        asks[role]()


def test_a_model_that_reads_no_sentence_is_one_line(copied: Callable[[str], Path]) -> None:
    folder = copied("bert")
    told = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(told | {"max_position_embeddings": 3}))
    assert "weights can't be read" in complaint("encoder", folder) or "reads at most 3 subwords" in complaint(
        "encoder", folder
    )


@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_a_device_that_is_not_there_is_one_line(device: str, toy) -> None:
    import torch

    if torch.cuda.is_available() or torch.backends.mps.is_available():
        return
    with pytest.raises(XlcheckError, match=f"--device {device}: torch finds none on this machine; it has cpu"):
        LOADS["encoder"](
            Spec("mine", FILE, {"backend": "transformers", "path": str(toy("bert"))}), Runtime(device=device)
        )


def test_a_precision_is_part_of_the_digest_and_changes_little(toy) -> None:
    spec = Spec("mine", FILE, {"backend": "transformers", "path": str(toy("bert"))})
    whole, half = (
        sentence_encoder.load(spec, Runtime("cpu", precision), ModelsFile.packaged())
        for precision in ("auto", "bfloat16")
    )
    assert half.digest == f"{whole.digest}@bfloat16"
    one, other = whole.encode(["The mayor said."]), half.encode(["The mayor said."])
    assert 0.99 < float((one * other).sum()) < 1 - 1e-7
