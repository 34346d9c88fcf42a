"""Clauses of a sentence, as its commas and brackets part them."""

from __future__ import annotations

import re
from itertools import pairwise

from xlcheck.language.tags import primary

#: A mark that parts clauses; not the one within a number. Between Chinese words 、 only lists things, in Japanese it is
#: the comma.
_MARKS = {
    language: re.compile(rf"(?:(?<!\d)[,.:]|[,.:](?!\d)|[;!?—–()（）；，：。！？،؛؟।{more}])+[”’»」』\"]*\s*|\s-\s")
    for language, more in (("ja", "、"), ("", ""))
}


def clauses(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Bounds of the clauses, each with the mark that ends it; together they are the text."""
    mark = _MARKS.get(primary(language), _MARKS[""])
    cuts = [0, *(match.end() for match in mark.finditer(text)), len(text)]
    return [(first, last) for first, last in pairwise(cuts) if text[first:last].strip()]
