"""From the last layer to a sentence's vector, as the modules of sentence-transformers describe it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.errors import XlcheckError
from xlcheck.models.roles import Vectors
from xlcheck.models.safety import first_line, read_json
from xlcheck.models.spec import Spec

POOLINGS = ("mean", "cls", "max", "last", "pooler")


@dataclass(frozen=True)
class Dense:
    """A layer behind the pooling."""

    weight: NDArray[np.float32]
    bias: NDArray[np.float32] | None
    active: Callable[[Vectors], Vectors]

    def __call__(self, vectors: Vectors) -> Vectors:
        """Vectors (n, d) to (n, e)."""
        wide = vectors @ self.weight.T
        return self.active(wide if self.bias is None else wide + self.bias)


@dataclass(frozen=True)
class Pooling:
    """``how`` subwords become one vector, and the ``layers`` behind."""

    how: str
    layers: tuple[Dense, ...] = ()

    @classmethod
    def of(cls, spec: Spec, folder: Path) -> Pooling:
        """What models.cfg says, else the folder's modules, else the mean."""
        modules = _modules(folder)
        told = "mean"
        if "pooling" not in spec.options:
            told = next((_told(folder / path) for kind, path in modules if kind == "Pooling"), told)
        how = spec.one_of("pooling", POOLINGS, told)
        if how == "pooler" and spec.backend == "onnx":
            raise spec.error(
                "pooling = pooler is for the backend transformers; a graph that pools itself needs no pooling"
            )
        return cls(how, tuple(_dense(folder / path) for kind, path in modules if kind == "Dense"))

    def vectors(self, hidden: NDArray[np.float32], mask: NDArray[np.int64]) -> Vectors:
        """Hidden states (n, length, d) and their mask (n, length) to vectors (n, e)."""
        pooled = hidden if hidden.ndim == 2 else _POOLED[self.how](hidden, mask)
        for layer in self.layers:
            pooled = layer(pooled)
        return pooled


def _mean(hidden: NDArray[np.float32], mask: NDArray[np.int64]) -> Vectors:
    there = mask[..., None].astype(np.float32)
    mean: Vectors = (hidden * there).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
    return mean


def _max(hidden: NDArray[np.float32], mask: NDArray[np.int64]) -> Vectors:
    best: Vectors = np.where(mask[..., None] > 0, hidden, -np.inf).max(axis=1)
    return best


def _last(hidden: NDArray[np.float32], mask: NDArray[np.int64]) -> Vectors:
    return hidden[np.arange(len(hidden)), mask.sum(axis=1) - 1]


_POOLED: dict[str, Callable[[NDArray[np.float32], NDArray[np.int64]], Vectors]] = {
    "mean": _mean,
    "max": _max,
    "last": _last,
    "cls": lambda hidden, mask: hidden[:, 0],
}


_KINDS = ("Transformer", "Pooling", "Dense", "Normalize")


def trained_length(folder: Path) -> int | None:
    """Subwords that a model of sentence-transformers was trained on at the most; None where it doesn't say."""
    file = folder / "sentence_bert_config.json"
    told = _object(file).get("max_seq_length") if file.is_file() else None
    return told if isinstance(told, int) and told > 8 else None


def _modules(folder: Path) -> list[tuple[str, str]]:
    """Kind and folder of each module; none where the folder isn't one of sentence-transformers."""
    file = folder / "modules.json"
    if not file.is_file():
        return []
    try:
        found = [(str(entry["type"]).rpartition(".")[2], str(entry["path"])) for entry in read_json(file)]
    except (TypeError, KeyError):
        raise XlcheckError(f"{file}: is no list of modules") from None
    for kind, path in found:
        if kind not in _KINDS:
            raise XlcheckError(f"{file}: has a module {kind}, which xlcheck doesn't know; known: {', '.join(_KINDS)}")
        if path.startswith("/") or ".." in Path(path).parts:
            raise XlcheckError(f"{file}: {path} lies outside the model")
    return found


def _told(folder: Path) -> str:
    """How a module of pooling does it; raises XlcheckError for a way that there isn't."""
    told = _object(folder / "config.json")
    modes = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls", "pooling_mode_max_tokens": "max",
             "pooling_mode_lasttoken": "last"}  # fmt: skip
    chosen = (
        [told["pooling_mode"]]
        if "pooling_mode" in told
        else [key for key, on in told.items() if key.startswith("pooling_mode_") and on is True]
    )
    names = [modes.get(str(mode), {"lasttoken": "last"}.get(str(mode), str(mode))) for mode in chosen]
    if len(names) != 1 or names[0] not in _POOLED:
        raise XlcheckError(
            f"{folder / 'config.json'}: pools by {', '.join(names) or 'nothing'}; known: {', '.join(_POOLED)}"
        )
    return names[0]


def _dense(folder: Path) -> Dense:
    told = _object(folder / "config.json")
    try:
        weights = _weights(folder / "model.safetensors")
        active = _ACTIVE[str(told.get("activation_function", "Tanh")).rpartition(".")[2]]
        return Dense(weights["linear.weight"], weights.get("linear.bias"), active)
    except Exception as error:  # safetensors and torch have exceptions of their own
        raise XlcheckError(f"{folder}: its layer can't be read ({first_line(error)})") from None


def _weights(file: Path) -> dict[str, NDArray[np.float32]]:
    """Arrays by name; those that numpy has no type for (bfloat16) by way of torch."""
    try:
        from safetensors.torch import load_file

        return {name: tensor.float().numpy() for name, tensor in load_file(file).items()}
    except ModuleNotFoundError:
        from safetensors.numpy import load_file as load_arrays

        return {name: array.astype(np.float32) for name, array in load_arrays(file).items()}


_ACTIVE: dict[str, Callable[[Vectors], Vectors]] = {"Tanh": np.tanh, "Identity": lambda vectors: vectors}


def _object(file: Path) -> dict[str, Any]:
    told = read_json(file)
    if not isinstance(told, dict):
        raise XlcheckError(f"{file}: is no JSON object")
    return told
