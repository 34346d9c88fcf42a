"""The log of what people decide."""

from __future__ import annotations

import pytest

from xlcheck.batch import Store
from xlcheck.errors import XlcheckError
from xlcheck.review import actions
from xlcheck.review.actions import Kind


def said(store: Store, item: str = "n0", kind: Kind = Kind.CONFIRM, author: str = "anna", mark: str = "f") -> None:
    with store.writing():
        actions.append(store, item, kind, author, {}, mark)


def lines(store: Store) -> int:
    return int(next(store.query("SELECT count(*) FROM action"))[0])


def test_actions_come_back_as_they_were_told_the_oldest_first(store: Store) -> None:
    with store.writing():
        actions.append(store, "n0", Kind.DISMISS, "anna", {"reason": "通讯社的数字"}, "f1")
        actions.append(store, "n0", Kind.DONE, "ben", {"key": "ab"})
        actions.append(store, "n1", Kind.NOTE, "ben", {"text": "Ask."}, "f1")
    one, two = actions.of_item(store, "n0")
    assert (one.kind, one.value, one.fingerprint, one.author) == ("dismiss", {"reason": "通讯社的数字"}, "f1", "anna")
    assert (two.kind, two.value, two.fingerprint, two.author) == ("done", {"key": "ab"}, None, "ben")
    assert one.id < two.id
    assert one.at.endswith("+00:00")


def test_what_is_undone_goes_for_nothing_and_stays_in_the_log(store: Store) -> None:
    said(store, mark="a")
    said(store, mark="b")
    (_, second) = actions.of_item(store, "n0")
    with store.writing():
        actions.undo(store, second)
    assert [action.fingerprint for action in actions.of_item(store, "n0")] == ["a"]
    assert lines(store) == 2


def test_an_action_is_undone_once(store: Store) -> None:
    said(store)
    (action,) = actions.of_item(store, "n0")
    with store.writing():
        actions.undo(store, action)
        store.change("UPDATE action SET undone = 'before'")
        actions.undo(store, action)
    assert next(store.query("SELECT undone FROM action"))[0] == "before"


def test_whatever_is_done_to_a_pair_makes_it_look_different(store: Store) -> None:
    seen = [actions.latest(store, "n0")]
    said(store)
    seen.append(actions.latest(store, "n0"))
    with store.writing():
        actions.undo(store, actions.of_item(store, "n0")[0])
    seen.append(actions.latest(store, "n0"))
    said(store)
    seen.append(actions.latest(store, "n0"))
    assert len(set(seen)) == 4
    said(store, item="n1")
    assert actions.latest(store, "n0") == seen[-1]


def test_an_action_goes_with_the_transaction_that_fails(store: Store) -> None:
    def fail() -> None:
        with store.writing():
            actions.append(store, "n0", Kind.CONFIRM, "anna", {}, "f")
            store.change("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(XlcheckError, match="can't be written"):
        fail()
    assert lines(store) == 0


def test_numbers_of_actions_are_not_given_anew(store: Store) -> None:
    said(store)
    with store.writing():
        store.change("DELETE FROM action")
    said(store)
    assert actions.of_item(store, "n0")[0].id == 2
