"""The pairs of a run as a queue: filtered, sorted, searched, and which comes next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple
from urllib.parse import urlencode

from xlcheck.batch.schema import IS_DECISION
from xlcheck.batch.store import Store
from xlcheck.checks.base import Severity
from xlcheck.review import searching

#: Pairs a page.
PAGE = 50
_COUNTS = ("findings", "undecided", "disputed", "critical", "major", "minor")
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
        SELECT item, fingerprint, kind, max(id) FROM action WHERE {IS_DECISION} GROUP BY item, fingerprint
    ), graded AS (
        SELECT item, fingerprint, json_extract(value, '$.severity') AS severity, max(id) FROM action
        WHERE undone IS NULL AND kind = 'severity' GROUP BY item, fingerprint
    ), each AS (
        SELECT item, fingerprint, author, kind, max(id) FROM action WHERE {IS_DECISION} GROUP BY item, fingerprint, author
    ), quarrels AS (
        SELECT item, fingerprint FROM each WHERE kind <> 'reopen' GROUP BY item, fingerprint HAVING count(DISTINCT kind) > 1
    ), said AS (
        SELECT item.ordinal, f.number, f."check", f.message, f.confidence, ifnull(l.kind = 'reopen', f.status = 'new') AS open,
            ifnull(l.kind = 'dismiss', f.status IN ('dismissed', 'baselined')) AS settled,
            CASE g.severity WHEN 'critical' THEN 3 WHEN 'major' THEN 2 WHEN 'minor' THEN 1 ELSE f.severity END AS severity,
            q.item IS NOT NULL AS disputed
        FROM item JOIN finding f ON f.verdict = item.verdict
            LEFT JOIN latest l ON l.item = item.id AND l.fingerprint = f.fingerprint
            LEFT JOIN graded g ON g.item = item.id AND g.fingerprint = f.fingerprint
            LEFT JOIN quarrels q ON q.item = item.id AND q.fingerprint = f.fingerprint
        WHERE item.run = :run
    ), counts AS (
        SELECT ordinal, count(*) AS findings, sum(open) AS undecided, sum(disputed) AS disputed,
            sum(severity = 3 AND NOT settled) AS critical, sum(severity = 2 AND NOT settled) AS major,
            sum(severity = 1 AND NOT settled) AS minor
        FROM said GROUP BY ordinal
    ), pairs AS (
        SELECT item.ordinal, item.id, item.outlet, item.date, item.error, item.verdict, v.original_title, v.translation_title,
            v.original_language || '-' || v.translation_language AS language, v.original_language, v.translation_language,
            {", ".join(f"ifnull(c.{name}, 0) AS {name}" for name in _COUNTS)},
            (SELECT count(*) FROM action a WHERE a.item = item.id AND a.kind = 'missed' AND a.undone IS NULL) AS missed,
            EXISTS (SELECT 1 FROM action a WHERE a.item = item.id AND a.kind = 'done' AND a.undone IS NULL
                AND json_extract(a.value, '$.key') = lower(hex(v.key))) AS done
        FROM item LEFT JOIN verdict v ON v.id = item.verdict LEFT JOIN counts c ON c.ordinal = item.ordinal
        WHERE item.run = :run
    )
"""
#: Findings that stand: of those that were dismissed nobody wants to hear.
_HAS = """
    EXISTS (SELECT 1 FROM said WHERE said.ordinal = pairs.ordinal AND NOT settled AND (:check = '' OR "check" = :check)
        AND severity >= :severity)
"""
#: What a reader is told of each pair before it is opened.
_WORST = """
    SELECT ordinal, message FROM said WHERE NOT settled AND ordinal IN (SELECT value FROM json_each(:ordinals))
    ORDER BY severity, confidence, number DESC
"""


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


def page(store: Store, run: int, filters: Filters, first: int = 0) -> tuple[list[dict[str, Any]], int, int]:
    """The pairs from number ``first`` on, a page of them, how many there are, and from which on these are."""
    condition, values = filters.conditions(store)
    sql = f"{_PAIRS} SELECT *, count(*) OVER () AS total FROM pairs WHERE {condition} ORDER BY {SORTS[filters.sort]} LIMIT {PAGE} OFFSET :first"
    rows = [dict(row) for row in store.query(sql, values | {"run": run, "first": first})]
    if not rows and first:
        # Beyond the last: what was asked for may have become less since.
        return page(store, run, filters)
    ordinals = json.dumps([row["ordinal"] for row in rows])
    # The last of a pair is its worst.
    worst = dict(tuple(row) for row in store.query(_PAIRS + _WORST, {"run": run, "ordinals": ordinals}))
    for row in rows:
        row["worst"] = worst.get(row["ordinal"])
    return rows, rows[0]["total"] if rows else 0, first


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
