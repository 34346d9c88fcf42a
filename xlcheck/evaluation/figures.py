"""Everything that `xlcheck evaluate` measures as plain data: what its tables show and its JSON holds.

Shares are between 0 and 1; an interval is the lower and the upper bound at 95 %.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xlcheck.checks.registry import CHECKS
from xlcheck.evaluation.alignment import AlignmentScore
from xlcheck.evaluation.corpora import Score, Total
from xlcheck.evaluation.drift import DriftScore, Measured
from xlcheck.evaluation.intervals import Interval, at_prior, wilson
from xlcheck.evaluation.precision import Alarms, Case, Contrast, Contrasts
from xlcheck.evaluation.reports import LinkScore
from xlcheck.evaluation.retrieval import Retrieval

Figures = dict[str, Any]


def held_out(path: Path) -> bool:
    """Whether a path leads through a folder named held-*: its totals may be known, its cases may not."""
    return any(name.startswith("held-") for where in (path.absolute(), path.resolve()) for name in where.parts)


def corpora(scores: Mapping[Path, Score], *, cases: bool = False) -> Figures:
    """Of article pairs, each and all together."""
    total = Total.of(scores.values())
    return {
        "pairs": [_pair(score, cases=cases and not held_out(folder)) for folder, score in scores.items()],
        "found": total.found,
        "planted": total.planted,
        "false_alarms": total.alarms,
        "faithful": total.faithful,
        "false_alarms_faithful": total.faithful_alarms,
        "minor_faithful": total.minor_faithful,
    }


def contrastive(name: str, found: Contrasts, *, cases: bool = False) -> Figures:
    """Of a contrastive set: by category, and by check over all categories."""
    total = found.total
    rows = {category: _category(table) for category, table in sorted(found.categories.items())}
    by_check = {check: _precision(total.caught_by[check], total.alarms_by[check]) for check in CHECKS}
    figures = {"file": name, "good_sides": found.goods, **_category(total), "by_category": rows, "by_check": by_check}
    return figures | _cases(found.cases, cases)


def faithful(name: str, found: Alarms, *, cases: bool = False) -> Figures:
    """Of a set of faithful pairs: how many are alarmed on, and by which check; every check has its row."""
    return {
        "file": name,
        "pairs": found.pairs,
        "alarmed": found.alarmed,
        "alarmed_share": _share(found.alarmed, found.pairs),
        "alarmed_interval": _rounded(wilson(found.alarmed, found.pairs)),
        "alarms_per_100": _share(100 * found.findings, found.pairs),
        "minor_per_100": _share(100 * found.minor.total(), found.pairs),
        "by_check": {check: _alarms(found.by_check[check], found.minor[check], found.pairs) for check in CHECKS},
    } | _cases(found.cases, cases)


def drift(name: str, found: DriftScore, chosen_cut: float | None, *, cases: bool = False) -> Figures:
    """Of a labelled set; ``chosen_cut`` is where another part of the split would have put the cut."""
    label = found.judged.label
    at_cut = {} if chosen_cut is None else {"chosen_cut": round(chosen_cut, 4), "mcc_at_chosen_cut": _measured(found.at(chosen_cut))}  # fmt: skip
    f1 = found.places.f1
    return {
        "file": name,
        "pairs": len(label),
        "drifted": int(label.sum()),
        **{key: _measured(value) for key, value in found.figures.items()},
        **at_cut,
        "token_f1": None if f1 is None else round(f1, 6),
        "recall": {key: {"flagged": a, "drifted": b, "share": _share(a, b)} for key, (a, b) in found.recall.items()},
        "calibration_error": round(found.calibration_error, 6),
        "reliability": [{key: round(value, 6) for key, value in row._asdict().items()} for row in found.reliability],
    } | _cases(found.cases, cases)


def _measured(figure: Measured) -> Figures:
    """A figure and its interval; None where there is nothing to take it from."""
    if math.isnan(figure.value):
        return {"value": None, "interval": None}
    return {"value": round(figure.value, 6), "interval": _rounded(figure.interval)}


def alignment(name: str, score: AlignmentScore) -> Figures:
    """Of alignment gold; what moved only where something did."""
    names = ["documents", "strict", "lax", "null_precision", "null_recall", "calibration"]
    if score.moved or score.crossing:
        names += ["crossing_precision", "crossing_recall"]
    return {"file": name} | {key: round(getattr(score, key), 6) for key in names}


def retrieval(name: str, subset: str, score: Retrieval) -> Figures:
    """Of one set of parallel sentences."""
    found = {"english": round(score.english, 6), "foreign": round(score.foreign, 6)}
    return {"file": name, "set": subset, "pairs": score.pairs, **found}


def reports(scores: Sequence[LinkScore], shown: Sequence[bool]) -> Figures:
    """Of events: links that a reader marked and that were found; of those that are ``shown`` also which were not."""
    found, missed, false = (sum(len(getattr(score, name)) for score in scores) for name in ("found", "missed", "false"))
    return {
        "events": [_event(score, cases=cases) for score, cases in zip(scores, shown, strict=True)],
        "found": found, "marked": found + missed, "false": false, "named": sum(score.named for score in scores),
        "recall": _share(found, found + missed), "precision": _share(found, found + false),
    }  # fmt: skip


def _event(score: LinkScore, *, cases: bool) -> Figures:
    told: Figures = {
        "name": score.name, "found": len(score.found), "marked": len(score.found) + len(score.missed), "false": len(score.false),
        "named": score.named,
    }  # fmt: skip
    if cases:
        told["cases"] = {
            "missed": [{"relation": m.relation, "a": m.a[1], "b": m.b[1]} for m in score.missed],
            "false": [{"relation": str(x.relation), "a": x.a.facts.text, "b": x.b.facts.text} for x in score.false],
        }
    return told


def _pair(score: Score, *, cases: bool) -> Figures:
    figures: Figures = {
        "name": score.name,
        "found": len(score.found),
        "planted": len(score.found) + len(score.missed),
        "false_alarms": len(score.false_alarms),
        "minor": score.minor,
    }
    if cases:
        missed = [{"kind": d.kind, "original": d.original, "translation": d.translation} for d in score.missed]
        false = [{"check": finding.check, "message": finding.message} for finding in score.false_alarms]
        figures["cases"] = {"missed": missed, "false": false}
    return figures


def _category(table: Contrast) -> Figures:
    shares = {
        "pairwise": _share(table.higher, table.items),
        "caught_share": _share(table.caught, table.items),
        "alarms_share": _share(table.alarms, table.items),
    }
    by = {"caught_by": _sorted(table.caught_by), "alarms_by": _sorted(table.alarms_by)}
    return {"items": table.items, "caught": table.caught, "alarms": table.alarms, **shares, **by}


def _precision(caught: int, alarms: int) -> Figures:
    spoken = caught + alarms
    low, high = wilson(caught, spoken)
    return {
        "caught": caught,
        "alarms": alarms,
        "precision": _share(caught, spoken) if spoken else None,
        "precision_interval": _rounded((low, high)),
        "precision_at_prior": round(at_prior(caught / spoken), 6) if spoken else None,
        "precision_at_prior_interval": _rounded((at_prior(low), at_prior(high))),
    }


def _alarms(alarmed: int, minor: int, pairs: int) -> Figures:
    low, high = wilson(alarmed, pairs)
    return {
        "alarmed": alarmed,
        "alarmed_per_1000": _share(1000 * alarmed, pairs),
        "alarmed_per_1000_interval": _rounded((1000 * low, 1000 * high)),
        "minor_per_100": _share(100 * minor, pairs),
    }


def _cases(cases: Iterable[Case], wanted: bool) -> Figures:
    return {"cases": [_case(case) for case in cases]} if wanted else {}


def _case(case: Case) -> Figures:
    return {
        "kind": case.kind,
        "category": case.category,
        "name": case.sentence.name,
        "original": case.sentence.original,
        "translation": case.sentence.translation,
        "findings": [{"check": f.check, "severity": str(f.severity), "message": f.message} for f in case.findings],
    }


def _share(hits: float, total: int) -> float:
    return round(hits / max(total, 1), 6)


def _rounded(interval: Interval) -> list[float]:
    return [round(bound, 6) for bound in interval]


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(counts.most_common())
