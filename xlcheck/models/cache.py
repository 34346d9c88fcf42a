"""What models computed before, by model and text, in a SQLite file that several processes may share."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlcheck.models.runtime import Runtime

#: Entries that are kept, about: the oldest quarter is dropped beyond it.
MOST = 2_000_000
#: Keys that are asked for at a time: SQLite has a limit.
_AT_ONCE = 500


@dataclass(frozen=True)
class Cache:
    """The entries of one model; ``model`` is its digest with everything that its answers hang on."""

    runtime: Runtime
    model: str

    def remembered(
        self, texts: Sequence[tuple[str, ...]], compute: Callable[[list[int]], Sequence[bytes]]
    ) -> list[bytes]:
        """The answers to the texts, in their order: known ones, and what ``compute`` makes of the numbers of the others.

        A text that stands there twice is computed once. A cache that can't be used is told of and does without.
        """
        keys = [_key(self.model, text) for text in texts]
        known = self._read(sorted(set(keys)))
        new = {key: at for at, key in reversed(list(enumerate(keys))) if key not in known}
        if new:
            order = sorted(new.values())
            fresh = dict(zip((keys[at] for at in order), compute(order), strict=True))
            self._write(fresh)
            known |= fresh
        return [known[key] for key in keys]

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
            self.runtime.remarks.add(
                "cache-unusable", f"{self.runtime.cache}: can't be used ({error}); everything was computed anew."
            )
            return otherwise


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


def _key(model: str, text: tuple[str, ...]) -> bytes:
    whole = "\x1f".join((model, *(f"{len(part)}:{part}" for part in text)))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()
