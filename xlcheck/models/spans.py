"""Where a tokenizer's subwords stand in their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: How far behind the last one a subword is looked for: normalisation changes letters, and some are lost.
_REACH = 8


def plain(tokenizer: Any) -> Any:
    """A tokenizer that takes what an article says for text, be it ``</s>``: marks come from the tokenizer alone."""
    tokenizer.split_special_tokens = True
    return tokenizer


def encoded(tokenizer: Any, text: str) -> tuple[list[int], NDArray[np.int64]]:
    """The ids of a text without marks, and their bounds (n, 2)."""
    if tokenizer.is_fast:
        told = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        return told["input_ids"], np.array(told["offset_mapping"], dtype=np.int64).reshape(-1, 2)
    ids = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
    return ids, found(tokenizer.convert_ids_to_tokens(ids), text)


def found(pieces: Sequence[str], text: str) -> NDArray[np.int64]:
    """Bounds (n, 2) of pieces as they follow each other in a text; an empty one where a piece isn't found."""
    bounds, at, lost = [], 0, 0
    for piece in pieces:
        bare = piece.replace("▁", "").replace("##", "")
        start = text.find(bare, at, at + lost + len(bare) + _REACH) if bare else -1
        if start < 0:
            # The further it was lost, the further it looks for where it goes on.
            lost += len(bare)
            bounds.append((at, at))
            continue
        at, lost = start + len(bare), 0
        bounds.append((start, at))
    return np.array(bounds, dtype=np.int64).reshape(-1, 2)


def words(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds moved out to where words begin and end; signs of Han and kana are words of their own."""
    while start < end - 1 and text[start].isspace():
        start += 1
    while start and _joined(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _joined(text[end - 1], text[end]):
        end += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(one: str, two: str) -> bool:
    return one.isalnum() and two.isalnum() and not any("\u3040" <= sign <= "\u9fff" for sign in (one, two))
