"""Decisions as labelled pairs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.review.conftest import CLEAN, GERMAN, GONE, NUMBER, OMITTED, mark_of, pair_at
from xlcheck.batch import Store
from xlcheck.checks.base import Severity
from xlcheck.evaluation.labelled import Labelled, read_labelled
from xlcheck.review.actions import Kind
from xlcheck.review.desk import Desk
from xlcheck.review.labels import labels
from xlcheck.review.realign import merged

Command = Callable[..., Run]
BECAUSE = {"reason": "an older edition says so"}


def rows(desk: Desk) -> list[dict[str, Any]]:
    with desk.open() as store:
        return [json.loads(line) for line in labels(store, desk.run)]


def labelled(desk: Desk, path: Path) -> list[Labelled]:
    """As `xlcheck tune` reads them."""
    with desk.open() as store:
        path.write_text("".join(labels(store, desk.run)), encoding="utf-8")
    return read_labelled(path)


def said(desk: Desk, ordinal: int, check: str, kind: Kind) -> None:
    value = BECAUSE if kind == Kind.DISMISS else {}
    desk.decide(ordinal, mark_of(desk, ordinal, check), kind, value)


def test_where_nobody_decided_anything_there_are_no_labels(desk: Desk) -> None:
    assert rows(desk) == []
    desk.decide(NUMBER, mark_of(desk, NUMBER, "number-changed"), Kind.NOTE, {"text": "Ask."})
    assert rows(desk) == []


def test_a_confirmed_finding_makes_a_drifted_pair_with_its_places(desk: Desk, tmp_path: Path) -> None:
    said(desk, NUMBER, "number-changed", Kind.CONFIRM)
    (pair,) = labelled(desk, tmp_path / "labels.jsonl")
    assert (pair.drifted, pair.category, pair.document) == (True, "number-changed", "n0")
    sentence = pair.sentence
    assert sentence.original == "这家工厂去年生产了113台水泵。"
    assert sentence.translation == "The factory built 5021 pumps last year."
    assert (sentence.original_language, sentence.translation_language) == ("zh", "en")
    texts = (sentence.original, sentence.translation)
    assert [
        [text[slice(*bounds)] for bounds in side] for text, side in zip(texts, pair.spans, strict=True)
    ] == [["113"], ["5021"]]  # fmt: skip


def test_places_are_counted_from_the_beginning_of_the_passage(desk: Desk, tmp_path: Path) -> None:
    said(desk, GERMAN, "quantifier-changed", Kind.CONFIRM)
    (pair,) = labelled(desk, tmp_path / "labels.jsonl")
    assert pair.sentence.original == "Die meisten Fischer müssen sich bis Freitag melden."
    assert pair.spans == (((0, 11),), ((0, 4),))


def test_what_was_dismissed_altogether_is_faithful(desk: Desk, tmp_path: Path) -> None:
    said(desk, NUMBER, "number-changed", Kind.DISMISS)
    (pair,) = labelled(desk, tmp_path / "labels.jsonl")
    assert (pair.drifted, pair.spans) == (False, ((), ()))


def test_a_passage_of_which_only_some_was_dismissed_is_left_out(desk: Desk) -> None:
    desk.align(NUMBER, pair_at(desk, NUMBER).verdict, lambda beads: merged(beads, 0, 1))
    assert len(pair_at(desk, NUMBER).checked().beads[0].findings) == 2
    said(desk, NUMBER, "number-changed", Kind.DISMISS)
    assert rows(desk) == []
    said(desk, NUMBER, "negation-flipped", Kind.CONFIRM)
    (row,) = rows(desk)
    assert (row["label"], row["category"]) == (1, "negation-flipped")


def test_what_was_opened_again_or_undone_is_left_out(desk: Desk) -> None:
    said(desk, NUMBER, "number-changed", Kind.CONFIRM)
    said(desk, NUMBER, "negation-flipped", Kind.DISMISS)
    assert [row["label"] for row in rows(desk)] == [1, 0]
    desk.undo(NUMBER)
    said(desk, NUMBER, "number-changed", Kind.REOPEN)
    assert rows(desk) == []


def test_passages_without_findings_are_faithful_once_the_pair_was_read(desk: Desk) -> None:
    desk.done(CLEAN)
    assert [row["label"] for row in rows(desk)] == [0, 0, 0]
    assert {row["doc"] for row in rows(desk)} == {"n1"}


def test_reading_a_pair_through_decides_no_finding(desk: Desk) -> None:
    desk.done(NUMBER)
    assert rows(desk) == []


def test_a_reading_goes_for_the_alignment_that_was_read(desk: Desk) -> None:
    desk.done(CLEAN)
    desk.align(CLEAN, pair_at(desk, CLEAN).verdict, lambda beads: merged(beads, 0, 1))
    assert rows(desk) == []
    desk.done(CLEAN)
    assert [row["label"] for row in rows(desk)] == [0, 0]


def test_a_mark_of_the_missed_makes_a_drifted_pair(desk: Desk, tmp_path: Path) -> None:
    report = pair_at(desk, CLEAN).checked()
    start = report.translation.text.index("ferry")
    desk.done(CLEAN)
    desk.mark(CLEAN, None, report.translation.span(start, start + 5), Severity.MAJOR, "no ferry there")
    found = labelled(desk, tmp_path / "labels.jsonl")
    assert [pair.drifted for pair in found] == [False, True, False]
    text, (originals, translations) = found[1].sentence.translation, found[1].spans
    assert (originals, [text[slice(*bounds)] for bounds in translations]) == ((), ["ferry"])


def test_what_stands_on_one_side_only_is_no_pair(desk: Desk) -> None:
    said(desk, OMITTED, "sentence-omitted", Kind.CONFIRM)
    assert rows(desk) == []
    desk.done(OMITTED)
    assert [row["label"] for row in rows(desk)] == [0, 0]


def test_a_pair_that_failed_is_passed_over(desk: Desk, store: Store) -> None:
    with store.writing():
        store.change("INSERT INTO action VALUES (NULL, 'gone', 'f', 'confirm', '{}', 'anna', 'now', NULL)")
    said(desk, NUMBER, "number-changed", Kind.CONFIRM)
    assert pair_at(desk, GONE).report is None
    assert [row["doc"] for row in rows(desk)] == ["n0"]


@pytest.mark.parametrize("status", ["dismissed", "baselined"])
def test_what_a_file_settled_nobody_decided_here(desk: Desk, store: Store, status: str) -> None:
    import zlib

    (blob,) = next(store.query("SELECT report FROM verdict JOIN item ON verdict = verdict.id WHERE item.id = 'n0'"))
    told = store.report(blob)
    for finding in told["findings"]:
        finding["status"] = status
    with store.writing():
        store.change(
            "UPDATE verdict SET report = ? WHERE id = (SELECT verdict FROM item WHERE id = 'n0')",
            (zlib.compress(json.dumps(told).encode()),),
        )
    assert {finding.status for finding in pair_at(desk, NUMBER).checked().findings} == {status}
    desk.done(NUMBER)
    assert rows(desk) == []


def test_labels_are_exported_and_tune_reads_them(desk: Desk, tmp_path: Path, xlcheck: Command) -> None:
    said(desk, NUMBER, "number-changed", Kind.CONFIRM)
    desk.done(CLEAN)
    file = tmp_path / "mine.jsonl"
    assert xlcheck("store", "export", desk.path, "-f", f"labels={file}").code == 0
    run = xlcheck("tune", file)
    assert run.code == 0
    assert run.out.startswith("4 pairs, 1 of them drifted\n")
