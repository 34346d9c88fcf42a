"""What the log of a pair comes to."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xlcheck.review.actions import Action, Kind
from xlcheck.review.state import PairState, Word, state_of

AT = "2026-03-01T10:00:00+00:00"
VALUES: dict[Kind, dict[str, Any]] = {
    Kind.DISMISS: {"reason": "an old figure"},
    Kind.SEVERITY: {"severity": "minor"},
    Kind.NOTE: {"text": "Ask the desk."},
}


def log(*told: tuple[str, Kind]) -> list[Action]:
    """What authors did to the finding "f", one after the other."""
    return [Action(n, "n0", "f", kind, VALUES.get(kind, {}), author, AT) for n, (author, kind) in enumerate(told, 1)]


def about(*told: tuple[Kind, dict[str, Any]]) -> PairState:
    """What was done to the pair as a whole."""
    return state_of(Action(n, "n0", None, kind, value, "anna", AT) for n, (kind, value) in enumerate(told, 1))


def test_a_finding_that_nobody_spoke_of_has_no_state() -> None:
    state = state_of(log(("anna", Kind.CONFIRM))).of("g")
    assert (state.status, state.severity, state.words, state.disputed) == (None, None, [], False)


def test_the_latest_decision_goes() -> None:
    state = state_of(log(("anna", Kind.CONFIRM), ("anna", Kind.DISMISS))).of("f")
    assert state.status == "dismissed"
    assert not state.disputed


def test_what_was_opened_again_is_new_whatever_was_said_before() -> None:
    state = state_of(log(("anna", Kind.DISMISS), ("ben", Kind.REOPEN))).of("f")
    assert state.status == "new"
    assert [word.what for word in state.words] == ["dismissed: an old figure", "opened again"]


def test_a_dispute_is_two_people_who_decided_differently() -> None:
    apart = log(("anna", Kind.CONFIRM), ("ben", Kind.DISMISS))
    assert state_of(apart).of("f").disputed
    assert not state_of(log(("anna", Kind.CONFIRM), ("ben", Kind.CONFIRM))).of("f").disputed
    assert not state_of([*apart, *log(("ben", Kind.CONFIRM))]).of("f").disputed
    assert not state_of([*apart, *log(("anna", Kind.REOPEN))]).of("f").disputed


def test_a_severity_and_a_note_decide_nothing() -> None:
    state = state_of(log(("anna", Kind.SEVERITY), ("ben", Kind.NOTE))).of("f")
    assert (state.status, state.severity, state.by) == (None, "minor", {})
    assert state.words == [Word("made minor", "anna", AT), Word("Ask the desk.", "ben", AT)]


def test_marks_of_the_missed_are_kept_with_who_made_them() -> None:
    place = {"start": 0, "end": 4, "text": "boat"}
    value = {"original": None, "translation": place, "severity": "major", "note": "no boat"}
    (mark,) = about((Kind.MISSED, value)).missed
    assert (mark.id, mark.original, mark.translation, mark.author) == (1, None, place, "anna")


def test_a_pair_is_read_for_the_texts_that_were_read() -> None:
    done = about((Kind.DONE, {"key": "ab"}), (Kind.ALIGN, {"from": 1, "to": 2}), (Kind.DONE, {"key": "cd"})).done
    assert {key: action.id for key, action in done.items()} == {"ab": 1, "cd": 3}


@given(st.lists(st.tuples(st.sampled_from(["anna", "ben", "carla"]), st.sampled_from(list(Kind)[:5]))))
def test_the_status_is_that_of_the_last_decision_and_every_action_leaves_a_word(told: list[tuple[str, Kind]]) -> None:
    state = state_of(log(*told)).of("f")
    given_by = {Kind.CONFIRM: "confirmed", Kind.DISMISS: "dismissed", Kind.REOPEN: "new"}
    decisions = [given_by[kind] for _, kind in told if kind in given_by]
    assert state.status == (decisions[-1] if decisions else None)
    assert [word.author for word in state.words] == [author for author, _ in told]
    latest = {author: given_by[kind] for author, kind in told if kind in given_by}
    assert state.by == {author: status for author, status in latest.items() if status != "new"}


def test_findings_do_not_mix() -> None:
    numbers = count(1)
    found = state_of(
        Action(next(numbers), "n0", mark, kind, VALUES.get(kind, {}), "anna", AT)
        for mark, kind in (("f", Kind.CONFIRM), ("f-2", Kind.DISMISS), ("f", Kind.NOTE))
    )
    assert (found.of("f").status, found.of("f-2").status) == ("confirmed", "dismissed")
