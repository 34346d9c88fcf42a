"""All the evidence of a bead into one probability, and into the findings that are worth a reader's time."""

from __future__ import annotations

import math
from collections.abc import Iterable

from xlcheck.article import Side, Span
from xlcheck.checks.base import Bounds, Evidence, Severity
from xlcheck.checks.messages import message
from xlcheck.checks.registry import CHECKS
from xlcheck.judging.fingerprint import fingerprint
from xlcheck.judging.support import supported
from xlcheck.judging.thresholds import PRIOR, SURE_ALIGNMENT, threshold
from xlcheck.report import Finding


def judge(
    evidence: Iterable[Evidence], *, bead: int, score: float, texts: tuple[str, str], covered: bool = True
) -> tuple[float | None, tuple[Finding, ...]]:
    """Drift of a bead (None where nothing could be checked) and its findings; ``texts`` are those the bounds lie in."""
    doubt = 1.0 if score >= SURE_ALIGNMENT else 0.6 + 0.4 * max(score, 0.0) / SURE_ALIGNMENT
    judged = _without_doubles([(item, _confidence(item, doubt)) for item in sorted(evidence, key=_rank)])
    if not covered and not judged:
        return None, ()
    drift = 1 - math.prod(1 - confidence for _, confidence in judged) * (1 - PRIOR / 3)
    findings = (_finding(item, confidence, bead, texts) for item, confidence in judged)
    return round(drift, 4), tuple(finding for finding in findings if finding is not None)


def _confidence(item: Evidence, doubt: float) -> float:
    lone = item.original is None or item.translation is None
    sure = doubt if lone and item.check not in ("sentence-omitted", "sentence-added", "repeated") else 1.0
    row = threshold(item.check, item.message)
    return supported(row.precision * item.strength * sure, item.read, row.neutral)


def _finding(item: Evidence, confidence: float, bead: int, texts: tuple[str, str]) -> Finding | None:
    """A finding of the check's severity, a minor one where the case is unclear, none where it is a guess."""
    check, standing = CHECKS[item.check], _standing(item, confidence)
    if not standing:
        return None
    severity = (item.severity or check.severity) if standing == 2 else Severity.MINOR
    spans = [
        Span(*bounds, text[slice(*bounds)]) if bounds else None
        for bounds, text in zip((item.original, item.translation), texts, strict=True)
    ]
    related: tuple[tuple[Side, Span], ...] = ()
    earlier = item.details.get("earlier")
    if isinstance(earlier, list):
        related = (("translation", Span(earlier[0], earlier[1], texts[1][earlier[0] : earlier[1]])),)
    return Finding(
        check=check.name, category=check.category, severity=severity, confidence=round(confidence, 2), message=message(item),
        bead=bead, original=spans[0], translation=spans[1], related=related, fingerprint=fingerprint(check.name, spans, texts),
        evidence={"strength": round(item.strength, 2)} | ({"reading": round(item.read.logit, 1)} if item.read else {}),
    )  # fmt: skip


def _rank(item: Evidence) -> tuple[int, int, int]:
    """The most telling check of a place first: a sum is money before it is a number, a speaker before a name."""
    order = list(CHECKS)
    first = min((b[0] for b in (item.original, item.translation) if b), default=0)
    special = ("money-changed", "unit-changed", "attribution-changed", "repeated", "wrong-language")
    return (0 if item.check in special else 1, order.index(item.check), first)


def _without_doubles(items: list[tuple[Evidence, float]]) -> list[tuple[Evidence, float]]:
    """One finding a place: what overlaps an earlier item on a side that both mark is the same drift seen twice.

    What is sure enough to be reported comes before what is not, whatever its check.
    """
    kept: list[tuple[Evidence, float]] = []
    for item, confidence in sorted(items, key=lambda i: -_standing(*i)):
        if not any(_overlap(item.original, k.original) or _overlap(item.translation, k.translation) for k, _ in kept):
            kept.append((item, confidence))
    order = list(CHECKS)
    return sorted(kept, key=lambda k: (k[0].original or k[0].translation or (0, 0), order.index(k[0].check)))


def _standing(item: Evidence, confidence: float) -> int:
    """2 for a finding of the check's severity, 1 for a minor one, 0 for a guess that makes none."""
    row = threshold(item.check, item.message)
    cut = row.cut * row.precision
    return 2 if confidence >= cut else 1 if confidence >= cut / 2 else 0


def _overlap(one: Bounds | None, other: Bounds | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
