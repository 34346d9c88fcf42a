import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import LOADED
from xlcheck.cli import main

Command = Callable[..., Any]
Files = Any
Python = Callable[..., "subprocess.CompletedProcess[str]"]

HEAVY = ["numpy", "transformers", "torch", "tokenizers", "onnxruntime", "babel", "opencc", "jinja2", "rich"]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "--help"], ["align", "--help"], ["explain", "--help"]], ids=" ".join
)
def test_help_loads_nothing_heavy(python: Python, arguments: list[str]) -> None:
    run = python("-c", LOADED, *arguments)
    *page, code, loaded = run.stdout.splitlines()
    assert page[0].startswith("Usage: xlcheck")
    assert code == "exit 0"
    assert set(HEAVY) & set(loaded.split()) == set()


def test_python_m_is_the_same_as_the_command(python: Python, files: Files) -> None:
    run = python("-m", "xlcheck", "check", files.original, files.drifted, "-f", "json")
    assert (run.returncode, run.stderr) == (1, "")
    assert len(json.loads(run.stdout)["findings"]) == 3


def test_a_mistake_has_no_traceback_in_a_real_process(python: Python, files: Files) -> None:
    run = python("-m", "xlcheck", "check", files.original, files.folder / "gone.txt")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"xlcheck: {files.folder / 'gone.txt'}: no such file\n"


def test_the_report_is_the_same_in_every_process(python: Python, files: Files) -> None:
    command = ["-m", "xlcheck", "check", files.original, files.drifted, "-f", "json"]
    assert python(*command, PYTHONHASHSEED="1").stdout == python(*command, PYTHONHASHSEED="2").stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_the_report_is_utf_8_whatever_the_console_speaks(python: Python, files: Files, encoding: str) -> None:
    run = python("-m", "xlcheck", "check", files.original, files.drifted, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert (run.returncode, run.stderr) == (1, "")
    assert "⟦530万美元⟧" in run.stdout


def test_help_names_every_command(xlcheck: Command) -> None:
    run = xlcheck("--help")
    assert run.code == 0
    for name in ("check", "align", "explain", "evaluate", "train"):
        assert f"  {name} " in run.out


@pytest.mark.parametrize("name", ["check", "align", "explain", "evaluate", "train"])
def test_every_command_that_is_named_is_there(xlcheck: Command, name: str) -> None:
    run = xlcheck(name, "--help")
    assert (run.code, run.err) == (0, "")
    assert f"xlcheck {name} [" in run.out.splitlines()[0]


def test_the_version_is_told(xlcheck: Command) -> None:
    run = xlcheck("--version")
    assert run.code == 0
    assert run.out.startswith("xlcheck")


def test_an_unknown_command_is_explained_with_exit_code_two(xlcheck: Command) -> None:
    run = xlcheck("chekc")
    assert (run.code, run.out) == (2, "")
    assert "No such command 'chekc'" in run.err


def test_an_interrupted_run_says_so_without_traceback(
    xlcheck: Command, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xlcheck.api.check", interrupted)
    run = xlcheck("check", files.original, files.faithful)
    assert (run.code, run.err.strip()) == (130, "xlcheck: interrupted")


def test_an_error_of_the_tool_is_no_drift(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("xlcheck.cli.cli.main", fail)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "this is an error of xlcheck" in capsys.readouterr().err
