"""Only pairs that changed since a revision of git."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

Command = Callable[..., Run]

ZH = "公司去年售出105.8万辆汽车。\n\n工厂没有关闭。\n"
FAITHFUL = "The company sold 1.058 million cars last year.\n\nThe factory was not closed.\n"
DRIFTED = FAITHFUL.replace("1.058", "10.58")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(*arguments: str) -> None:
    person = ("-c", "user.name=Ines", "-c", "user.email=ines@a.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *person, *arguments], check=True, capture_output=True)


def pair(name: str, translation: str = FAITHFUL) -> None:
    for tag, text in {"zh": ZH, "en": translation}.items():
        path = Path(f"news/{name}.{tag}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def commit() -> None:
    git("add", "--all")
    git("commit", "--quiet", "-m", "News")


@pytest.fixture
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pairs, committed; one of them drifted long ago."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")
    pair("a")
    pair("b", DRIFTED)
    commit()


@pytest.fixture
def since(xlcheck: Command, _repository: None) -> Command:
    """`xlcheck check news --changed-since …`."""
    return lambda revision, *more: xlcheck(
        "check", "news", "--original-language", "zh", "--changed-since", revision, *more
    )


def checked(run: Run) -> list[str]:
    told = json.loads(run.out)
    return [Path(report["translation"]["path"]).name for report in told.get("reports", [told])]


def test_where_nothing_changed_that_is_a_line_and_no_failure(since: Command) -> None:
    run = since("HEAD")
    assert (run.code, run.out) == (0, "")
    assert run.err == "xlcheck: no pair changed since HEAD\n"


@pytest.mark.parametrize(
    "name", ["json", "html", "sarif", "junit", "github", "markdown", "gitlab", "csv", "tmx", "xliff"]
)
def test_every_format_can_say_that_nothing_changed(since: Command, name: str) -> None:
    assert since("HEAD", "-f", name).code == 0


@pytest.mark.parametrize("tag", ["en", "zh"])
@pytest.mark.parametrize("staged", [False, True])
def test_a_pair_is_checked_whichever_of_its_files_changed(since: Command, tag: str, staged: bool) -> None:
    file = Path(f"news/a.{tag}.txt")
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    if staged:
        git("add", "--all")
    run = since("HEAD", "-f", "json")
    assert (run.code, checked(run)) == (0, ["a.en.txt"])


def test_what_drifts_in_a_change_fails(since: Command) -> None:
    pair("a", DRIFTED)
    run = since("HEAD", "-f", "json")
    assert (run.code, checked(run)) == (1, ["a.en.txt"])


def test_a_new_pair_that_git_does_not_know_counts(since: Command) -> None:
    pair("straße 新")
    run = since("HEAD", "-f", "json")
    assert (run.code, checked(run)) == (0, ["straße 新.en.txt"])


def test_what_git_ignores_does_not_count(since: Command) -> None:
    Path(".gitignore").write_text("news/draft*\n", encoding="utf-8")
    pair("draft", DRIFTED)
    assert since("HEAD").code == 0


def test_an_earlier_revision_has_more_changes(since: Command) -> None:
    git("tag", "first")
    pair("a", FAITHFUL + "\n")
    commit()
    pair("c")
    assert checked(since("first", "-f", "json")) == ["a.en.txt", "c.en.txt"]
    assert checked(since("HEAD", "-f", "json")) == ["c.en.txt"]
    assert checked(since("HEAD~1", "-f", "json")) == ["a.en.txt", "c.en.txt"]


def test_files_are_told_apart_from_a_folder_below_too(
    since: Command, xlcheck: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair("a", DRIFTED)
    monkeypatch.chdir("news")
    run = xlcheck("check", ".", "--original-language", "zh", "--changed-since", "HEAD", "-f", "json")
    assert (run.code, checked(run)) == (1, ["a.en.txt"])


def test_a_pair_that_is_named_is_left_alone_too_where_it_did_not_change(xlcheck: Command, since: Command) -> None:
    run = xlcheck("check", "news/b.zh.txt", "news/b.en.txt", "--changed-since", "HEAD")
    assert (run.code, run.out) == (0, "")
    assert run.err == "xlcheck: no pair changed since HEAD\n"


HOSTILE = [
    "gone",
    "HEAD~9",
    "--output=x",
    "-x",
    "--",
    "HEAD:news",
    "HEAD..HEAD",
    "",
    " ",
    "HEAD\nHEAD",
    "--upload-pack=x",
]


@pytest.mark.parametrize("revision", HOSTILE)
def test_a_revision_that_there_is_not_is_one_line_and_writes_nothing(
    since: Command, tmp_path: Path, revision: str
) -> None:
    there = sorted(tmp_path.iterdir())
    run = since(revision)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("xlcheck: ")
    assert run.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize("revision", ["--output=x", "-O", "--ext-diff"])
def test_a_branch_that_is_called_like_an_option_is_none(since: Command, tmp_path: Path, revision: str) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    reference = tmp_path / ".git/refs/heads" / revision
    reference.write_text(f"{head}\n", encoding="utf-8")
    pair("a", DRIFTED)
    run = since(revision, "-f", "json")
    assert run.code in (1, 2)
    assert not (tmp_path / "x").exists()


def test_a_program_that_a_repository_wants_for_differences_is_not_run(since: Command, tmp_path: Path) -> None:
    program = tmp_path / ".git/show.sh"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n", encoding="utf-8")
    program.chmod(0o755)
    git("config", "diff.external", str(program))
    pair("a", DRIFTED)
    assert since("HEAD").code == 1
    assert not (tmp_path / "ran").exists()


def test_outside_of_a_repository_that_is_one_line(
    xlcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    pair("a")
    run = xlcheck("check", "news", "--original-language", "zh", "--changed-since", "HEAD")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "not a git repository" in run.err


def test_where_git_is_not_installed_that_is_one_line(since: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    run = since("HEAD")
    assert (run.code, run.err) == (2, "xlcheck: git is not installed, and this needs it\n")
