"""What a run comes to: drift over time, by outlet, check and language, and the statements to look at first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from xlcheck.batch.schema import IS_DECISION
from xlcheck.batch.store import RunInfo, Store
from xlcheck.evaluation.intervals import wilson

#: Statements that are shown, bars of a picture, and days above which weeks are counted.
WORST, BARS, _DAYS = 50, 20, 60


class Group(NamedTuple):
    """Pairs of one outlet, language or day: how many passages of theirs drifted, and the 95 % interval of that share."""

    name: str
    pairs: int
    passages: int
    drifted: int
    critical: int
    major: int
    minor: int

    @property
    def share(self) -> float:
        """Drifted passages among all."""
        return self.drifted / self.passages if self.passages else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Of the share, by Wilson."""
        return wilson(self.drifted, self.passages)


class Found(NamedTuple):
    """A check with its findings by severity."""

    name: str
    critical: int
    major: int
    minor: int


class Statement(NamedTuple):
    """A finding with the passages that it stands in."""

    ordinal: int
    id: str
    outlet: str
    date: str
    title: str
    url: str
    severity: str
    check: str
    confidence: float
    message: str
    original: str
    translation: str
    languages: tuple[str, str]


@dataclass(frozen=True)
class Figures:
    """All that a summary shows; ``others`` are the pairs of the worst statements with all their findings."""

    run: RunInfo
    total: Group
    days: list[Group]
    by_week: bool
    outlets: list[Group]
    languages: list[Group]
    checks: list[Found]
    worst: list[Statement]
    pairs: dict[int, list[Statement]]
    failures: list[tuple[str, str]]


_JOIN = "FROM item JOIN verdict ON verdict.id = item.verdict WHERE run = ?"
_SUMS = "count(*), sum(beads), sum(drifted), sum(critical), sum(major), sum(minor)"


def figures(store: Store, number: int | None = None) -> Figures:
    """The figures of a run, the latest without a number."""
    run = store.run(number)
    days = _groups(store, run.id, "substr(date, 1, 10)")
    dated = [group for group in days if _day(group.name)]
    weekly = len(dated) > _DAYS
    worst = list(_worst(store, run.id))
    return Figures(
        run,
        Group("all", *(value or 0 for value in next(store.query(f"SELECT {_SUMS} {_JOIN}", (run.id,))))),
        _weeks(dated) if weekly else dated,
        weekly,
        sorted(_groups(store, run.id, "outlet"), key=lambda group: (-group.share, group.name)),
        _groups(store, run.id, "original_language || '-' || translation_language"),
        _checks(store, run.id),
        worst,
        {ordinal: list(_of_pair(store, run.id, ordinal)) for ordinal in dict.fromkeys(s.ordinal for s in worst)},
        [
            tuple(row)
            for row in store.query("SELECT id, error FROM item WHERE run = ? AND error IS NOT NULL LIMIT 20", (run.id,))
        ],
    )


def _groups(store: Store, run: int, key: str) -> list[Group]:
    rows = store.query(
        f"SELECT {key} AS name, {_SUMS} {_JOIN} AND name IS NOT NULL GROUP BY name ORDER BY name", (run,)
    )
    return [Group(str(row[0]), *row[1:]) for row in rows]


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _weeks(days: list[Group]) -> list[Group]:
    """The days by their weeks, each named by its Monday."""

    def monday(group: Group) -> str:
        day = date.fromisoformat(group.name)
        return (day - timedelta(days=day.weekday())).isoformat()

    return [
        Group(name, *(sum(values) for values in zip(*(group[1:] for group in those), strict=True)))
        for name, those in groupby(days, key=monday)
    ]


def _checks(store: Store, run: int) -> list[Found]:
    sums = ", ".join(f"sum(severity = {level})" for level in (3, 2, 1))
    sql = f'SELECT "check", {sums} FROM item JOIN finding USING (verdict) WHERE run = ? GROUP BY "check"'
    found = [Found(*row) for row in store.query(sql, (run,))]
    return sorted(found, key=lambda check: (-check.critical - check.major, -check.minor, check.name))


_STATEMENTS = """
    SELECT ordinal, id, outlet, date, url, severity, "check", confidence, message, bead, item.verdict AS verdict
    FROM item JOIN finding USING (verdict) WHERE run = ?
"""


#: What nobody dismissed in review, nor a file of dismissals; the index of actions is by pair and finding.
_STANDING = f"""
    NOT ifnull((SELECT kind = 'dismiss' FROM action WHERE action.item = item.id AND action.fingerprint = finding.fingerprint
        AND {IS_DECISION} ORDER BY action.id DESC LIMIT 1), finding.status = 'dismissed')
"""


def _worst(store: Store, run: int) -> Iterator[Statement]:
    """The gravest and surest findings, one a passage, but for those that were dismissed."""
    order = "ORDER BY severity DESC, confidence DESC, ordinal, number"
    # What agencies give to many outlets is one statement, shown in the first of its pairs.
    seen: set[tuple[int, int]] = set()
    for row in store.query(f"{_STATEMENTS} AND severity >= 2 AND {_STANDING} {order}", (run,)):
        if (row["verdict"], row["bead"]) not in seen:
            seen.add((row["verdict"], row["bead"]))
            yield _statement(row, _report(store, row["verdict"]))
            if len(seen) == WORST:
                return


def _of_pair(store: Store, run: int, ordinal: int) -> Iterator[Statement]:
    rows = list(store.query(f"{_STATEMENTS} AND ordinal = ? ORDER BY number", (run, ordinal)))
    # A pair has one report, whatever was found in it.
    report = _report(store, rows[0]["verdict"])
    return (_statement(row, report) for row in rows)


def _report(store: Store, verdict: int) -> dict[str, Any]:
    return store.report(next(store.query("SELECT report FROM verdict WHERE id = ?", (verdict,)))[0])


def _statement(row: Any, report: dict[str, Any]) -> Statement:
    bead = report["beads"][row["bead"]]
    passages = [
        " ".join(report[side]["sentences"][at]["text"] for at in bead[side]) for side in ("original", "translation")
    ]
    return Statement(
        row["ordinal"], row["id"], row["outlet"] or "", (row["date"] or "")[:10], report["translation"]["title"] or row["id"],
        row["url"] or "", ("", "minor", "major", "critical")[row["severity"]], row["check"], row["confidence"], row["message"],
        passages[0], passages[1], (report["original"]["language"] or "", report["translation"]["language"] or ""),
    )  # fmt: skip
