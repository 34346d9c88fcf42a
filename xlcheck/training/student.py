"""The student: a small BERT over our vocabulary that starts as a part of its teacher.

Its table of subwords starts as the static embeddings carried into the teacher's space of words, its layers as the
teacher's first, middle and last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn.functional import normalize

from xlcheck.models.packed import Packed
from xlcheck.training.graph import LONGEST
from xlcheck.training.teacher import Teacher, pooled
from xlcheck.training.vocabulary import END, PADDING, START

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

#: Which of the teacher's six layers a student of so many layers starts from.
_LAYERS = {3: (0, 2, 5), 4: (0, 2, 4, 5), 6: (0, 1, 2, 3, 4, 5)}
_ENGLISH = re.compile(r"▁?[a-z0-9.,!?%$'\"()-]+")
_RIDGE = 1.0


@dataclass(frozen=True)
class Static:
    """What ``xlcheck train static`` makes: ``vectors`` (pieces, d) and ``weights`` (pieces,)."""

    vectors: torch.Tensor
    weights: torch.Tensor

    @classmethod
    def load(cls, folder: Path) -> Static:
        """The embeddings of a folder, out of their four bits."""
        from safetensors.torch import load_file

        arrays = load_file(folder / "embeddings.safetensors")
        table = Packed.of({name: array.numpy() for name, array in arrays.items()})
        return cls(torch.from_numpy(table.rows(np.arange(len(table)))), arrays["weight"].float())

    def to(self, device: str) -> Static:
        """The same on a device."""
        return Static(self.vectors.to(device), self.weights.to(device))

    def encode(self, ids: torch.Tensor) -> torch.Tensor:
        """Vectors (n, d) of length one of padded subwords (n, length): their weighted sum."""
        weights = self.weights[ids] * (ids > END)
        return normalize((self.vectors[ids] * weights[..., None]).sum(1), dim=-1)


class Student(nn.Module):
    """A BERT whose mean over the subwords is a sentence's vector."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Vectors (n, d) of length one of padded subwords (n, length)."""
        mask = ids != PADDING
        return pooled(self.bert(input_ids=ids, attention_mask=mask.long()).last_hidden_state, mask)


def begun(teacher: Teacher, static: Static, tokenizer: Tokenizer, layers: int = 3) -> Student:
    """A student before its first step; ``layers`` is 3, 4 or 6."""
    from transformers import BertConfig, BertModel

    config = BertConfig.from_dict(teacher.model.config.to_dict() | {
        "vocab_size": len(static.vectors), "num_hidden_layers": layers, "pad_token_id": PADDING,
        "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
    })  # fmt: skip
    student = Student(BertModel(config, add_pooling_layer=False))
    kept = {f"encoder.layer.{new}.": f"encoder.layer.{old}." for new, old in enumerate(_LAYERS[layers])}
    state = teacher.model.state_dict()
    for name, tensor in student.bert.state_dict().items():
        source = re.sub(r"^encoder\.layer\.\d+\.", lambda m: kept[m.group()], name)
        if source != "embeddings.word_embeddings.weight":
            tensor.copy_(state[source])
    student.bert.embeddings.word_embeddings.weight.data.copy_(_carried(teacher, static, tokenizer))
    return student


def continued(checkpoint: Path) -> Student:
    """A student that goes on from a checkpoint in the form of ``transformers``."""
    from transformers import BertModel

    return Student(BertModel.from_pretrained(checkpoint, add_pooling_layer=False))


def _carried(teacher: Teacher, static: Static, tokenizer: Tokenizer) -> torch.Tensor:
    """The static table in the teacher's space of words (pieces, d).

    Ridge regression over whole English words; English pieces then take the teacher's own vectors.
    """
    own = teacher.model.embeddings.word_embeddings.weight.data.cpu()
    pieces = [tokenizer.id_to_token(i) or "" for i in range(len(static.vectors))]
    english = {
        i: v for i, p in enumerate(pieces) if _ENGLISH.fullmatch(p) and (v := _mean(teacher, own, p)) is not None
    }
    whole = [i for i in english if re.fullmatch(r"▁[a-z]{2,}", pieces[i])]
    x, y = _with_one(static.vectors[whole]), torch.stack([english[i] for i in whole])
    way = torch.linalg.solve(x.T @ x + _RIDGE * torch.eye(x.shape[1]), x.T @ y)
    table = _with_one(static.vectors) @ way
    for i, vector in english.items():
        table[i] = vector
    table[PADDING] = 0
    for mark, name in ((START, teacher.tokenizer.cls_token_id), (END, teacher.tokenizer.sep_token_id)):
        table[mark] = own[name]
    return table


def _mean(teacher: Teacher, own: torch.Tensor, piece: str) -> torch.Tensor | None:
    ids = teacher.tokenizer(piece.strip("▁"), add_special_tokens=False)["input_ids"] if piece.strip("▁") else []
    return own[ids].mean(0) if ids else None


def _with_one(rows: torch.Tensor) -> torch.Tensor:
    return torch.cat([rows, torch.ones(len(rows), 1)], dim=1)


def as_ids(tokenizer: Tokenizer, texts: Sequence[str], longest: int = LONGEST) -> list[np.ndarray]:
    """Each text's subwords between the marks of start and end, at most ``longest`` with them."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [between_marks(np.array(e.ids[: longest - 2])) for e in encodings]


def between_marks(ids: np.ndarray) -> np.ndarray:
    """Subwords with the marks of start and end around them."""
    return np.concatenate([[START], ids, [END]]).astype(np.int64)


def padded(rows: Sequence[np.ndarray]) -> torch.Tensor:
    """Rows of subwords as one tensor (n, length of the longest)."""
    ids = torch.full((len(rows), max(map(len, rows))), PADDING, dtype=torch.long)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.from_numpy(row)
    return ids
