"""Article pairs with planted drifts: how many are found, how often the tool cries wolf.

A planted drift is found when a finding of major severity or above overlaps its snippet on either side and is at most
three times as long (an omitted or added sentence: the whole sentence). Every other finding of major or above is a
false alarm, also in a drifted line.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlcheck.api import check
from xlcheck.article import Span
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.report import Finding, Report

_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Drift:
    """A planted drift: its kind, and its snippet on either side."""

    kind: str
    original: str | None
    translation: str | None


@dataclass(frozen=True)
class Score:
    """What became of a pair's drifts, and what else was alarmed on."""

    name: str
    found: tuple[Drift, ...]
    missed: tuple[Drift, ...]
    false_alarms: tuple[Finding, ...]
    minor: int

    @property
    def faithful(self) -> bool:
        """Whether nothing was planted."""
        return not self.found and not self.missed


@dataclass
class Total:
    """Sums over pairs."""

    found: int = 0
    planted: int = 0
    faithful_alarms: int = 0
    faithful: int = 0
    alarms: int = 0
    minor_faithful: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    missed_by_kind: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, scores: Iterable[Score]) -> Total:
        """The sums of some scores."""
        total = cls()
        for score in scores:
            total.found += len(score.found)
            total.planted += len(score.found) + len(score.missed)
            total.alarms += len(score.false_alarms)
            total.faithful += score.faithful
            total.faithful_alarms += len(score.false_alarms) * score.faithful
            total.minor_faithful += score.minor * score.faithful
            total.by_kind.update(d.kind for d in (*score.found, *score.missed))
            total.missed_by_kind.update(d.kind for d in score.missed)
        return total


def score_folder(folder: Path, **used: Any) -> Score:
    """The score of ``folder/{original.txt,translation.txt,truth.json}``; ``used`` are arguments of check."""
    try:
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        drifts = [Drift(d["kind"], d["original"], d["translation"]) for d in truth["drifts"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise XlcheckError(f"{folder / 'truth.json'}: is no truth of a pair ({error})") from None
    report = check(
        folder / "original.txt", folder / "translation.txt", original_language=truth["original_language"],
        translation_language=truth["translation_language"], original_date=truth.get("date"), **used,
    )  # fmt: skip
    return score_report(folder.name, report, drifts)


def score_report(name: str, report: Report, drifts: Iterable[Drift]) -> Score:
    """A report held against what was planted."""
    serious = [f for f in report.findings if f.severity >= Severity.MAJOR]
    found: list[Drift] = []
    missed: list[Drift] = []
    taken: set[int] = set()
    for drift in drifts:
        hits = [i for i, finding in enumerate(serious) if _hits(report, finding, drift)]
        (found if hits else missed).append(drift)
        taken.update(hits)
    alarms = tuple(f for i, f in enumerate(serious) if i not in taken)
    return Score(name, tuple(found), tuple(missed), alarms, len(report.findings) - len(serious))


def _hits(report: Report, finding: Finding, drift: Drift) -> bool:
    sides = (
        (report.original.text, finding.original, drift.original),
        (report.translation.text, finding.translation, drift.translation),
    )
    return any(_overlaps(text, span, snippet) for text, span, snippet in sides)


def _overlaps(text: str, span: Span | None, snippet: str | None) -> bool:
    if span is None or not snippet:
        return False
    start = text.find(snippet)
    end = start + len(snippet)
    return start >= 0 and span.start < end and start < span.end and span.end - span.start <= _LONGEST * len(snippet)
