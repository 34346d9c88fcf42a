"""The file of dismissals and the log: what one has the other gets, and nothing that others said is lost."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Files
from tests.review.conftest import mark_of, pair_at, statuses
from xlcheck import check
from xlcheck.batch import Store
from xlcheck.errors import XlcheckError
from xlcheck.judging.suppressions import Dismissed, dismissed_anew, read_dismissed
from xlcheck.report import Run
from xlcheck.review.actions import Kind
from xlcheck.review.desk import Desk
from xlcheck.review.dismissals import taken_over
from xlcheck.review.entering import enter

TODAY = datetime.date(2026, 3, 14)


def by_carla(at: Desk, file: Path, *, expires: str | None = None, **other: str) -> Dismissed:
    """Carla dismissed the sum on the command line."""
    told = {"check": "money-changed", "original": "original.txt", "translation": "drifted.txt"} | other
    entry = Dismissed(
        mark_of(at, 0, "money-changed"), **told, reason="so agreed", author="carla", date="2026-03-01", expires=expires
    )
    dismissed_anew(file, lambda: ([entry], []))
    return entry


def take_over(at: Desk, file: Path, today: datetime.date = TODAY) -> None:
    with at.open() as store:
        taken_over(store, at.run, file, today)


def test_what_the_file_has_is_dismissed_with_who_said_so_and_when(at_files: Desk, file: Path) -> None:
    by_carla(at_files, file)
    for _ in range(2):
        take_over(at_files, file)
    assert statuses(at_files)["money-changed"] == "dismissed"
    (word,) = pair_at(at_files).state.of(mark_of(at_files, 0, "money-changed")).words
    assert (word.what, word.author, word.at[:10]) == ("dismissed: so agreed", "carla", "2026-03-01")


def test_what_is_confirmed_by_mistake_and_undone_is_hers_again(at_files: Desk, file: Path) -> None:
    entry = by_carla(at_files, file, expires="2999-01-01")
    take_over(at_files, file)
    at_files.decide(0, entry.fingerprint, Kind.CONFIRM, {})
    assert read_dismissed(file) == []
    at_files.undo(0)
    (back,) = read_dismissed(file)
    assert replace(back, message="") == entry


def test_nobody_takes_back_what_another_said(at_files: Desk, file: Path) -> None:
    entry = by_carla(at_files, file)
    take_over(at_files, file)
    assert at_files.undo(0).undone is None
    assert read_dismissed(file) == [entry]


def test_one_that_has_run_out_is_open_and_one_that_was_taken_over_is_opened_again(at_files: Desk, file: Path) -> None:
    by_carla(at_files, file, expires="2026-03-20")
    take_over(at_files, file, datetime.date(2026, 3, 21))
    assert statuses(at_files)["money-changed"] == "new"
    take_over(at_files, file)
    assert statuses(at_files)["money-changed"] == "dismissed"
    take_over(at_files, file, datetime.date(2026, 3, 21))
    assert statuses(at_files)["money-changed"] == "new"
    words = pair_at(at_files).state.of(mark_of(at_files, 0, "money-changed")).words
    assert (words[-1].what, words[-1].author) == ("opened again: the dismissal ran out on 2026-03-20", "(the file)")


def test_one_of_another_pair_that_is_there_is_left_alone(at_files: Desk, file: Path) -> None:
    by_carla(at_files, file, translation="faithful.txt")
    take_over(at_files, file)
    assert statuses(at_files)["money-changed"] == "new"


def test_without_a_file_nothing_is_taken_over_and_a_broken_one_is_told(at_files: Desk, file: Path) -> None:
    take_over(at_files, file)
    file.write_text("[")
    with pytest.raises(XlcheckError, match="is no list of dismissed findings"):
        take_over(at_files, file)
    assert set(statuses(at_files).values()) == {"new"}


def test_what_a_report_says_is_dismissed_is_so_until_somebody_opens_it(tmp_path: Path, files: Files) -> None:
    report = check(files.original, files.drifted)
    first = report.findings[0].fingerprint
    beads = tuple(
        replace(
            bead, findings=tuple(replace(f, status="dismissed") if f.fingerprint == first else f for f in bead.findings)
        )
        for bead in report.beads
    )
    with Store(tmp_path / "x.sqlite") as store:
        numbers = [enter(store, Run((one,)), "r") for one in (replace(report, beads=beads), report)]
    assert numbers == [1, 1]
    at = Desk(tmp_path / "x.sqlite", 1, "anna")
    assert pair_at(at).state.of(first).status == "dismissed"
    at.decide(0, first, Kind.REOPEN, {})
    with Store(tmp_path / "x.sqlite") as store:
        enter(store, Run((replace(report, beads=beads),)), "r")
    assert pair_at(at).state.of(first).status == "new"


def test_a_file_that_cannot_be_written_costs_no_decision(at_files: Desk, file: Path) -> None:
    file.mkdir()
    done = at_files.decide(0, mark_of(at_files, 0, "money-changed"), Kind.DISMISS, {"reason": "so"})
    assert done.warning is not None
    assert done.warning.startswith("saved, but not for xlcheck check: ")
    assert statuses(at_files)["money-changed"] == "dismissed"
