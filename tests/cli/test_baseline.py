"""Accepted findings are shown and don't count; new ones do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xlcheck.cli.check import command

ORIGINAL = "公司去年售出105.8万辆汽车。\n\n工厂没有关闭。\n"
TRANSLATION = "The company sold 10.58 million cars last year.\n\nThe factory was not closed.\n"


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    (tmp_path / "a.txt").write_text(ORIGINAL, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TRANSLATION, encoding="utf-8")
    return [str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--quiet", "--original-language", "zh"]


def run(*arguments: str) -> int:
    code: int = command.main(list(arguments), standalone_mode=False)
    return code


def test_an_accepted_finding_does_not_fail_the_next_run(pair: list[str], tmp_path: Path) -> None:
    file = str(tmp_path / "baseline.json")
    report = tmp_path / "report.json"
    assert run(*pair) == 1
    assert run(*pair, "--baseline", file, "--update-baseline") == 0
    assert run(*pair, "--baseline", file, "-f", f"json={report}") == 0
    assert [f["status"] for f in json.loads(report.read_text(encoding="utf-8"))["findings"]] == ["baselined"]


def test_a_new_finding_fails_beside_an_accepted_one(pair: list[str], tmp_path: Path) -> None:
    file = str(tmp_path / "baseline.json")
    run(*pair, "--baseline", file, "--update-baseline")
    (tmp_path / "b.txt").write_text(TRANSLATION.replace("was not closed", "was closed"), encoding="utf-8")
    assert run(*pair, "--baseline", file) == 1


@pytest.mark.parametrize("text", [None, "", "[]", '{"accepted": [1]}', "not json"])
def test_a_file_that_is_no_baseline_is_one_clear_line(pair: list[str], tmp_path: Path, text: str | None) -> None:
    from xlcheck.errors import XlcheckError

    file = tmp_path / "baseline.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(XlcheckError, match=r"baseline\.json: .*--update-baseline$"):
        run(*pair, "--baseline", str(file))
