"""How far two reviewers agree: Cohen's kappa over the findings that both decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import NamedTuple

from xlcheck.batch.schema import IS_DECISION
from xlcheck.batch.store import Store

_DECISIONS = f"""
    SELECT item, fingerprint, author, kind, max(action.id) FROM action
    WHERE {IS_DECISION} AND (item, fingerprint) IN
        (SELECT item.id, finding.fingerprint FROM item JOIN finding USING (verdict) WHERE run = ?)
    GROUP BY item, fingerprint, author
"""


class Agreement(NamedTuple):
    """Two reviewers, how many findings both decided, how many alike; ``kappa`` is None where chance alone explains all."""

    one: str
    two: str
    shared: int
    alike: int
    kappa: float | None


def agreements(store: Store, run: int) -> list[Agreement]:
    """Every two reviewers of a run who decided the same findings, those with the most first."""
    decided: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in store.query(_DECISIONS, (run,)):
        if row["kind"] != "reopen":
            decided[row["author"]][row["item"], row["fingerprint"]] = row["kind"]
    found = []
    for one, two in combinations(sorted(decided), 2):
        both = [(decided[one][key], decided[two][key]) for key in decided[one].keys() & decided[two].keys()]
        if both:
            alike = sum(a == b for a, b in both)
            found.append(Agreement(one, two, len(both), alike, kappa(both)))
    return sorted(found, key=lambda agreement: -agreement.shared)


def kappa(both: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa: agreement beyond what two such deciders would reach by chance.

    Source: J. Cohen, A coefficient of agreement for nominal scales, 1960.
    """
    n = len(both)
    ones, twos = Counter(a for a, _ in both), Counter(b for _, b in both)
    chance = sum(ones[name] * twos[name] for name in ones) / n**2
    return None if chance == 1 else (sum(a == b for a, b in both) / n - chance) / (1 - chance)
