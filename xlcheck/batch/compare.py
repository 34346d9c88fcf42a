"""Two runs side by side: findings that are new, fixed or still there, and whether the drift really changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from xlcheck.batch.store import Store

#: Resamples of the pairs, how many at a time, and where their chance begins: the same every time.
_RESAMPLES, _AT_ONCE, _SEED = 2_000, 50, 20260301
#: Pairs below which there is no interval.
_FEWEST = 10
_Name = tuple[str, int]
#: By what findings are counted.
GROUPS = ("check", "severity", "outlet", "language")


class Difference(NamedTuple):
    """Findings of two runs: only in the second, only in the first, in both."""

    new: int = 0
    fixed: int = 0
    unchanged: int = 0


class Change(NamedTuple):
    """The share of drifted passages before and after, over ``pairs`` that both runs have, with a 95 % interval of the change.

    ``p`` is how often a change as far from none would come of pairs whose runs are exchanged at random; of few pairs
    there is no interval.
    """

    pairs: int
    before: float
    after: float
    low: float | None
    high: float | None
    p: float


@dataclass(frozen=True)
class Comparison:
    """What differs between two runs; ``changed`` are the new and fixed findings themselves, by pair."""

    total: Difference
    groups: Mapping[str, Mapping[str, Difference]]
    change: Change | None
    lone: tuple[int, int]
    changed: list[tuple[str, str, str, str, str]] = field(default_factory=list)


#: The items of a run with a running number for those that share an id: a manifest may give one to several pairs.
_NAMED = "(SELECT *, row_number() OVER (PARTITION BY id ORDER BY ordinal) AS nth FROM item WHERE run = ?) AS named"
_FINDINGS = f"""
    SELECT named.id AS id, nth, fingerprint, "check", severity, outlet,
        original_language || '-' || translation_language AS language, message
    FROM {_NAMED} JOIN verdict ON verdict.id = named.verdict JOIN finding ON finding.verdict = verdict.id
    ORDER BY ordinal, number
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
            changed.append((state, key[0][0], told["severity"], told["check"], told["message"]))
    groups = {g: {name: Difference(**c) for name, c in sorted(named.items())} for g, named in counts.items()}
    lone = len(figures[0]) - len(shared), len(figures[1]) - len(shared)
    pairs = [(figures[0][name], figures[1][name]) for name in sorted(shared)]
    return Comparison(Difference(**total), groups, _change(np.array(pairs)) if pairs else None, lone, changed)


def _findings(store: Store, run: int) -> dict[tuple[_Name, str], dict[str, str]]:
    found = {}
    for row in store.query(_FINDINGS, (run,)):
        found[(row["id"], row["nth"]), row["fingerprint"]] = {
            "check": row["check"], "severity": _SEVERITY[row["severity"]], "outlet": row["outlet"] or "–",
            "language": row["language"] or "–", "message": row["message"],
        }  # fmt: skip
    return found


def _figures(store: Store, run: int) -> dict[_Name, tuple[int, int]]:
    """Drifted passages, and all passages, of every pair that was judged."""
    sql = f"SELECT named.id AS id, nth, drifted, beads FROM {_NAMED} JOIN verdict ON verdict.id = named.verdict"
    return {(row["id"], row["nth"]): (row["drifted"], row["beads"]) for row in store.query(sql, (run,))}


def _change(pairs: np.ndarray) -> Change:
    """Paired: the interval by drawing pairs anew, p by exchanging the runs of pairs. ``pairs`` is (n, run, drifted and all)."""
    before, after = _shares(pairs.sum(axis=0, keepdims=True).astype(float))[0]
    observed = after - before
    random, n = np.random.default_rng(_SEED), len(pairs)
    drawn, exchanged = [], []
    # Short articles have few figures among them: how often each kind is drawn says it for all pairs of that kind.
    kinds, counts = np.unique(pairs.reshape(n, 4), axis=0, return_counts=True)
    flat = kinds.astype(np.float64)
    for _ in range(_RESAMPLES // _AT_ONCE):
        weights = random.multinomial(n, counts / n, size=_AT_ONCE)
        drawn.append(np.diff(_shares((weights @ flat).reshape(-1, 2, 2)), axis=1)[:, 0])
        swapped = random.binomial(counts, 0.5, size=(_AT_ONCE, len(counts))).astype(np.float64)
        stayed = counts - swapped
        mixed = np.stack(
            [stayed @ flat[:, :2] + swapped @ flat[:, 2:], swapped @ flat[:, :2] + stayed @ flat[:, 2:]], axis=1
        )
        exchanged.append(np.diff(_shares(mixed), axis=1)[:, 0])
    as_far = np.abs(np.concatenate(exchanged)) >= abs(observed) - 1e-12
    p = float((as_far.sum() + 1) / (len(as_far) + 1))
    # A few pairs drawn again and again are hardly ever others.
    interval = np.quantile(np.concatenate(drawn), (0.025, 0.975)) if n >= _FEWEST else (None, None)
    low, high = (None if bound is None else float(bound) for bound in interval)
    return Change(n, float(before), float(after), low, high, p)


def _shares(sums: np.ndarray) -> np.ndarray:
    """The share of drifted passages of each run (k, run) in sums (k, run, drifted and all)."""
    shares: np.ndarray = sums[..., 0] / np.maximum(sums[..., 1], 1)
    return shares
