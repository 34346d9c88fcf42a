"""All the evidence of a bead into one probability, and into the findings that are worth a reader's time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from xlcheck.article import Side, Span
from xlcheck.checks.base import Bounds, Evidence, Severity
from xlcheck.checks.messages import message
from xlcheck.checks.registry import CHECKS
from xlcheck.judging import opinions
from xlcheck.judging.curve import Curve, Languages, chance
from xlcheck.judging.fingerprint import fingerprint
from xlcheck.judging.prominence import raised
from xlcheck.judging.support import supported
from xlcheck.judging.table import READ_ALONE, SHIPPED, Table
from xlcheck.judging.thresholds import SURE_ALIGNMENT
from xlcheck.models.roles import Opinion, Reading
from xlcheck.report import Finding


@dataclass(frozen=True)
class Setting:
    """What a bead's evidence is judged in: ``texts`` are those that its bounds lie in.

    ``reading`` is None where nobody read the bead, ``curve`` where readings of its languages were never measured;
    ``opinions`` are those of the larger models; ``place`` names what makes a place prominent.
    """

    bead: int
    score: float
    texts: tuple[str, str]
    covered: bool = True
    reading: Reading | None = None
    languages: Languages = (None, None)
    table: Table = SHIPPED
    place: Callable[[Evidence], str | None] = lambda item: None
    opinions: tuple[Opinion, ...] = ()

    @cached_property
    def curve(self) -> Curve | None:
        """How readings of these languages are to be taken."""
        return self.table.curve(self.languages)

    @cached_property
    def chance(self) -> float:
        """How likely the bead drifted by its reading, and by the larger models' opinions where there are some."""
        alone = chance(self.reading, self.curve)
        read = alone if self.reading and self.curve else None
        return opinions.pooled(read, self.opinions, self.table.lines, alone)

    @cached_property
    def doubt(self) -> float:
        """How far what is missing may be believed: it may be aligned elsewhere."""
        return 1.0 if self.score >= SURE_ALIGNMENT else 0.6 + 0.4 * max(self.score, 0.0) / SURE_ALIGNMENT


def judge(evidence: Iterable[Evidence], setting: Setting) -> tuple[float | None, tuple[Finding, ...]]:
    """Drift of a bead (None where nothing could be checked) and its findings."""
    items = [_Weighed.of(item, setting) for item in sorted(evidence, key=_rank)]
    judged = _without_doubles(items)
    if not setting.covered and not judged:
        return None, ()
    # What rests on reading and opinions alone is in the bead's chance already.
    others = math.prod(1 - item.confidence for item in judged if item.evidence.check != READ_ALONE)
    drift = 1 - others * (1 - setting.chance)
    findings = (_finding(item, setting) for item in judged)
    return round(drift, 4), tuple(finding for finding in findings if finding is not None)


class _Weighed(NamedTuple):
    """Evidence, how sure it is, and its standing: 2 for a finding of the check's severity, 1 for a minor one, 0 for a guess."""

    evidence: Evidence
    confidence: float
    standing: int

    @classmethod
    def of(cls, item: Evidence, setting: Setting) -> _Weighed:
        if item.opinion:
            return cls(item, *_by_opinion(item.opinion, setting))
        if item.check == READ_ALONE:
            return cls(item, setting.chance, _by_reading(setting))
        row = setting.table.row(item.check, item.message)
        lone = item.original is None or item.translation is None
        sure = setting.doubt if lone and item.check not in _OF_SENTENCES else 1.0
        confidence = supported(row.precision * item.strength * sure, item.read, row.neutral)
        if row.neutral is not None:
            confidence = opinions.supported(confidence, setting.opinions, setting.table.lines)
        cut = row.cut * row.precision
        return cls(item, confidence, 2 if confidence >= cut else 1 if confidence >= cut / 2 else 0)


_OF_SENTENCES = ("sentence-omitted", "sentence-added", "repeated")


def _by_reading(setting: Setting) -> int:
    """Where readings of these languages were never measured, a reading alone accuses nobody."""
    if setting.reading is None or setting.curve is None:
        return 0
    # The cut was measured for reading alone: what larger models add to it makes no finding major.
    sure = min(setting.chance, setting.curve.chance(setting.reading.drift))
    return 2 if sure >= setting.curve.cut else 1 if setting.chance >= setting.curve.doubt else 0


def _by_opinion(opinion: Opinion, setting: Setting) -> tuple[float, int]:
    """Drift is as likely as all who read the bead say together, a missing clause as likely as the one who tried it says."""
    line = opinions.line(opinion, setting.table.lines)
    if line is None:
        return setting.chance, 0
    own = opinions.told(opinion, line)
    sure = setting.chance if opinion.about == "drift" else own * setting.doubt
    sure = sure if line.cut < 1 else min(sure, opinions.UNMEASURED)
    told = min(own, sure)
    return sure, 2 if told >= line.cut else 1 if told >= line.doubt else 0


def _finding(item: _Weighed, setting: Setting) -> Finding | None:
    """A finding of the check's severity or above, a minor one where the case is unclear, none where it is a guess."""
    evidence, confidence, standing = item
    if not standing:
        return None
    check, place = CHECKS[evidence.check], setting.place(evidence)
    severity = raised(evidence.severity or check.severity, confidence, place) if standing == 2 else Severity.MINOR
    spans = [
        Span(*bounds, text[slice(*bounds)]) if bounds else None
        for bounds, text in zip((evidence.original, evidence.translation), setting.texts, strict=True)
    ]
    return Finding(
        check=check.name, category=check.category, severity=severity, confidence=round(confidence, 2), message=message(evidence),
        bead=setting.bead, original=spans[0], translation=spans[1], related=_related(evidence, setting.texts),
        fingerprint=fingerprint(check.name, spans, setting.texts), evidence=_details(evidence, place, setting),
    )  # fmt: skip


def _related(item: Evidence, texts: tuple[str, str]) -> tuple[tuple[Side, Span], ...]:
    earlier = item.details.get("earlier")
    if not isinstance(earlier, list):
        return ()
    return (("translation", Span(earlier[0], earlier[1], texts[1][earlier[0] : earlier[1]])),)


def _details(item: Evidence, place: str | None, setting: Setting) -> dict[str, Any]:
    """What the finding rests on, for those who ask; where larger models were asked, who of them doubted."""
    read = {"reading": round(item.read.logit, 1)} if item.read else {}
    said = {"measure": item.opinion.source, "model": item.opinion.model} if item.opinion else {}
    doubted = {"doubted_by": _doubters(setting)} if setting.opinions else {}
    return {"strength": round(item.strength, 2), **read, **said, **doubted, **({"place": place} if place else {})}


def _doubters(setting: Setting) -> list[str]:
    """The models that doubt the bead, the verifier among them, by their names in models.cfg."""
    verifier = (
        ["verifier"]
        if setting.reading and setting.curve and setting.curve.chance(setting.reading.drift) >= setting.curve.doubt
        else []
    )
    models = [o.model for o in setting.opinions if opinions.doubts(o, setting.table.lines)]
    return list(dict.fromkeys(verifier + models))


def _rank(item: Evidence) -> tuple[int, int, int]:
    """The most telling check of a place first: a sum is money before it is a number, a speaker before a name."""
    order = list(CHECKS)
    first = min((b[0] for b in (item.original, item.translation) if b), default=0)
    special = ("money-changed", "unit-changed", "attribution-changed", "repeated", "wrong-language")
    return (0 if item.check in special else 1, order.index(item.check), first)


def _without_doubles(items: list[_Weighed]) -> list[_Weighed]:
    """One finding a place: what overlaps an earlier item on a side that both mark is the same drift seen twice.

    What is sure enough to be reported comes before what is not, whatever its check.
    """
    kept: list[_Weighed] = []
    for item in sorted(items, key=lambda i: -i.standing):
        if not any(_same_place(item.evidence, other.evidence) for other in kept):
            kept.append(item)
    order = list(CHECKS)
    return sorted(
        kept, key=lambda k: (k.evidence.original or k.evidence.translation or (0, 0), order.index(k.evidence.check))
    )


def _same_place(one: Evidence, other: Evidence) -> bool:
    if _placeless(one) or _placeless(other):
        # A doubt about the whole hides no finding that has a place, and none hides it but the same doubt.
        return one.check == other.check == READ_ALONE
    return _overlap(one.original, other.original) or _overlap(one.translation, other.translation)


def _placeless(item: Evidence) -> bool:
    return (
        item.check == READ_ALONE
        and item.opinion is not None
        and not (item.opinion.original or item.opinion.translation)
    )


def _overlap(one: Bounds | None, other: Bounds | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
