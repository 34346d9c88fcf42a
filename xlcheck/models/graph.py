"""Forward passes over padded batches: by torch, or by ONNX Runtime where a repository ships a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from xlcheck.errors import XlcheckError
from xlcheck.models.checkpoint import Checkpoint
from xlcheck.models.runtime import Runtime
from xlcheck.models.safety import first_line

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Batch = Mapping[str, NDArray[np.int64]]


class Graph(Protocol):
    """What computes a batch."""

    @property
    def runtime(self) -> str:
        """Its name and version."""

    def run(self, batch: Batch) -> NDArray[np.float32]:
        """The output for ``input_ids``, ``attention_mask`` and perhaps ``token_type_ids``, each (n, length)."""


class TorchGraph:
    """A model of transformers; ``output`` picks the tensor out of what it returns."""

    def __init__(self, model: Any, output: Callable[[Any], Any], **settings: Any) -> None:
        self.model, self._output, self._settings = model, output, settings

    @property
    def runtime(self) -> str:
        """Torch and its version."""
        return torch_runtime()

    def run(self, batch: Batch) -> NDArray[np.float32]:
        """The output, in 32 bits on the CPU."""
        import torch

        fed = {
            name: torch.from_numpy(np.ascontiguousarray(array)).to(self.model.device) for name, array in batch.items()
        }
        with torch.inference_mode():
            found = self._output(self.model(**fed, **self._settings))
        array: NDArray[np.float32] = found.float().cpu().numpy()
        return array


class OnnxGraph:
    """The graph in a file of a checkpoint, by default ``onnx/model.onnx``; its first output."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        name = checkpoint.spec.options.get("file", "onnx/model.onnx")
        file = checkpoint.folder / name
        if not file.is_file():
            raise XlcheckError(
                f"{checkpoint.folder}: has no {name}; name another with file, or use the backend transformers"
            )
        self._session, self._file = _opened(file), file
        self._inputs = {given.name for given in self._session.get_inputs()}

    @property
    def runtime(self) -> str:
        """ONNX Runtime and its version."""
        import onnxruntime

        return f"onnxruntime:{onnxruntime.__version__}"

    def run(self, batch: Batch) -> NDArray[np.float32]:
        """The first output."""
        fed = {name: array for name, array in batch.items() if name in self._inputs}
        if "token_type_ids" in self._inputs and "token_type_ids" not in fed:
            fed["token_type_ids"] = np.zeros_like(batch["input_ids"])
        try:
            found: NDArray[np.float32] = self._session.run(None, fed)[0].astype(np.float32)
        except Exception as error:  # onnxruntime has an exception of its own for each way that it can fail
            if "alloc" in str(error).lower():
                raise MemoryError from None
            raise XlcheckError(
                f"{self._file}: {first_line(error)}; its tokenizer and its graph may not belong together"
            ) from None
        return found


def finite(array: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    """The array; raises XlcheckError where it has something that is no number, as too small a precision makes."""
    if not np.isfinite(array).all():
        raise XlcheckError(f"{name} gave something that is no number; try --precision float32, or fetch it again")
    return array


def padded(rows: Sequence[Sequence[int]], padding: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and mask (n, longest)."""
    ids = np.full((len(rows), max(map(len, rows))), padding, dtype=np.int64)
    mask = np.zeros_like(ids)
    for at, row in enumerate(rows):
        ids[at, : len(row)], mask[at, : len(row)] = row, 1
    return ids, mask


def graph_of(
    checkpoint: Checkpoint, auto: str, runtime: Runtime, output: Callable[[Any], Any], optional: Sequence[str] = ()
) -> Graph:
    """The graph that a checkpoint's backend names."""
    if checkpoint.spec.backend == "onnx":
        return OnnxGraph(checkpoint)
    return TorchGraph(checkpoint.model(auto, runtime, optional=optional), output)


def torch_runtime() -> str:
    """Torch and its version, as it stands in signatures."""
    import torch

    return f"torch:{torch.__version__.split('+')[0]}"


def _opened(file: Path) -> InferenceSession:
    """A session, opened where the graph lies: its weights may lie beside it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        made = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        made.run(None, _nothing(made))
    except Exception as error:  # as above
        raise XlcheckError(f"{file}: can't be run ({first_line(error)}); fetch it again") from None
    return made


def _nothing(opened: InferenceSession) -> dict[str, NDArray[np.int64]]:
    return {given.name: np.ones((1, 4), dtype=np.int64) for given in opened.get_inputs()}
