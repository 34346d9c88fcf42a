"""Labelled pairs as they are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.labelled import read_labelled

ITEM = {"src": "Er kam.", "tgt": "She came.", "src_lang": "de", "tgt_lang": "en", "label": 1}


def read(tmp_path: Path, *items: dict[str, object]) -> list[object]:
    file = tmp_path / "labelled.jsonl"
    file.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return list(read_labelled(file))


def test_a_pair_has_its_label_its_kind_and_its_document(tmp_path: Path) -> None:
    first, second = read(tmp_path, ITEM | {"doc": "a", "category": "name"}, ITEM | {"label": 0}, ITEM | {"label": None})
    assert (first.drifted, first.category, first.document) == (True, "name", "a")
    assert (second.drifted, second.category, second.document) == (False, "unnamed", "Er kam.")


def test_only_errors_of_meaning_are_marked(tmp_path: Path) -> None:
    spans = [[0, 3, "major", "Accuracy/Mistranslation", "rater1"], [4, 8, "major", "Fluency/Grammar"], [4, 8, "minor", "Accuracy/Addition"], [1, 2]]  # fmt: skip
    (item,) = read(tmp_path, ITEM | {"tgt_spans": spans})
    assert item.spans == ((), ((0, 3), (1, 2)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"label": 2}, r"labelled\.jsonl:1: label must be 0 \(faithful\), 1 \(drifted\) or null, not 2"),
        ({"label": "yes"}, "label must be 0"),
        ({"tgt": 3}, "has a wrong tgt"),
        ({"tgt_spans": [[1]]}, r"tgt_spans must be lists of \[start, end\]"),
        ({"tgt_spans": 7}, r"tgt_spans must be lists of \[start, end\]"),
        ({"label": None}, "holds no pair with a label"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with pytest.raises(XlcheckError, match=says):
        read(tmp_path, ITEM | change)
