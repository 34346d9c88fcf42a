"""The teacher: all-MiniLM-L6-v2 (Apache-2.0), an English sentence encoder, read from a folder and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    import torch
    from transformers import BertModel, PreTrainedTokenizerBase

#: SHA-256 of model.safetensors in sentence-transformers/all-MiniLM-L6-v2, revision 1110a243.
DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_LONGEST = 128


@dataclass(frozen=True)
class Teacher:
    """``model`` is the BertModel itself, ``tokenizer`` its WordPiece tokenizer."""

    model: BertModel
    tokenizer: PreTrainedTokenizerBase

    @classmethod
    def load(cls, folder: Path, device: str = "cpu") -> Teacher:
        """The teacher in a folder; raises XlcheckError when it doesn't hold that very model."""
        weights = folder / "model.safetensors"
        if not weights.is_file():
            raise XlcheckError(f"{folder}: holds no model.safetensors; --teacher takes a folder of all-MiniLM-L6-v2")
        found = hashlib.sha256(weights.read_bytes()).hexdigest()
        if found != DIGEST:
            raise XlcheckError(
                f"{weights}: isn't the teacher that is known (SHA-256 {found[:12]}…, not {DIGEST[:12]}…)"
            )
        from transformers import AutoModel, AutoTokenizer, logging

        logging.set_verbosity_error()  # the folder also holds a layer that isn't wanted, and a table says so
        logging.disable_progress_bar()
        model = AutoModel.from_pretrained(folder, add_pooling_layer=False).to(device).eval()
        return cls(model, AutoTokenizer.from_pretrained(folder))

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        return int(self.model.config.hidden_size)

    def encode(self, texts: Sequence[str]) -> torch.Tensor:
        """Targets (n, d) of length one: the mean of a text's subwords, as the teacher was trained."""
        import torch

        batch = self.tokenizer(list(texts), padding=True, truncation=True, max_length=_LONGEST, return_tensors="pt")
        with torch.no_grad():
            hidden = self.model(**batch.to(self.model.device)).last_hidden_state
        return pooled(hidden, batch["attention_mask"])


def pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean of the subwords that are there (n, d), brought to length one."""
    from torch.nn.functional import normalize

    present = mask[..., None].to(hidden.dtype)
    return normalize((hidden * present).sum(1) / present.sum(1), dim=-1)


class Targets:
    """The teacher's vectors of the pairs' English sides, kept in a file: they are wanted again every epoch."""

    def __init__(self, teacher: Teacher, english: Sequence[str], file: Path) -> None:
        """``file`` is made when it isn't there, and begun anew when the sentences are others."""
        self._teacher, self._english = teacher, english
        key = hashlib.sha256("\n".join(english).encode("utf-8")).hexdigest()
        named = file.with_suffix(f".{key[:12]}.npy")
        shape = (len(english), teacher.dimensions)
        mode = "r+" if named.exists() else "w+"
        self._kept: NDArray[np.float16] = np.lib.format.open_memmap(named, mode=mode, dtype=np.float16, shape=shape)

    def said_of(self, texts: Sequence[str]) -> torch.Tensor:
        """Vectors (n, d) of texts that aren't kept."""
        return self._teacher.encode(texts).cpu()

    def of(self, samples: Sequence[tuple[int, ...]]) -> torch.Tensor:
        """Targets (n, d) of samples, each the numbers of the pairs that are joined in it."""
        import torch

        single = np.array([members[0] for members in samples if len(members) == 1], dtype=np.int64)
        missing = single[~self._kept[single].any(axis=1)]
        if len(missing):
            self._kept[missing] = self._teacher.encode([self._english[i] for i in missing]).cpu().numpy()
        targets = torch.empty(len(samples), self._teacher.dimensions)
        alone = torch.tensor([len(members) == 1 for members in samples])
        targets[alone] = torch.from_numpy(self._kept[single].astype(np.float32))
        joined = [" ".join(self._english[i] for i in members) for members in samples if len(members) > 1]
        if joined:
            targets[~alone] = self._teacher.encode(joined).cpu()
        return targets
