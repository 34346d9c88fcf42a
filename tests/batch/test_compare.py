from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xlcheck.batch import Item, Settings, Store, run_batch
from xlcheck.batch.compare import Change, Comparison, Difference, compare

#: A finding: its fingerprint, check and severity.
Finding = tuple[str, str, str]
NUMBER: Finding = ("f1", "number-changed", "critical")
NEGATION: Finding = ("f2", "negation-flipped", "major")
DATE: Finding = ("f3", "date-changed", "minor")


class Runs:
    """Runs with findings as a test tells them, in a store."""

    def __init__(self, store: Store) -> None:
        self.store, self.reports = store, 0

    def add(self, items: Mapping[str, tuple[Sequence[Finding], int, int] | str], outlet: str | None = None) -> int:
        """Items by id: their findings, drifted passages and all passages; or why they failed."""
        run = self.store.begin("pairs.jsonl", "digest", {}, "signature")
        with self.store.writing():
            for ordinal, (name, told) in enumerate(items.items()):
                failed = isinstance(told, str)
                verdict = None if isinstance(told, str) else self._verdict(*told)
                error = str(told) if failed else None
                self.store.record(run, ordinal, Item(name, "一", "one", outlet=outlet), verdict, error)
        return run

    def _verdict(self, findings: Sequence[Finding], drifted: int, beads: int) -> int:
        self.reports += 1
        sides = {"original": "zh", "translation": "en"}
        report: dict[str, Any] = {side: {"language": code, "title": None} for side, code in sides.items()}
        report["summary"] = {"beads": beads, "drifted": drifted, "critical": 0, "major": 0, "minor": 0}
        report["beads"] = []
        report["findings"] = [
            {
                "check": check, "severity": severity, "confidence": 0.7, "bead": 0, "fingerprint": fingerprint, "status": "new",
                "original": None, "translation": None, "message": f"{check} of {fingerprint}",
            }
            for fingerprint, check, severity in findings
        ]  # fmt: skip
        return self.store.keep(b"%d" % self.reports, json.dumps(report).encode())

    def compared(self) -> Comparison:
        return compare(self.store, 1, 2)


@pytest.fixture
def runs(store: Store) -> Runs:
    return Runs(store)


def changed(runs: Runs) -> Change:
    change = runs.compared().change
    assert change is not None
    return change


def figures(runs: Runs, before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> None:
    """Two runs of pairs without findings, by their drifted passages and all passages."""
    for side in (before, after):
        runs.add({f"n{n}": ((), *told) for n, told in enumerate(side)})


def test_findings_are_new_fixed_or_unchanged(runs: Runs) -> None:
    runs.add({"a": ([NUMBER, NEGATION], 2, 4), "b": ([NUMBER], 1, 4), "c": ((), 0, 4)})
    runs.add({"a": ([NEGATION], 1, 4), "b": ([NUMBER, DATE], 2, 4), "c": ([NUMBER], 1, 4)})
    found = runs.compared()
    assert found.total == Difference(new=2, fixed=1, unchanged=2)
    assert found.groups["check"] == {
        "date-changed": Difference(1, 0, 0), "negation-flipped": Difference(0, 0, 1), "number-changed": Difference(1, 1, 1),
    }  # fmt: skip
    assert found.groups["severity"] == {
        "critical": Difference(1, 1, 1), "major": Difference(0, 0, 1), "minor": Difference(1, 0, 0),
    }  # fmt: skip
    assert found.groups["language"] == {"zh-en": Difference(2, 1, 2)}
    assert found.groups["outlet"] == {"–": Difference(2, 1, 2)}
    assert sorted(found.changed) == [
        ("fixed", "a", "critical", "number-changed", "number-changed of f1"),
        ("new", "b", "minor", "date-changed", "date-changed of f3"),
        ("new", "c", "critical", "number-changed", "number-changed of f1"),
    ]


def test_the_same_fingerprint_in_another_pair_is_another_finding(runs: Runs) -> None:
    runs.add({"a": ([NUMBER], 1, 2), "b": ((), 0, 2)})
    runs.add({"a": ((), 0, 2), "b": ([NUMBER], 1, 2)})
    assert runs.compared().total == Difference(1, 1, 0)


def test_a_severity_that_was_changed_leaves_a_finding_what_it_is(runs: Runs) -> None:
    runs.add({"a": ([NUMBER], 1, 2)})
    runs.add({"a": ([(*NUMBER[:2], "minor")], 1, 2)})
    found = runs.compared()
    assert found.total == Difference(0, 0, 1)
    assert found.groups["severity"] == {"minor": Difference(0, 0, 1)}


def test_outlets_are_told_apart(runs: Runs) -> None:
    for findings in ((), [NUMBER]):
        runs.add({"a": (findings, len(findings), 2)}, outlet="The Quay")
    assert runs.compared().groups["outlet"] == {"The Quay": Difference(1, 0, 0)}


def test_pairs_that_only_one_run_has_are_left_out(runs: Runs) -> None:
    runs.add({"a": ([NUMBER], 1, 4), "old": ([NUMBER, DATE], 2, 4), "older": ((), 0, 4)})
    runs.add({"new": ([NEGATION], 1, 4), "a": ([NUMBER], 1, 4)})
    found = runs.compared()
    assert (found.total, found.lone, found.changed) == (Difference(0, 0, 1), (2, 1), [])
    assert changed(runs)[:3] == (1, 0.25, 0.25)


def test_pairs_that_failed_in_one_run_are_left_out(runs: Runs) -> None:
    runs.add({"a": ([NUMBER], 1, 4), "b": ([DATE], 1, 4), "c": "no such file"})
    runs.add({"a": "no such file", "b": ([DATE], 1, 4), "c": ([NUMBER], 1, 4)})
    found = runs.compared()
    assert (found.total, found.lone) == (Difference(0, 0, 1), (1, 1))


def test_where_no_pair_is_shared_there_is_no_change_to_tell(runs: Runs) -> None:
    runs.add({"a": ([NUMBER], 1, 4)})
    runs.add({"b": ([NUMBER], 1, 4)})
    found = runs.compared()
    assert (found.change, found.total, found.lone) == (None, Difference(), (1, 1))


# Whether the drift changed


def test_shares_are_of_all_passages_of_all_pairs(runs: Runs) -> None:
    figures(runs, [(1, 2), (0, 6), (2, 2)], [(0, 2), (3, 6), (2, 2)])
    change = changed(runs)
    assert (change.pairs, change.before, change.after) == (3, 0.3, 0.5)
    # Of three pairs there is no interval.
    assert (change.low, change.high) == (None, None)


def test_without_change_there_is_no_reason_to_think_of_one(runs: Runs) -> None:
    figures(runs, [(n % 3, 5) for n in range(30)], [(n % 3, 5) for n in range(30)])
    change = changed(runs)
    assert (change.before, change.low, change.high, change.p) == (change.after, 0.0, 0.0, 1.0)


def test_where_as_much_went_as_came_nothing_is_told_to_have_changed(runs: Runs) -> None:
    figures(runs, [(n % 2, 4) for n in range(40)], [((n + 1) % 2, 4) for n in range(40)])
    change = changed(runs)
    assert change.before == change.after
    assert change.low < 0 < change.high
    assert change.p == 1.0


def test_a_change_in_nearly_all_pairs_is_no_chance(runs: Runs) -> None:
    figures(runs, [(3 - (n % 10 == 0), 4) for n in range(60)], [(n % 2, 4) for n in range(60)])
    change = changed(runs)
    assert change.after < change.before
    assert change.high < 0
    assert change.p < 0.01


def test_a_change_in_one_of_many_pairs_may_be_chance(runs: Runs) -> None:
    figures(runs, [(0, 4)] * 40, [(0, 4)] * 39 + [(1, 4)])
    change = changed(runs)
    assert change.low <= 0 < change.high
    assert change.p > 0.05


@pytest.mark.parametrize("pairs", [1, 2])
def test_so_few_pairs_make_nothing_certain(runs: Runs, pairs: int) -> None:
    figures(runs, [(1, 4)] * pairs, [(2, 4)] * pairs)
    assert changed(runs).p > 0.05


@pytest.mark.parametrize("seed", range(6))
def test_the_interval_contains_what_was_observed(runs: Runs, seed: int) -> None:
    random = np.random.default_rng(seed)
    all_ = random.integers(1, 20, size=int(random.integers(2, 50)))
    before, after = ([(int(random.integers(0, n + 1)), int(n)) for n in all_] for _ in range(2))
    figures(runs, before, after)
    change = changed(runs)
    assert change.low <= change.after - change.before <= change.high
    assert 0 <= change.p <= 1


def test_pairs_without_a_passage_have_no_share(runs: Runs) -> None:
    figures(runs, [(0, 0)], [(0, 0)])
    assert changed(runs) == Change(1, 0.0, 0.0, None, None, 1.0)


def test_the_same_runs_are_told_the_same_every_time(runs: Runs) -> None:
    figures(runs, [(n % 3, 4) for n in range(20)], [(n % 2, 4) for n in range(20)])
    assert changed(runs) == changed(runs)


def test_against_itself_nothing_changed(runs: Runs) -> None:
    run = runs.add({"a": ([NUMBER], 1, 4)})
    found = compare(runs.store, run, run)
    assert (found.total, found.changed, found.lone) == (Difference(0, 0, 1), [], (0, 0))


def test_pairs_of_one_name_are_all_counted(runs: Runs) -> None:
    """A manifest may name two pairs alike: none of their passages is lost."""
    run = runs.store.begin("pairs.jsonl", "digest", {}, "signature")
    with runs.store.writing():
        for ordinal, drifted in enumerate((1, 3)):
            runs.store.record(run, ordinal, Item("same"), runs._verdict((), drifted, 4), None)
    change = compare(runs.store, run, run).change
    assert change is not None
    assert change.before == 0.5


def test_a_finding_of_the_second_pair_of_a_name_stays_when_the_first_changes(tmp_path: Path) -> None:
    def manifest(first: str) -> Path:
        rows = [
            {"id": "same", "original_text": "他周一抵达。", "translation_text": first},
            {
                "id": "same",
                "original_text": "维修费用为350万美元。",
                "translation_text": "Repairs cost 5.3 million dollars.",
            },
        ]
        (tmp_path / "m.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return tmp_path / "m.jsonl"

    with Store(tmp_path / "s.sqlite") as store:
        for first in ("He arrived on Monday.", "He arrived on Tuesday."):
            run_batch(manifest(first), store, Settings())
        assert compare(store, 1, 2).total == Difference(new=1, fixed=0, unchanged=1)
