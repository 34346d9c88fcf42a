"""Groups of translations in an order, as the verifier is shown them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.parallel import Pair, part
from xlcheck.models.config import PACKAGED
from xlcheck.models.static import StaticEncoder
from xlcheck.training.drift import Drifts
from xlcheck.training.drifted import UNKNOWN, Examples
from xlcheck.training.graded import MACHINES, Graded, GradedExamples, Group, by_makers, labelled, twins

SOURCES = [f"Der Zug {number} fährt heute nicht." for number in range(40)]


def test_a_persons_translation_stands_above_a_machines_and_better_machines_above_worse_ones() -> None:
    pairs = [
        Pair("de", "Er ging heim.", "He went home.", "wmt-newstest-2008-2021-human"),
        Pair("de", "Er ging heim.", "He walked home.", "wmt17-google-mt"),
        Pair("de", "Er ging heim.", "He goes home.", "wmt17-nllb-mt"),
        Pair("de", "Sie blieb.", "She stayed.", "wmt17-google-mt"),
    ]
    (group,) = by_makers(pairs)
    assert (group.name, group.original) == (MACHINES, "Er ging heim.")
    assert [t.grade for t in sorted(group.translations, key=lambda t: t.grade)] == [0, 1, 2]
    assert all(t.label == UNKNOWN and t.spans is None for t in group.translations), "nobody calls them faithful or not"


def test_what_a_machine_rendered_as_the_person_did_is_as_good() -> None:
    pairs = [Pair("de", "Ja.", "Yes.", "a-nllb-mt"), Pair("de", "Ja.", "Yes.", "b"), Pair("de", "Ja.", "Sure.", "c-nllb-mt")]  # fmt: skip
    (group,) = by_makers(pairs)
    assert {t.text: t.grade for t in group.translations} == {"Yes.": 0, "Sure.": 2}


def written(file: Path, items: list[dict[str, object]]) -> Path:
    file.write_bytes(gzip.compress("".join(json.dumps(item) + "\n" for item in items).encode()))
    return file


def test_only_the_part_that_is_asked_for_is_read_and_errors_become_places(tmp_path: Path) -> None:
    span = [4, 9, "major", "Accuracy/Mistranslation", "rater1"]
    items = [
        {"id": "mqm-1", "src_lang": "de", "tgt_lang": "en", "src": source, "tgt": "The coach runs.", "label": 1, "score": -5.0, "tgt_spans": [span, [0, 3, "minor", "Accuracy/Addition"]]}
        for source in SOURCES
    ]  # fmt: skip
    groups = labelled([written(tmp_path / "a.jsonl.gz", items)], "train")
    assert {g.original for g in groups} == {s for s in SOURCES if part(s) == "train"}
    assert groups[0].name == "mqm de-en"
    assert groups[0].translations == (Graded("The coach runs.", 5.0, 1, ((4, 9),)),)


def test_a_vote_is_a_label_and_no_grade(tmp_path: Path) -> None:
    item = {"id": "ced-1", "src_lang": "en", "tgt_lang": "de", "src": "", "tgt": "x", "label": 0, "score": 0.3, "votes": [1, 0, 0]}  # fmt: skip
    items = [item | {"src": source} for source in SOURCES]
    (graded,) = labelled([written(tmp_path / "a.jsonl.gz", items)], "train")[0].translations
    assert (graded.grade, graded.label, graded.spans) == (0.0, 0, ())


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n[]\n")
    with pytest.raises(XlcheckError, match=r"a\.jsonl:1: has no src"):
        labelled([tmp_path / "a.jsonl"], "train")


@pytest.mark.parametrize(("change", "says"), [({"label": 2}, "label must be 0"), ({"tgt_spans": [[1]]}, "tgt_spans must be lists")])  # fmt: skip
def test_a_wrong_label_and_a_wrong_mark_are_one_line(tmp_path: Path, change: dict[str, object], says: str) -> None:
    items = [{"src": s, "tgt": "x", "src_lang": "de", "tgt_lang": "en", "label": 1} | change for s in SOURCES]
    with pytest.raises(XlcheckError, match=says):
        labelled([written(tmp_path / "a.jsonl.gz", items)], "train")


def test_a_batch_tells_which_translations_belong_together() -> None:
    words = StaticEncoder.load(PACKAGED / "static", languages=["de", "en"])
    groups = [
        Group("a", source, (Graded("The train stays.", 0.0, 0, ()), Graded("It runs.", 5.0, 1, ((0, 2),))))
        for source in SOURCES[:5]
    ]
    examples = GradedExamples([*groups, Group(MACHINES, "Ja.", (Graded("Yes.", 0), Graded("No.", 2)))], words.tokenizer)
    batch = next(examples.batches(np.random.default_rng(0), 400))
    assert batch["ids"].size <= 400
    for group in np.unique(batch["group"]):
        rows = batch["group"] == group
        assert rows.sum() == 2
        assert len(set(batch["set"][rows])) == 1
        assert set(batch["grade"][rows]) in ({0, 5000}, {0, 2000})
    judged = batch["label"] == 1
    assert ((batch["tags"] == 1).sum(axis=1) > 0)[judged].all()


def test_a_set_begins_with_the_odds_of_its_labels() -> None:
    words = StaticEncoder.load(PACKAGED / "static", languages=["de", "en"])
    rows = [Group("strict", s, (Graded("A.", 0, 1), Graded("B.", 0, 1), Graded("C.", 0, 0))) for s in SOURCES]
    examples = GradedExamples([*rows, Group(MACHINES, "Ja.", (Graded("Yes.", 0), Graded("No.", 2)))], words.tokenizer)
    assert dict(zip(examples.names, examples.odds, strict=True)) == {MACHINES: 0.0, "strict": pytest.approx(np.log(2), abs=0.05)}  # fmt: skip


def test_twins_are_batched_as_a_set_of_their_own() -> None:
    words = StaticEncoder.load(PACKAGED / "static", languages=["de", "en"])
    pairs = [
        Pair("de", "Der Rat will die 12 Boote nicht verkaufen.", "The council will not sell the 12 boats.", "made-up"),
        Pair("de", "Die Fähre fuhr am Montag ab.", "The ferry left on Monday.", "made-up"),
    ]
    examples = Examples(pairs, np.array([[1], [0]]), words.tokenizer, Drifts({}))
    batch = next(twins(examples, 7, np.random.default_rng(0), 400))
    assert batch["ids"].size <= 400
    assert set(batch["set"]) == {7}
    assert set(batch["grade"]) == {0, 1000}
    assert np.array_equal(batch["grade"] == 1000, batch["label"] == 1)
