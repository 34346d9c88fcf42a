"""The encoder as a checkpoint that ``transformers`` loads: AutoModel and AutoTokenizer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.models.distilled import DistilledEncoder
from xlcheck.training.graph import LONGEST
from xlcheck.training.vocabulary import END, PADDING, START, UNKNOWN

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Weights = dict[str, NDArray[np.float32]]

#: Width of a head of attention, in the teacher and so in every student.
_HEAD = 32
#: Three products are one in the graph.
_TOGETHER = ("query", "key", "value")


def write_checkpoint(folder: Path, weights: Weights, tokenizer: Tokenizer) -> None:
    """``config.json``, ``model.safetensors`` and the tokenizer of a BertModel's weights by their names."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(_config(weights), indent=1) + "\n", encoding="utf-8")
    marked = _marked(tokenizer)
    marked.save(str(folder / "tokenizer.json"), pretty=False)
    names = {"pad": PADDING, "unk": UNKNOWN, "cls": START, "sep": END}
    settings: dict[str, object] = {f"{name}_token": marked.id_to_token(at) for name, at in names.items()}
    settings |= {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": LONGEST}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def rebuilt(encoder: DistilledEncoder, layers: Path) -> Weights:
    """The weights of a BertModel out of an encoder's table and its graph, as far as their few bits tell."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(layers).graph
    found = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights: Weights = {"embeddings.word_embeddings.weight": encoder.table.rows(np.arange(len(encoder.table)))}
    weights |= products(found)
    for name, array in found.items():
        if re.search(r"LayerNorm\.(weight|bias)$|position_embeddings", name):
            weights[name] = array
    # The kind of the subwords stands in their places already.
    weights["embeddings.token_type_embeddings.weight"] = np.zeros((2, encoder.table.dimensions), dtype=np.float32)
    return weights


def products(found: Mapping[str, NDArray[Any]]) -> Weights:
    """The layers' products by their names in transformers, out of a graph's constants."""
    weights: Weights = {}
    for name in found:
        if name.endswith(".int8"):
            weights |= _product(name.removesuffix(".int8"), found)
    return weights


def _product(name: str, found: Mapping[str, NDArray[Any]]) -> Weights:
    whole = (
        (found[f"{name}.int8"] * found[f"{name}.scale"] * found[f"{name}.inverse_width"][:, None]).astype(np.float32).T
    )
    bias = found[f"{name}.bias"]
    base, last = name.rsplit(".", 1)
    names = [f"{base}.{part}" for part in _TOGETHER] if last == _TOGETHER[0] else [name]
    parts = zip(names, np.split(whole, len(names)), np.split(bias, len(names)), strict=True)
    return {f"{n}.{kind}": np.ascontiguousarray(a) for n, w, b in parts for kind, a in (("weight", w), ("bias", b))}


def _config(weights: Weights) -> dict[str, object]:
    pieces, size = weights["embeddings.word_embeddings.weight"].shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "vocab_size": pieces,
        "hidden_size": size,
        "num_hidden_layers": sum(name.endswith("intermediate.dense.bias") for name in weights),
        "num_attention_heads": size // _HEAD,
        "intermediate_size": len(weights["encoder.layer.0.intermediate.dense.bias"]),
        "max_position_embeddings": len(weights["embeddings.position_embeddings.weight"]),
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "pad_token_id": PADDING,
    }


def _marked(tokenizer: Tokenizer) -> Tokenizer:
    """The tokenizer with the marks of start and end around every text."""
    from tokenizers import Tokenizer as Copy
    from tokenizers.processors import TemplateProcessing

    marked = Copy.from_str(tokenizer.to_str())
    start, end = (marked.id_to_token(at) for at in (START, END))
    marked.post_processor = TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} $B:1 {end}:1",
        special_tokens=[(start, START), (end, END)],
    )
    return marked
