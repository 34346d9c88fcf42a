"""The pairs of a run as a queue: filtered, sorted, searched, and which comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple
from urllib.parse import urlencode

from xlcheck.batch.schema import DECIDING
from xlcheck.batch.store import Store
from xlcheck.checks.base import Severity
from xlcheck.review import searching

#: Pairs a page.
PAGE = 50
#: What may be asked of a pair, by name; "open" has findings that nobody decided.
STATUSES = {
    "": "1",
    "open": "undecided > 0",
    "decided": "undecided = 0 AND findings > 0",
    "disputed": "disputed > 0",
    "missed": "missed > 0",
    "read": "done",
    "unread": "NOT done AND error IS NULL",
    "clean": "findings = 0 AND error IS NULL",
    "failed": "error IS NOT NULL",
}
SORTS = {
    "worst": "critical DESC, major DESC, minor DESC, ordinal",
    "open": "undecided DESC, critical DESC, major DESC, ordinal",
    "newest": "date IS NULL, date DESC, ordinal",
    "outlet": "outlet IS NULL, outlet, ordinal",
    "order": "ordinal",
}

_PAIRS = f"""
    WITH latest AS (
        SELECT item, fingerprint, kind, max(id) FROM action WHERE {DECIDING} GROUP BY item, fingerprint
    ), each AS (
        SELECT item, fingerprint, author, kind, max(id) FROM action WHERE {DECIDING} GROUP BY item, fingerprint, author
    ), quarrels AS (
        SELECT item, fingerprint FROM each WHERE kind <> 'reopen' GROUP BY item, fingerprint HAVING count(DISTINCT kind) > 1
    ), pairs AS (
        SELECT item.ordinal, item.id, item.outlet, item.date, item.error, item.verdict, v.drifted, v.critical, v.major, v.minor,
            v.original_title, v.translation_title, v.original_language || '-' || v.translation_language AS language, v.original_language, v.translation_language,
            (SELECT count(*) FROM finding f WHERE f.verdict = item.verdict) AS findings,
            (SELECT count(*) FROM finding f LEFT JOIN latest l ON l.item = item.id AND l.fingerprint = f.fingerprint
                WHERE f.verdict = item.verdict AND ifnull(l.kind = 'reopen', f.status = 'new')) AS undecided,
            (SELECT count(*) FROM quarrels q JOIN finding f ON f.verdict = item.verdict AND f.fingerprint = q.fingerprint
                WHERE q.item = item.id) AS disputed,
            (SELECT count(*) FROM action a WHERE a.item = item.id AND a.kind = 'missed' AND a.undone IS NULL) AS missed,
            EXISTS (SELECT 1 FROM action a WHERE a.item = item.id AND a.kind = 'done' AND a.undone IS NULL
                AND json_extract(a.value, '$.key') = lower(hex(v.key))) AS done
        FROM item LEFT JOIN verdict v ON v.id = item.verdict WHERE item.run = :run
    )
"""


_HAS = """
    EXISTS (SELECT 1 FROM finding f WHERE f.verdict = pairs.verdict AND (:check = '' OR f."check" = :check)
        AND f.severity >= :severity)
"""
#: What a reader is told of a pair before it is opened.
_WORST = "SELECT message FROM finding WHERE verdict = ? ORDER BY severity DESC, confidence DESC, number LIMIT 1"


@dataclass(frozen=True)
class Filters:
    """What is asked of the queue; empty for everything. Dates are the first and the last day, as the manifest has them."""

    outlet: str = ""
    language: str = ""
    check: str = ""
    severity: str = ""
    since: str = ""
    until: str = ""
    status: str = ""
    text: str = ""
    sort: str = "worst"

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Filters:
        """Out of an address; what there isn't is passed over."""
        values = {f.name: told[f.name][:200] for f in fields(cls) if told.get(f.name)}
        found = cls(**values)
        sound = {
            "status": found.status in STATUSES,
            "sort": found.sort in SORTS,
            "severity": found.severity in ("", *map(str, Severity)),
        }
        return cls(**{name: value for name, value in values.items() if sound.get(name, True)})

    @property
    def query(self) -> str:
        """For an address."""
        return urlencode({f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default})

    def conditions(self, store: Store) -> tuple[str, dict[str, Any]]:
        """Of pairs, as SQL with its values; where a text is looked for, it is indexed first."""
        parts, values = [STATUSES[self.status]], dict[str, Any]()
        for name in ("outlet", "language"):
            if getattr(self, name):
                parts.append(f"{name} = :{name}")
                values[name] = getattr(self, name)
        if self.since:
            parts.append("substr(date, 1, 10) >= :since")
        if self.until:
            parts.append("substr(date, 1, 10) <= :until")
        if self.check or self.severity:
            parts.append(_HAS)
        if self.text.strip():
            condition, words = searching.condition(store, self.text)
            parts.append(condition)
            values |= words
        least = int(Severity[self.severity.upper()]) if self.severity else 0
        return " AND ".join(parts), {
            **values, "since": self.since, "until": self.until, "check": self.check, "severity": least,
        }  # fmt: skip


class Progress(NamedTuple):
    """How far a run is: pairs and findings in all, those that are decided or read."""

    pairs: int
    settled: int
    read: int
    findings: int
    decided: int


def page(store: Store, run: int, filters: Filters, first: int = 0) -> tuple[list[dict[str, Any]], int]:
    """The pairs from number ``first`` on, a page of them, and how many there are."""
    condition, values = filters.conditions(store)
    sql = f"{_PAIRS} SELECT *, count(*) OVER () AS total FROM pairs WHERE {condition} ORDER BY {SORTS[filters.sort]} LIMIT {PAGE} OFFSET :first"
    rows = [dict(row) for row in store.query(sql, values | {"run": run, "first": first})]
    for row in rows:
        row["worst"] = next((found[0] for found in store.query(_WORST, (row["verdict"],))), None)
    if not rows and first:
        # Beyond the last: what was asked for may have become less since.
        return page(store, run, filters)
    return rows, rows[0]["total"] if rows else 0


def progress(store: Store, run: int) -> Progress:
    """Over all pairs that could be checked."""
    sql = f"""{_PAIRS} SELECT count(*), ifnull(sum(undecided = 0), 0), ifnull(sum(done), 0), ifnull(sum(findings), 0),
        ifnull(sum(findings - undecided), 0) FROM pairs WHERE error IS NULL"""
    return Progress(*next(store.query(sql, {"run": run})))


def after(store: Store, run: int, filters: Filters, ordinal: int) -> tuple[int | None, int | None, int | None]:
    """In the queue as it is filtered: the pair before one, the one behind it, and the next with something undecided."""
    condition, values = filters.conditions(store)
    # The pair itself may have left the filter by what was decided of it.
    sql = f"{_PAIRS} SELECT ordinal, undecided FROM pairs WHERE ({condition}) OR ordinal = :here ORDER BY {SORTS[filters.sort]}"
    rows = [tuple(row) for row in store.query(sql, values | {"run": run, "here": ordinal})]
    at = next((n for n, row in enumerate(rows) if row[0] == ordinal), 0)
    behind = [row for row in [*rows[at + 1 :], *rows[:at]] if row[1]]
    return (
        rows[at - 1][0] if at else None,
        rows[at + 1][0] if at + 1 < len(rows) else None,
        behind[0][0] if behind else None,
    )


def choices(store: Store, run: int) -> dict[str, list[str]]:
    """What the filters of a run can be set to."""
    columns = {
        "outlet": "item.outlet",
        "language": "original_language || '-' || translation_language",
        "check": 'finding."check"',
    }
    return {name: list(_different(store, run, column)) for name, column in columns.items()}


def _different(store: Store, run: int, column: str) -> Iterator[str]:
    joined = "LEFT JOIN verdict ON verdict.id = item.verdict" + (
        " JOIN finding ON finding.verdict = verdict.id" if "finding" in column else ""
    )
    sql = f"SELECT DISTINCT {column} FROM item {joined} WHERE run = ? AND {column} IS NOT NULL ORDER BY 1 LIMIT 500"
    return (row[0] for row in store.query(sql, (run,)))
