"""The distilled encoder against the same weights in 32-bit numbers, by arithmetic written out once more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xlcheck.errors import XlcheckError
from xlcheck.models.config import PACKAGED, load_profile
from xlcheck.models.distilled import BUCKETS, DistilledEncoder
from xlcheck.models.static import StaticEncoder, of_length_one
from xlcheck.training.checkpoint import rebuilt

LAYERS = PACKAGED / "encoder" / "layers.onnx"
SENTENCES = [
    "The bridge will be closed on Monday.",
    "这座桥将于周一关闭。",
    "Мост закроют в понедельник, сообщил мэр.",
    "Die Brücke wird am Montag gesperrt, teilte die Stadt mit.",
    "橋は月曜日に閉鎖される。",
    "سيغلق الجسر يوم الاثنين.",
    "If the dam holds, nobody in the valley will have to leave, the ministry said on Friday.",
    "पुल सोमवार को बंद रहेगा।",
]


@pytest.fixture(scope="module")
def encoder() -> DistilledEncoder:
    encoder = load_profile("embedded").encoder
    assert isinstance(encoder, DistilledEncoder)
    return encoder


def layer_norm(values: np.ndarray, weights: dict[str, np.ndarray], name: str) -> np.ndarray:
    values = values - values.mean(axis=-1, keepdims=True)
    values = values / np.sqrt((values**2).mean(axis=-1, keepdims=True) + 1e-12)
    return values * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def dense(values: np.ndarray, weights: dict[str, np.ndarray], name: str) -> np.ndarray:
    return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def gelu(values: np.ndarray) -> np.ndarray:
    from math import erf

    return values * (1 + np.vectorize(erf)(values / np.sqrt(2))) / 2


def bert(ids: list[int], weights: dict[str, np.ndarray]) -> np.ndarray:
    """The mean of the last layer (d,) of a BertModel, in numpy."""
    hidden = (
        weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][: len(ids)]
    )
    hidden = layer_norm(hidden + weights["embeddings.token_type_embeddings.weight"][0], weights, "embeddings.LayerNorm")
    for at in range(sum(name.endswith("intermediate.dense.bias") for name in weights)):
        name = f"encoder.layer.{at}"
        parts = [dense(hidden, weights, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
        query, key, value = (part.reshape(len(ids), -1, 32).transpose(1, 0, 2) for part in parts)
        match = query @ key.transpose(0, 2, 1) / np.sqrt(32)
        share = np.exp(match - match.max(axis=-1, keepdims=True))
        mixed = (share / share.sum(axis=-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        hidden = layer_norm(
            dense(mixed, weights, f"{name}.attention.output.dense") + hidden,
            weights,
            f"{name}.attention.output.LayerNorm",
        )
        inner = gelu(dense(hidden, weights, f"{name}.intermediate.dense"))
        hidden = layer_norm(dense(inner, weights, f"{name}.output.dense") + hidden, weights, f"{name}.output.LayerNorm")
    return hidden.mean(axis=0)


def test_eight_bits_say_what_thirty_two_say(encoder: DistilledEncoder) -> None:
    weights = {name: array.astype(np.float64) for name, array in rebuilt(encoder, LAYERS).items()}
    pieces = encoder.words.pieces(SENTENCES)
    exact = of_length_one(np.array([bert([2, *ids, 3], weights) for ids in pieces]))
    eight = of_length_one(encoder.sums(pieces))
    assert np.all((exact * eight).sum(axis=1) > 0.995)


def test_no_product_overflows_on_processors_that_add_up_two_in_sixteen_bits() -> None:
    onnx = pytest.importorskip("onnx")
    tensors = onnx.load(LAYERS).graph.initializer
    weights = [onnx.numpy_helper.to_array(tensor) for tensor in tensors if tensor.name.endswith(".int8")]
    assert len(weights) == 3 * 4
    assert max(int(np.abs(weight.astype(int)).max()) for weight in weights) * 2 * 255 < 2**15


def test_padding_changes_nothing_that_matters(encoder: DistilledEncoder) -> None:
    """A text just below a bucket and the same one a subword longer lie in buckets of different length."""
    text = "The committee met again on Tuesday and found no way out of it"
    count = len(encoder.words.pieces([text])[0]) + 2
    longer = text + " at all" * max(1, next(b for b in BUCKETS if b >= count) - count + 1)
    one, other = of_length_one(encoder.sums(encoder.words.pieces([text, longer])))
    assert one @ other > 0.7


def test_a_text_longer_than_the_longest_bucket_is_the_sum_of_its_parts(encoder: DistilledEncoder) -> None:
    text = " ".join(SENTENCES) * 6
    assert len(encoder.words.pieces([text])[0]) > 2 * BUCKETS[-1]
    vector = encoder.encode([text])[0]
    assert abs(np.linalg.norm(vector) - 1) < 1e-5
    assert vector @ encoder.encode([" ".join(SENTENCES)])[0] > 0.95


def test_sentences_of_many_languages_find_their_translations(encoder: DistilledEncoder) -> None:
    english = [
        "The bridge will be closed on Monday.",
        "The harbour earned more than ever last year.",
        "Nobody knows who wrote the letter.",
        "The minister resigned after the vote.",
    ]
    others = [
        ["这座桥将于周一关闭。", "港口去年的收入创下新高。", "没有人知道这封信是谁写的。", "部长在投票后辞职。"],
        ["Мост закроют в понедельник.", "Порт в прошлом году заработал больше, чем когда-либо.", "Никто не знает, кто написал письмо.", "Министр подал в отставку после голосования."],
        ["Le pont sera fermé lundi.", "Le port a gagné plus que jamais l'an dernier.", "Personne ne sait qui a écrit la lettre.", "Le ministre a démissionné après le vote."],
    ]  # fmt: skip
    for sentences in others:
        similarity = encoder.encode(english) @ encoder.encode(sentences).T
        assert list(similarity.argmax(axis=1)) == list(similarity.argmax(axis=0)) == [0, 1, 2, 3]


@pytest.mark.parametrize("broken", ["embeddings.safetensors", "layers.onnx"])
@pytest.mark.parametrize("data", [None, b"", b"{", b"garbage" * 20])
def test_a_broken_encoder_is_one_line(tmp_path: Path, broken: str, data: bytes | None) -> None:
    for name in ("embeddings.safetensors", "layers.onnx"):
        (tmp_path / name).symlink_to(PACKAGED / "encoder" / name)
    (tmp_path / broken).unlink()
    if data is not None:
        (tmp_path / broken).write_bytes(data)
    with pytest.raises(XlcheckError) as error:
        DistilledEncoder.load(tmp_path, StaticEncoder.load(PACKAGED / "static"))
    assert str(tmp_path) in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ("backend = distilled\npath = encoder\n", "words must name a model of the static backend"),
        ("backend = distilled\npath = encoder\nwords = mine\n", "words must name a model of the static backend"),
        ("backend = static\n", "has no path"),
        ("backend = distilling\npath = encoder\n", "may have: distilled, onnx, static, transformers"),
    ],
)
def test_a_distilled_model_that_is_described_badly_is_one_line(tmp_path: Path, section: str, problem: str) -> None:
    file = tmp_path / "models.cfg"
    file.write_text(f"[profile embedded]\nencoder = mine\n[model mine]\n{section}")
    with pytest.raises(XlcheckError) as error:
        load_profile("embedded", file)
    assert str(error.value).startswith(f"{file}: ")
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_without_onnx_runtime_words_align_and_the_report_says_so(python: Callable[..., Any]) -> None:
    code = (
        "import sys; sys.modules['onnxruntime'] = None; import xlcheck; "
        "report = xlcheck.check('公司去年售出105.8万辆汽车。', 'The company sold 10.58 million cars last year.'); "
        "print(report.signature, [n.code for n in report.notices], [f.check for f in report.findings])"
    )
    run = python("-c", code)
    assert run.returncode == 0, run.stderr
    assert "|numpy:" in run.stdout
    assert "['encoder-reduced']" in run.stdout
    assert "['number-changed']" in run.stdout
