"""What of a page is the article: trafilatura says, where it is installed (the ``formats`` extra)."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import NamedTuple

from xlcheck.article import Role
from xlcheck.reading.blocks import Block

#: In shorter pages there is nothing to tell an article from, in longer ones trafilatura is too slow.
_SHORTEST, _LONGEST = 600, 8 * 1024 * 1024
#: Letters and digits below which a block has to be a line of what was extracted, not a part of it.
_TELLING = 12


class Kept(NamedTuple):
    """The blocks of the article, with the title and the date (ISO 8601) that were found beside them."""

    blocks: list[Block]
    title: str | None = None
    date: str | None = None


def without(page: str, blocks: list[Block]) -> Kept:
    """The blocks that belong to the article; all of them where nobody can tell."""
    if not available() or len(page) > _LONGEST or sum(len(block.text) for block in blocks) < _SHORTEST:
        return Kept(blocks)
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = bare_extraction(page, include_comments=False, favor_recall=True, with_metadata=True)
    if not isinstance(found, Document) or not found.text:
        return Kept(blocks)
    lines = {_folded(line) for line in found.text.splitlines()}
    whole, title = "".join(_folded(line) for line in found.text.splitlines()), _folded(found.title or "")
    kept = [block for block in blocks if _belongs(block, lines, whole, title)]
    return Kept(kept or blocks, found.title, found.date)


@cache
def available() -> bool:
    """Whether trafilatura is installed, with what it needs."""
    try:
        import trafilatura  # noqa: F401
    except ImportError:
        return False
    return True


def _belongs(block: Block, lines: set[str], whole: str, title: str) -> bool:
    words = _folded(block.text)
    if block.role == Role.HEADLINE and title:
        # The extraction leaves the headline to the metadata; other first headings are the site's name.
        return words in title or title in words or words in whole
    return words in lines or (len(words) >= _TELLING and words in whole)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
