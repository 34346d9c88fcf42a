"""Reading what is measured on; whatever is wrong with a file is one clear line."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.parallel import Pair, read_file

_NAMES = re.compile(r"[a-z]{2,3}-en\.tsv\.xz")
_UNREADABLE = (OSError, EOFError, UnicodeDecodeError, zlib.error, lzma.LZMAError)


def numbered(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The items of a JSON Lines file, plain or gzipped, with the numbers of their lines."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except _UNREADABLE as error:
        raise _unreadable(path, error) from None
    for number, line in enumerate(io.StringIO(text), start=1):
        try:
            item = json.loads(line)
        except (ValueError, RecursionError):
            item = None
        if not isinstance(item, dict):
            raise XlcheckError(f"{path}:{number}: is no JSON object")
        yield number, item


def is_parallel(path: Path) -> bool:
    """Whether a file is parallel text, by its name: everything else is JSON Lines."""
    return path.suffix == ".xz"


def parallel(path: Path) -> Iterator[Pair]:
    """The pairs of ``LANGUAGE-en.tsv.xz``."""
    if not _NAMES.fullmatch(path.name):
        raise XlcheckError(f"{path}: parallel text is named by its language, such as zh-en.tsv.xz")
    try:
        yield from read_file(path)
    except _UNREADABLE as error:
        raise _unreadable(path, error) from None


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """Alignment gold: documents of ``original``, ``translation`` (sentences) and ``beads`` (pairs of lists of indices)."""
    for number, document in numbered(path):
        sides = [document.get(side) for side in ("original", "translation")]
        if not all(isinstance(side, list) and all(isinstance(text, str) for text in side) for side in sides):
            raise XlcheckError(f"{path}:{number}: original and translation must be lists of sentences")
        if not _are_beads(document.get("beads"), [len(side) for side in sides if side is not None]):
            raise XlcheckError(f"{path}:{number}: beads must be pairs of lists of the sentences' numbers, from 0")
        yield document


def _are_beads(beads: object, lengths: list[int]) -> bool:
    def is_side(side: object, length: int) -> bool:
        return isinstance(side, list) and all(isinstance(i, int) and 0 <= i < length for i in side)

    def is_bead(bead: object) -> bool:
        return isinstance(bead, list) and len(bead) == 2 and all(map(is_side, bead, lengths))

    return isinstance(beads, list) and all(map(is_bead, beads))


def _unreadable(path: Path, error: Exception) -> XlcheckError:
    return XlcheckError(f"{path}: can't be read ({getattr(error, 'strerror', None) or error})")
