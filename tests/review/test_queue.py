"""The pairs of a run as a queue."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.batch.conftest import row, write_jsonl
from tests.review.conftest import (
    CLEAN,
    GERMAN,
    GONE,
    LATER,
    NUMBER,
    OMITTED,
    PAINTINGS,
    SIGNS,
    Entered,
    mark_of,
    pair_at,
)
from xlcheck import check
from xlcheck.batch import Settings, Store, run_batch
from xlcheck.checks.base import Severity
from xlcheck.judging.suppressions import marked
from xlcheck.report import Report
from xlcheck.review import queue
from xlcheck.review.actions import Kind
from xlcheck.review.desk import Desk
from xlcheck.review.queue import Filters, Progress
from xlcheck.review.realign import merged

WORST = ["n0", "n3", "d4", "d5", "n1", "n2", "s6", "gone"]
BECAUSE = {"reason": "an older edition says so"}


@pytest.fixture(scope="module")
def prepared_store(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The run that nobody changes, for many searches."""
    with Store(Path(shutil.copy(prepared, tmp_path_factory.mktemp("search") / "results.db"))) as opened:
        yield opened


def ids(store: Store, run: int = 1, **filters: str) -> list[str]:
    """The pairs that some filters leave, in their order."""
    rows, total, _ = queue.page(store, run, Filters(**filters))
    assert total == len(rows)
    return [row["id"] for row in rows]


def decided(desk: Desk, ordinal: int, kind: Kind = Kind.CONFIRM) -> None:
    """All findings of a pair."""
    for finding in pair_at(desk, ordinal).checked().findings:
        desk.decide(ordinal, finding.fingerprint, kind, BECAUSE if kind == Kind.DISMISS else {})


# The order


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("worst", WORST),
        ("open", ["n0", "d4", "n3", "d5", "n1", "n2", "s6", "gone"]),
        ("newest", ["s6", "d5", "d4", "n3", "n1", "n0", "n2", "gone"]),
        ("outlet", ["n2", "d4", "d5", "n0", "n1", "n3", "s6", "gone"]),
        ("order", ["n0", "n1", "n2", "n3", "d4", "d5", "s6", "gone"]),
    ],
)
def test_pairs_come_in_the_order_that_is_asked_for(store: Store, sort: str, expected: list[str]) -> None:
    assert ids(store, sort=sort) == expected


def test_every_order_is_tried_here() -> None:
    assert {*queue.SORTS} == {"worst", "open", "newest", "outlet", "order"}


def test_what_is_decided_goes_behind_what_is_open(desk: Desk, store: Store) -> None:
    decided(desk, NUMBER)
    assert ids(store, sort="open")[:4] == ["d4", "n3", "d5", "n0"]
    assert ids(store, sort="worst") == WORST


# The filters


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"outlet": "The Quay"}, ["n0", "n1"]),
        ({"outlet": "the quay"}, []),
        ({"language": "de-en"}, ["d4", "d5"]),
        ({"check": "number-changed"}, ["n0", "n3"]),
        ({"check": "no such check"}, []),
        ({"severity": "minor"}, ["n0", "n3", "d4", "d5"]),
        ({"severity": "major"}, ["n0", "n3", "d4"]),
        ({"severity": "critical"}, ["n0", "n3"]),
        ({"check": "sentence-omitted", "severity": "minor"}, ["d5"]),
        ({"check": "sentence-omitted", "severity": "major"}, []),
        ({"since": "2026-03-03"}, ["n3", "d4", "d5", "s6"]),
        ({"until": "2026-03-02"}, ["n0", "n1"]),
        ({"since": "2026-03-03", "until": "2026-03-04"}, ["n3", "d4"]),
        ({"outlet": "The Lantern", "language": "de-en", "severity": "major", "since": "2026-03-01"}, ["d4"]),
        ({"outlet": "The Quay' OR 1=1 --"}, []),
    ],
)
def test_filters_leave_what_is_asked_for(store: Store, filters: dict[str, str], expected: list[str]) -> None:
    assert ids(store, **filters) == expected


def test_a_day_holds_all_its_hours(store: Store) -> None:
    with store.writing():
        store.change("UPDATE item SET date = '2026-03-03T23:30:00+08:00' WHERE id = 'n3'")
    assert ids(store, since="2026-03-03", until="2026-03-03") == ["n3"]


def test_what_can_be_asked_for_is_told(store: Store) -> None:
    assert queue.choices(store, 1) == {
        "outlet": ["The Lantern", "The Quay"],
        "language": ["de-en", "zh-en"],
        "check": ["modality-changed", "negation-flipped", "number-changed", "quantifier-changed", "sentence-omitted"],
    }
    assert queue.choices(store, 2) == {"outlet": [], "language": [], "check": []}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("", WORST),
        ("open", ["n0", "n3", "d4", "d5"]),
        ("decided", []),
        ("disputed", []),
        ("missed", []),
        ("read", []),
        ("unread", WORST[:-1]),
        ("clean", ["n1", "n2", "s6"]),
        ("failed", ["gone"]),
    ],
)
def test_before_anybody_did_anything_all_findings_are_open(store: Store, status: str, expected: list[str]) -> None:
    assert ids(store, status=status) == expected


def test_every_status_is_tried_here() -> None:
    assert {*queue.STATUSES} == {"", "open", "decided", "disputed", "missed", "read", "unread", "clean", "failed"}


def test_a_pair_is_decided_when_all_its_findings_are(desk: Desk, store: Store) -> None:
    desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.CONFIRM, {})
    assert ids(store, status="decided") == []
    desk.decide(NUMBER, mark_of(desk, NUMBER, "negation-flipped"), Kind.DISMISS, BECAUSE)
    assert ids(store, status="decided") == ["n0"]
    assert ids(store, status="open") == ["n3", "d4", "d5"]
    desk.decide(NUMBER, mark_of(desk, NUMBER, "negation-flipped"), Kind.REOPEN, {})
    assert ids(store, status="open") == ["n0", "n3", "d4", "d5"]
    desk.undo(NUMBER)
    assert ids(store, status="decided") == ["n0"]


@pytest.mark.parametrize(("kind", "value"), [(Kind.NOTE, {"text": "Ask."}), (Kind.SEVERITY, {"severity": "minor"})])
def test_a_note_and_a_severity_leave_a_finding_open(
    desk: Desk, store: Store, kind: Kind, value: dict[str, str]
) -> None:
    desk.decide(PAINTINGS, mark_of(desk, PAINTINGS, "number-changed"), kind, value)
    assert "n3" in ids(store, status="open")


def test_a_dispute_is_there_until_somebody_gives_in(desk: Desk, other: Desk, store: Store) -> None:
    decided(desk, PAINTINGS)
    assert ids(store, status="disputed") == []
    decided(other, PAINTINGS, Kind.DISMISS)
    assert ids(store, status="disputed") == ["n3"]
    decided(other, PAINTINGS, Kind.REOPEN)
    assert ids(store, status="disputed") == []
    other.undo(PAINTINGS)
    assert ids(store, status="disputed") == ["n3"]
    decided(other, PAINTINGS)
    assert ids(store, status="disputed") == []


def test_one_who_changes_his_mind_has_no_dispute_with_himself(desk: Desk, store: Store) -> None:
    decided(desk, PAINTINGS)
    decided(desk, PAINTINGS, Kind.DISMISS)
    assert ids(store, status="disputed") == []


def test_pairs_with_a_mark_of_the_missed_are_found(desk: Desk, store: Store) -> None:
    desk.mark(SIGNS, pair_at(desk, SIGNS).checked().original.span(0, 2), None, Severity.MAJOR, "")
    assert ids(store, status="missed") == ["s6"]
    desk.undo(SIGNS)
    assert ids(store, status="missed") == []


def test_a_pair_is_read_for_as_long_as_its_alignment_stands(desk: Desk, store: Store) -> None:
    desk.done(CLEAN)
    desk.done(LATER)
    assert ids(store, status="read") == ["n1", "n2"]
    assert ids(store, status="unread") == ["n0", "n3", "d4", "d5", "s6"]
    desk.align(CLEAN, pair_at(desk, CLEAN).verdict, lambda beads: merged(beads, 0, 1))
    assert ids(store, status="read") == ["n2"]
    desk.undo(CLEAN)
    assert ids(store, status="read") == ["n1", "n2"]


def test_what_a_file_dismissed_before_is_decided(entered: Entered, report: Report) -> None:
    desk = entered(marked(report, [finding.fingerprint for finding in report.findings], "dismissed"))
    with desk.open() as store:
        assert len(ids(store, desk.run, status="decided")) == 1
        decided(desk, 0, Kind.REOPEN)
        assert ids(store, desk.run, status="decided") == []


# The search


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水泵", ["n0"]),
        ("泵", ["n0"]),
        ("这家工厂", ["n0"]),
        ("门 关", ["s6"]),
        ("bridge", ["n1"]),
        ("BRIDGE", ["n1"]),
        ("ridg", ["n1"]),
        ("Fähre", ["d4", "d5"]),
        ("河水 river", ["n1", "s6"]),
        ("river 银行", ["s6"]),
        ("  river\tdeep\n", ["n1", "s6"]),
        ('"river"', ["s6"]),
        ('"', ["s6"]),
        ('river"', ["s6"]),
        ('""', []),
        ("it's not there", []),
        ("%", ["s6"]),
        ("0%", ["s6"]),
        ("100%", ["s6"]),
        ("1%0", []),
        ("_", ["s6"]),
        ("鱼_", ["s6"]),
        ("s_d", []),
        ("sh_died", ["s6"]),
        ("\\", []),
        ("river NOT bank", []),
        ("river NEAR(bridge)", []),
        ("riv*", []),
        ("text:river", []),
        ("zebra", []),
        ("^river", []),
    ],
)
def test_pairs_that_hold_every_word_are_found(store: Store, text: str, expected: list[str]) -> None:
    assert ids(store, text=text) == expected


@pytest.mark.parametrize("text", ["", "  ", "\t\n"])
def test_a_search_for_nothing_finds_everything(store: Store, text: str) -> None:
    assert ids(store, text=text) == WORST


def test_a_text_is_looked_for_beside_the_other_filters(store: Store) -> None:
    assert ids(store, text="ferry", outlet="The Lantern") == ["d4", "d5"]
    assert ids(store, text="ferry", status="clean") == ["n1"]


def test_pairs_of_later_runs_are_found_too(entered: Entered, report: Report) -> None:
    desk = entered(report)
    with desk.open() as store:
        assert len(ids(store, desk.run, text="lighthouse")) == 1
        assert ids(store, desk.run, text="windmill") == []
    later = entered(check("The windmill turns.", "风车在转。"))
    with later.open() as store:
        assert len(ids(store, later.run, text="windmill")) == 1
        assert ids(store, later.run, text="lighthouse") == []


def test_a_pair_that_was_aligned_by_hand_is_found_as_before(desk: Desk, store: Store) -> None:
    assert ids(store, text="bridge") == ["n1"]
    desk.align(CLEAN, pair_at(desk, CLEAN).verdict, lambda beads: merged(beads, 0, 1))
    assert ids(store, text="bridge") == ["n1"]


def test_after_older_runs_were_forgotten_the_right_pairs_are_found(store: Store, tmp_path: Path) -> None:
    assert ids(store, text="水泵") == ["n0"]
    store.finish(store.begin("none.jsonl", "digest", {}, ""))
    store.prune(1)
    # Its verdict gets the number of one that was forgotten.
    run = run_batch(write_jsonl(tmp_path / "later.jsonl", [row(5)]), store, Settings()).run
    assert next(store.query("SELECT verdict FROM item WHERE run = ?", (run,)))[0] == 1
    assert ids(store, run, text="bridge") == ["n5"]
    assert ids(store, run, text="水泵") == []


def test_a_sign_that_no_text_has_finds_nothing_and_breaks_nothing(store: Store) -> None:
    for text in ("ri\0ver", "\0", "bri\0dge"):
        assert ids(store, text=text) in ([], ["n1"], ["n1", "s6"], WORST)


@given(st.text(alphabet="ab\"'%_\\*()^:- +水泵riveANDORT", max_size=30))
def test_no_text_breaks_the_search(prepared_store: Store, text: str) -> None:
    found = ids(prepared_store, text=text)
    assert {*found} <= {*WORST}
    # Each word of it alone is found where all of them are.
    for word in text.split():
        assert {*found} <= {*ids(prepared_store, text=word)}


# Page by page


def test_a_page_holds_so_many_pairs_and_tells_of_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE", 3)
    pages = [queue.page(store, 1, Filters(), first) for first in (0, 3, 6)]
    assert [[row["id"] for row in rows] for rows, *_ in pages] == [WORST[:3], WORST[3:6], WORST[6:]]
    assert [told[1:] for told in pages] == [(8, 0), (8, 3), (8, 6)]
    # Beyond the last one is at the first again.
    assert queue.page(store, 1, Filters(), 300) == pages[0]


def test_what_was_settled_is_no_reason_to_look(desk: Desk, store: Store) -> None:
    assert ids(store, check="number-changed", severity="critical") == ["n0", "n3"]
    desk.decide(PAINTINGS, mark_of(desk, PAINTINGS, "number-changed"), Kind.DISMISS, {"reason": "so"})
    desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.SEVERITY, {"severity": "minor"})
    assert ids(store, check="number-changed", severity="critical") == []
    assert ids(store, check="number-changed") == ["n0"]
    rows = {row["id"]: row for row in queue.page(store, 1, Filters())[0]}
    assert (rows["n3"]["critical"], rows["n3"]["worst"], rows["n3"]["findings"]) == (0, None, 1)
    assert (rows["n0"]["critical"], rows["n0"]["minor"]) == (1, 1)


def test_a_row_tells_what_is_worst_in_its_pair(desk: Desk, store: Store) -> None:
    rows = {row["id"]: row for row in queue.page(store, 1, Filters())[0]}
    findings = pair_at(desk, GERMAN).checked().findings
    assert rows["d4"]["worst"] == max(findings, key=lambda f: (f.severity, f.confidence)).message
    assert rows["n1"]["worst"] is None
    assert (rows["d4"]["findings"], rows["d4"]["undecided"], rows["d4"]["language"]) == (2, 2, "de-en")
    assert rows["gone"]["error"]


# Progress


def test_progress_counts_what_is_decided_and_read(desk: Desk, store: Store) -> None:
    assert queue.progress(store, 1) == Progress(pairs=7, settled=3, read=0, findings=6, decided=0)
    desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.CONFIRM, {})
    decided(desk, PAINTINGS, Kind.DISMISS)
    desk.done(CLEAN)
    desk.done(CLEAN)
    assert queue.progress(store, 1) == Progress(pairs=7, settled=4, read=1, findings=6, decided=2)
    decided(desk, PAINTINGS, Kind.REOPEN)
    assert queue.progress(store, 1) == Progress(pairs=7, settled=3, read=1, findings=6, decided=1)


def test_a_run_of_nothing_has_no_progress(store: Store) -> None:
    assert queue.progress(store, 2) == Progress(0, 0, 0, 0, 0)


# What comes next


@pytest.mark.parametrize(
    ("filters", "here", "expected"),
    [
        ({}, NUMBER, (None, PAINTINGS, PAINTINGS)),
        ({}, OMITTED, (GERMAN, CLEAN, NUMBER)),
        ({}, CLEAN, (OMITTED, LATER, NUMBER)),
        ({}, GONE, (SIGNS, None, NUMBER)),
        ({"sort": "order"}, NUMBER, (None, CLEAN, PAINTINGS)),
        ({"language": "de-en"}, GERMAN, (None, OMITTED, OMITTED)),
        ({"language": "de-en"}, OMITTED, (GERMAN, None, GERMAN)),
        ({"status": "clean"}, LATER, (CLEAN, SIGNS, None)),
        ({"text": "bridge"}, CLEAN, (None, None, None)),
        # A pair that the filter leaves out stands where it would.
        ({"language": "de-en"}, PAINTINGS, (None, GERMAN, GERMAN)),
        ({"language": "de-en"}, CLEAN, (OMITTED, None, GERMAN)),
    ],
)
def test_neighbours_are_those_of_the_queue_as_it_is_filtered(
    store: Store, filters: dict[str, str], here: int, expected: tuple[int | None, int | None, int | None]
) -> None:
    assert queue.after(store, 1, Filters(**filters), here) == expected


def test_the_next_open_pair_is_one_with_something_to_decide(desk: Desk, store: Store) -> None:
    decided(desk, PAINTINGS)
    assert queue.after(store, 1, Filters(), NUMBER) == (None, PAINTINGS, GERMAN)
    for ordinal in (GERMAN, OMITTED):
        decided(desk, ordinal)
    assert queue.after(store, 1, Filters(), NUMBER)[2] is None
    assert queue.after(store, 1, Filters(), CLEAN)[2] == NUMBER


def test_a_pair_that_left_the_filter_by_being_decided_has_its_neighbours_still(desk: Desk, store: Store) -> None:
    decided(desk, PAINTINGS)
    assert queue.after(store, 1, Filters(status="open"), PAINTINGS) == (NUMBER, GERMAN, GERMAN)


# Addresses


def test_an_address_that_asks_for_what_there_is_not_is_passed_over() -> None:
    told = {"status": "lost", "sort": "id; DROP TABLE item", "severity": "fatal", "first": "3", "outlet": "The Quay"}
    assert Filters.of(told) == Filters(outlet="The Quay")
    assert Filters.of({"text": "a" * 5000}).text == "a" * 200


FILTERS = st.builds(
    Filters,
    outlet=st.text(max_size=20),
    text=st.text(max_size=20),
    check=st.sampled_from(["", "number-changed"]),
    severity=st.sampled_from(["", "minor", "critical"]),
    status=st.sampled_from([*queue.STATUSES]),
    sort=st.sampled_from([*queue.SORTS]),
    since=st.sampled_from(["", "2026-03-01"]),
)


@given(FILTERS)
def test_filters_go_through_an_address_and_back(filters: Filters) -> None:
    told = dict(parse_qsl(filters.query, keep_blank_values=True))
    assert Filters.of(told) == filters
    assert Filters().query == ""
