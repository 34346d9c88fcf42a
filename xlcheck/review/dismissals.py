"""The file of dismissals by which `xlcheck check` goes, and the log of a review: what one has the other gets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlcheck.batch.store import Store
from xlcheck.judging.suppressions import Accepted, Dismissed, Index, dismissed_anew, named, read_dismissed
from xlcheck.report import Finding, Report
from xlcheck.review import actions
from xlcheck.review.actions import DECIDING, Action, Kind

#: Who dismissed what a report says is dismissed, without saying by whom, and who opens what has run out.
_REPORT, _FILE = "(the report)", "(the file)"
_FOUND = """
    SELECT item.id, item.original, item.translation, finding.fingerprint FROM item JOIN finding USING (verdict)
    WHERE run = ? AND finding.fingerprint IN (SELECT value FROM json_each(?)) ORDER BY ordinal, number
"""


def taken_over(store: Store, run: int, path: Path, today: date) -> None:
    """What the file has dismissed goes into the log, with its author; what has run out there is open again.

    Raises XlcheckError for a file that is none.
    """
    if not path.is_file():
        return
    entries = Index(read_dismissed(path), path)
    with store.writing():
        for row in list(store.query(_FOUND, (run, json.dumps(sorted(entries.fingerprints))))):
            entry = entries.settling_files(row["original"], row["translation"]).get(row["fingerprint"])
            last = deciding(store, row["id"], row["fingerprint"])
            dismissed = last is not None and last.kind == Kind.DISMISS
            if entry is None or dismissed != entry.expired(today):
                continue
            kind, author, day = Kind.DISMISS, entry.author, entry.date
            told = {"reason": entry.reason, "expires": entry.expires}
            if dismissed:
                kind, author, day = Kind.REOPEN, _FILE, str(entry.expires)
                told = {"reason": f"the dismissal ran out on {entry.expires}"}
            actions.append(store, row["id"], kind, author, told, row["fingerprint"], f"{day}T00:00:00+00:00")


def told_by(store: Store, items: Sequence[str], reports: Sequence[Report]) -> None:
    """What reports themselves say is dismissed goes into the log where it knows nothing of it."""
    value = {"reason": "dismissed when the report was made"}
    with store.writing():
        for item, report in zip(items, reports, strict=True):
            for finding in report.findings:
                if finding.status == "dismissed" and deciding(store, item, finding.fingerprint) is None:
                    actions.append(store, item, Kind.DISMISS, _REPORT, value, finding.fingerprint)


def given_over(store: Store, item: str, files: tuple[str | None, str | None], finding: Finding, path: Path) -> None:
    """The file after a decision on a finding: it has the dismissal that goes, or none."""
    pair = named(files[0], path), named(files[1], path)
    entry = Accepted(finding.fingerprint, finding.check, finding.message, *pair)

    # Read while the file is held: of two who decide at once the later is the one that the log has last.
    def change(last: Action | None) -> tuple[list[Dismissed], list[Accepted]]:
        if last is None or last.kind != Kind.DISMISS:
            return [], [entry]
        return [_entry(entry, last)], []

    dismissed_anew(path, lambda: change(deciding(store, item, finding.fingerprint)))


def deciding(store: Store, item: str, fingerprint: str) -> Action | None:
    """The decision on a finding that goes: the latest that was not undone."""
    said = (a for a in reversed(actions.of_item(store, item)) if a.fingerprint == fingerprint and a.kind in DECIDING)
    return next(said, None)


def _entry(entry: Accepted, action: Action) -> Dismissed:
    told = action.value
    return Dismissed(
        entry.fingerprint, entry.check, entry.message, *entry.pair, reason=told.get("reason") or "dismissed in review",
        author=action.author, date=action.at[:10], expires=told.get("expires"),
    )  # fmt: skip
