"""Which checks speak on bad translations, where they should, and on good ones, where they shouldn't.

A find is any finding of severity major or above, wherever it stands: the sentence is short and the error known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from xlcheck.api import check_pairs
from xlcheck.checks.base import Severity
from xlcheck.evaluation.pairs import Item, Sentence
from xlcheck.report import CheckedBead, Finding


@dataclass(frozen=True, slots=True)
class Case:
    """What became of one translation: a bad one ``caught`` or ``missed``, or a good one alarmed on, ``false``."""

    kind: Literal["caught", "missed", "false"]
    sentence: Sentence
    findings: tuple[Finding, ...] = ()
    category: str = ""


@dataclass
class Contrast:
    """For one kind of error: items, how many bad sides were caught, how many good sides alarmed on, and by whom."""

    items: int = 0
    caught: int = 0
    alarms: int = 0
    #: Items whose bad side has the higher drift; half an item where it is the same.
    higher: float = 0.0
    caught_by: Counter[str] = field(default_factory=Counter)
    alarms_by: Counter[str] = field(default_factory=Counter)

    def add(self, bad: CheckedBead, good: CheckedBead) -> None:
        """Count what was found on the two sides of an item."""
        on_bad, on_good = ({finding.check for finding in serious(bead)} for bead in (bad, good))
        self.items += 1
        self.higher += _higher(bad.drift, good.drift)
        self.caught += bool(on_bad)
        self.alarms += bool(on_good)
        self.caught_by.update(on_bad)
        self.alarms_by.update(on_good)


@dataclass
class Contrasts:
    """A contrastive set by category; ``goods`` are distinct good sides: one may serve many items."""

    goods: int = 0
    categories: dict[str, Contrast] = field(default_factory=lambda: defaultdict(Contrast))
    cases: list[Case] = field(default_factory=list, repr=False)

    @property
    def total(self) -> Contrast:
        """All categories together."""
        total = Contrast()
        for table in self.categories.values():
            total.items += table.items
            total.caught += table.caught
            total.alarms += table.alarms
            total.higher += table.higher
            total.caught_by.update(table.caught_by)
            total.alarms_by.update(table.alarms_by)
        return total


@dataclass
class Alarms:
    """Findings on faithful pairs: those of major or above are false alarms."""

    pairs: int = 0
    alarmed: int = 0
    findings: int = 0
    #: By check: pairs it raises an alarm on, and its minor findings.
    by_check: Counter[str] = field(default_factory=Counter)
    minor: Counter[str] = field(default_factory=Counter)
    cases: list[Case] = field(default_factory=list, repr=False)


def contrast(items: Sequence[Item], **used: Any) -> Contrasts:
    """How often the bad side is caught and the good side alarmed on, by category and by check; ``used`` are arguments of check_pairs."""
    found = Contrasts(len({item.good[:4] for item in items}))
    bads = checked([item.bad for item in items], used)
    goods = checked([item.good for item in items], used)
    for item, one, two in zip(items, bads, goods, strict=True):
        found.categories[item.category].add(one, two)
        bad, good = serious(one), serious(two)
        found.cases.append(Case("caught" if bad else "missed", item.bad, bad, item.category))
        if good:
            found.cases.append(Case("false", item.good, good, item.category))
    return found


def alarms(pairs: Sequence[Sentence], **used: Any) -> Alarms:
    """False alarms on pairs that are known to be faithful."""
    total = Alarms(len(pairs))
    for sentence, bead in zip(pairs, checked(pairs, used), strict=True):
        found = serious(bead)
        total.alarmed += bool(found)
        total.findings += len(found)
        total.by_check.update({finding.check for finding in found})
        total.minor.update(f.check for f in bead.findings if f.severity < Severity.MAJOR)
        if found:
            total.cases.append(Case("false", sentence, found))
    return total


def _higher(one: float | None, other: float | None) -> float:
    if one is None or other is None or one == other:
        return 0.5
    return float(one > other)


def serious(bead: CheckedBead) -> tuple[Finding, ...]:
    """The findings of major or above."""
    return tuple(finding for finding in bead.findings if finding.severity >= Severity.MAJOR)


def checked(sentences: Sequence[Sentence], used: Mapping[str, Any]) -> list[CheckedBead]:
    """Every sentence judged, in order; the same one only once, as a good side serves many items."""
    groups: dict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    for original, translation, one, two, _ in sentences:
        groups[one, two][original, translation] = None
    done: dict[tuple[str, ...], CheckedBead] = {}
    for (one, two), pairs in groups.items():
        beads = check_pairs(pairs, original_language=one, translation_language=two, **used)
        done.update(zip(((*pair, one, two) for pair in pairs), beads, strict=True))
    return [done[sentence[:4]] for sentence in sentences]
