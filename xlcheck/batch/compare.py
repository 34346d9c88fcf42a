"""Two runs side by side: findings that are new, fixed or still there, and whether the drift really changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from xlcheck.batch.store import Store

#: Resamples of the pairs, how many at a time, and where their chance begins: the same every time.
_RESAMPLES, _AT_ONCE, _SEED = 2_000, 50, 20260301
#: By what findings are counted.
GROUPS = ("check", "severity", "outlet", "language")


class Difference(NamedTuple):
    """Findings of two runs: only in the second, only in the first, in both."""

    new: int = 0
    fixed: int = 0
    unchanged: int = 0


class Change(NamedTuple):
    """The share of drifted passages before and after, over ``pairs`` that both runs have, with a 95 % interval of the change.

    ``p`` is how often a change as far from none would come of resampling pairs that hadn't changed.
    """

    pairs: int
    before: float
    after: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Comparison:
    """What differs between two runs; ``changed`` are the new and fixed findings themselves, by pair."""

    total: Difference
    groups: Mapping[str, Mapping[str, Difference]]
    change: Change | None
    lone: tuple[int, int]
    changed: list[tuple[str, str, str, str, str]] = field(default_factory=list)


_FINDINGS = """
    SELECT item.id AS id, fingerprint, "check", severity, outlet, original_language || '-' || translation_language AS language, message
    FROM item JOIN verdict ON verdict.id = item.verdict JOIN finding ON finding.verdict = verdict.id
    WHERE run = ? ORDER BY ordinal, number
"""
_SEVERITY = {1: "minor", 2: "major", 3: "critical"}


def compare(store: Store, before: int, after: int) -> Comparison:
    """Run ``after`` against run ``before``; pairs are told by their ids, findings by their fingerprints."""
    one, two = _findings(store, before), _findings(store, after)
    counts: dict[str, dict[str, Counter[str]]] = {group: defaultdict(Counter) for group in GROUPS}
    total: Counter[str] = Counter()
    changed = []
    # Only pairs that both runs have: what one of them hasn't is neither new nor fixed.
    figures = [_figures(store, run) for run in (before, after)]
    shared = figures[0].keys() & figures[1].keys()
    for key in dict.fromkeys([*two, *one]):
        if key[0] not in shared:
            continue
        state = "unchanged" if key in one and key in two else "new" if key in two else "fixed"
        told = (two if key in two else one)[key]
        total[state] += 1
        for group in GROUPS:
            counts[group][told[group]][state] += 1
        if state != "unchanged":
            changed.append((state, key[0], told["severity"], told["check"], told["message"]))
    groups = {g: {name: Difference(**c) for name, c in sorted(named.items())} for g, named in counts.items()}
    lone = len(figures[0]) - len(shared), len(figures[1]) - len(shared)
    pairs = [(figures[0][name], figures[1][name]) for name in sorted(shared)]
    return Comparison(Difference(**total), groups, _change(np.array(pairs)) if pairs else None, lone, changed)


def _findings(store: Store, run: int) -> dict[tuple[str, str], dict[str, str]]:
    found = {}
    for row in store.query(_FINDINGS, (run,)):
        found[row["id"], row["fingerprint"]] = {
            "check": row["check"], "severity": _SEVERITY[row["severity"]], "outlet": row["outlet"] or "–",
            "language": row["language"] or "–", "message": row["message"],
        }  # fmt: skip
    return found


def _figures(store: Store, run: int) -> dict[str, tuple[int, int]]:
    """Drifted passages, and all passages, of every pair that was judged."""
    sql = "SELECT item.id AS id, drifted, beads FROM item JOIN verdict ON verdict.id = item.verdict WHERE run = ?"
    return {row["id"]: (row["drifted"], row["beads"]) for row in store.query(sql, (run,))}


def _change(pairs: np.ndarray) -> Change:
    """Paired bootstrap: the pairs are drawn anew, both runs of each together. ``pairs`` is (n, run, drifted and all)."""
    totals = pairs.sum(axis=0)
    shares = totals[:, 0] / np.maximum(totals[:, 1], 1)
    drawn = np.concatenate(list(_resampled(pairs)))
    low, high = np.quantile(drawn, (0.025, 0.975))
    observed = shares[1] - shares[0]
    # Around no change the resamples lie as they lie around what was seen.
    p = float((np.abs(drawn - observed) >= abs(observed) - 1e-12).mean()) if observed else 1.0
    return Change(len(pairs), float(shares[0]), float(shares[1]), float(low), float(high), p)


def _resampled(pairs: np.ndarray) -> Iterator[np.ndarray]:
    random, n = np.random.default_rng(_SEED), len(pairs)
    flat = pairs.reshape(n, 4).astype(np.float64)
    for _ in range(_RESAMPLES // _AT_ONCE):
        weights = random.multinomial(n, np.full(n, 1 / n), size=_AT_ONCE)
        sums = weights @ flat
        yield sums[:, 2] / np.maximum(sums[:, 3], 1) - sums[:, 0] / np.maximum(sums[:, 1], 1)
