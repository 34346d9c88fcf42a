"""A user's own thresholds: written, read, and told what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.judging.curve import Curve
from xlcheck.judging.table import SHIPPED, Table, read_table, write_table


def test_what_is_written_is_read_again_and_only_what_differs_is_written(tmp_path: Path) -> None:
    rows = {**SHIPPED.rows, "negation-flipped": replace(SHIPPED.rows["negation-flipped"], cut=0.9)}
    lines = {
        **SHIPPED.lines,
        'my/"own"\\nli': Curve(0.9, -3.0, 0.3, 0.1),
        "judge": replace(SHIPPED.lines["judge"], cut=0.4),
    }
    table = Table(rows, {**SHIPPED.curves, "ja-ko": Curve(0.5, -3.0, 0.2, 0.1)}, lines)
    write_table(tmp_path / "own.toml", table, "tuned\non something")
    assert read_table(tmp_path / "own.toml") == table
    text = (tmp_path / "own.toml").read_text(encoding="utf-8")
    assert text.startswith("# tuned\n# on something\n")
    assert text.count("[") == 4


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("")
    assert read_table(tmp_path / "own.toml") == SHIPPED


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cut = ", "is no TOML"),
        ("[chek.a]\ncut = 1", r"\[chek\] is unknown"),
        ("[check.number-chnged]\ncut = 1", "did you mean number-changed"),
        ("[check.repeated]\ncutt = 1", r'\[check."repeated"\] has an unknown cutt; known: precision, cut'),
        ("[check.repeated]\ncut = true", "cut must be a number, not True"),
        ("[check.meaning-drifted]\ncut = 1", r"goes by \[languages"),
        ("check = 3", r"\[check\] must hold tables"),
        ('[languages."ja-ko"]\nslope = 1', r'\[languages."ja-ko"\] has no offset'),
        ('[models."my/nli"]\nslope = 1', r'\[models."my/nli"\] has no offset'),
        ('[models.judge]\ncut = "high"', r'\[models."judge"\] cut must be a number'),
    ],
)
def test_what_is_wrong_is_one_line_with_the_file(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(XlcheckError, match=rf"own\.toml: .*{says}"):
        read_table(tmp_path / "own.toml")


def test_a_file_that_is_not_there_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(XlcheckError, match="make it with xlcheck tune"):
        read_table(tmp_path / "none.toml")
