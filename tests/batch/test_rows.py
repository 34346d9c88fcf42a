from __future__ import annotations

import json
from typing import Any

import xlcheck
from xlcheck.batch import Settings, check_batch
from xlcheck.batch.rows import COLUMNS
from xlcheck.reporting.json import as_dict

ROWS: list[dict[str, Any]] = [
    {"id": 7, "original_text": "公司去年售出105.8万辆汽车。", "translation_text": "The company sold 10.58 million cars last year."},
    {"id": "x", "original_text": "他周一抵达。", "translation_text": "He arrived on Monday.", "outlet": "Melby News"},
    {"id": "empty", "original_text": None, "translation_text": "He arrived."},
]  # fmt: skip


def test_a_row_comes_back_for_each_with_counts_and_the_whole_report() -> None:
    drifted, faithful, empty = check_batch(ROWS)
    assert [tuple(row) for row in (drifted, faithful, empty)] == [COLUMNS] * 3
    assert (drifted["id"], drifted["drifted"], drifted["error"]) == ("7", 1, None)
    assert (faithful["drifted"], faithful["critical"]) == (0, 0)
    assert json.loads(drifted["report"]) == json.loads(
        json.dumps(as_dict(xlcheck.check(ROWS[0]["original_text"], ROWS[0]["translation_text"])))
    )
    assert 0 < faithful["drift"] < drifted["drift"] <= 1


def test_a_row_that_can_not_be_judged_has_an_error_and_spoils_no_other() -> None:
    *_, empty = check_batch(ROWS)
    assert empty["report"] is None
    assert "there is no sentence in it" in empty["error"]


def test_settings_go_for_all_rows() -> None:
    (row, *_) = check_batch(ROWS, Settings(ignore=("number-changed", "meaning-drifted")))
    assert row["drifted"] == 0


def test_what_is_no_number_is_nothing() -> None:
    nan = float("nan")
    (row,) = check_batch(
        [
            {
                "id": nan,
                "original_text": "他周一抵达。",
                "translation_text": "He arrived on Monday.",
                "date": nan,
                "outlet": nan,
            }
        ]
    )
    assert (row["id"], row["error"]) == ("0", None)
    (empty,) = check_batch([{"id": None, "original_text": nan, "translation_text": "He arrived."}])
    assert "there is no sentence in it" in empty["error"]
