"""Findings that a person has settled: accepted as they stood (the baseline), or dismissed one by one, with a reason."""

from __future__ import annotations

import datetime
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from xlcheck.article import Notice
from xlcheck.errors import XlcheckError
from xlcheck.report import Finding, Report

E = TypeVar("E", bound="Accepted")

#: Seconds that another process may take to write.
_PATIENCE = 20.0
#: Looked for beside the configuration, or where xlcheck is called, when none is named.
BASELINE, DISMISSED = Path(".xlcheck-baseline.json"), Path(".xlcheck-dismissed.json")


@dataclass(frozen=True)
class Accepted:
    """An entry: what it is recognised by, and for a reader what it was and in which pair of files, from its own file's folder."""

    fingerprint: str
    check: str = ""
    message: str = ""
    original: str = ""
    translation: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The files; empty where the entry doesn't say."""
        return self.original, self.translation


@dataclass(frozen=True)
class Dismissed(Accepted):
    """One that a person dismissed: why, who and when (ISO 8601), perhaps until when."""

    reason: str = ""
    author: str = ""
    date: str = ""
    expires: str | None = None

    def expired(self, today: datetime.date) -> bool:
        """Whether it has to be decided anew."""
        return self.expires is not None and self.expires < today.isoformat()


def read_baseline(path: Path, text: str | None = None) -> list[Accepted]:
    """The accepted findings of a file, or of its ``text``; raises XlcheckError when it isn't one of ours."""
    return _read(path, text, "accepted", Accepted, "baseline", "--update-baseline")


def read_dismissed(path: Path, text: str | None = None) -> list[Dismissed]:
    """The dismissed findings; raises XlcheckError for a file that is none, and for an entry without reason, author or day."""
    entries = _read(path, text, "dismissed", Dismissed, "list of dismissed findings", "xlcheck dismiss")
    for entry in entries:
        for key in ("reason", "author", "date"):
            if not getattr(entry, key):
                raise XlcheckError(f"{path}: {entry.fingerprint} has no {key}; dismissals go by xlcheck dismiss")
        for day in filter(None, (entry.date, entry.expires)):
            _checked(path, entry, day)
    return entries


def _checked(path: Path, entry: Dismissed, day: str) -> None:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        raise XlcheckError(f"{path}: {entry.fingerprint}: {day!r} is no date; write it as 2026-03-14") from None


def _read(path: Path, text: str | None, key: str, kind: type[E], name: str, made: str) -> list[E]:
    try:
        data = json.loads(path.read_text(encoding="utf-8") if text is None else text)
        known = kind.__dataclass_fields__
        return [
            kind(**{k: _text(v) for k, v in entry.items() if k in known})
            for entry in data[key]
            if _text(entry["fingerprint"])
        ]
    except OSError as error:
        raise XlcheckError(f"{path}: can't be read ({error.strerror}); make it with {made}") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise XlcheckError(f"{path}: is no {name}; make one with {made}") from None


def _text(value: Any) -> Any:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value


def write_entries(path: Path, key: str, entries: Iterable[Accepted]) -> None:
    """Write a baseline (``accepted``) or dismissals (``dismissed``): in one order whatever came first, all or nothing."""
    rows = [asdict(entry) for entry in sorted(entries, key=lambda entry: (*entry.pair, entry.check, entry.fingerprint))]
    rows = [{name: value for name, value in row.items() if value not in ("", None)} for row in rows]
    text = json.dumps({"schema_version": 1, key: rows}, ensure_ascii=False, indent=1)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        new.write_text(text + "\n", encoding="utf-8")
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise XlcheckError(f"{path}: can't be written ({error.strerror})") from None


def dismissed_anew(path: Path, change: Callable[[], tuple[Iterable[Dismissed], Iterable[Accepted]]]) -> int:
    """Write dismissals into a file beside those that are there, and take others out; how many there are then.

    ``change`` says which, once nobody else can write. What stands in several pairs is dismissed in each, and told apart
    by them.
    """
    with locked(path):
        new, gone = change()
        before = read_dismissed(path) if path.is_file() else []
        entries = {(entry.pair, entry.fingerprint): entry for entry in [*before, *new]}
        for entry in gone:
            entries.pop((entry.pair, entry.fingerprint), None)
        if list(entries.values()) != before:
            write_entries(path, "dismissed", entries.values())
    return len(entries)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process at a time changes a file of settled findings; a lock that is left over is broken after a while."""
    lock = path.with_name(f"{path.name}.lock")
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() > until:
                lock.unlink(missing_ok=True)
            time.sleep(0.05)
        except OSError as error:
            raise XlcheckError(f"{path}: can't be written ({error.strerror})") from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


class Index(Generic[E]):
    """Entries by the pair of files that they were made for.

    One that names no pair, or a pair of which neither file is there any more, goes for any: files may have moved.
    """

    def __init__(self, entries: Iterable[E], path: Path) -> None:
        self._path = path
        #: Of all entries.
        self.fingerprints: set[str] = set()
        self._by_pair: dict[tuple[str, str], dict[str, E]] = defaultdict(dict)
        for entry in entries:
            self._by_pair[entry.pair][entry.fingerprint] = entry
            self.fingerprints.add(entry.fingerprint)
        self._anywhere: dict[str, E] = {}
        for pair, those in self._by_pair.items():
            if not any(name and (path.parent / name.split("#")[0]).exists() for name in pair):
                self._anywhere |= those

    def of(self, report: Report) -> dict[str, E]:
        """The entries of a report's own pair, by fingerprint."""
        return self._by_pair.get(pair_of(report, self._path), {})

    def settling(self, report: Report) -> dict[str, E]:
        """All entries that settle findings of a report."""
        return self.settling_files(report.original.path, report.translation.path)

    def settling_files(self, original: str | None, translation: str | None) -> dict[str, E]:
        """The same of two files, which may have no names."""
        pair = named(original, self._path), named(translation, self._path)
        return {**self._anywhere, **self._by_pair.get(pair, {})}


def marked(report: Report, fingerprints: Iterable[str], status: str) -> Report:
    """The report with settled findings marked: they are shown and don't count for the exit code."""
    settled = set(fingerprints)
    return _changed(report, lambda f: replace(f, status=status) if f.fingerprint in settled else f)


def _changed(report: Report, change: Callable[[Finding], Finding]) -> Report:
    beads = tuple(replace(bead, findings=tuple(map(change, bead.findings))) for bead in report.beads)
    return replace(report, beads=beads)


def entry_of(finding: Finding, pair: tuple[str, str]) -> Accepted:
    """A finding as an entry."""
    return Accepted(finding.fingerprint, finding.check, finding.message, *pair)


def pair_of(report: Report, path: Path) -> tuple[str, str]:
    """The two files as entries of the file at ``path`` name them."""
    return named(report.original.path, path), named(report.translation.path, path)


def named(file: str | None, path: Path) -> str:
    """A file's name from the folder of the file at ``path``, so that both may move together; empty for none."""
    if not file:
        return ""
    try:
        return Path(os.path.relpath(file, path.parent)).as_posix()
    except ValueError:  # another drive
        return Path(file).as_posix()


def unused(report: Report, entries: Index[E]) -> list[E]:
    """Entries of this pair of files that nothing found needs any more; of other pairs nobody knows."""
    found = {finding.fingerprint for finding in report.findings}
    return [entry for fingerprint, entry in entries.of(report).items() if fingerprint not in found]


def updated(
    reports: Sequence[Report], before: Sequence[Accepted], path: Path
) -> tuple[list[Accepted], list[Accepted], list[Accepted]]:
    """The baseline after accepting all findings of some reports, with what that adds and removes; other pairs' entries stay."""
    index = Index(before, path)
    added: list[Accepted] = []
    removed: list[Accepted] = []
    for report in reports:
        known, pair = index.settling(report), pair_of(report, path)
        added += [entry_of(f, pair) for f in report.findings if f.fingerprint not in known and f.status != "dismissed"]
        removed += unused(report, index)
    gone = {(entry.pair, entry.fingerprint) for entry in removed}
    kept = [entry for entry in before if (entry.pair, entry.fingerprint) not in gone]
    return kept + added, added, removed


def dismissals(report: Report, entries: Index[Dismissed], path: Path, today: datetime.date) -> Report:
    """The report after dismissals, with notices of those that have run out or that nothing needs any more."""
    settling = entries.settling(report)
    over = {fingerprint: entry for fingerprint, entry in settling.items() if entry.expired(today)}
    settled = marked(report, settling.keys() - over.keys(), "dismissed")
    found = {finding.fingerprint for finding in report.findings}
    told = [
        Notice(
            "dismissal-expired",
            f"{path}: the dismissal of {e.fingerprint} ({e.check}) ran out on {e.expires}: it counts again.",
        )
        for e in over.values()
        if e.fingerprint in found
    ]
    told += [
        Notice(
            "unused-suppression",
            f"{path}: {e.fingerprint} ({e.check}) was dismissed and isn't found any more; take it out.",
        )
        for e in unused(report, entries)
    ]
    return replace(settled, notices=(*settled.notices, *told))
