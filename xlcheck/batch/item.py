"""A pair of a manifest, and what it is recognised by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xlcheck.reading.source import read_bytes


@dataclass(frozen=True)
class Item:
    """A pair to be checked: each side a file (Path) or a text (str), and what a feed says of it.

    ``error`` is what is wrong with its line of the manifest; such an item is recorded and not checked.
    """

    id: str
    original: Path | str = ""
    translation: Path | str = ""
    original_language: str | None = None
    translation_language: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    error: str | None = None

    @property
    def suffixes(self) -> tuple[str, str]:
        """The endings of its files, by which they are read; "" for a text."""
        one, two = (side.suffix.lower() if isinstance(side, Path) else "" for side in (self.original, self.translation))
        return one, two

    @property
    def paths(self) -> tuple[str | None, str | None]:
        """The names of its files; None for a text."""
        one, two = (str(side) if isinstance(side, Path) else None for side in (self.original, self.translation))
        return one, two


class Loaded(NamedTuple):
    """An item with what its files hold; ``key`` is the same for the same texts under the same settings."""

    ordinal: int
    key: bytes
    item: Item
    sides: tuple[bytes | str, bytes | str]

    @property
    def size(self) -> int:
        """Bytes or signs of both sides."""
        return len(self.sides[0]) + len(self.sides[1])


def load(item: Item, ordinal: int, settings: bytes) -> Loaded:
    """An item with its files read; raises ReadingError where one can't be."""
    sides = [read_bytes(side) if isinstance(side, Path) else side for side in (item.original, item.translation)]
    digest = hashlib.sha256(settings)
    languages = (item.original_language, item.translation_language)
    for path, ending, side, language in zip(item.paths, item.suffixes, sides, languages, strict=True):
        data = side if isinstance(side, bytes) else side.encode("utf-8", "surrogatepass")
        digest.update(repr((path is None, ending, language, len(data))).encode())
        digest.update(data)
    digest.update(repr(item.date).encode())
    return Loaded(ordinal, digest.digest(), item, (sides[0], sides[1]))
