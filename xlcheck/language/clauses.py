"""Clauses of a sentence, as its commas and brackets part them."""

from __future__ import annotations

import re
from itertools import pairwise

#: A mark that parts clauses; not the one within a number.
_MARK = re.compile(r"(?:(?<!\d)[,.:]|[,.:](?!\d)|[;!?—–()（）；，：。！？])+[”’»」』\"]*\s*|\s-\s")


def clauses(text: str) -> list[tuple[int, int]]:
    """Bounds of the clauses, each with the mark that ends it; together they are the text."""
    cuts = [0, *(match.end() for match in _MARK.finditer(text)), len(text)]
    return [(first, last) for first, last in pairwise(cuts) if text[first:last].strip()]
