"""The store: runs, their items and what came of them, in one SQLite file that survives whatever happens."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from xlcheck.batch.item import Item
from xlcheck.batch.schema import migrate
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.versions import version_of

#: What stands for the manifest of a run that feeds are appended to.
WATCH = "watch"
#: Bytes of a report: a book has a tenth of it, a file that is after memory has more.
_LARGEST = 128 << 20


class RunInfo(NamedTuple):
    """A run: when, over what, by which settings; ``finished`` is None for one that was cut short."""

    id: int
    started: str
    finished: str | None
    manifest: str
    digest: str
    signature: str
    items: int
    failed: int


class Store:
    """One file, one writer at a time; what was committed is there after a crash, and nothing else."""

    def __init__(self, path: Path, *, must_exist: bool = False, read_only: bool = False, durable: bool = False) -> None:
        """Open a store, or make one; ``durable`` waits for the disk at every commit, so that no power cut takes one back."""
        if (must_exist or read_only) and not path.is_file():
            raise XlcheckError(f"{path}: there is no such store; xlcheck batch --store makes one")
        self.path, self.read_only = path, read_only
        try:
            self._base = _connected(path, read_only=read_only)
        except sqlite3.Error as error:
            raise XlcheckError(f"{path}: can't be opened ({error})") from None
        try:
            self._base.row_factory = sqlite3.Row
            # Looked at before anything of it is changed: it may be another program's.
            migrate(self._base, path, read_only=read_only)
            synchronous = "FULL" if durable else "NORMAL"
            for pragma in () if read_only else ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON"):
                self._base.execute(f"PRAGMA {pragma}")
        except sqlite3.Error as error:
            self._base.close()
            raise XlcheckError(f"{path}: is no store of xlcheck ({error})") from None
        except XlcheckError:
            self._base.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is recorded within is there, or nothing of it; raises XlcheckError where the disk is full."""
        try:
            self._base.execute("BEGIN IMMEDIATE")
            yield
            self._base.execute("COMMIT")
        except BaseException as error:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            if not isinstance(error, sqlite3.Error):
                raise
            raise XlcheckError(f"{self.path}: can't be written ({error}); what was recorded before is safe") from None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read within is of one moment, whoever writes meanwhile."""
        if self._base.in_transaction:
            yield
            return
        self._base.execute("BEGIN")
        try:
            yield
        finally:
            self._base.execute("COMMIT")

    def begin(
        self, manifest: str, digest: str, settings: Mapping[str, Any], signature: str, *, once: bool = False
    ) -> int:
        """A new run; with ``once`` the one of this digest that there is already."""
        row = (
            now(),
            _plain(manifest),
            digest,
            json.dumps(settings, sort_keys=True),
            signature,
            version_of("xlcheck", "0"),
        )
        with self.writing():
            known = self._base.execute("SELECT id FROM run WHERE digest = ?", (digest,)).fetchone() if once else None
            if known is not None:
                return int(known[0])
            done = self._base.execute(
                "INSERT INTO run(started, manifest, digest, settings, signature, xlcheck) VALUES (?,?,?,?,?,?)", row
            )
        return int(done.lastrowid or 0)

    def finish(self, run: int) -> None:
        """Every item of the run has its outcome."""
        with self.writing():
            self._base.execute("UPDATE run SET finished = ? WHERE id = ?", (now(), run))

    def runs(self, number: int | None = None) -> list[RunInfo]:
        """All runs, the oldest first, or the one of a number."""
        rows = self.query(
            "SELECT run.id, started, finished, manifest, digest, signature, count(item.ordinal), count(item.error) "
            "FROM run LEFT JOIN item ON item.run = run.id WHERE ? IS NULL OR run.id = ? GROUP BY run.id ORDER BY run.id",
            (number, number),
        )
        return [RunInfo(*row) for row in rows]

    def run(self, number: int | None = None) -> RunInfo:
        """One run, the latest without a number; raises XlcheckError where there is none."""
        latest = next(self.query("SELECT max(id) FROM run"))[0]
        found = self.runs(latest if number is None else number)
        if not found:
            raise XlcheckError(f"{self.path}: " + (f"has no run {number}" if number else "has no run yet"))
        return found[-1]

    def done(self, run: int) -> set[int]:
        """The ordinals of a run that have their outcome."""
        return {row[0] for row in self._base.execute("SELECT ordinal FROM item WHERE run = ?", (run,))}

    def verdict(self, key: bytes) -> int | None:
        """Which verdict there is already on texts and settings; where they were aligned by hand, that of the hand."""
        row = self._base.execute("SELECT ifnull(revised, id) FROM verdict WHERE key = ?", (key,)).fetchone()
        return None if row is None else int(row[0])

    def found(self, key: bytes) -> int | None:
        """The verdict of a key itself."""
        row = self._base.execute("SELECT id FROM verdict WHERE key = ?", (key,)).fetchone()
        return None if row is None else int(row[0])

    def keep(self, key: bytes, report: bytes) -> int:
        """A verdict, with its findings laid out to be asked for; one that is there already stays."""
        known = self.found(key)
        if known is not None:
            return known
        told = json.loads(report)
        summary = told["summary"]
        drifts = [bead["drift"] for bead in told["beads"] if bead["drift"] is not None]
        row = (
            key, zlib.compress(report, 6), summary["beads"], summary["drifted"], summary["critical"], summary["major"],
            summary["minor"], sum(drifts), len(drifts), told["original"]["language"], told["translation"]["language"],
            told["original"]["title"], told["translation"]["title"],
        )  # fmt: skip
        done = self._base.execute(f"INSERT INTO verdict VALUES (NULL{',?' * len(row)},NULL)", row)
        verdict = int(done.lastrowid or 0)
        self._base.executemany("INSERT INTO finding VALUES (?,?,?,?,?,?,?,?,?,?,?)", _findings(verdict, told))
        return verdict

    def revise(self, verdict: int, by: int) -> None:
        """Another verdict in the place of one, wherever the same texts stand, and for runs to come."""
        self._base.execute("UPDATE item SET verdict = ? WHERE verdict = ?", (by, verdict))
        self._base.execute("UPDATE verdict SET revised = ? WHERE id = ? OR revised = ?", (by, verdict, verdict))
        self._base.execute("UPDATE verdict SET revised = NULL WHERE id = ?", (by,))

    def record(self, run: int, ordinal: int, item: Item, verdict: int | None, error: str | None) -> None:
        """What came of an item; a second time changes nothing."""
        told = map(_plain, (item.id, *item.paths, item.outlet, item.date, item.url))
        row = (run, ordinal, *told, verdict, _plain(error))
        self._base.execute("INSERT OR IGNORE INTO item VALUES (?,?,?,?,?,?,?,?,?,?)", row)

    def query(self, sql: str, parameters: Iterable[object] | Mapping[str, object] = ()) -> Iterator[sqlite3.Row]:
        """Rows of the store, for those that sum it up; raises XlcheckError where the file is damaged."""
        try:
            yield from self._base.execute(sql, parameters if isinstance(parameters, Mapping) else tuple(parameters))
        except sqlite3.Error as error:
            raise XlcheckError(f"{self.path}: can't be read ({error}); xlcheck store verify says more") from None

    def change(self, sql: str, parameters: Iterable[object] = ()) -> None:
        """A change of the store, within ``writing``."""
        self._base.execute(sql, tuple(parameters))

    def report(self, blob: bytes) -> dict[str, Any]:
        """A report as it was kept; raises XlcheckError where it is damaged."""
        try:
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(blob, _LARGEST)
            if unpacking.unconsumed_tail:
                raise ValueError("larger than any report")
            told: dict[str, Any] = json.loads(data)
        except (zlib.error, ValueError, TypeError, RecursionError):
            raise XlcheckError(f"{self.path}: a report is damaged; xlcheck store verify says which") from None
        return told

    def prune(self, keep: int) -> tuple[int, int]:
        """All but the latest runs forgotten, with verdicts that nothing needs any more: how many of either."""
        # What is watched goes on, and what was seen there must not be new again.
        batches = [run for run in self.runs() if run.manifest != WATCH]
        if batches and batches[-1].finished is None:
            # It may be going on, and count on verdicts that only older runs have.
            raise XlcheckError(
                f"{self.path}: run {batches[-1].id} is not finished; xlcheck batch --resume goes on with it"
            )
        old = [run.id for run in batches][: -keep or None]
        with self.writing():
            self._base.executemany("DELETE FROM run WHERE id = ?", [(run,) for run in old])
            # What a hand has aligned anew is needed by what the texts are known by.
            needed = "(SELECT verdict FROM item WHERE verdict IS NOT NULL)"
            done = self._base.execute(
                f"DELETE FROM verdict WHERE id NOT IN {needed} AND ifnull(revised, -1) NOT IN {needed}"
            )
            # Its rows go by numbers of verdicts, which may be given again.
            self._base.execute("DROP TABLE IF EXISTS words")
        try:
            self._base.execute("VACUUM")
        except sqlite3.Error as error:
            raise XlcheckError(f"{self.path}: can't be made smaller ({error}); what was to go is gone") from None
        return len(old), done.rowcount

    def problems(self) -> list[str]:
        """What is wrong with the file; empty where nothing is."""
        try:
            return list(self._problems())
        except XlcheckError as error:
            return [str(error)]

    def _problems(self) -> Iterator[str]:
        pages, size = (next(self.query(f"PRAGMA {name}"))[0] for name in ("page_count", "page_size"))
        if self.path.stat().st_size < pages * size:
            yield "the file is cut off"
        yield from (str(row[0]) for row in self.query("PRAGMA integrity_check") if row[0] != "ok")
        yield from (f"{row[0]} row {row[1]} refers to nothing" for row in self.query("PRAGMA foreign_key_check"))
        for row in self.query("SELECT id, report FROM verdict"):
            try:
                self.report(row[1])
            except XlcheckError:
                yield f"the report of verdict {row[0]} can't be read"


def _findings(verdict: int, told: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    for number, finding in enumerate(told["findings"]):
        sides = [finding[side]["text"] if finding[side] else None for side in ("original", "translation")]
        yield (
            verdict, number, finding["check"], int(Severity[finding["severity"].upper()]), finding["confidence"], finding["bead"],
            finding["fingerprint"], *sides, finding["message"], finding["status"],
        )  # fmt: skip


def _connected(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        return sqlite3.connect(path, timeout=30, isolation_level=None)
    address = f"{path.absolute().as_uri()}?mode=ro"
    base = sqlite3.connect(address, uri=True, timeout=30, isolation_level=None)
    try:
        base.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        # Where not even a lock can be written, nobody else writes either.
        base.close()
        return sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return base


def now() -> str:
    """The time as the store tells it: UTC, ISO 8601, in seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _plain(text: str | None) -> str | None:
    """Text that can be kept: what is no Unicode, such as a file name in another encoding, as its escape."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()
