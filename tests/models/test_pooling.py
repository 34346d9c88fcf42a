import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from xlcheck.errors import XlcheckError
from xlcheck.models.pooling import Pooling, trained_length
from xlcheck.models.spec import Spec

HIDDEN = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
MASK = np.array([[1, 1, 1], [1, 1, 0]], dtype=np.int64)


def spec(**options: str) -> Spec:
    return Spec("mine", Path("models.cfg"), options)


@pytest.mark.parametrize(
    ("how", "second"),
    [("mean", [14, 15, 16, 17]), ("cls", [12, 13, 14, 15]), ("max", [16, 17, 18, 19]), ("last", [16, 17, 18, 19])],
)
def test_padding_is_no_part_of_a_vector(how: str, second: list[float], tmp_path: Path) -> None:
    pooled = Pooling.of(spec(pooling=how), tmp_path).vectors(HIDDEN, MASK)
    assert pooled[1].tolist() == second


def test_what_a_graph_has_pooled_is_left_as_it_is(tmp_path: Path) -> None:
    assert np.array_equal(Pooling.of(spec(), tmp_path).vectors(HIDDEN[:, 0], MASK), HIDDEN[:, 0])


def modules(folder: Path, pooling: dict[str, object], *, dense: bool = False) -> None:
    entries = [
        {"type": "sentence_transformers.models.Transformer", "path": ""},
        {"type": "sentence_transformers.models.Pooling", "path": "1_Pooling"},
    ]
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    if dense:
        entries.append({"type": "sentence_transformers.models.Dense", "path": "2_Dense"})
        (folder / "2_Dense").mkdir()
        (folder / "2_Dense" / "config.json").write_text(
            json.dumps({"activation_function": "torch.nn.modules.activation.Tanh"})
        )
        save_file({"linear.weight": np.ones((2, 4), np.float32) / 100}, folder / "2_Dense" / "model.safetensors")
    (folder / "modules.json").write_text(json.dumps(entries))


@pytest.mark.parametrize(
    ("told", "how"),
    [
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, "cls"),
        ({"pooling_mode_mean_tokens": True}, "mean"),
        ({"pooling_mode_lasttoken": True}, "last"),
        ({"pooling_mode": "mean"}, "mean"),
        ({"pooling_mode": "lasttoken"}, "last"),
    ],
)
def test_a_folder_of_sentence_transformers_tells_how(tmp_path: Path, told: dict[str, object], how: str) -> None:
    modules(tmp_path, told)
    assert Pooling.of(spec(), tmp_path).how == how
    assert Pooling.of(spec(pooling="max"), tmp_path).how == "max"


def test_a_dense_layer_comes_behind_the_pooling(tmp_path: Path) -> None:
    modules(tmp_path, {"pooling_mode_cls_token": True}, dense=True)
    found = Pooling.of(spec(), tmp_path).vectors(HIDDEN, MASK)
    assert np.allclose(found, np.tanh(HIDDEN[:, 0].sum(axis=1, keepdims=True) / 100), atol=1e-6)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"pooling_mode_weightedmean_tokens": True},
        {"pooling_mode": "magic"},
        {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True},
    ],
)
def test_a_pooling_that_is_not_known_is_one_line(tmp_path: Path, told: dict[str, object]) -> None:
    modules(tmp_path, told)
    with pytest.raises(XlcheckError, match=r"1_Pooling/config.json: pools by .*; known: mean"):
        Pooling.of(spec(), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "3",
        '[{"path": "x"}]',
        '[{"type": "a.Dense", "path": "../../etc"}]',
        '[{"type": "a.Dense", "path": "/etc"}]',
        '[{"type": "a.LSTM", "path": ""}]',
        "[" * 100_000,
    ],
)
def test_modules_that_are_wrong_or_lead_outside_are_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "modules.json").write_text(text)
    with pytest.raises(XlcheckError, match=r"modules.json"):
        Pooling.of(spec(), tmp_path)


def test_a_layer_without_its_weights_is_one_line(tmp_path: Path) -> None:
    modules(tmp_path, {"pooling_mode_cls_token": True}, dense=True)
    (tmp_path / "2_Dense" / "model.safetensors").write_bytes(b"garbage" * 9)
    with pytest.raises(XlcheckError, match="2_Dense: its layer can't be read"):
        Pooling.of(spec(), tmp_path)


@pytest.mark.parametrize(
    ("text", "length"), [('{"max_seq_length": 128}', 128), ("{}", None), ('{"max_seq_length": null}', None)]
)
def test_a_folder_tells_how_long_its_texts_were(tmp_path: Path, text: str, length: int | None) -> None:
    assert trained_length(tmp_path) is None
    (tmp_path / "sentence_bert_config.json").write_text(text)
    assert trained_length(tmp_path) == length


@pytest.mark.parametrize("text", ["[1]", "5", "[" * 100_000, '"pooling_mode"'])
def test_a_description_that_is_none_is_one_line(tmp_path: Path, text: str) -> None:
    modules(tmp_path, {"pooling_mode_cls_token": True}, dense=True)
    (tmp_path / "2_Dense" / "config.json").write_text(text)
    with pytest.raises(XlcheckError, match=r"2_Dense/config\.json: "):
        Pooling.of(spec(), tmp_path)
    (tmp_path / "1_Pooling" / "config.json").write_text(text)
    with pytest.raises(XlcheckError, match=r"1_Pooling/config\.json: "):
        Pooling.of(spec(), tmp_path)


def test_a_graph_has_no_pooler_to_read(tmp_path: Path) -> None:
    with pytest.raises(XlcheckError, match="pooling = pooler is for the backend transformers"):
        Pooling.of(spec(pooling="pooler", backend="onnx"), tmp_path)
