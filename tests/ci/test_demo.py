"""The demo repository as a team lives with it: first run, baseline, a new drift, red, fixed, green."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.ci.conftest import DEMO, HARBOUR, Repository


def test_from_the_first_run_to_green(tmp_path: Path) -> None:
    demo = Repository(tmp_path / "demo")
    shutil.copytree(DEMO, demo.folder)
    demo.git("init", "-q")
    first = demo.xlcheck("check")
    assert first.code == 1
    assert "5.3 million" in first.out

    accepted = demo.xlcheck("check", "--update-baseline")
    assert accepted.code == 0
    assert accepted.err.count("\n+ ") + accepted.err.startswith("+ ") == 1
    demo.commit()
    known = demo.xlcheck("check")
    assert known.code == 0
    assert ".xlcheck-baseline.json" in known.err

    demo.rewrite(HARBOUR, "12 May", "12 June")
    drifted = demo.xlcheck("check", "--changed-since", "HEAD")
    assert drifted.code == 1
    assert "12 June" in drifted.out
    assert "opinion-bridge" not in drifted.out

    demo.rewrite(HARBOUR, "12 June", "12 May")
    assert demo.xlcheck("check").code == 0

    demo.rewrite(HARBOUR, "5.3 million", "3.5 million")
    mended = demo.xlcheck("check")
    assert mended.code == 0
    assert "1 of its entries" in mended.err
    assert demo.xlcheck("check", "-q", "--update-baseline").code == 0
    assert "accepted" in (demo.folder / ".xlcheck-baseline.json").read_text(encoding="utf-8")


def test_the_glossary_of_the_configuration_goes_for_every_pair(repository: Repository) -> None:
    repository.rewrite(HARBOUR, "The Port of Melby", "Melby Harbour")
    run = repository.xlcheck("check")
    assert run.code == 1
    assert "term-forbidden" in run.out


def test_what_an_override_ignores_is_ignored_there_alone(repository: Repository) -> None:
    assert repository.xlcheck("check", "-q").out.count("modality-changed") == 0
    without = repository.xlcheck("check", "-q", "--no-config", "zh/opinion-bridge.md", "en/opinion-bridge.md")
    assert "modality-changed" in without.out
