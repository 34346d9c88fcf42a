"""Trained embeddings and layers into the folders that ``xlcheck.models`` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.models.packed import Packed
from xlcheck.training.graph import Steps, write_layers

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from transformers import BertModel

    from xlcheck.training.verifier import Verifier

#: Sentences over which the steps of the activations are fixed.
CALIBRATED = 400


def export_static(
    folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32], weights: NDArray[np.float32]
) -> None:
    """Write ``tokenizer.json`` and ``embeddings.safetensors``."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    arrays = Packed.pack(vectors).arrays() | {"weight": weights.astype(np.float32)}
    save_file(arrays, folder / "embeddings.safetensors")


def export_encoder(folder: Path, bert: BertModel, sentences: torch.Tensor) -> None:
    """Write ``embeddings.safetensors`` and ``layers.onnx``; padded subwords of ``sentences`` fix the activations' steps."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: tensor.detach().cpu().numpy() for name, tensor in bert.state_dict().items()}
    table = Packed.pack(weights.pop("embeddings.word_embeddings.weight"))
    save_file(table.arrays(), folder / "embeddings.safetensors")
    config = bert.config
    write_layers(
        folder / "layers.onnx", weights, _steps(bert, sentences), config.num_attention_heads, config.layer_norm_eps
    )


def export_verifier(folder: Path, verifier: Verifier, batch: Mapping[str, torch.Tensor]) -> None:
    """Write ``embeddings.safetensors``, with the heads, and ``layers.onnx``; a ``batch`` of pairs fixes the steps."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: tensor.detach().cpu().numpy() for name, tensor in verifier.state_dict().items()}
    body = {name.removeprefix("body."): array for name, array in weights.items() if name.startswith("body.")}
    heads = {name: array for name, array in weights.items() if not name.startswith("body.")}
    table = Packed.pack(body.pop("embeddings.word_embeddings.weight"))
    save_file(table.arrays() | heads, folder / "embeddings.safetensors")
    config = verifier.body.config
    given = {"token_type_ids": batch["types"], "position_ids": batch["places"]}
    steps = _steps(verifier.body, batch["ids"], **given)
    write_layers(folder / "layers.onnx", body, steps, config.num_attention_heads, config.layer_norm_eps, joint=True)


def _steps(bert: BertModel, sentences: torch.Tensor, **given: torch.Tensor) -> list[Steps]:
    """Steps of the four activations of each layer that are multiplied in int8, as these sentences make them."""
    import torch

    there = (sentences != 0).flatten()
    seen: list[NDArray[np.float32]] = []
    products = [product for layer in bert.encoder.layer for product in _products(layer)]
    hooks = [
        those[0].register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].flatten(0, 1)[there].cpu().numpy()))
        for those in products
    ]
    with torch.no_grad():
        bert(input_ids=sentences, attention_mask=(sentences != 0).long(), **given)
    for hook in hooks:
        hook.remove()
    weights = [torch.cat([linear.weight for linear in those]).detach().cpu().numpy().T for those in products]
    return [Steps.fitted(values, weight) for values, weight in zip(seen, weights, strict=True)]


def _products(layer: Any) -> list[Sequence[torch.nn.Linear]]:
    attention = layer.attention.self
    return [
        (attention.query, attention.key, attention.value),
        (layer.attention.output.dense,),
        (layer.intermediate.dense,),
        (layer.output.dense,),
    ]
