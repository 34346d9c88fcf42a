"""Folders, archives and feeds in one run: what is told of many pairs, of those that failed, and from one to another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from tests.conftest import Run

Command = Callable[..., Run]

ZH = "公司去年售出105.8万辆汽车。\n\n工厂没有关闭。\n"
FAITHFUL = "The company sold 1.058 million cars last year.\n\nThe factory was not closed.\n"
DRIFTED = FAITHFUL.replace("1.058", "10.58")
WORSE = DRIFTED.replace("was not closed", "was closed")
QUAY = "开往岛上的渡轮从北码头出发。"
NORTH = "The ferry to the island leaves from the northern quay."
#: Both pairs have one original: what they say otherwise is another matter.
ALONE = ("--ignore", "inconsistent-translation")
SOUTH = "Boats for the island depart at the quay in the north."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a faithful pair, a drifted one, and one that can't be read."""
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for name, translation in {"a": FAITHFUL, "b": DRIFTED}.items():
        Path(f"news/{name}.zh.txt").write_text(ZH, encoding="utf-8")
        Path(f"news/{name}.en.txt").write_text(translation, encoding="utf-8")


@pytest.fixture
def check(xlcheck: Command) -> Command:
    """`xlcheck check` of originals in Chinese."""
    return lambda *more: xlcheck("check", *more, "--original-language", "zh")


@pytest.fixture
def _one_unreadable() -> None:
    Path("news/c.zh.txt").write_text(ZH, encoding="utf-8")
    Path("news/c.en.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")


FAILED = "news/c.zh.txt → news/c.en.txt"


def data(run: Run) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run.out)
    return told


def checks(report: dict[str, Any]) -> list[str]:
    return [finding["check"] for finding in report["findings"]]


def paths(run: Run) -> list[str]:
    return [report["translation"]["path"] for report in data(run)["reports"]]


# What is told


def test_every_pair_of_a_folder_is_reported_and_the_worst_counts(check: Command) -> None:
    run = check("news")
    assert (run.code, run.err) == (1, "")
    assert "news/b.zh.txt (zh)  →  news/b.en.txt (en)" in run.out
    assert "news/b.zh.txt (zh)  →  news/b.en.txt (en)" in run.out
    assert run.out.endswith("\n2 pairs: 1 of 4 passages drifted; nothing was found in 1 of the pairs.\n")
    assert check("news", "--fail-on", "never").code == 0


def test_a_lone_file_is_told_unless_quiet(check: Command) -> None:
    Path("news/d.zh.txt").write_text(ZH, encoding="utf-8")
    assert check("news").err == "xlcheck: without counterpart: d.zh.txt\n"
    assert check("news", "-q").err == ""


def test_the_json_of_several_pairs_holds_a_report_each(check: Command) -> None:
    told = data(check("news", "-f", "json"))
    assert [checks(report) for report in told["reports"]] == [[], ["number-changed"]]
    assert told["failures"] == []
    assert (told["summary"]["beads"], told["summary"]["by_check"]) == (4, {"number-changed": 1})


def test_the_json_of_one_pair_is_a_plain_report(check: Command) -> None:
    run = check("news/b.zh.txt", "news/b.en.txt", "-f", "json")
    assert checks(data(run)) == ["number-changed"]
    Path("news/a.en.txt").unlink()
    assert data(check("news", "-f", "json", "-q")) == data(run)


@pytest.mark.usefixtures("_one_unreadable")
class TestOneOfThePairsCanNotBeRead:
    def test_the_others_are_reported_and_it_is_one_line(self, check: Command) -> None:
        run = check("news")
        assert run.code == 2
        assert run.err.startswith("xlcheck: news/c.en.txt: is a binary file")
        assert run.err.count("\n") == 1
        assert "number-changed" in run.out
        assert "nothing was found in 1 of the pairs" in run.out

    def test_it_is_told_even_where_nothing_else_may_fail_or_be_said(self, check: Command) -> None:
        run = check("news", "--fail-on", "never", "-q")
        assert run.code == 2
        assert run.err.startswith("xlcheck: news/c.en.txt: ")

    def test_it_stands_among_the_failures_of_json(self, check: Command) -> None:
        told = data(check("news", "-f", "json"))
        (failure,) = told["failures"]
        assert failure["name"] == FAILED
        assert failure["message"].startswith("news/c.en.txt: is a binary file")
        assert len(told["reports"]) == 2

    def test_it_stands_in_json_even_beside_a_single_report(self, check: Command) -> None:
        Path("news/b.en.txt").unlink()
        told = data(check("news", "-f", "json", "-q"))
        assert (len(told["reports"]), len(told["failures"])) == (1, 1)

    def test_the_run_of_sarif_is_no_success(self, check: Command) -> None:
        (run,) = data(check("news", "-f", "sarif"))["runs"]
        (invocation,) = run["invocations"]
        assert invocation["executionSuccessful"] is False
        (told,) = invocation["toolExecutionNotifications"]
        assert (told["level"], told["descriptor"]["id"]) == ("error", "not-checked")
        assert told["message"]["text"].startswith("news/c.en.txt: ")
        assert [result["ruleId"] for result in run["results"]] == ["number-changed"]

    def test_it_is_an_error_of_junit_beside_the_suites_of_the_others(self, check: Command) -> None:
        suites = list(ElementTree.fromstring(check("news", "-f", "junit").out))
        assert [suite.get("name") for suite in suites] == ["news/a.en.txt", "news/b.en.txt", FAILED]
        assert [suite.get("failures") for suite in suites] == ["0", "1", "0"]
        assert suites[2].get("errors") == "1"
        error = suites[2].find("testcase/error")
        assert error is not None
        assert str(error.get("message")).startswith("news/c.en.txt: ")

    @pytest.mark.parametrize("name", ["text", "json", "html", "sarif", "junit", "markdown", "csv", "tmx", "xliff"])
    def test_every_format_tells_of_the_others(self, check: Command, name: str) -> None:
        run = check("news", "-f", name, "-q")
        assert run.code == 2
        assert "58 million" in run.out


def test_where_every_pair_fails_every_one_is_told(check: Command) -> None:
    for name in "ab":
        Path(f"news/{name}.en.txt").write_bytes(b"")
    run = check("news", "-f", "json")
    assert run.code == 2
    assert run.err.splitlines() == [f"xlcheck: news/{name}.en.txt: the file is empty" for name in "ab"]
    assert (data(run)["reports"], len(data(run)["failures"])) == ([], 2)


def test_sarif_of_a_run_without_failure_is_a_success(check: Command) -> None:
    (run,) = data(check("news", "-f", "sarif"))["runs"]
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--select", "number-changd"], "there is no check named number-changd; did you mean number-changed?"),
        (["--ignore", "nonsense"], "there is no check named nonsense"),
        (["--profile", "huge"], "there is no profile huge"),
        (["--models", "gone.cfg"], "gone.cfg: can't be read"),
        (["--thresholds", "gone.json"], "gone.json"),
        (["--glossary", "gone.csv"], "gone.csv: no such file"),
        (["--original-date", "soon"], "'soon' is no date"),
    ],
)
def test_what_is_wrong_for_all_pairs_is_told_once(check: Command, options: list[str], problem: str) -> None:
    run = check("news", *options)
    assert (run.code, run.out.count("drift")) == (2, 0)
    assert problem in run.err
    assert run.err.count("\n") == 1


# Other sources


def test_an_archive_is_checked_and_nothing_is_unpacked(check: Command, tmp_path: Path) -> None:
    with ZipFile("news.zip", "w") as archive:
        for file in sorted(Path("news").iterdir()):
            archive.write(file, f"{'../' if file.name.startswith('a') else ''}{file.name}")
    there = sorted(tmp_path.rglob("*"))
    run = check("news.zip", "-f", "json")
    assert (run.code, checks(data(run))) == (1, ["number-changed"])
    assert data(run)["translation"]["path"] == "news.zip/b.en.txt"
    assert sorted(tmp_path.rglob("*")) == there


def test_two_folders_are_checked(check: Command) -> None:
    for side, text in {"zh": ZH, "en": DRIFTED}.items():
        Path(side).mkdir()
        Path(f"{side}/a.txt").write_text(text, encoding="utf-8")
    run = check("zh", "en", "-f", "json")
    assert (run.code, checks(data(run))) == (1, ["number-changed"])


def test_two_feeds_are_checked_item_by_item(check: Command) -> None:
    item = "<item><guid>{}</guid><title>{}</title><description>{}</description></item>"
    for name, texts in {"zh": ("报告", ZH, ZH), "en": ("The report", FAITHFUL, DRIFTED)}.items():
        items = "".join(item.format(f"n-{n}", texts[0], text) for n, text in enumerate(texts[1:]))
        Path(f"{name}.rss").write_text(f"<rss><channel>{items}</channel></rss>", encoding="utf-8")
    run = check("zh.rss", "en.rss", "-f", "json")
    assert run.code == 1
    assert paths(run) == ["en.rss#n-0", "en.rss#n-1"]
    assert [checks(report) for report in data(run)["reports"]] == [[], ["number-changed"]]


@pytest.mark.parametrize("arguments", [["news"], [".", "gone"], ["gone.zip"], ["news/a.zh.txt"]])
def test_what_holds_no_pair_is_one_line(xlcheck: Command, arguments: list[str]) -> None:
    run = xlcheck("check", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith("xlcheck: ")


# One baseline for all


def test_one_baseline_goes_for_all_pairs(check: Command) -> None:
    Path("news/a.en.txt").write_text(DRIFTED.replace("10.58", "2"), encoding="utf-8")
    assert check("news", *ALONE).code == 1
    done = check("news", *ALONE, "--update-baseline")
    assert (done.code, "2 added, 0 removed, 2 in all" in done.err) == (0, True)
    assert check("news", *ALONE).code == 0
    assert check("news/b.zh.txt", "news/b.en.txt").code == 0
    again = check("news", *ALONE, "--update-baseline")
    assert "0 added, 0 removed, 2 in all" in again.err
    Path("news/b.en.txt").write_text(WORSE, encoding="utf-8")
    run = check("news", *ALONE, "-f", "json")
    assert run.code == 1
    new = [
        (r["translation"]["path"], f["check"])
        for r in data(run)["reports"]
        for f in r["findings"]
        if f["status"] == "new"
    ]
    assert new == [("news/b.en.txt", "negation-flipped")]


def test_the_same_drift_in_two_pairs_is_accepted_and_given_up_one_by_one(check: Command) -> None:
    Path("news/a.en.txt").write_text(DRIFTED, encoding="utf-8")
    check("news", *ALONE, "--update-baseline")
    assert check("news", *ALONE).code == 0
    Path("news/a.en.txt").write_text(FAITHFUL, encoding="utf-8")
    check("news", *ALONE, "--update-baseline")
    assert check("news", *ALONE).code == 0
    assert check("news/b.zh.txt", "news/b.en.txt").code == 0


@pytest.mark.usefixtures("_one_unreadable")
def test_a_baseline_keeps_what_it_holds_of_a_pair_that_can_not_be_read(check: Command) -> None:
    Path("news/c.en.txt").write_text(DRIFTED.replace("10.58", "2"), encoding="utf-8")
    check("news", *ALONE, "--update-baseline")
    Path("news/c.en.txt").write_bytes(b"")
    assert check("news", *ALONE, "--update-baseline").code == 2
    entries = json.loads(Path(".xlcheck-baseline.json").read_text(encoding="utf-8"))["accepted"]
    assert [entry["translation"] for entry in entries] == ["news/b.en.txt", "news/c.en.txt"]


def test_a_finding_of_several_reports_can_be_dismissed(check: Command, xlcheck: Command) -> None:
    check("news", "-f", "json=report.json")
    (finding,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["reports"][1]["findings"]
    done = xlcheck("dismiss", "report.json", finding["fingerprint"], "--reason", "their own figure", "--author", "Ines")
    assert (done.code, done.out) == (0, ".xlcheck-dismissed.json: 1 dismissed, 1 in all\n")
    (entry,) = json.loads(Path(".xlcheck-dismissed.json").read_text(encoding="utf-8"))["dismissed"]
    assert (entry["original"], entry["translation"]) == ("news/b.zh.txt", "news/b.en.txt")
    assert check("news").code == 0
    assert "has no finding abc; it has " in xlcheck("dismiss", "report.json", "abc", "--reason", "x").err


# From one file to another


@pytest.fixture
def _otherwise() -> None:
    for name, quay in {"a": NORTH, "b": SOUTH}.items():
        Path(f"news/{name}.zh.txt").write_text(f"{ZH}\n{QUAY}\n", encoding="utf-8")
        Path(f"news/{name}.en.txt").write_text(f"{FAITHFUL}\n{quay}\n", encoding="utf-8")


@pytest.mark.usefixtures("_otherwise")
class TestASentenceHasTwoTranslationsInTwoFiles:
    def test_the_finding_names_the_other_file(self, check: Command) -> None:
        run = check("news", "-f", "json")
        first, second = data(run)["reports"]
        assert (run.code, checks(first), checks(second)) == (0, [], ["inconsistent-translation"])
        (finding,) = second["findings"]
        assert (finding["severity"], finding["translation"]["text"]) == ("minor", SOUTH)
        assert "news/a.en.txt" in finding["message"]

    @pytest.mark.parametrize(
        ("options", "there"),
        [
            (["--select", "number-changed"], []),
            (["--ignore", "inconsistent-translation"], []),
            (["--ignore", "number-changed"], ["inconsistent-translation"]),
            (["--select", "inconsistent-translation"], ["inconsistent-translation"]),
        ],
    )
    def test_it_is_looked_for_only_where_it_is_wanted(
        self, check: Command, options: list[str], there: list[str]
    ) -> None:
        assert checks(data(check("news", "-f", "json", *options))["reports"][1]) == there

    def test_an_override_leaves_it_out_for_its_files(self, check: Command) -> None:
        ignore = 'files = ["news/b*"]\nignore = ["inconsistent-translation"]\n'
        Path("xlcheck.toml").write_text(f"[[overrides]]\n{ignore}", encoding="utf-8")
        assert checks(data(check("news", "-f", "json"))["reports"][1]) == []

    def test_it_has_the_severity_that_a_project_gives_it(self, check: Command) -> None:
        Path("xlcheck.toml").write_text('severity.inconsistent-translation = "major"\n', encoding="utf-8")
        assert check("news").code == 1

    def test_it_can_be_accepted(self, check: Command) -> None:
        check("news", "--update-baseline")
        run = check("news", "--fail-on", "minor")
        assert run.code == 0


def test_no_archive_is_open_after_a_run(check: Command) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("there is no list of open files here")
    with ZipFile("news.zip", "w") as archive:
        for file in sorted(Path("news").iterdir()):
            archive.write(file, file.name)
    assert check("news.zip").code == 1
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert not [link for link in links if link.readlink().name == "news.zip"]
