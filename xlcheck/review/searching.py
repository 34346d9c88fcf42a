"""Full-text search over the articles of a store: three letters at a time, so that Chinese and Japanese are found too."""

from __future__ import annotations

from xlcheck.batch.store import Store
from xlcheck.errors import XlcheckError

#: Articles indexed in one go.
_AT_ONCE = 500
#: Words that are looked for, the rest is passed over.
_WORDS = 20


def condition(store: Store, text: str) -> tuple[str, dict[str, str]]:
    """That a pair holds every word of a text, or that its id or outlet does, as SQL over ``pairs``, with its values."""
    index(store)
    words = text.replace("\0", " ").split()[:_WORDS]
    if not words:
        return "1", {}
    long = " ".join('"{}"'.format(word.replace('"', '""')) for word in words if len(word) >= 3)
    short = {f"word{n}": f"%{_escaped(word)}%" for n, word in enumerate(words) if len(word) < 3}
    parts = ["words MATCH :words"] if long else []
    parts += [f"text LIKE :{name} ESCAPE '\\'" for name in short]
    named = "instr(lower(id || ' ' || ifnull(outlet, '')), lower(:whole))"
    told = f"(verdict IN (SELECT rowid FROM words WHERE {' AND '.join(parts)}) OR {named})"
    return told, {"words": long, "whole": " ".join(words), **short}


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def index(store: Store) -> None:
    """The articles that aren't indexed yet; asked for when somebody searches, so that others don't pay for it.

    Raises XlcheckError where some aren't and the store is only read.
    """
    if store.read_only and not _indexed(store):
        raise XlcheckError("the articles aren't indexed yet: search once without --read-only")
    if not next(store.query("SELECT count(*) FROM sqlite_master WHERE name = 'words'"))[0]:
        with store.writing():
            store.change("CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, tokenize = 'trigram')")
    while rows := list(
        store.query(
            "SELECT id, report FROM verdict WHERE id NOT IN (SELECT rowid FROM words) ORDER BY id LIMIT ?", (_AT_ONCE,)
        )
    ):
        with store.writing():
            for row in rows:
                told = store.report(row["report"])
                parts = [s["text"] for side in ("original", "translation") for s in told[side]["sentences"]]
                text = "\n".join([*parts, *(finding["message"] for finding in told["findings"])])
                store.change("INSERT OR IGNORE INTO words(rowid, text) VALUES (?, ?)", (row["id"], text))


def _indexed(store: Store) -> bool:
    if not next(store.query("SELECT count(*) FROM sqlite_master WHERE name = 'words'"))[0]:
        return False
    return not next(store.query("SELECT count(*) FROM verdict WHERE id NOT IN (SELECT rowid FROM words)"))[0]
