"""Quality floors. They go up with the tool; lowering one needs a reason in the commit message.

The floors on corpora/ need nothing else. Those on labelled data run where XLCHECK_DATA names its folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xlcheck.evaluation.alignment import score_documents
from xlcheck.evaluation.corpora import Total, score_folder
from xlcheck.evaluation.pairs import alarms, contrast, read_items
from xlcheck.evaluation.parallel import part, read_pairs

CORPORA = Path(__file__).parents[2] / "corpora"
DATA = Path(os.environ.get("XLCHECK_DATA", "no-data"))
with_data = pytest.mark.skipif(not DATA.is_dir(), reason="XLCHECK_DATA names no folder of labelled data")


def total(pattern: str, *, held: bool) -> Total:
    folders = [
        p for p in sorted(CORPORA.glob(pattern)) if (p / "truth.json").exists() and p.name.startswith("held-") == held
    ]
    assert folders
    return Total.of(score_folder(folder) for folder in folders)


def test_planted_drifts_in_the_development_pairs_are_found() -> None:
    score = total("*", held=False)
    assert score.found / score.planted >= 0.80
    assert score.faithful_alarms / score.faithful <= 1.0


@pytest.mark.slow
def test_planted_drifts_in_the_held_out_pairs_are_found() -> None:
    score = total("*", held=True)
    assert score.found / score.planted >= HELD_FOUND
    assert score.faithful_alarms / score.faithful <= HELD_ALARMS


HELD_FOUND, HELD_ALARMS = 0.62, 1.6


@with_data
@pytest.mark.slow
def test_changed_numbers_are_caught_and_right_ones_left_alone() -> None:
    items = (i for i in read_items(DATA / "drift/demetr/zh-en.all.jsonl.gz") if "numbers" in i["category"])
    (table,) = contrast(items).values()
    assert table.items == 44
    assert table.caught >= 38
    assert table.alarms <= 2


@with_data
@pytest.mark.slow
@pytest.mark.parametrize(("language", "most"), [("zh", 0.050), ("de", 0.048), ("ru", 0.045)])
def test_faithful_news_is_left_alone(language: str, most: float) -> None:
    """The choose part of human translations of news: thresholds were set on the training part."""
    pairs = [
        (p.foreign, p.english)
        for p in read_pairs(DATA)
        if p.language == language and p.is_news and not p.source.endswith("-mt") and part(p.foreign) == "choose"
    ]
    score = alarms(pairs[:2000], language, "en")
    assert score.pairs > 1000
    assert score.alarmed / score.pairs <= most


@with_data
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "strict", "precision", "recall"),
    [
        ("ntrex-en-zh-mono", 0.96, 0.80, 0.75),
        ("ntrex-en-de-mono", 0.96, 0.90, 0.70),
        ("ntrex-en-ru-mono", 0.95, 0.75, 0.80),
        ("ntrex-en-zh-cross", 0.90, 0.55, 0.70),
    ],
)
def test_alignment_keeps_its_level(name: str, strict: float, precision: float, recall: float) -> None:
    documents = [d for d in read_items(DATA / f"align/{name}.jsonl.gz") if part(d["doc"]) == "choose"]
    score = score_documents(documents)
    assert score.strict >= strict
    assert score.null_precision >= precision
    assert score.null_recall >= recall
