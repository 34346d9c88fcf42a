"""Accepted and dismissed findings are shown and don't count; new ones do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

ORIGINAL = "公司去年售出105.8万辆汽车。\n\n这座城市位于河流两岸，人口约为三十万，多数人在港口工作。\n\n工厂没有关闭。\n"
CITY = "The city lies on both banks of the river and has some 300,000 inhabitants, most of whom work in the port."
TRANSLATION = f"The company sold 10.58 million cars last year.\n\n{CITY}\n\nThe factory was not closed.\n"
WORSE = TRANSLATION.replace("was not closed", "was closed")
Command = Callable[..., Run]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, xlcheck: Command) -> Command:
    """`xlcheck check a.txt b.txt …` where the two lie."""
    (tmp_path / "a.txt").write_text(ORIGINAL, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TRANSLATION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *more: xlcheck("check", "a.txt", "b.txt", "--original-language", "zh", *more)


def findings(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run.out)["findings"]
    return found


def test_an_accepted_finding_does_not_fail_the_next_run(check: Command) -> None:
    assert check().code == 1
    assert check("--baseline", "base.json", "--update-baseline").code == 0
    run = check("--baseline", "base.json", "-f", "json")
    assert run.code == 0
    assert [f["status"] for f in findings(run)] == ["baselined"]


def test_the_file_that_stands_here_is_used_unasked_and_told_of(check: Command, tmp_path: Path) -> None:
    done = check("--update-baseline")
    assert done.code == 0
    assert (tmp_path / ".xlcheck-baseline.json").is_file()
    run = check()
    assert run.code == 0
    assert "xlcheck: what was accepted in .xlcheck-baseline.json doesn't count\n" in run.err
    assert "baseline" not in check("-q").err
    assert check("--no-baseline").code == 1


def test_what_is_added_and_removed_is_told_entry_by_entry(check: Command, tmp_path: Path) -> None:
    first = check("--update-baseline")
    (number,) = [line for line in first.err.splitlines() if line.startswith("+ ")]
    assert "number-changed: The original says" in number
    (tmp_path / "b.txt").write_text(WORSE.replace("10.58", "1.058"), encoding="utf-8")
    dead = check()
    assert dead.code == 1
    assert "1 of its entries for these files match nothing any more; --update-baseline takes them out" in dead.err
    second = check("--update-baseline")
    assert [line[0] for line in second.err.splitlines() if line[0] in "+-"] == ["+", "-"]
    assert "1 added, 1 removed, 1 in all" in second.err
    assert check().code == 0


def test_a_new_finding_fails_beside_an_accepted_one(check: Command, tmp_path: Path) -> None:
    check("--update-baseline")
    (tmp_path / "b.txt").write_text(WORSE, encoding="utf-8")
    run = check("-f", "json")
    assert run.code == 1
    assert sorted(f["status"] for f in findings(run)) == ["baselined", "new"]


def test_a_baseline_of_many_pairs_is_updated_pair_by_pair(check: Command, xlcheck: Command, tmp_path: Path) -> None:
    check("--update-baseline")
    (tmp_path / "c.txt").write_text(TRANSLATION.replace("10.58 million", "2 million"), encoding="utf-8")
    other = ("check", "a.txt", "c.txt", "--original-language", "zh")
    assert "1 added, 0 removed, 2 in all" in xlcheck(*other, "--update-baseline").err
    assert "match nothing" not in check().err
    entries = json.loads((tmp_path / ".xlcheck-baseline.json").read_text(encoding="utf-8"))["accepted"]
    assert [(entry["original"], entry["translation"]) for entry in entries] == [("a.txt", "b.txt"), ("a.txt", "c.txt")]


@pytest.mark.parametrize(
    "text", [None, "", "[]", '{"accepted": [1]}', '{"accepted": [{"fingerprint": 3}]}', "not json", "[" * 100_000]
)
def test_a_file_that_is_no_baseline_is_one_clear_line(check: Command, tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "base.json").write_text(text, encoding="utf-8")
    run = check("--baseline", "base.json", "-q")
    assert run.code == 2
    assert run.err.startswith("xlcheck: base.json: ")
    assert run.err.endswith("--update-baseline\n")
    assert run.err.count("\n") == 1


def test_options_that_contradict_each_other_are_wrong_use(check: Command) -> None:
    assert check("--no-baseline", "--update-baseline").code == 2


# Dismissals


@pytest.fixture
def dismiss(check: Command, xlcheck: Command) -> Command:
    """Dismiss what `check` finds."""

    def run(*more: str) -> Run:
        check("-f", "json=report.json", "--no-baseline")
        found = json.loads(Path("report.json").read_text(encoding="utf-8"))["findings"]
        return xlcheck("dismiss", "report.json", found[0]["fingerprint"], *more)

    return run


def test_a_dismissed_finding_does_not_count(check: Command, dismiss: Command, tmp_path: Path) -> None:
    done = dismiss("--reason", "the agency's own figure", "--author", "Ines")
    assert (done.code, done.out) == (0, ".xlcheck-dismissed.json: 1 dismissed, 1 in all\n")
    (entry,) = json.loads((tmp_path / ".xlcheck-dismissed.json").read_text(encoding="utf-8"))["dismissed"]
    assert (entry["reason"], entry["author"], entry["check"]) == ("the agency's own figure", "Ines", "number-changed")
    run = check("-f", "json")
    assert run.code == 0
    assert [f["status"] for f in findings(run)] == ["dismissed"]
    assert "xlcheck: what was dismissed in .xlcheck-dismissed.json doesn't count\n" in run.err
    assert check("--no-baseline").code == 1
    # What is dismissed isn't accepted on top of it.
    assert "0 added" in check("--update-baseline").err


def test_a_dismissal_that_has_run_out_counts_again_and_is_told(check: Command, dismiss: Command) -> None:
    dismiss("--reason", "for now", "--expires", "2020-01-31")
    run = check("-f", "json")
    assert run.code == 1
    (notice,) = json.loads(run.out)["notices"]
    assert notice["code"] == "dismissal-expired"
    assert "ran out on 2020-01-31" in notice["message"]


def test_a_dismissal_that_nothing_needs_is_told(check: Command, dismiss: Command, tmp_path: Path) -> None:
    dismiss("--reason", "fine")
    (tmp_path / "b.txt").write_text(TRANSLATION.replace("10.58", "1.058"), encoding="utf-8")
    run = check("-f", "json")
    assert run.code == 0
    assert [notice["code"] for notice in json.loads(run.out)["notices"]] == ["unused-suppression"]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('{"fingerprint": "a"}', "a has no reason"),
        ('{"fingerprint": "a", "reason": "x", "author": "y"}', "a has no date"),
        ('{"fingerprint": "a", "reason": "x", "author": "y", "date": "soon"}', "'soon' is no date"),
        ("3", "is no list of dismissed findings; make one with xlcheck dismiss"),
    ],
)
def test_a_list_of_dismissals_that_is_wrong_is_one_line(
    check: Command, tmp_path: Path, entry: str, problem: str
) -> None:
    (tmp_path / ".xlcheck-dismissed.json").write_text(f'{{"dismissed": [{entry}]}}', encoding="utf-8")
    run = check("-q")
    assert run.code == 2
    assert problem in run.err
    assert run.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("nothing.json", "abc", "--reason", "x"), "nothing.json: can't be read"),
        (("a.txt", "abc", "--reason", "x"), "a.txt: is no report; make one with xlcheck check -f json=a.txt"),
        (("report.json", "abc", "--reason", "x"), "report.json: has no finding abc; it has "),
        (("report.json", "abc", "--reason", " "), "--reason must say something"),
    ],
)
def test_a_dismissal_that_can_not_be_is_one_line(
    check: Command, xlcheck: Command, arguments: tuple[str, ...], problem: str
) -> None:
    check("-f", "json=report.json")
    run = xlcheck("dismiss", *arguments)
    assert run.code == 2
    assert problem in run.err


def test_an_entry_goes_for_its_own_pair_alone(
    xlcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        Path(f"{name}.zh.txt").write_text("公司去年售出105.8万辆汽车。", encoding="utf-8")
        Path(f"{name}.en.txt").write_text("The company sold 10.58 million cars last year.", encoding="utf-8")
    assert xlcheck("check", "a.zh.txt", "a.en.txt", "--update-baseline").code == 0
    assert xlcheck("check", "a.zh.txt", "a.en.txt").code == 0
    assert xlcheck("check", "b.zh.txt", "b.en.txt").code == 1
    for file in ("a.zh.txt", "a.en.txt"):
        # Where the files of an entry are gone, they may have moved.
        Path(file).unlink()
    assert xlcheck("check", "b.zh.txt", "b.en.txt").code == 0


def test_runs_that_update_at_once_lose_nothing(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.zh.txt").write_text(f"公司去年售出{number + 2}0万辆汽车。", encoding="utf-8")
        (tmp_path / f"{number}.en.txt").write_text("The company sold 9 million cars last year.", encoding="utf-8")
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "xlcheck", "check", f"{n}.zh.txt", f"{n}.en.txt", "--update-baseline", "-q"],
            cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for n in range(3)
    ]  # fmt: skip
    assert [run.wait() for run in runs] == [0, 0, 0]
    told = json.loads((tmp_path / ".xlcheck-baseline.json").read_text(encoding="utf-8"))
    assert {entry["original"] for entry in told["accepted"]} == {f"{n}.zh.txt" for n in range(3)}
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == {".xlcheck-baseline.json"}
