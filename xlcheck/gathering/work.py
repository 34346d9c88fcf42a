"""A pair that is to be checked, and how to get at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlcheck.article import Article
from xlcheck.reading.aligned import Aligned

#: An original and its translation, or both in one.
Sides = tuple[Path | Article, Path | Article] | Path | Aligned


@dataclass(frozen=True)
class Work:
    """``sides`` reads the pair when its turn comes, and may raise ReadingError; ``files`` are those that it comes from."""

    name: str
    sides: Callable[[], Sides]
    files: tuple[Path, ...] = ()

    @classmethod
    def of_files(cls, original: Path, translation: Path) -> Work:
        """Two articles, each in a file of its own."""
        return cls(f"{original} → {translation}", lambda: (original, translation), (original, translation))

    @classmethod
    def of_bilingual(cls, file: Path) -> Work:
        """A file that holds both sides."""
        return cls(str(file), lambda: file, (file,))


@dataclass(frozen=True)
class Gathered:
    """The pairs, read one after the other, and what a user should know of what is left out."""

    works: Iterator[Work] | Sequence[Work]
    remarks: list[str] = field(default_factory=list)
