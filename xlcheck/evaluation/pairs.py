"""Labelled sentence pairs: contrastive sets (a good and a bad translation of one source), and faithful references."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlcheck.api import check_pairs
from xlcheck.checks.base import Severity
from xlcheck.report import CheckedBead


@dataclass
class Contrast:
    """For one kind of error: items, how many bad sides were caught, how many good sides alarmed on."""

    items: int = 0
    caught: int = 0
    alarms: int = 0


@dataclass
class Alarms:
    """Findings of major or above on faithful pairs."""

    pairs: int = 0
    alarmed: int = 0
    by_check: Counter[str] = field(default_factory=Counter)


def read_items(path: Path) -> Iterator[dict[str, Any]]:
    """The items of a JSON Lines file, plain or gzipped."""
    data = path.read_bytes()
    with io.StringIO((gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")) as lines:
        for line in lines:
            yield json.loads(line)


def contrast(
    items: Iterable[dict[str, Any]], *, profile: str = "embedded", models: Path | None = None
) -> dict[str, Contrast]:
    """By category: how often the bad side is caught and the good side alarmed on."""
    tables: dict[str, Contrast] = defaultdict(Contrast)
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        groups[item["src_lang"], item["tgt_lang"]].append(item)
    for (one, two), those in groups.items():
        bad = _checked([(i["src"], i["tgt_bad"]) for i in those], one, two, profile, models)
        good = _checked([(i["src"], i["tgt_good"]) for i in those], one, two, profile, models)
        for item, caught, alarm in zip(those, bad, good, strict=True):
            table = tables[item["category"]]
            table.items += 1
            table.caught += bool(serious(caught))
            table.alarms += bool(serious(alarm))
    return dict(tables)


def alarms(
    pairs: Iterable[tuple[str, str]],
    original_language: str,
    translation_language: str,
    *,
    profile: str = "embedded",
    models: Path | None = None,
) -> Alarms:
    """False alarms on pairs that are known to be faithful."""
    total = Alarms()
    for bead in _checked(list(pairs), original_language, translation_language, profile, models):
        found = serious(bead)
        total.pairs += 1
        total.alarmed += bool(found)
        total.by_check.update(set(found))
    return total


def serious(bead: CheckedBead) -> list[str]:
    """Names of the checks with a finding of major or above."""
    return [finding.check for finding in bead.findings if finding.severity >= Severity.MAJOR]


def _checked(pairs: list[tuple[str, str]], one: str, two: str, profile: str, models: Path | None) -> list[CheckedBead]:
    return check_pairs(pairs, original_language=one, translation_language=two, profile=profile, models=models)
