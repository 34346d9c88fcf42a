"""The configuration on the command line: what it changes, what wins over it, and `xlcheck config`."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

Command = Callable[..., Run]

ZH = "公司去年售出105.8万辆汽车。\n\n工厂没有关闭。\n"
FAITHFUL = "The company sold 1.058 million cars last year.\n\nThe factory was not closed.\n"
DRIFTED = FAITHFUL.replace("1.058", "10.58").replace("was not closed", "was closed")
BOTH = ["number-changed", "negation-flipped"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    for folder in ("news", "opinion"):
        write(f"{folder}/a.zh.txt", ZH)
        write(f"{folder}/a.en.txt", DRIFTED)


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


@pytest.fixture
def check(xlcheck: Command) -> Command:
    """`xlcheck check` of the pair in `news`, or of another folder's."""
    return lambda *more, folder="news": xlcheck("check", f"{folder}/a.zh.txt", f"{folder}/a.en.txt", *more)


def checks(run: Run) -> list[str]:
    told: dict[str, Any] = json.loads(run.out)
    return [finding["check"] for report in told.get("reports", [told]) for finding in report["findings"]]


def found(check: Command, *more: str, folder: str = "news") -> list[str]:
    return checks(check("-f", "json", "-q", *more, folder=folder))


# What it changes


def test_without_a_configuration_both_drifts_are_found(check: Command) -> None:
    assert found(check) == BOTH


def test_checks_are_selected_and_ignored(check: Command) -> None:
    write("xlcheck.toml", 'ignore = ["number-changed"]\n')
    assert found(check) == ["negation-flipped"]
    write("xlcheck.toml", 'select = ["number-changed"]\n')
    assert found(check) == ["number-changed"]


def test_what_counts_as_failure_is_told(check: Command) -> None:
    write("xlcheck.toml", 'fail-on = "never"\n')
    assert check().code == 0


def test_severities_are_told(check: Command) -> None:
    write("xlcheck.toml", 'fail-on = "major"\nselect = ["number-changed"]\nseverity.number-changed = "minor"\n')
    run = check("-f", "json")
    assert (run.code, [f["severity"] for f in json.loads(run.out)["findings"]]) == (0, ["minor"])


def test_languages_are_told(check: Command, xlcheck: Command) -> None:
    write("xlcheck.toml", 'original-language = "zh"\n')
    assert checks(xlcheck("check", "news", "-f", "json")) == BOTH
    write("xlcheck.toml", 'original-language = "zh-TW"\ntranslation-language = "en-GB"\n')
    told = json.loads(check("-f", "json").out)
    assert [told[side]["language"] for side in ("original", "translation")] == ["zh-TW", "en-GB"]


def test_lines_and_encoding_are_told(check: Command) -> None:
    Path("news/a.zh.txt").write_bytes("工厂没有关闭。公司售出汽车。\n".encode("gb18030"))
    Path("news/a.en.txt").write_bytes("The factory was not closed. The company sold cars.\n".encode("gb18030"))
    assert len(json.loads(check("-f", "json").out)["original"]["sentences"]) == 2
    write("xlcheck.toml", 'lines = true\nencoding = "gb18030"\n')
    assert len(json.loads(check("-f", "json").out)["original"]["sentences"]) == 1
    write("xlcheck.toml", 'encoding = "ascii"\n')
    assert "is not ascii" in check().err


def test_a_glossary_is_told(check: Command) -> None:
    write("terms.csv", "zh,en\n工厂,plant\n")
    write("xlcheck.toml", 'glossary = "terms.csv"\nselect = ["term-missing"]\n')
    assert found(check) == ["term-missing"]


def test_a_profile_of_its_own_models_is_told(check: Command) -> None:
    import xlcheck

    own = (Path(xlcheck.__file__).parent.parent / "models.cfg").read_text(encoding="utf-8")
    write("conf/mine.cfg", own.replace("[profile embedded]", "[profile mine]"))
    write("xlcheck.toml", 'profile = "mine"\nmodels = "conf/mine.cfg"\n')
    assert found(check) == BOTH
    write("xlcheck.toml", 'profile = "mine"\n')
    assert "there is no profile mine" in check().err


def test_thresholds_are_told(check: Command) -> None:
    write("xlcheck.toml", 'thresholds = "gone.json"\n')
    run = check()
    assert (run.code, "gone.json" in run.err) == (2, True)


def test_pairs_are_told_by_patterns(xlcheck: Command) -> None:
    write("xlcheck.toml", 'pairs = [{original = "{name}.zh.txt", translation = "{name}.en.txt"}]\n')
    run = xlcheck("check", "-f", "json")
    assert (run.code, checks(run)) == (1, BOTH * 2)
    assert json.loads(run.out)["reports"][0]["original"]["path"] == "news/a.zh.txt"


def test_without_pairs_something_has_to_be_named(xlcheck: Command) -> None:
    write("xlcheck.toml", 'fail-on = "never"\n')
    run = xlcheck("check")
    assert run.code == 2
    assert "name an original and a translation" in run.err


# What wins


def test_the_command_line_wins(check: Command) -> None:
    write("xlcheck.toml", 'fail-on = "never"\nselect = ["negation-flipped"]\nprofile = "nothing"\nencoding = "ascii"\n')
    options = ["--fail-on", "major", "--select", "number-changed", "--profile", "embedded", "--encoding", "utf-8"]
    run = check(*options, "-f", "json")
    assert (run.code, checks(run)) == (1, ["number-changed"])


def test_the_command_line_wins_over_overrides(check: Command) -> None:
    write("xlcheck.toml", '[[overrides]]\nfiles = ["*"]\nselect = ["negation-flipped"]\nencoding = "ascii"\n')
    assert found(check, "--select", "number-changed", "--encoding", "utf-8") == ["number-changed"]


def test_overrides_add_to_what_is_ignored_for_their_files_alone(check: Command, xlcheck: Command) -> None:
    write(
        "xlcheck.toml",
        'original-language = "zh"\nignore = ["number-changed"]\n'
        '[[overrides]]\nfiles = ["opinion/*"]\nignore = ["negation-flipped"]\n',
    )
    assert found(check) == ["negation-flipped"]
    assert found(check, folder="opinion") == []
    reports = json.loads(xlcheck("check", ".", "-f", "json", "-q").out)["reports"]
    assert [len(report["findings"]) for report in reports] == [1, 0]


def test_overrides_change_severities_for_their_files_alone(check: Command) -> None:
    write(
        "xlcheck.toml",
        'select = ["number-changed"]\n[[overrides]]\nfiles = ["opinion/*"]\nseverity.number-changed = "minor"\n',
    )
    assert check().code == 1
    assert check(folder="opinion").code == 0


@pytest.mark.parametrize("name", ["own.toml", "conf/pyproject.toml"])
def test_another_configuration_can_be_named(check: Command, name: str) -> None:
    write("xlcheck.toml", 'fail-on = "never"\n')
    section = "[tool.xlcheck]\n" if name.endswith("pyproject.toml") else ""
    write(name, f'{section}ignore = ["number-changed"]\n')
    run = check("--config", name, "-f", "json")
    assert (run.code, checks(run)) == (1, ["negation-flipped"])


def test_none_can_be_wanted(check: Command) -> None:
    write("xlcheck.toml", "this is broken")
    assert check().code == 2
    assert found(check, "--no-config") == BOTH


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--config", "gone.toml"], "gone.toml: no such file"),
        (["--config", "news"], "news: no such file"),
        (["--config", "news/a.zh.txt"], "news/a.zh.txt: is no TOML"),
    ],
)
def test_a_configuration_that_can_not_be_read_is_one_line(check: Command, arguments: list[str], problem: str) -> None:
    run = check(*arguments)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith(f"xlcheck: {problem}")


@pytest.mark.parametrize(
    "line", ['fail_on = "never"', 'ignore = ["number-changd"]', 'device = "gpu"', "lines = 1", "["]
)
def test_a_mistake_in_the_configuration_is_one_line(check: Command, xlcheck: Command, line: str) -> None:
    write("xlcheck.toml", f"{line}\n")
    for run in (check(), xlcheck("config")):
        assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
        assert run.err.startswith("xlcheck: xlcheck.toml: ")


def test_a_broken_configuration_does_not_stop_the_help(xlcheck: Command) -> None:
    write("xlcheck.toml", "[")
    assert xlcheck("check", "--help").code == 0


# From a folder below


@pytest.fixture
def below(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.chdir("news")


def test_paths_begin_at_the_folder_of_the_configuration(xlcheck: Command, below: Callable[[], None]) -> None:
    write("conf/terms.csv", "zh,en\n工厂,plant\n")
    write(
        "xlcheck.toml",
        'glossary = "conf/terms.csv"\nselect = ["term-missing", "number-changed"]\n'
        'pairs = [{original = "news/{name}.zh.txt", translation = "news/{name}.en.txt"}]\n'
        '[[overrides]]\nfiles = ["news/*"]\nignore = ["number-changed"]\n',
    )
    below()
    assert checks(xlcheck("check", "a.zh.txt", "a.en.txt", "-f", "json")) == ["term-missing"]
    assert checks(xlcheck("check", "-f", "json")) == ["term-missing"]


@pytest.mark.parametrize("named", ["", 'baseline = "conf/accepted.json"\n'])
def test_a_baseline_goes_wherever_one_stands(
    xlcheck: Command, check: Command, below: Callable[[], None], named: str
) -> None:
    write("xlcheck.toml", f'{named}original-language = "zh"\n')
    Path("conf").mkdir()
    assert check("--update-baseline").code == 0
    assert Path("conf/accepted.json" if named else ".xlcheck-baseline.json").is_file()
    below()
    run = xlcheck("check", "a.zh.txt", "a.en.txt")
    assert run.code == 0
    assert "match nothing any more" not in run.err
    again = xlcheck("check", "a.zh.txt", "a.en.txt", "--update-baseline")
    assert "0 added, 0 removed, 2 in all" in again.err
    assert not Path(".xlcheck-baseline.json").exists()


def test_the_search_for_a_configuration_ends_at_the_repository(check: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write("xlcheck.toml", 'fail-on = "never"\n')
    assert check().code == 0
    Path("inner/.git").mkdir(parents=True)
    shutil.copytree("news", "inner/news")
    monkeypatch.chdir("inner")
    assert check().code == 1


# xlcheck config


def rows(run: Run) -> dict[str, str]:
    return {line.split()[0]: line for line in run.out.splitlines()}


def test_without_a_configuration_the_defaults_are_shown(xlcheck: Command) -> None:
    run = xlcheck("config")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("no configuration: neither xlcheck.toml nor [tool.xlcheck]\n")
    assert rows(run)["fail-on"].split()[:3] == ["fail-on", "major", "default"]
    assert rows(run)["profile"].split()[:3] == ["profile", "embedded", "default"]


def test_every_value_is_shown_with_its_file_and_line(xlcheck: Command) -> None:
    write(
        "xlcheck.toml",
        '# ours\nfail-on = "critical"\nglossary = ["a.csv", "b.tbx"]\n\n[severity]\nname-changed = "minor"\n\n'
        '[[pairs]]\noriginal = "{n}.zh.md"\ntranslation = "{n}.en.md"\n\n'
        '[[overrides]]\nfiles = ["opinion/*"]\nignore = ["name-changed"]\n',
    )
    run = xlcheck("config")
    assert run.out.splitlines()[0] == "xlcheck.toml"
    assert rows(run)["fail-on"].split()[1:3] == ["critical", "xlcheck.toml:2"]
    assert rows(run)["glossary"].split()[1:4] == ["a.csv,", "b.tbx", "xlcheck.toml:3"]
    assert rows(run)["severity"].split()[1:4] == ["name-changed", "minor", "xlcheck.toml:5"]
    assert rows(run)["pairs"].split()[1:] == ["{n}.zh.md", "→", "{n}.en.md"]
    assert rows(run)["overrides"].split()[1:] == ["opinion/*:", "ignore", "=", "name-changed"]


def test_a_configuration_above_is_shown_with_its_path(
    xlcheck: Command, tmp_path: Path, below: Callable[[], None]
) -> None:
    write("pyproject.toml", '[tool.xlcheck]\nfail-on = "minor"\n')
    below()
    assert rows(xlcheck("config"))["fail-on"].split()[1:3] == ["minor", f"{tmp_path / 'pyproject.toml'}:2"]


def test_the_configuration_that_is_named_or_unwanted_is_shown(xlcheck: Command) -> None:
    write("xlcheck.toml", 'fail-on = "minor"\n')
    write("own.toml", 'fail-on = "never"\n')
    assert rows(xlcheck("config", "--config", "own.toml"))["fail-on"].split()[1:3] == ["never", "own.toml:1"]
    assert rows(xlcheck("config", "--no-config"))["fail-on"].split()[1:3] == ["major", "default"]


# As it stands in a revision


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_a_change_says_of_itself_does_not_count_where_a_revision_is_asked(check: Command) -> None:
    def git(*arguments: str) -> None:
        person = ("-c", "user.name=Ines", "-c", "user.email=ines@a.example", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *person, *arguments], check=True, capture_output=True)

    Path(".git").rmdir()
    git("init", "--quiet")
    write("xlcheck.toml", 'ignore = ["negation-flipped"]\n')
    git("add", "--all")
    git("commit", "--quiet", "-m", "News")
    write("xlcheck.toml", 'fail-on = "never"\n')
    assert check().code == 0
    run = check("--config-from", "HEAD", "-f", "json")
    assert (run.code, checks(run)) == (1, ["number-changed"])
    check("--update-baseline", "--no-config")
    assert check("--no-config").code == 0
    assert check("--config-from", "HEAD").code == 1
    wrong = check("--config-from", "--output=x")
    assert (wrong.code, wrong.err.count("\n"), Path("x").exists()) == (2, 1, False)
