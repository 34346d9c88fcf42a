"""Thresholds moved by a user's own labelled pairs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from xlcheck.evaluation.labelled import Labelled
from xlcheck.evaluation.pairs import Sentence
from xlcheck.evaluation.tuning import MINOR_ONLY, tune
from xlcheck.judging.table import SHIPPED
from xlcheck.models import load_profile
from xlcheck.models.roles import Opinion

Command = Callable[..., Any]


def pair(number: int, told: int, *, drifted: bool) -> Labelled:
    sentence = Sentence(f"Im Hafen liegen {number} Schiffe.", f"There are {told} ships in the port.", "de", "en")
    return Labelled(sentence, drifted, "number", sentence.original, ((), ()))


def pairs(right: int, wrong: int) -> list[Labelled]:
    """Changed figures that people called drifted, and ones that they let pass; as many pairs without a fault."""
    changed = [pair(n, n + 200, drifted=k < right) for k, n in enumerate(range(21, 21 + right + wrong))]
    return changed + [pair(n, n, drifted=False) for n in range(21, 21 + right)]


def test_a_check_that_is_right_as_often_as_wished_may_speak() -> None:
    found = tune(pairs(60, 2))
    (moved,) = (m for m in found.checks if m.name == "number-changed")
    assert (moved.right, moved.spoken) == (60, 62)
    assert moved.precision == pytest.approx(60 / 62)
    assert moved.interval[0] < moved.precision < moved.interval[1]
    assert found.table.rows["number-changed"] == SHIPPED.rows["number-changed"], "it may speak as it does"


def test_a_check_that_never_is_makes_minor_findings_only() -> None:
    found = tune(pairs(1, 60), precision=0.9)
    (moved,) = (m for m in found.checks if m.name == "number-changed")
    assert moved.after == MINOR_ONLY
    assert "minor" in moved.why


def test_a_check_that_hardly_spoke_stays() -> None:
    found = tune(pairs(5, 2))
    (moved,) = (m for m in found.checks if m.name == "number-changed")
    assert moved.before == moved.after
    assert found.table.rows == SHIPPED.rows
    assert "7 pairs only" in moved.why


def test_the_precision_is_that_of_the_feed() -> None:
    rare, often = (next(m for m in tune(pairs(60, 20), prior=prior).checks if m.name == "number-changed") for prior in (0.03, 0.5))  # fmt: skip
    assert rare.precision < often.precision


def test_languages_with_enough_labels_get_their_own_curve() -> None:
    found = tune(pairs(60, 0))
    (moved,) = found.curves
    assert moved.name == "de-en"
    assert found.table.curves["de-en"] != SHIPPED.curves.get("de-en")
    few = tune(pairs(20, 0))
    assert few.table.curves == SHIPPED.curves
    assert "20 of 40 pairs drifted" in few.curves[0].why


class Grim:
    """A larger model that doubts what has a changed figure, nine times in ten."""

    role, name, digest, runtime = "entailment", "grim", "sha256:0", ""
    languages: frozenset[str] = frozenset()

    def opinions(self, pairs: Any, languages: Any) -> list[tuple[Opinion, ...]]:
        def value(one: str, two: str) -> float:
            told = [int("".join(filter(str.isdigit, text))) for text in (one, two)]
            return 3.0 if (told[0] != told[1]) == bool(told[0] % 10) else -3.0

        return [(Opinion("entailment", self.name, value(*pair)),) for pair in pairs]


def test_a_larger_model_gets_its_own_line_where_enough_pairs_have_labels() -> None:
    loaded = replace(load_profile("embedded"), readers=(Grim(),))
    found = tune(pairs(60, 0), profile=loaded)
    (moved,) = found.lines
    assert moved.name == "grim"
    line = found.table.lines["grim"]
    assert line.chance(3.0) > 5 * line.chance(-3.0)
    assert line.cut <= line.chance(3.0), "measured, it may speak aloud"
    assert SHIPPED.lines["entailment"].cut == 1.0
    few = tune(pairs(20, 0), profile=loaded)
    assert few.table.lines == SHIPPED.lines
    assert "20 of 40 pairs drifted" in few.lines[0].why


def written(file: Path, items: list[Labelled]) -> Path:
    lines = [
        {"src": i.sentence.original, "tgt": i.sentence.translation, "label": int(i.drifted), "src_lang": "de", "tgt_lang": "en"}
        for i in items
    ]  # fmt: skip
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def test_the_command_writes_a_file_that_check_goes_by(xlcheck: Command, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    run = xlcheck("tune", written(tmp_path / "pairs.jsonl", pairs(1, 60)), "--precision", "0.9", "--out", own)
    assert (run.code, run.err) == (0, "")
    assert "number-changed" in run.out
    assert f"use it with xlcheck check --thresholds {own}" in run.out
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text("Im Hafen liegen 12 Schiffe.", encoding="utf-8")
    two.write_text("There are 47 ships in the port.", encoding="utf-8")
    languages = ("--original-language", "de", "--translation-language", "en", "--select", "number-changed")
    assert xlcheck("check", one, two, *languages).code == 1
    assert xlcheck("check", one, two, *languages, "--thresholds", own).code == 0


@pytest.mark.parametrize("items", [[pair(21, 21, drifted=False)], [pair(21, 22, drifted=True)]])
def test_pairs_of_one_label_are_refused(xlcheck: Command, tmp_path: Path, items: list[Labelled]) -> None:
    run = xlcheck("tune", written(tmp_path / "pairs.jsonl", items))
    assert (run.code, "needs drifted and faithful ones" in run.err) == (2, True)


def test_a_missing_file_is_one_line(xlcheck: Command, tmp_path: Path) -> None:
    run = xlcheck("tune", tmp_path / "none.jsonl")
    assert (run.code, run.err.count("\n")) == (2, 1)
