"""What people decided, as labelled pairs for `xlcheck tune` and `xlcheck evaluate --drift`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from xlcheck.article import Article, Side
from xlcheck.batch.store import Store
from xlcheck.report import CheckedBead, Finding, Report
from xlcheck.review.reviewed import MISSED, Reviewed, span_of, within
from xlcheck.review.state import Missed

_SIDES: tuple[tuple[Side, str], ...] = (("original", "src"), ("translation", "tgt"))


def labels(store: Store, run: int) -> Iterator[str]:
    """A line a passage with both sides that people decided on: JSON Lines of src, tgt, label and the spans of errors.

    1 where a finding was confirmed or a drift marked; 0 where all findings were dismissed, and where there are none in a
    pair that was read through. What nobody decided is left out.
    """
    sql = """SELECT ordinal FROM item WHERE run = ? AND verdict IS NOT NULL AND id IN
        (SELECT item FROM action WHERE undone IS NULL) ORDER BY ordinal"""
    for ordinal in [row["ordinal"] for row in store.query(sql, (run,))]:
        pair = Reviewed.read(store, run, ordinal)
        if pair.report:
            rows = _rows(pair, pair.report)
            yield from (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _rows(pair: Reviewed, report: Report) -> Iterator[dict[str, Any]]:
    read = pair.key in pair.state.done
    for bead in report.beads:
        label = _label(pair, bead, read=read)
        if label == 0 and any(_spans_of(report, bead, mark) for mark in pair.state.missed):
            # Words of it were marked together with those of another passage.
            continue
        if label is None or not (bead.original and bead.translation):
            continue
        wrong = [finding for finding in bead.findings if finding.status == "confirmed"]
        row: dict[str, Any] = {"label": label, "doc": pair.facts["id"]}
        for (side, name), article in zip(_SIDES, (report.original, report.translation), strict=True):
            start, end = article.bounds(getattr(bead, side))
            row |= {name: article.text[start:end], f"{name}_lang": article.language}
            row[f"{name}_spans"] = [*_spans(article, side, wrong, start, end)]
        if wrong:
            row["category"] = max(wrong, key=lambda finding: finding.severity).check
        yield row


def _label(pair: Reviewed, bead: CheckedBead, *, read: bool) -> int | None:
    """By people alone: what a file dismissed, or a baseline accepted, nobody looked at here."""
    said = [f.status if f.check == MISSED else pair.state.of(f.fingerprint).status for f in bead.findings]
    if "confirmed" in said:
        return 1
    if said:
        return 0 if all(status == "dismissed" for status in said) else None
    return 0 if read else None


def _spans_of(report: Report, bead: CheckedBead, mark: Missed) -> bool:
    """Whether a mark has words of a passage."""
    return any(
        within(article, getattr(bead, side), span_of(article, getattr(mark, side)))
        for (side, _), article in zip(_SIDES, (report.original, report.translation), strict=True)
    )


def _spans(article: Article, side: Side, findings: list[Finding], start: int, end: int) -> Iterator[list[Any]]:
    for finding in findings:
        span = getattr(finding, side)
        if span and start <= span.start and span.end <= end:
            yield [span.start - start, span.end - start, str(finding.severity), "accuracy"]
