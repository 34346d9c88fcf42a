"""The store's tables, and how an older store becomes a newer one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from xlcheck.errors import XlcheckError

#: Each step is added once and never changed: step n makes version n of what version n - 1 is.
_STEPS = (
    """
    CREATE TABLE run(
        id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, manifest TEXT NOT NULL, digest TEXT NOT NULL,
        settings TEXT NOT NULL, signature TEXT NOT NULL, xlcheck TEXT NOT NULL
    );
    CREATE TABLE verdict(
        id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, report BLOB NOT NULL, beads INTEGER NOT NULL, drifted INTEGER NOT NULL,
        critical INTEGER NOT NULL, major INTEGER NOT NULL, minor INTEGER NOT NULL, drift REAL NOT NULL, judged INTEGER NOT NULL,
        original_language TEXT, translation_language TEXT, original_title TEXT, translation_title TEXT
    );
    CREATE TABLE finding(
        verdict INTEGER NOT NULL REFERENCES verdict(id) ON DELETE CASCADE, number INTEGER NOT NULL, "check" TEXT NOT NULL,
        severity INTEGER NOT NULL, confidence REAL NOT NULL, bead INTEGER NOT NULL, fingerprint TEXT NOT NULL, original TEXT,
        translation TEXT, message TEXT NOT NULL, PRIMARY KEY(verdict, number)
    ) WITHOUT ROWID;
    CREATE TABLE item(
        run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, id TEXT NOT NULL, original TEXT,
        translation TEXT, outlet TEXT, date TEXT, url TEXT, verdict INTEGER REFERENCES verdict(id), error TEXT,
        PRIMARY KEY(run, ordinal)
    ) WITHOUT ROWID;
    CREATE INDEX item_verdict ON item(verdict);
    """,
    """
    CREATE TABLE feed(url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE watched(
        original TEXT NOT NULL, translation TEXT NOT NULL, digest TEXT NOT NULL, run INTEGER NOT NULL, ordinal INTEGER NOT NULL,
        delivered INTEGER NOT NULL, PRIMARY KEY(original, translation),
        FOREIGN KEY(run, ordinal) REFERENCES item(run, ordinal) ON DELETE CASCADE
    ) WITHOUT ROWID;
    """,
    # What people decide: by the pair's id and the finding's fingerprint, so that it goes for later runs too. Nothing of it
    # is ever changed but ``undone``.
    """
    ALTER TABLE finding ADD COLUMN status TEXT NOT NULL DEFAULT 'new';
    ALTER TABLE verdict ADD COLUMN revised INTEGER REFERENCES verdict(id) ON DELETE SET NULL;
    CREATE INDEX verdict_revised ON verdict(revised);
    CREATE TABLE action(
        id INTEGER PRIMARY KEY AUTOINCREMENT, item TEXT NOT NULL, fingerprint TEXT, kind TEXT NOT NULL, value TEXT NOT NULL,
        author TEXT NOT NULL, at TEXT NOT NULL, undone TEXT
    );
    CREATE INDEX action_item ON action(item, fingerprint);
    """,
)
VERSION = len(_STEPS)
#: Which actions say, as SQL, whether a finding is one; the latest goes.
IS_DECISION = "undone IS NULL AND kind IN ('confirm', 'dismiss', 'reopen')"
#: What marks a file as a store of xlcheck: "xlch".
APPLICATION = 0x786C6368


def migrate(base: sqlite3.Connection, path: Path, *, read_only: bool = False) -> None:
    """Bring a store to this version; raises XlcheckError for one of a later xlcheck, and for another's file."""
    if _state(base, path) == VERSION:
        return
    if read_only:
        raise XlcheckError(f"{path}: was made by an earlier xlcheck; open it once without --read-only")
    base.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been quicker.
        for number, step in enumerate(_STEPS[_state(base, path) :], start=_state(base, path) + 1):
            for statement in step.split(";"):
                base.execute(statement)
            base.execute(f"PRAGMA user_version = {number}")
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute("COMMIT")
    except BaseException:
        if base.in_transaction:
            base.execute("ROLLBACK")
        raise


def _state(base: sqlite3.Connection, path: Path) -> int:
    """The version of a store, 0 of an empty file."""
    version, owner = (int(base.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("user_version", "application_id"))
    empty = not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner != APPLICATION and not (empty and version == 0):
        raise XlcheckError(f"{path}: is a database of something else")
    if version > VERSION:
        raise XlcheckError(f"{path}: was made by a later xlcheck (schema {version}, this one knows {VERSION})")
    return version
