"""What people decide, as a log in the store: each action with author and time, never changed but for being undone."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, NamedTuple

from xlcheck.batch.store import Store, now


class Kind(StrEnum):
    """What can be done to a finding (the first five) and to a pair."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    REOPEN = "reopen"
    SEVERITY = "severity"
    NOTE = "note"
    MISSED = "missed"
    DONE = "done"
    ALIGN = "align"


#: Those that say whether a finding is one.
DECIDING = (Kind.CONFIRM, Kind.DISMISS, Kind.REOPEN)


class Action(NamedTuple):
    """One of them: ``item`` is the pair's id, ``fingerprint`` the finding's, ``value`` what was said."""

    id: int
    item: str
    fingerprint: str | None
    kind: str
    value: dict[str, Any]
    author: str
    at: str


_COLUMNS = "id, item, fingerprint, kind, value, author, at"


def append(
    store: Store,
    item: str,
    kind: Kind,
    author: str,
    value: dict[str, Any],
    fingerprint: str | None = None,
    at: str = "",
) -> None:
    """Add an action, within ``store.writing()``."""
    row = (item, fingerprint, kind, json.dumps(value, ensure_ascii=False), author, at or now())
    store.change("INSERT INTO action(item, fingerprint, kind, value, author, at) VALUES (?,?,?,?,?,?)", row)


def of_item(store: Store, item: str) -> list[Action]:
    """All that goes for a pair, the oldest first; what was undone is left out."""
    sql = f"SELECT {_COLUMNS} FROM action WHERE item = ? AND undone IS NULL ORDER BY id"
    rows = map(dict, store.query(sql, (item,)))
    return [Action(**{**row, "value": json.loads(row["value"])}) for row in rows]


def undo(store: Store, action: Action) -> None:
    """Take an action back, within ``store.writing()``; the log keeps it."""
    store.change("UPDATE action SET undone = ? WHERE id = ? AND undone IS NULL", (now(), action.id))


def latest(store: Store, item: str) -> str:
    """Different whenever something was done to a pair since."""
    row = next(store.query("SELECT max(id), count(undone) FROM action WHERE item = ?", (item,)))
    return f"{row[0] or 0}.{row[1]}"
