"""What can be done at a desk, and what becomes of it."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import row, texts, told, write_jsonl
from tests.conftest import Files
from tests.review.conftest import (
    CLEAN,
    GERMAN,
    GONE,
    MANIFEST,
    NUMBER,
    OMITTED,
    PAINTINGS,
    Entered,
    mark_of,
    pair_at,
    sides,
    statuses,
)
from xlcheck import check
from xlcheck.batch import Settings, Store, run_batch
from xlcheck.batch.judge import Judge
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.judging.suppressions import Dismissed, Index, dismissals, dismissed_anew, read_dismissed
from xlcheck.report import Finding
from xlcheck.review import actions
from xlcheck.review.actions import Action, Kind
from xlcheck.review.desk import ChangedError, Desk
from xlcheck.review.realign import divided, merged
from xlcheck.review.reviewed import MISSED, GoneError

BECAUSE = {"reason": "an older edition says so"}


def log(desk: Desk, item: str) -> list[Action]:
    with desk.open() as store:
        return actions.of_item(store, item)


def lines(desk: Desk) -> int:
    """Of the log, what was undone included."""
    with desk.open() as store:
        return int(next(store.query("SELECT count(*) FROM action"))[0])


def verdict(desk: Desk, ordinal: int) -> int:
    return pair_at(desk, ordinal).verdict


def joined(desk: Desk, ordinal: int, one: int = 0, two: int = 1) -> None:
    """Two passages of a pair made one, as they are now."""
    desk.align(ordinal, verdict(desk, ordinal), lambda beads: merged(beads, one, two))


def missed(desk: Desk, ordinal: int) -> list[Finding]:
    report = pair_at(desk, ordinal).report
    return [finding for finding in report.findings if finding.check == MISSED] if report else []


def batch(path: Path, tmp_path: Path, lines: list[dict[str, Any]]) -> int:
    """One more run in a store; its number."""
    with Store(path) as store:
        return run_batch(write_jsonl(tmp_path / "again.jsonl", lines), store, Settings()).run


def at_run(desk: Desk, run: int) -> Desk:
    return Desk(desk.path, run, desk.author, desk.settings, _judge=desk._judge)


# Decisions


def test_a_decision_is_there_for_everybody_at_once(desk: Desk, other: Desk) -> None:
    assert statuses(desk, NUMBER) == {"number-changed": "new", "negation-flipped": "new"}
    desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.CONFIRM, {})
    assert statuses(other, NUMBER) == {"number-changed": "confirmed", "negation-flipped": "new"}
    (action,) = log(desk, "n0")
    assert (action.kind, action.author) == ("confirm", "anna")
    assert datetime.datetime.fromisoformat(action.at).tzinfo is datetime.UTC


def test_two_authors_decide_one_finding_and_each_takes_back_his_own(desk: Desk, other: Desk) -> None:
    mark = mark_of(desk, PAINTINGS, "number-changed")
    desk.decide(PAINTINGS, mark, Kind.CONFIRM, {})
    other.decide(PAINTINGS, mark, Kind.DISMISS, BECAUSE)
    state = pair_at(desk, PAINTINGS).state.of(mark)
    assert (state.status, state.disputed, state.by) == (
        "dismissed",
        True,
        {"anna": "confirmed", "ben": "dismissed"},
    )
    assert desk.undo(PAINTINGS).undone is not None
    assert pair_at(desk, PAINTINGS).state.of(mark).by == {"ben": "dismissed"}
    assert desk.undo(PAINTINGS).undone is None
    assert other.undo(PAINTINGS).undone is not None
    assert statuses(desk, PAINTINGS) == {"number-changed": "new"}
    assert lines(desk) == 2


def test_a_severity_of_ones_own_is_shown_and_leaves_what_was_judged(desk: Desk) -> None:
    desk.decide(PAINTINGS, mark_of(desk, PAINTINGS, "number-changed"), Kind.SEVERITY, {"severity": "minor"})
    pair = pair_at(desk, PAINTINGS)
    assert pair.report is not None
    assert [finding.severity for finding in pair.report.findings] == [Severity.MINOR]
    assert [finding.severity for finding in pair.checked().findings] == [Severity.CRITICAL]


def test_a_finding_that_is_not_there_is_told_and_nothing_is_kept(desk: Desk) -> None:
    for ordinal, mark in ((NUMBER, "0123456789ab"), (CLEAN, mark_of(desk, NUMBER, "number-changed")), (GONE, "f")):
        with pytest.raises(GoneError, match="there is no finding"):
            desk.decide(ordinal, mark, Kind.CONFIRM, {})
    assert lines(desk) == 0


@pytest.mark.parametrize("ordinal", [-1, 8, 1 << 31, 1 << 80])
def test_a_pair_that_is_not_there_is_told(desk: Desk, ordinal: int) -> None:
    with pytest.raises(GoneError, match=f"run 1 has no pair {ordinal}"):
        pair_at(desk, ordinal)
    with pytest.raises(GoneError):
        desk.done(ordinal)


def test_a_pair_that_failed_tells_why_and_can_not_be_worked_on(desk: Desk) -> None:
    assert pair_at(desk, GONE).report is None
    for work in (lambda: desk.done(GONE), lambda: joined(desk, GONE)):
        with pytest.raises(GoneError, match=r"pair 7 could not be checked: .*gone\.zh\.txt"):
            work()
    assert desk.undo(GONE).undone is None


def test_whatever_was_done_is_seen_as_a_change(desk: Desk) -> None:
    seen = [pair_at(desk, NUMBER).seen]
    for work in (
        lambda: desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.NOTE, {"text": "Ask."}),
        lambda: desk.done(NUMBER),
        lambda: joined(desk, NUMBER),
        lambda: desk.undo(NUMBER),
    ):
        work()
        seen.append(pair_at(desk, NUMBER).seen)
    assert len({*seen}) == 5


# What was missed, what was read


def test_a_mark_of_the_missed_is_a_confirmed_finding_of_its_passage(desk: Desk) -> None:
    report = pair_at(desk, CLEAN).checked()
    at = report.translation.text.index("ferry")
    desk.mark(CLEAN, None, report.translation.span(at, at + 5), Severity.CRITICAL, "no ferry")
    (mark,) = missed(desk, CLEAN)
    assert (mark.bead, mark.severity, mark.message, mark.status) == (1, Severity.CRITICAL, "no ferry", "confirmed")
    assert mark.original is None
    assert mark.translation is not None
    assert mark.translation.text == "ferry"
    desk.undo(CLEAN)
    assert missed(desk, CLEAN) == []


def test_a_mark_needs_words(desk: Desk) -> None:
    with pytest.raises(XlcheckError, match="mark some words first"):
        desk.mark(CLEAN, None, None, Severity.MAJOR, "something")
    assert lines(desk) == 0


def test_a_mark_goes_with_its_words_into_the_passage_that_they_are_in_now(desk: Desk) -> None:
    report = pair_at(desk, CLEAN).checked()
    at = report.translation.text.index("river")
    desk.mark(CLEAN, None, report.translation.span(at, at + 5), Severity.MAJOR, "")
    joined(desk, CLEAN, 1, 2)
    assert [mark.bead for mark in missed(desk, CLEAN)] == [1]


def test_a_certain_action_is_undone_by_its_number_and_only_by_who_did_it(desk: Desk, other: Desk) -> None:
    span = pair_at(desk, CLEAN).checked().original.span(0, 2)
    desk.mark(CLEAN, span, None, Severity.MAJOR, "first")
    desk.mark(CLEAN, span, None, Severity.MAJOR, "second")
    number = log(desk, "n1")[0].id
    with pytest.raises(XlcheckError, match="only who made a mark"):
        other.undo(CLEAN, number)
    with pytest.raises(XlcheckError, match="only who made a mark"):
        desk.undo(PAINTINGS, number)
    undone = desk.undo(CLEAN, number).undone
    assert undone is not None
    assert undone.value["note"] == "first"
    assert [mark.message for mark in missed(desk, CLEAN)] == ["second"]
    with pytest.raises(XlcheckError, match="only who made a mark"):
        desk.undo(CLEAN, number)


def test_a_pair_was_read_until_it_is_undone(desk: Desk) -> None:
    desk.done(CLEAN)
    pair = pair_at(desk, CLEAN)
    assert pair.state.done[pair.key].author == "anna"
    desk.undo(CLEAN)
    assert pair_at(desk, CLEAN).state.done == {}


# Alignment by hand


def test_passages_joined_by_hand_are_kept_with_their_findings(desk: Desk) -> None:
    joined(desk, NUMBER)
    assert sides(desk, NUMBER) == [((0, 1), (0, 1))]
    assert statuses(desk, NUMBER) == {"number-changed": "new", "negation-flipped": "new"}
    assert [notice.code for notice in pair_at(desk, NUMBER).checked().notices] == ["aligned-by-hand"]


def test_decisions_stay_when_passages_are_aligned_anew(desk: Desk) -> None:
    desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.DISMISS, BECAUSE)
    joined(desk, NUMBER)
    assert statuses(desk, NUMBER) == {"number-changed": "dismissed", "negation-flipped": "new"}


def test_an_alignment_is_undone_step_by_step(desk: Desk) -> None:
    before, number = sides(desk, CLEAN), verdict(desk, CLEAN)
    joined(desk, CLEAN)
    between = sides(desk, CLEAN)
    joined(desk, CLEAN)
    assert (len(before), len(between), len(sides(desk, CLEAN))) == (3, 2, 1)
    undone = desk.undo(CLEAN).undone
    assert undone is not None
    assert undone.kind == "align"
    assert sides(desk, CLEAN) == between
    desk.undo(CLEAN)
    assert (sides(desk, CLEAN), verdict(desk, CLEAN)) == (before, number)


def test_an_alignment_that_was_undone_can_be_made_again(desk: Desk) -> None:
    joined(desk, CLEAN)
    desk.undo(CLEAN)
    joined(desk, CLEAN)
    assert len(sides(desk, CLEAN)) == 2
    desk.undo(CLEAN)
    assert len(sides(desk, CLEAN)) == 3


def test_an_alignment_that_was_given_up_by_hand_can_be_made_again(desk: Desk) -> None:
    joined(desk, CLEAN)
    desk.align(CLEAN, verdict(desk, CLEAN), lambda beads: divided(beads, 0, 1, 1))
    assert len(sides(desk, CLEAN)) == 3
    joined(desk, CLEAN)
    assert len(sides(desk, CLEAN)) == 2
    for expected in (3, 2, 3):
        desk.undo(CLEAN)
        assert len(sides(desk, CLEAN)) == expected


def test_who_saw_an_older_alignment_is_told_and_changes_nothing(desk: Desk, other: Desk) -> None:
    seen = verdict(desk, CLEAN)
    joined(desk, CLEAN)
    with pytest.raises(ChangedError, match="aligned anew meanwhile"):
        other.align(CLEAN, seen, lambda beads: merged(beads, 1, 2))
    assert sides(desk, CLEAN) == [((0, 1), (0, 1)), ((2,), (2,))]
    assert lines(desk) == 1


def test_who_is_overtaken_while_the_passages_are_judged_is_told_too(desk: Desk, other: Desk) -> None:
    def late(beads: Any) -> Any:
        joined(other, CLEAN)
        return merged(beads, 1, 2)

    with pytest.raises(ChangedError):
        desk.align(CLEAN, verdict(desk, CLEAN), late)
    assert sides(desk, CLEAN) == [((0, 1), (0, 1)), ((2,), (2,))]
    assert [action.author for action in log(desk, "n1")] == ["ben"]


def test_an_alignment_that_another_went_on_from_is_not_undone(desk: Desk, other: Desk) -> None:
    joined(desk, CLEAN)
    joined(other, CLEAN)
    with pytest.raises(ChangedError):
        desk.undo(CLEAN)
    assert len(sides(desk, CLEAN)) == 1
    other.undo(CLEAN)
    desk.undo(CLEAN)
    assert len(sides(desk, CLEAN)) == 3


def test_what_can_not_be_aligned_so_leaves_everything(desk: Desk) -> None:
    with pytest.raises(XlcheckError, match="must follow one another"):
        joined(desk, CLEAN, 0, 2)
    assert len(sides(desk, CLEAN)) == 3
    assert lines(desk) == 0


# Other runs


def test_a_later_run_has_the_decisions_and_the_alignment_by_hand(desk: Desk, path: Path, tmp_path: Path) -> None:
    desk.decide(NUMBER, mark_of(desk, NUMBER, "negation-flipped"), Kind.CONFIRM, {})
    joined(desk, NUMBER)
    joined(desk, CLEAN)
    later = at_run(desk, batch(path, tmp_path, [MANIFEST[CLEAN], MANIFEST[NUMBER], MANIFEST[PAINTINGS]]))
    assert later.run == 2
    assert [len(sides(later, ordinal)) for ordinal in range(3)] == [2, 1, 3]
    assert statuses(later, 1) == {"number-changed": "new", "negation-flipped": "confirmed"}


def test_after_an_alignment_was_undone_a_later_run_has_what_was_there_before(
    desk: Desk, path: Path, tmp_path: Path
) -> None:
    joined(desk, CLEAN)
    joined(desk, CLEAN)
    desk.undo(CLEAN)
    assert len(sides(at_run(desk, batch(path, tmp_path, [MANIFEST[CLEAN]])), 0)) == 2
    desk.undo(CLEAN)
    assert len(sides(at_run(desk, batch(path, tmp_path, [MANIFEST[CLEAN]])), 0)) == 3


def test_the_same_texts_under_another_name_have_the_alignment_and_not_the_decisions(
    desk: Desk, path: Path, tmp_path: Path
) -> None:
    desk.decide(NUMBER, mark_of(desk, NUMBER, "negation-flipped"), Kind.CONFIRM, {})
    joined(desk, NUMBER)
    later = at_run(desk, batch(path, tmp_path, [MANIFEST[NUMBER] | {"id": "twin"}]))
    assert len(sides(later, 0)) == 1
    assert set(statuses(later, 0).values()) == {"new"}


def test_what_was_said_of_other_texts_of_the_same_pair_is_left_out(desk: Desk, path: Path, tmp_path: Path) -> None:
    report = pair_at(desk, NUMBER).checked()
    desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.DISMISS, BECAUSE)
    desk.mark(NUMBER, report.original.span(0, 4), None, Severity.MAJOR, "")
    desk.done(NUMBER)
    original, translation = texts(3, drifted=True)
    other = row(0, original_text=original, translation_text=translation)
    later = at_run(desk, batch(path, tmp_path, [other]))
    assert statuses(later, 0) == {"number-changed": "new"}
    assert pair_at(later, 0).key not in pair_at(later, 0).state.done


def test_forgetting_older_runs_leaves_what_people_did(desk: Desk, path: Path, tmp_path: Path) -> None:
    joined(desk, CLEAN)
    joined(desk, CLEAN)
    desk.decide(NUMBER, mark_of(desk, NUMBER, "negation-flipped"), Kind.CONFIRM, {})
    later = at_run(desk, batch(path, tmp_path, [MANIFEST[CLEAN], MANIFEST[NUMBER]]))
    with Store(path) as store:
        runs, _ = store.prune(1)
        assert runs == 1
        assert store.problems() == []
    assert len(sides(later, 0)) == 1
    assert statuses(later, 1)["negation-flipped"] == "confirmed"
    # The texts are known by their first verdict, which leads to the latest.
    again = at_run(desk, batch(path, tmp_path, [MANIFEST[CLEAN]]))
    assert len(sides(again, 0)) == 1
    for expected in (2, 3):
        again.undo(0)
        assert len(sides(again, 0)) == expected


def test_an_alignment_of_texts_that_were_forgotten_never_leads_to_those_of_another_pair(
    desk: Desk, path: Path, tmp_path: Path
) -> None:
    first, second, third = (row(0, original_text=one, translation_text=two) for one, two in map(texts, (1, 9, 3)))
    batch(path, tmp_path, [first])
    later = at_run(desk, batch(path, tmp_path, [second]))
    joined(later, 0)
    batch(path, tmp_path, [first])
    with Store(path) as store:
        store.prune(1)
    # Verdicts that come later may get the numbers of those that were forgotten.
    last = at_run(desk, batch(path, tmp_path, [row(5), third]))
    before = pair_at(last, 1).checked().original.text
    with suppress(ChangedError):
        last.undo(1)
    assert pair_at(last, 1).checked().original.text == before


# The file of dismissals


def dismissed(at: Desk, name: str = "money-changed", reason: str = "an older edition says so") -> str:
    mark = mark_of(at, 0, name)
    at.decide(0, mark, Kind.DISMISS, {"reason": reason})
    return mark


def test_a_dismissal_goes_to_the_file_that_check_goes_by(at_files: Desk, file: Path, files: Files) -> None:
    mark = dismissed(at_files)
    (entry,) = read_dismissed(file)
    assert (entry.fingerprint, entry.check, entry.author) == (mark, "money-changed", "anna")
    assert entry.reason == "an older edition says so"
    assert entry.pair == ("original.txt", "drifted.txt")
    made = check(files.original, files.drifted)
    settled = dismissals(made, Index(read_dismissed(file), file), file, datetime.date.today())
    assert {f.check: f.status for f in settled.findings} == {
        "negation-flipped": "new",
        "money-changed": "dismissed",
        "sentence-omitted": "new",
    }


@pytest.mark.parametrize("kind", [Kind.REOPEN, Kind.CONFIRM])
def test_a_dismissal_that_is_taken_back_leaves_the_file(at_files: Desk, file: Path, kind: Kind) -> None:
    mark = dismissed(at_files)
    dismissed(at_files, "negation-flipped")
    at_files.decide(0, mark, kind, {})
    assert [entry.check for entry in read_dismissed(file)] == ["negation-flipped"]
    at_files.undo(0)
    assert [entry.check for entry in read_dismissed(file)] == ["money-changed", "negation-flipped"]
    at_files.undo(0)
    at_files.undo(0)
    assert read_dismissed(file) == []


def test_of_two_dismissals_the_one_that_is_left_goes(at_files: Desk, file: Path) -> None:
    ben = Desk(at_files.path, at_files.run, "ben", dismissed=file, _judge=at_files._judge)
    dismissed(at_files, reason="first")
    dismissed(ben, reason="second")
    assert [(entry.author, entry.reason) for entry in read_dismissed(file)] == [("ben", "second")]
    ben.undo(0)
    assert [(entry.author, entry.reason) for entry in read_dismissed(file)] == [("anna", "first")]


def test_entries_of_other_pairs_stay_in_the_file(at_files: Desk, file: Path) -> None:
    known = Dismissed("0123456789ab", "name-changed", "", "a.txt", "b.txt", "so", "carla", "2026-03-01")
    dismissed_anew(file, lambda: ([known], []))
    mark = dismissed(at_files)
    assert len(read_dismissed(file)) == 2
    at_files.decide(0, mark, Kind.REOPEN, {})
    assert read_dismissed(file) == [known]


def test_what_is_no_decision_makes_no_file(at_files: Desk, file: Path) -> None:
    at_files.decide(0, mark_of(at_files, 0, "money-changed"), Kind.NOTE, {"text": "Ask."})
    at_files.decide(0, mark_of(at_files, 0, "money-changed"), Kind.CONFIRM, {})
    at_files.done(0)
    assert not file.exists()


def test_texts_without_files_are_not_dismissed_in_a_file(desk: Desk, file: Path) -> None:
    desk.dismissed = file
    desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.DISMISS, BECAUSE)
    assert statuses(desk, NUMBER)["number-changed"] == "dismissed"
    assert not file.exists()


def test_a_dismissal_stays_in_the_file_when_its_passage_is_aligned_anew(at_files: Desk, file: Path) -> None:
    dismissed(at_files)
    joined(at_files, 0, 4, 5)
    assert statuses(at_files)["money-changed"] == "dismissed"
    dismissed(at_files, "negation-flipped")
    assert [entry.check for entry in read_dismissed(file)] == ["money-changed", "negation-flipped"]


# At once


def test_what_two_do_at_once_is_all_kept(desk: Desk, other: Desk) -> None:
    marks = {ordinal: [f.fingerprint for f in pair_at(desk, ordinal).checked().findings] for ordinal in range(6)}
    jobs = [(at, ordinal, mark) for at in (desk, other) for ordinal, those in marks.items() for mark in those] * 4
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(at.decide, ordinal, mark, Kind.CONFIRM, {}) for at, ordinal, mark in jobs]:
            done.result()
    # What somebody said already is not said again.
    assert (lines(desk), len(jobs)) == (12, 48)
    for ordinal, those in marks.items():
        pair = pair_at(desk, ordinal)
        assert all(pair.state.of(mark).by == {"anna": "confirmed", "ben": "confirmed"} for mark in those)


def test_the_file_holds_what_is_dismissed_when_all_are_done_at_once(at_files: Desk, file: Path) -> None:
    ben = Desk(at_files.path, at_files.run, "ben", dismissed=file, _judge=at_files._judge)
    marks = [finding.fingerprint for finding in pair_at(at_files).checked().findings]
    jobs = [(at, mark, kind) for kind in (Kind.REOPEN, Kind.DISMISS) for mark in marks for at in (at_files, ben)]
    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(at.decide, 0, mark, kind, BECAUSE) for at, mark, kind in jobs]:
            done.result()
    left = {mark for mark in marks if pair_at(at_files).state.of(mark).status == "dismissed"}
    assert {entry.fingerprint for entry in read_dismissed(file)} == left
    assert lines(at_files) == 12


def test_of_two_alignments_at_once_one_is_kept_and_the_other_is_told(desk: Desk, other: Desk) -> None:
    seen = verdict(desk, CLEAN)
    with ThreadPoolExecutor(2) as pool:
        tasks = [
            pool.submit(at.align, CLEAN, seen, lambda beads, n=n: merged(beads, n, n + 1))
            for n, at in enumerate((desk, other))
        ]
        errors = [task.exception() for task in tasks]
    assert sorted(type(error).__name__ for error in errors) == ["ChangedError", "NoneType"]
    assert len(sides(desk, CLEAN)) == 2
    assert len(log(desk, "n1")) == 1


def test_a_batch_that_runs_meanwhile_loses_nothing(desk: Desk, path: Path, tmp_path: Path) -> None:
    mark = mark_of(desk, PAINTINGS, "number-changed")

    def busy() -> None:
        for _ in range(10):
            desk.decide(PAINTINGS, mark, Kind.CONFIRM, {})
            desk.undo(PAINTINGS)
        desk.decide(PAINTINGS, mark, Kind.DISMISS, BECAUSE)

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(busy)
        later = at_run(desk, batch(path, tmp_path, [row(n) for n in range(3, 9)]))
        working.result()
    assert lines(desk) == 11
    assert statuses(later, 0) == {"number-changed": "dismissed"}


# The models


def test_models_are_loaded_when_they_are_needed_and_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Settings] = []

    def counted(settings: Settings) -> Judge:
        made.append(settings)
        return Judge(settings)

    monkeypatch.setattr("xlcheck.review.desk.Judge", counted)
    desk = Desk(path, 1, "anna")
    desk.decide(GERMAN, mark_of(desk, GERMAN, "modality-changed"), Kind.CONFIRM, {})
    assert made == []
    joined(desk, CLEAN)
    joined(desk, OMITTED)
    assert made == [desk.settings]


def test_hand_aligned_passages_are_judged_by_the_settings_of_the_desk(path: Path) -> None:
    settings = Settings(severities={"number-changed": "major"})
    desk = Desk(path, 1, "anna", settings)
    joined(desk, NUMBER)
    severities = {finding.check: finding.severity for finding in pair_at(desk, NUMBER).checked().findings}
    assert severities == {"number-changed": Severity.MAJOR, "negation-flipped": Severity.CRITICAL}


def test_what_is_kept_is_the_report_that_everybody_else_reads(desk: Desk) -> None:
    joined(desk, CLEAN)
    with desk.open() as store:
        assert told(store)[CLEAN]["report"]["beads"][0]["original"] == [0, 1]
        assert store.problems() == []


def test_what_changes_a_pair_of_the_same_texts_is_seen_in_both(entered: Entered, files: Files) -> None:
    report = check(files.original.read_text("utf-8"), files.drifted.read_text("utf-8"))
    at = entered(report, report)
    before = pair_at(at, 1).seen
    at.align(0, pair_at(at, 0).verdict, lambda beads: merged(beads, 1, 2))
    assert pair_at(at, 1).seen != before
    assert pair_at(at, 1).verdict == pair_at(at, 0).verdict


def test_a_pair_is_read_through_once_by_each(desk: Desk, other: Desk) -> None:
    for at in (desk, desk, other):
        at.done(CLEAN)
    assert lines(desk) == 2
