from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import Row, row, texts, write_jsonl
from tests.conftest import Run

Command = Callable[..., Run]

#: Of an article in which one number drifts: the critical finding that it makes.
NUMBER = {"severity": "critical", "check": "number-changed"}


def pair(number: int, *, drifted: bool, **more: Any) -> Row:
    return row(number, translation_text=texts(number, drifted=drifted)[1], **more)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def diff(xlcheck: Command) -> Command:
    """`xlcheck diff` of runs over some lines: ``diff([lines, lines], "-f", "json")``."""

    def run(runs: Sequence[list[Row]], *more: str) -> Run:
        for lines in runs:
            xlcheck("batch", write_jsonl(Path("pairs.jsonl"), lines), "--store", "results.db", "--jobs", "1", "-q")
        return xlcheck("diff", "results.db", *more)

    return run


def data(run: Run) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run.out)
    return told


#: Pair 1 and 3 drift by a number, in one of three passages each: one is mended, one breaks, one stays, two are lone.
BEFORE = [
    pair(1, drifted=True, outlet="Quay"), pair(3, drifted=False), pair(5, drifted=True), pair(7, drifted=False),
    pair(9, drifted=True),
]  # fmt: skip
AFTER = [
    pair(1, drifted=False, outlet="Quay"), pair(3, drifted=True), pair(5, drifted=True), pair(7, drifted=False),
    pair(11, drifted=True), pair(13, drifted=True),
]  # fmt: skip


def test_json_counts_what_is_new_fixed_and_unchanged(diff: Command) -> None:
    run = diff([BEFORE, AFTER], "-f", "json")
    told = data(run)
    assert (run.code, run.err, told["before"], told["after"]) == (0, "", 1, 2)
    one, new, fixed = ({"new": n, "fixed": f, "unchanged": u} for n, f, u in [(1, 1, 1), (1, 0, 1), (0, 1, 0)])
    assert told["total"] == one
    assert told["groups"]["check"] == {"number-changed": one}
    assert told["groups"]["severity"] == {"critical": one}
    assert told["groups"]["language"] == {"zh-en": one}
    assert told["groups"]["outlet"] == {"Quay": fixed, "–": new}
    assert (told["only_before"], told["only_after"]) == (1, 2)
    assert [{key: entry[key] for key in ("state", "id", "severity", "check")} for entry in told["changed"]] == [
        {"state": "new", "id": "n3", **NUMBER},
        {"state": "fixed", "id": "n1", **NUMBER},
    ]


def test_json_tells_whether_the_drift_changed(diff: Command) -> None:
    numbers = range(1, 25, 2)
    after = [pair(n, drifted=n < 16) for n in numbers]
    change = data(diff([[pair(n, drifted=False) for n in numbers], after], "-f", "json"))["drifted_passages"]
    assert (change["pairs"], change["before"]) == (12, 0.0)
    assert change["after"] > 0.2
    assert change["low"] <= change["after"] - change["before"] <= change["high"]
    assert 0 <= change["p"] < 0.05


def test_text_tells_the_same(diff: Command) -> None:
    run = diff([BEFORE, AFTER])
    lines = run.out.splitlines()
    assert (run.code, run.err) == (0, "")
    assert lines[:2] == [
        "run 1 → run 2: 1 new, 1 fixed, 1 unchanged",
        "pairs that only one of them has, which are left out: 1 and 2",
    ]
    assert lines[2].startswith("drifted passages over 4 pairs: 16.67 % → 16.67 %, change +0.00 (p = ")
    assert lines[2].endswith("p = 1.000)")
    table = {line.split()[0]: line.split()[1:] for line in lines[3:] if line.split()[-1:] != ["same"] and line}
    assert table["number-changed"] == table["critical"] == table["zh-en"] == ["1", "1", "1"]
    assert (table["Quay"], table["–"]) == (["0", "1", "0"], ["1", "0", "1"])
    assert [line[: line.index(":")] for line in lines[-2:]] == ["+ n3", "- n1"]
    assert all(": critical number-changed: " in line for line in lines[-2:])


def test_without_a_change_p_is_one(diff: Command) -> None:
    run = diff([BEFORE, BEFORE])
    assert run.out.splitlines()[0] == "run 1 → run 2: 0 new, 0 fixed, 3 unchanged"
    assert "change +0.00 (p = 1.000)" in run.out
    assert "left out" not in run.out


def test_runs_without_findings_have_nothing_to_list(diff: Command) -> None:
    lines = [pair(n, drifted=False) for n in (1, 3)]
    assert diff([lines, lines]).out.splitlines() == [
        "run 1 → run 2: 0 new, 0 fixed, 0 unchanged",
        "drifted passages over 2 pairs: 0.00 % → 0.00 %, change +0.00 (p = 1.000)",
    ]


def test_the_latest_two_runs_are_compared_unless_others_are_named(diff: Command) -> None:
    lines = [[pair(1, drifted=drifted)] for drifted in (False, True, True)]
    assert data(diff(lines, "-f", "json"))["total"] == {"new": 0, "fixed": 0, "unchanged": 1}
    assert data(diff([], "1", "2", "-f", "json"))["total"] == {"new": 1, "fixed": 0, "unchanged": 0}
    assert data(diff([], "3", "1", "-f", "json"))["total"] == {"new": 0, "fixed": 1, "unchanged": 0}
    assert diff([], "1").out.startswith("run 1 → run 3: 1 new")


def test_other_severities_are_no_new_findings(diff: Command, xlcheck: Command) -> None:
    diff([[pair(1, drifted=True)]])
    Path("xlcheck.toml").write_text('[severity]\nnumber-changed = "minor"\n', encoding="utf-8")
    told = data(diff([[pair(1, drifted=True)]], "-f", "json"))
    assert told["total"] == {"new": 0, "fixed": 0, "unchanged": 1}
    assert list(told["groups"]["severity"]) == ["minor"]


def test_of_many_changes_text_shows_some_and_json_all(diff: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlcheck.cli.diff._SHOWN", 2)
    runs = [[pair(n, drifted=drifted) for n in (1, 3, 5, 7, 9)] for drifted in (False, True)]
    lines = diff(runs).out.splitlines()
    assert [line[:4] for line in lines[-3:-1]] == ["+ n1", "+ n3"]
    assert lines[-1] == "… and 3 more; -f json has all"
    assert [entry["id"] for entry in data(diff([], "-f", "json"))["changed"]] == ["n1", "n3", "n5", "n7", "n9"]


HOSTILE = "a\n+ n9: critical\x1b[2J\u202eb\u2066\x9b31m\r\u2028c"
SHOWN = "a + n9: critical⟨U+001B⟩[2J⟨U+202E⟩b⟨U+2066⟩⟨U+009B⟩31m ⟨U+2028⟩c"


def test_hostile_names_show_as_marks_and_make_up_no_line(diff: Command) -> None:
    runs = [[pair(1, drifted=drifted, id=HOSTILE, outlet=HOSTILE)] for drifted in (False, True)]
    out = diff(runs).out
    plain = [[pair(1, drifted=drifted) | {"id": "b", "outlet": "c"}] for drifted in (False, True)]
    assert not set(out) & set("\x1b\u202e\u2066\x9b\r\u2028")
    assert out.splitlines()[-1].startswith(f"+ {SHOWN}: critical number-changed: ")
    assert any(line.startswith(SHOWN) and line.endswith("1       0       0") for line in out.splitlines())
    assert len(diff(plain).out.splitlines()) == len(out.splitlines())


def test_hostile_words_of_an_article_show_as_marks(diff: Command) -> None:
    original, translation = "这家工厂去年生产了113台水泵。", "The factory built 5\u202e021\x1b[2J pumps last year."
    lines = [[row(1, original_text=original, translation_text=text)] for text in ("It built 113 pumps.", translation)]
    out = diff(lines).out
    assert "number-changed" in out
    assert not set(out) & set("\x1b\u202e")


def test_json_holds_hostile_names_as_they_are(diff: Command) -> None:
    runs = [[pair(1, drifted=drifted, id=HOSTILE)] for drifted in (False, True)]
    assert data(diff(runs, "-f", "json"))["changed"][0]["id"] == HOSTILE


@pytest.mark.parametrize(
    ("runs", "options", "problem"),
    [
        ([], [], "there is no such store"),
        ([[pair(1, drifted=False)]], [], "has 1 run(s); two are needed"),
        ([[pair(1, drifted=False)]], ["1", "2"], "has no run 2"),
        ([[pair(1, drifted=False)]], ["7"], "has no run 7"),
    ],
)
def test_what_can_not_be_compared_is_one_line(
    diff: Command, runs: Sequence[list[Row]], options: list[str], problem: str
) -> None:
    run = diff(runs, *options)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith(f"xlcheck: results.db: {problem}")


def test_an_output_goes_into_a_file(diff: Command) -> None:
    assert diff([BEFORE, AFTER], "-f", "json=out.json", "-f", "text=out.txt") == Run(0, "", "")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["total"]["new"] == 1
    assert Path("out.txt").read_text(encoding="utf-8").startswith("run 1 → run 2: 1 new")
