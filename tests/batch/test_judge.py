from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import texts
from xlcheck import check
from xlcheck.batch import Item, Settings
from xlcheck.batch.item import Loaded, load
from xlcheck.batch.judge import Judge, Outcome
from xlcheck.checks.base import Evidence, Pair
from xlcheck.checks.negation_flipped import NegationFlipped
from xlcheck.judging.severities import with_severities
from xlcheck.reporting.json import as_dict

Together = Callable[..., list[Outcome]]


def item(number: int, *, drifted: bool = False, **more: Any) -> Item:
    original, translation = texts(number, drifted=drifted)
    return Item(**{"id": f"n{number}", "original": original, "translation": translation, **more})


def loaded(items: Sequence[Item]) -> list[Loaded]:
    return [load(one, ordinal, b"") for ordinal, one in enumerate(items)]


def data(outcome: Outcome) -> dict[str, Any]:
    assert outcome.report is not None, outcome.error
    told: dict[str, Any] = json.loads(outcome.report)
    return told


@pytest.fixture
def together() -> Together:
    """What comes of items that are judged together: ``together(item, item, select=("…",))``."""
    return lambda *items, **settings: Judge(Settings(**settings)).together(loaded(items))


@pytest.fixture
def _explodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that fails on one article in a way that nobody foresaw."""
    look = NegationFlipped.pair

    def fail(self: NegationFlipped, pair: Pair) -> Iterator[Evidence]:
        if "124" in pair.original.text:
            raise ZeroDivisionError("no such luck")
        return look(self, pair)

    monkeypatch.setattr(NegationFlipped, "pair", fail)


def test_a_report_is_that_of_the_pair_alone(together: Together) -> None:
    items = [item(n, drifted=n % 2 == 0) for n in range(6)]
    for outcome, one in zip(together(*items), items, strict=True):
        assert data(outcome) == as_dict(check(one.original, one.translation))


def test_outcomes_come_in_the_order_of_their_items(together: Together) -> None:
    original, translation = texts(1)
    items = [item(0), Item("other way", translation, original), item(2), Item("empty", "…", "…"), item(3)]
    outcomes = together(*items)
    assert [outcome.ordinal for outcome in outcomes] == [0, 1, 2, 3, 4]
    assert [outcome.key for outcome in outcomes] == [one.key for one in loaded(items)]
    languages = [data(outcome)["original"]["language"] for outcome in outcomes if outcome.report]
    assert languages == ["zh-Hans", "en", "zh-Hans", "zh-Hans"]


def test_the_language_of_an_item_goes_before_that_of_the_run(together: Together) -> None:
    settings = {"original_language": "zh-TW", "translation_language": "en-GB"}
    told = [data(one) for one in together(item(0), item(1, original_language="zh-CN"), **settings)]
    assert [one["original"]["language"] for one in told] == ["zh-TW", "zh-CN"]
    assert {one["translation"]["language"] for one in told} == {"en-GB"}


def test_an_unknown_language_is_a_notice_and_no_error(together: Together) -> None:
    (outcome,) = together(item(0, translation_language="xx"))
    expected = as_dict(check(*texts(0), translation_language="xx"))
    assert data(outcome) == expected
    assert [notice["code"] for notice in expected["notices"]]


def test_the_checks_and_severities_are_those_of_the_settings(together: Together) -> None:
    one = item(0, drifted=True)
    severities = {"number-changed": "minor"}
    (outcome,) = together(one, select=("number-changed",), severities=severities)
    expected = with_severities(check(one.original, one.translation, select=["number-changed"]), severities)
    assert data(outcome) == as_dict(expected)
    assert [(f["check"], f["severity"]) for f in data(outcome)["findings"]] == [("number-changed", "minor")]


def test_dates_are_those_of_the_items(together: Together) -> None:
    pair = "会议昨天举行。", "The meeting took place on 28 February."
    dates = ["2026-03-01", "2026-03-09"]
    outcomes = together(*(Item(day, *pair, "zh", "en", date=day) for day in dates))
    told = [
        as_dict(check(*pair, original_date=day, original_language="zh", translation_language="en")) for day in dates
    ]
    assert [data(outcome) for outcome in outcomes] == told
    assert told[0]["findings"] != told[1]["findings"]


def test_files_are_read_by_their_endings_and_have_no_name_in_a_report(tmp_path: Path, together: Together) -> None:
    original, translation = texts(1)
    for name, text in {"a.md": f"# 学校\n\n{original}\n", "a.html": f"<h1>School</h1><p>{translation}</p>"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (outcome,) = together(Item("a", tmp_path / "a.md", tmp_path / "a.html", "zh", "en"))
    report = check(tmp_path / "a.md", tmp_path / "a.html", original_language="zh", translation_language="en")
    expected = as_dict(report)
    expected["original"]["path"] = expected["translation"]["path"] = None
    assert data(outcome) == expected
    assert (expected["original"]["title"], expected["translation"]["title"]) == ("学校", "School")


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"translation": "… !"}, "the translation: there is no sentence in it"),
        ({"original": "\n\n"}, "the original: there is no sentence in it"),
        ({"date": "soon"}, "'soon' is no date"),
    ],
)
def test_an_item_that_can_not_be_read_spoils_no_other(together: Together, wrong: dict[str, Any], problem: str) -> None:
    before, failed, after = together(item(0), item(1, **wrong), item(2))
    assert (failed.report, problem in (failed.error or "")) == (None, True)
    assert [data(one) for one in (before, after)] == [as_dict(check(*texts(n))) for n in (0, 2)]


def test_a_file_of_bytes_that_are_no_text_is_told_by_its_name(tmp_path: Path, together: Together) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (outcome,) = together(Item("a", path, "The ferry stopped."))
    assert (outcome.error or "").startswith("the original: is a binary file")


@pytest.mark.usefixtures("_explodes")
def test_a_pair_on_which_a_check_fails_is_told_and_spoils_no_other(together: Together) -> None:
    # The eleventh article has 124 in it, and so has no other.
    items = [item(n) for n in (3, 7, 11, 15)]
    outcomes = together(*items)
    assert outcomes[2].error == "could not be judged (ZeroDivisionError: no such luck)"
    assert outcomes[2].report is None
    others = [one for n, one in enumerate(outcomes) if n != 2]
    assert [data(one)["translation"]["sentences"][0]["text"] for one in others] == [
        check(*texts(n)).translation.sentences[0].text for n in (3, 7, 15)
    ]


def test_what_is_interrupted_is_no_failure_of_a_pair(together: Together, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*anything: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xlcheck.batch.judge.judged_beads", interrupt)
    with pytest.raises(KeyboardInterrupt):
        together(item(0), item(1))


def test_no_item_has_no_outcome(together: Together) -> None:
    assert together() == []
