"""Trained embeddings into the folder that ``xlcheck.models.static`` reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def quantised(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as int8 with one scale a row: ``table * scale[:, None]`` is within half a step of the vectors."""
    scale = np.abs(vectors).max(axis=1) / 127
    scale[scale == 0] = 1
    return np.rint(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def export_static(
    folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32], weights: NDArray[np.float32]
) -> None:
    """Write ``tokenizer.json`` and ``embeddings.safetensors``."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    table, scale = quantised(vectors)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    save_file({"table": table, "scale": scale, "weight": weights.astype(np.float32)}, folder / "embeddings.safetensors")
