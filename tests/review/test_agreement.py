"""How far reviewers agree."""

from __future__ import annotations

import pytest

from xlcheck.batch import Store
from xlcheck.review import actions
from xlcheck.review.actions import Kind
from xlcheck.review.agreement import Agreement, agreements, kappa

YES, NO = "confirm", "dismiss"


def _found(store: Store, item: str, fingerprint: str) -> None:
    """A finding of that fingerprint in the pair: what isn't found any more is no matter of dispute."""
    sql = """INSERT INTO finding SELECT verdict, 100 + (SELECT count(*) FROM finding), 'number-changed', 2, .5, 0, ?, NULL, NULL, '', 'new'
        FROM item WHERE run = 1 AND id = ? AND NOT EXISTS
        (SELECT 1 FROM finding WHERE finding.verdict = item.verdict AND fingerprint = ?)"""
    store.change(sql, (fingerprint, item, fingerprint))


def said(store: Store, author: str, told: str, item: str = "n0") -> None:
    """What an author says of the findings 0, 1, 2…: + confirmed, - dismissed, o opened again, a space for nothing."""
    kinds = {"+": Kind.CONFIRM, "-": Kind.DISMISS, "o": Kind.REOPEN}
    with store.writing():
        for number, sign in enumerate(told):
            _found(store, item, f"f{number}")
            if sign != " ":
                actions.append(store, item, kinds[sign], author, {"reason": "so"}, f"f{number}")


@pytest.mark.parametrize(
    ("both", "expected"),
    [
        # Alike 35 of 50; by chance (25 * 30 + 25 * 20) / 50**2 = 0.5.
        ([(YES, YES)] * 20 + [(YES, NO)] * 5 + [(NO, YES)] * 10 + [(NO, NO)] * 15, 0.4),
        # Alike 60 of 100; by chance (60 * 70 + 40 * 30) / 100**2 = 0.54.
        ([(YES, YES)] * 45 + [(YES, NO)] * 15 + [(NO, YES)] * 25 + [(NO, NO)] * 15, 0.06 / 0.46),
        ([(YES, YES), (NO, NO)], 1.0),
        ([(YES, NO), (NO, YES)], -1.0),
        # One who confirms all: as many alike as by chance.
        ([(YES, YES), (YES, NO)], 0.0),
        ([(YES, NO)], 0.0),
    ],
)
def test_kappa_is_what_it_comes_to_by_hand(both: list[tuple[str, str]], expected: float) -> None:
    assert kappa(both) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("both", [[(YES, YES)], [(NO, NO)] * 7])
def test_where_both_say_the_same_of_everything_chance_explains_it_all(both: list[tuple[str, str]]) -> None:
    assert kappa(both) is None


def test_only_what_both_decided_is_compared(store: Store) -> None:
    said(store, "anna", "++-- ++")
    said(store, "ben", "+-+-+")
    assert agreements(store, 1) == [Agreement("anna", "ben", 4, 2, 0.0)]


def test_the_same_finding_of_another_pair_is_another(store: Store) -> None:
    said(store, "anna", "+-", "n0")
    said(store, "ben", "+-", "n1")
    assert agreements(store, 1) == []
    said(store, "ben", "+-", "n0")
    assert agreements(store, 1) == [Agreement("anna", "ben", 2, 2, 1.0)]


def test_the_last_decision_of_each_goes(store: Store) -> None:
    said(store, "anna", "+-+")
    said(store, "ben", "-+-")
    said(store, "ben", "+-o")
    assert agreements(store, 1) == [Agreement("anna", "ben", 2, 2, 1.0)]


def test_what_was_undone_does_not_count(store: Store) -> None:
    said(store, "anna", "+")
    said(store, "ben", "+")
    said(store, "ben", "-")
    last = [action for action in actions.of_item(store, "n0") if action.author == "ben"][-1]
    with store.writing():
        actions.undo(store, last)
    assert agreements(store, 1) == [Agreement("anna", "ben", 1, 1, None)]


def test_of_three_reviewers_those_with_most_in_common_come_first(store: Store) -> None:
    said(store, "carla", "+--")
    said(store, "anna", "+")
    said(store, "ben", "++-")
    found = agreements(store, 1)
    assert [(one, two, shared) for one, two, shared, _, _ in found] == [
        ("ben", "carla", 3),
        ("anna", "ben", 1),
        ("anna", "carla", 1),
    ]


def test_decisions_on_pairs_of_no_run_are_left_out(store: Store) -> None:
    said(store, "anna", "+", "elsewhere")
    said(store, "ben", "+", "elsewhere")
    assert agreements(store, 1) == []


def test_findings_that_are_there_no_more_are_left_out(store: Store) -> None:
    said(store, "anna", "+-")
    said(store, "ben", "--")
    with store.writing():
        store.change("DELETE FROM finding WHERE fingerprint = 'f0'")
    assert agreements(store, 1) == [Agreement("anna", "ben", 1, 1, None)]
