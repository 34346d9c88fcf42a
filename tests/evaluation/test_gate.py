"""Quality floors. They go up with the tool; lowering one needs a reason in the commit message.

The floors on corpora/ need nothing else. Those on labelled data run where XLCHECK_DATA names its folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xlcheck import check_pairs
from xlcheck.checks.base import Severity
from xlcheck.evaluation.alignment import score_documents
from xlcheck.evaluation.corpora import Total, score_folder
from xlcheck.evaluation.pairs import alarms, contrast, read_items
from xlcheck.evaluation.parallel import part, read_file, read_pairs
from xlcheck.evaluation.retrieval import measured, score
from xlcheck.language.clauses import clauses
from xlcheck.language.size import size
from xlcheck.models import load_profile

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
    found = total("*", held=False)
    assert found.found / found.planted >= 0.80
    assert found.faithful_alarms / found.faithful <= 1.0


@pytest.mark.slow
def test_planted_drifts_in_the_held_out_pairs_are_found() -> None:
    found = total("*", held=True)
    assert found.found / found.planted >= HELD_FOUND
    assert found.faithful_alarms / found.faithful <= HELD_ALARMS


HELD_FOUND, HELD_ALARMS = 0.62, 1.1


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
    found = alarms(pairs[:2000], language, "en")
    assert found.pairs > 1000
    assert found.alarmed / found.pairs <= most


@with_data
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "strict", "precision", "recall"),
    [
        ("ntrex-en-zh-mono", 0.975, 0.90, 0.80),
        ("ntrex-en-de-mono", 0.98, 0.95, 0.80),
        ("ntrex-en-ru-mono", 0.96, 0.82, 0.74),
        ("ntrex-en-zh-cross", 0.925, 0.66, 0.72),
    ],
)
def test_alignment_keeps_its_level(name: str, strict: float, precision: float, recall: float) -> None:
    documents = [d for d in read_items(DATA / f"align/{name}.jsonl.gz") if part(d["doc"]) == "choose"]
    found = score_documents(documents)
    assert found.strict >= strict
    assert found.null_precision >= precision
    assert found.null_recall >= recall
    assert found.calibration <= 0.08
    if "cross" in name:
        assert found.crossing_precision >= 0.85
        assert found.crossing_recall >= 0.55


@with_data
@pytest.mark.slow
@pytest.mark.parametrize(("language", "least"), [("zh", 0.27), ("ru", 0.33)])
def test_clauses_that_were_taken_away_are_missed_and_others_are_not(language: str, least: float) -> None:
    """The choose part of human translations of news, whole and with a clause of the translation taken away."""
    news = (p for p in read_file(DATA / f"parallel/{language}-en.tsv.xz") if p.is_news and not p.source.endswith("-mt"))
    pairs = [(p.foreign, p.english) for p in news if part(p.foreign) == "choose"][:1000]
    cut = [
        (foreign, english[: theirs[1][0]] + english[theirs[1][1] :])
        for foreign, english in pairs
        if len(theirs := long_clauses(english)) == len(long_clauses(foreign)) > 1
    ]

    def flagged(those: list[tuple[str, str]]) -> float:
        beads = check_pairs(those, original_language=language, translation_language="en", select=["clause-omitted"])
        return sum(any(f.severity >= Severity.MAJOR for f in bead.findings) for bead in beads) / len(those)

    assert len(cut) > 150
    assert flagged(cut) >= least
    assert flagged(pairs) <= 0.005


def long_clauses(text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end in clauses(text) if size(text[start:end]) >= 24]


@with_data
@pytest.mark.slow
@pytest.mark.parametrize(("name", "strict"), [("mac-dev", 0.85), ("text+berg-dev", 0.86), ("maligna", 0.975)])
def test_other_texts_than_news_are_aligned_too(name: str, strict: float) -> None:
    """Novels, scanned yearbooks, three documents aligned by hand: nothing was chosen on them."""
    assert score_documents(read_items(DATA / f"align/{name}.jsonl.gz")).strict >= strict


@with_data
@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "least"), [("zh", 0.985), ("ru", 0.945), ("de", 0.935), ("ja", 0.885), ("hi", 0.84)]
)
def test_translations_are_found_among_a_thousand(language: str, least: float) -> None:
    (pairs,) = (
        p for name, p in measured(read_file(DATA / f"parallel/{language}-en.tsv.xz")).items() if name == "held out"
    )
    found = score(load_profile("embedded").encoder.encode, pairs)
    assert found.pairs == 1000
    assert (found.english + found.foreign) / 2 >= least
