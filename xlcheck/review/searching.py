"""Full-text search over the articles of a store: three letters at a time, so that Chinese and Japanese are found too."""

from __future__ import annotations

from xlcheck.batch.store import Store

#: Articles indexed in one go.
_AT_ONCE = 500
#: Words that are looked for, the rest is passed over.
_WORDS = 20


def condition(store: Store, text: str) -> tuple[str, dict[str, str]]:
    """That a pair holds every word of a text, as SQL over ``verdict``, with its values."""
    _index(store)
    words = text.split()[:_WORDS]
    long = " ".join('"{}"'.format(word.replace('"', '""')) for word in words if len(word) >= 3)
    short = {f"word{n}": f"%{_escaped(word)}%" for n, word in enumerate(words) if len(word) < 3}
    parts = ["words MATCH :words"] if long else []
    parts += [f"text LIKE :{name} ESCAPE '\\'" for name in short]
    return f"verdict IN (SELECT rowid FROM words WHERE {' AND '.join(parts)})", {"words": long, **short}


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _index(store: Store) -> None:
    """The articles that aren't indexed yet; asked for when somebody searches, so that others don't pay for it."""
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
                text = "\n".join(s["text"] for side in ("original", "translation") for s in told[side]["sentences"])
                store.change("INSERT OR IGNORE INTO words(rowid, text) VALUES (?, ?)", (row["id"], text))
