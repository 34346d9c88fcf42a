"""What the README shows is what happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
Python = Callable[..., "CompletedProcess[str]"]


@pytest.mark.parametrize("block", BLOCKS)
def test_its_python_runs(block: str, python: Python) -> None:
    run = python("-c", block)
    assert (run.returncode, run.stderr) == (0, "")
    assert "number-changed" in run.stdout


def test_the_demo_shows_the_words_in_question_whole(python: Python) -> None:
    run = python(
        "-m",
        "xlcheck",
        "check",
        "corpora/zh-en-diplomat/original.txt",
        "corpora/zh-en-diplomat/translation.txt",
        COLUMNS="106",
    )
    assert run.returncode == 1
    assert run.stdout.count("⟦") == run.stdout.count("⟧") > 4
    shown = re.search(r"```\n( CRITICAL  money-changed.*?)```", TEXT, re.DOTALL)
    assert shown is not None
    for line in shown[1].splitlines():
        assert line.rstrip() in run.stdout, line
