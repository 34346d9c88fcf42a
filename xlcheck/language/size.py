"""How much a text says, whatever its script."""

from __future__ import annotations

import re

#: A character of these stands for so many letters besides its own (as English translations of news show).
_DENSE = (
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"), 3.1),
    (re.compile(r"[\uac00-\ud7af]"), 1.4),
    (re.compile(r"[\u3040-\u30ff]"), 1.0),
)


def size(text: str) -> float:
    """How much a text says, in letters of an alphabet, whatever its script; at least 1."""
    return max(len(text), 1) + sum(more * len(pattern.findall(text)) for pattern, more in _DENSE if not text.isascii())
