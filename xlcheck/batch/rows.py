"""Rows in, rows out: for programs that spread the work themselves, such as Spark's mapInPandas."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from xlcheck.batch.item import Item, Loaded, load
from xlcheck.batch.judge import Judge
from xlcheck.batch.manifest import told
from xlcheck.batch.settings import Settings
from xlcheck.errors import XlcheckError
from xlcheck.reading.feed import as_day

_FIELDS = ("original_language", "translation_language", "outlet", "date", "url")
#: What every row of the answer has, in this order.
COLUMNS = ("id", "beads", "drifted", "critical", "major", "minor", "drift", "report", "error")


def check_batch(rows: Iterable[Mapping[str, Any]], settings: Settings | None = None) -> list[dict[str, Any]]:
    """A row of ``COLUMNS`` for each row of ``id``, ``original_text``, ``translation_text`` and what manifests have besides.

    ``drift`` is the mean over the passages that could be judged, ``report`` the JSON that the contract names. A row that
    can't be judged has an ``error`` instead. Models are loaded once a process; rows of a call are judged together.
    """
    judge = _judge(_Same(settings or Settings()))
    digest = hashlib.sha256(b"rows").digest()
    answers: dict[int, dict[str, Any]] = {}
    loaded: list[Loaded] = []
    for ordinal, row in enumerate(rows):
        cells = {key: told(row.get(key)) for key in (*_FIELDS, "id", "original_text", "translation_text")}
        cells["date"] = as_day(cells["date"])
        item = Item(
            cells["id"] or str(ordinal), cells["original_text"] or "", cells["translation_text"] or "",
            **{key: cells[key] for key in _FIELDS},
        )  # fmt: skip
        try:
            loaded.append(load(item, ordinal, digest))
        except XlcheckError as error:
            answers[ordinal] = _answer(item, None, str(error))
    for one, outcome in zip(loaded, judge.together(loaded), strict=True):
        answers[one.ordinal] = _answer(one.item, outcome.report, outcome.error)
    return [answers[ordinal] for ordinal in sorted(answers)]


def _answer(item: Item, report: bytes | None, error: str | None) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"id": item.id, "error": error}
    if report is not None:
        judged = json.loads(report)
        drifts = [bead["drift"] for bead in judged["beads"] if bead["drift"] is not None]
        row |= {key: judged["summary"][key] for key in ("beads", "drifted", "critical", "major", "minor")}
        row |= {"drift": sum(drifts) / len(drifts) if drifts else None, "report": report.decode()}
    return row


class _Same:
    """Settings as a key: those that say the same share a judge."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._told = repr(settings)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)


@lru_cache(maxsize=4)
def _judge(same: _Same) -> Judge:
    return Judge(same.settings)
