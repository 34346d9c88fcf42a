"""What models computed before, by model and text, in a SQLite file that several processes may share."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from xlcheck.models.runtime import Runtime
from xlcheck.versions import version_of

T = TypeVar("T")

#: Entries that are kept, about, a gigabyte of large vectors: the oldest quarter is dropped beyond it.
MOST = 250_000
#: Raised where the same model gives other answers, since it is asked otherwise.
_FORMAT = "1"
#: Keys that are asked for at a time: SQLite has a limit.
_AT_ONCE = 500


@dataclass(frozen=True)
class Cache:
    """The entries of one model; ``model`` is its digest with everything that its answers hang on."""

    runtime: Runtime
    model: str

    def remembered(
        self,
        texts: Sequence[tuple[str, ...]],
        compute: Callable[[list[int]], Sequence[bytes]],
        unpack: Callable[[bytes], T],
    ) -> list[T]:
        """The answers to the texts, in their order: known ones, and what ``compute`` makes of the numbers of the others.

        ``unpack`` raises for what is no answer. A text that stands there twice is computed once. What can't be used of the
        cache is told of and computed.
        """
        keys = [_key(self.model, text) for text in texts]
        known = self._known(sorted(set(keys)), unpack)
        new = {key: at for at, key in reversed(list(enumerate(keys))) if key not in known}
        if new:
            order = sorted(new.values())
            fresh = dict(zip((keys[at] for at in order), compute(order), strict=True))
            self._write(fresh)
            known |= {key: unpack(value) for key, value in fresh.items()}
        return [known[key] for key in keys]

    def _known(self, keys: Sequence[bytes], unpack: Callable[[bytes], T]) -> dict[bytes, T]:
        known = {}
        for key, value in self._read(keys).items():
            try:
                known[key] = unpack(value)
            except (ValueError, TypeError, AttributeError, struct.error) as error:
                self._told(error)
        return known

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        def read(base: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            for first in range(0, len(keys), _AT_ONCE):
                those = keys[first : first + _AT_ONCE]
                marks = ",".join("?" * len(those))
                found |= dict(base.execute(f"SELECT key, value FROM answers WHERE key IN ({marks})", those))
            return found

        return self._used(read, {})

    def _write(self, fresh: dict[bytes, bytes]) -> None:
        def write(base: sqlite3.Connection) -> None:
            with base:
                base.executemany("INSERT OR REPLACE INTO answers (key, value) VALUES (?, ?)", fresh.items())
                first, last = base.execute("SELECT min(rowid), max(rowid) FROM answers").fetchone()
                if last - first >= MOST:
                    base.execute("DELETE FROM answers WHERE rowid < ?", (last - 3 * MOST // 4,))

        self._used(write, None)

    def _used(self, use: Callable[[sqlite3.Connection], Any], otherwise: Any) -> Any:
        if self.runtime.cache is None:
            return otherwise
        try:
            with closing(_opened(self.runtime.cache)) as base:
                return use(base)
        except (sqlite3.Error, OSError) as error:
            self._told(error)
            return otherwise

    def _told(self, error: Exception) -> None:
        self.runtime.remarks.add(
            "cache-unusable", f"{self.runtime.cache}: can't be used ({error}); what it should hold was computed anew."
        )


def _opened(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(file, timeout=30)
    try:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=NORMAL")
        base.execute("CREATE TABLE IF NOT EXISTS answers (key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)")
    except sqlite3.Error:
        base.close()
        raise
    return base


def numbers(count: int | None = None) -> Callable[[bytes], NDArray[np.float32]]:
    """Reads an answer that is numbers, so many where that is known."""

    def unpack(value: bytes) -> NDArray[np.float32]:
        found = np.frombuffer(value, dtype=np.float32)
        if not len(found) or (count is not None and len(found) != count):
            raise ValueError(f"{len(found)} numbers in an entry")
        return found

    return unpack


@cache
def _transformers() -> str:
    """Its version: tokenizers change with it."""
    return version_of("transformers")


def _key(model: str, text: tuple[str, ...]) -> bytes:
    whole = "\x1f".join((_FORMAT, _transformers(), model, *(f"{len(part)}:{part}" for part in text)))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()
