from pathlib import Path

import numpy as np
import pytest

from tests.models.toys import TEXTS
from xlcheck.errors import XlcheckError
from xlcheck.models.files import ModelsFile
from xlcheck.models.runtime import Runtime
from xlcheck.models.sentence_encoder import SentenceEncoder, load
from xlcheck.models.spec import Spec
from xlcheck.models.static import of_length_one

ODD = ["", "   ", "🚢", "A", TEXTS[0] * 30]


def plain(folder: Path, texts: list[str], prefix: str = "") -> np.ndarray:
    """The first layer's subword, or the mean, by transformers alone; one text at a time."""
    import torch
    from safetensors.torch import load_file
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    rows = []
    for text in texts:
        with torch.no_grad():
            hidden = model(**tokenizer(prefix + text, return_tensors="pt")).last_hidden_state[0]
        if (folder / "2_Dense").exists():
            weights = load_file(folder / "2_Dense" / "model.safetensors")
            row = torch.tanh(hidden[0] @ weights["linear.weight"].T + weights["linear.bias"])
        else:
            row = hidden.mean(0)
        rows.append((row / row.norm()).numpy())
    return np.array(rows)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "options", "prefix"), [("bert", {}, ""), ("xlm_roberta", {"prefix": "query:"}, "query: ")]
)
def test_vectors_are_those_of_transformers(
    name: str, options: dict[str, str], prefix: str, described, runtime, packaged, toy
) -> None:
    encoder = load(described(name, **options), runtime, packaged)
    assert np.allclose(encoder.encode(TEXTS), plain(toy(name), TEXTS, prefix), atol=1e-4)


@pytest.fixture(params=["bert", "xlm_roberta"])
def encoder(request: pytest.FixtureRequest, described, runtime: Runtime, packaged: ModelsFile) -> SentenceEncoder:
    return load(described(request.param), runtime, packaged)


@pytest.mark.slow
def test_what_stands_beside_a_text_changes_nothing(encoder: SentenceEncoder) -> None:
    texts = TEXTS + ODD
    whole = encoder.encode(texts)
    assert whole.shape == (len(texts), whole.shape[1])
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert np.allclose(whole, alone, atol=2e-4)
    assert np.allclose(encoder.encode(texts[::-1])[::-1], whole, atol=2e-4)
    assert encoder.encode([]).shape == (0, whole.shape[1])
    assert np.array_equal(whole[len(TEXTS) : len(TEXTS) + 2], np.zeros((2, whole.shape[1])))


@pytest.mark.slow
def test_a_long_text_is_read_in_parts_and_that_is_told(encoder: SentenceEncoder) -> None:
    long = " ".join(TEXTS[:5] * 3)
    (vector,) = encoder.encode([long])
    (notice,) = encoder.settings.remarks.taken()
    assert notice.message == f"{encoder.name} read 1 of 1 sentences in parts: longer than {encoder.longest} subwords."
    rows = encoder._rows(long)
    assert len(rows) > 1
    assert all(len(row) <= encoder.longest for row in rows)
    parts = encoder.parts([long])[0]
    assert np.allclose(of_length_one(parts[None])[0], vector)


@pytest.mark.slow
def test_vectors_are_remembered_by_model_and_text(tmp_path: Path, described, packaged: ModelsFile) -> None:
    cached = Runtime(device="cpu", cache=tmp_path / "c.sqlite")
    first = load(described("bert"), cached, packaged).encode(TEXTS)
    again = load(described("bert"), cached, packaged)
    assert again.size == 24
    object.__setattr__(again, "graph", None)  # nothing is computed any more
    assert again.encode(TEXTS).tobytes() == first.tobytes()
    other = load(described("bert", pooling="mean"), cached, packaged).encode(TEXTS)
    assert not np.allclose(other, first)


@pytest.mark.slow
def test_a_graph_by_onnx_runtime_needs_no_torch(tmp_path: Path, toy, packaged: ModelsFile, runtime: Runtime) -> None:
    """A graph of one lookup, as far as a repository's is concerned the same: ids and mask in, last layer out."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    folder = tmp_path / "graph"
    (folder / "onnx").mkdir(parents=True)
    for file in toy("xlm_roberta").glob("*.json"):
        (folder / file.name).write_bytes(file.read_bytes())
    table = np.random.default_rng(1).normal(size=(400, 8)).astype(np.float32)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "m"]) for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["n", "m", 8])
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "g",
        inputs,
        [output],
        [numpy_helper.from_array(table, "table")],
    )
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9),
        folder / "onnx" / "model.onnx",
    )
    encoder = load(Spec("graph", Path("models.cfg"), {"backend": "onnx", "path": str(folder)}), runtime, packaged)
    assert encoder.runtime.startswith("onnxruntime:")
    ids = encoder._rows(TEXTS[0])[0]
    assert np.allclose(
        encoder.encode(TEXTS[:1])[0], of_length_one(table[ids].mean(axis=0, keepdims=True))[0], atol=1e-4
    )
    (folder / "onnx" / "model.onnx").write_bytes(b"garbage")
    with pytest.raises(XlcheckError, match=r"model.onnx: "):
        load(Spec("graph", Path("models.cfg"), {"backend": "onnx", "path": str(folder)}), runtime, packaged)
    with pytest.raises(XlcheckError, match=r"has no onnx/other.onnx; name another with file"):
        load(
            Spec("graph", Path("models.cfg"), {"backend": "onnx", "path": str(folder), "file": "onnx/other.onnx"}),
            runtime,
            packaged,
        )
