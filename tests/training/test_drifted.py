"""Examples for the verifier: their tags are what was put in, whatever the kind, and nothing else is claimed."""

from __future__ import annotations

import numpy as np
import pytest

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.config import PACKAGED
from xlcheck.models.static import StaticEncoder
from xlcheck.training.drift import KINDS, Drifts
from xlcheck.training.drifted import UNKNOWN, Example, Examples, length, packed, tagged

PAIRS = [
    Pair("de", "Der Rat will die 12 Boote nicht verkaufen, weil der Hafen sie braucht.", "The council will not sell the 12 boats, because the harbour needs them.", "made-up"),
    Pair("de", "Die Fähre nach Norwegen fuhr am Montag ab, und der Hafen war leer.", "The ferry to Norway left on Monday, and the harbour was empty.", "made-up"),
    Pair("zh", "渡轮周一驶往挪威，港口空无一人。", "The ferry to Norway left on Monday, and the harbour was empty.", "made-up"),
    Pair("zh", "市议会不会出售这12艘船，因为港口需要它们。", "The council will not sell the 12 boats, because the harbour needs them.", "made-up"),
]  # fmt: skip


@pytest.fixture(scope="module")
def examples() -> Examples:
    tokenizer = StaticEncoder.load(PACKAGED / "static").tokenizer
    neighbours = np.array([[1], [0], [3], [2]])
    return Examples(PAIRS, neighbours, tokenizer, Drifts({"en": ["Oslo"], "de": ["Oslo"], "zh": ["奥斯陆"]}))


@pytest.fixture(scope="module")
def drawn(examples: Examples) -> list[Example]:
    random = np.random.default_rng(0)
    return [examples.drawn(random) for _ in range(600)]


def test_faithful_examples_have_nothing_tagged(drawn: list[Example]) -> None:
    faithful = [example for example in drawn if example.label == 0]
    assert len(faithful) > 100
    assert all(not tags.any() for example in faithful for tags in example.tags)


def test_every_other_example_has_drifted_or_will(drawn: list[Example]) -> None:
    for example in drawn:
        assert example.label in (0, 1) or (example.label == UNKNOWN and example.exchange in (0, 1))
        assert (KINDS[example.kind] == "none") == (example.label == 0)


def test_what_was_put_in_is_tagged_and_the_other_side_is_left_open(drawn: list[Example]) -> None:
    kinds = {KINDS[example.kind] for example in drawn}
    assert {"number", "negation", "omitted", "added", "word", "name"} <= kinds
    numbers = [example for example in drawn if KINDS[example.kind] == "number" and example.exchange < 0]
    for example in numbers:
        sides = sorted(set(tags.tolist()) for tags in example.tags)
        assert {UNKNOWN} in sides
        assert any(1 in side for side in sides)


def test_an_omitted_sentence_is_tagged_in_the_original_an_added_one_in_the_translation(drawn: list[Example]) -> None:
    halves = [
        e for e in drawn if KINDS[e.kind] in ("omitted", "added") and all(set(t.tolist()) <= {0, 1} for t in e.tags)
    ]
    assert halves
    for example in halves:
        there = [bool((tags == 1).any()) for tags in example.tags]
        assert there == ([True, False] if KINDS[example.kind] == "omitted" else [False, True])


def test_a_subword_is_tagged_when_it_overlaps_the_span() -> None:
    assert tagged([(0, 3), (3, 5), (5, 9)], [(4, 6)]).tolist() == [0, 1, 1]


def test_packed_examples_lie_between_their_marks(drawn: list[Example]) -> None:
    arrays = packed(drawn[:20])
    for row, example in enumerate(drawn[:20]):
        end = length(example)
        assert arrays["ids"][row, :end].all()
        assert not arrays["ids"][row, end:].any()
        cut = len(example.sides[0]) + 2
        assert arrays["types"][row, :end].tolist() == [0] * cut + [1] * (end - cut)
        assert arrays["places"][row, cut] == 0
        assert (arrays["tags"][row, [0, cut - 1, end - 1]] == UNKNOWN).all()


def test_batches_keep_to_their_size_and_come_in_the_same_order(examples: Examples) -> None:
    runs = []
    for _ in range(2):
        batches = examples.batches(np.random.default_rng(3), 600, pool=64)
        runs.append([next(batches) for _ in range(6)])
    assert all(len(batch) * max(map(length, batch)) <= 600 for batch in runs[0])
    sizes = [[[length(example) for example in batch] for batch in run] for run in runs]
    assert sizes[0] == sizes[1]


def test_twins_are_a_faithful_pair_and_the_same_with_a_drift(examples: Examples) -> None:
    random = np.random.default_rng(0)
    both = [found for _ in range(100) if len(found := examples.twins(random)) == 2]
    assert len(both) > 30
    for faithful, drifted in both:
        assert (faithful.label, drifted.label) == (0, 1)
        same = [np.array_equal(a, b) for a, b in zip(faithful.sides, drifted.sides, strict=True)]
        assert sum(same) == 1, "one side was changed, the other is the same"


def test_without_a_language_model_what_no_rule_changed_stays_faithful(examples: Examples) -> None:
    plain = Examples(PAIRS, examples.neighbours, examples.tokenizer, examples.drifts, exchanged=False)
    random = np.random.default_rng(0)
    drawn = [plain.drawn(random) for _ in range(300)]
    assert {example.label for example in drawn} == {0, 1}
    assert "word" not in {KINDS[example.kind] for example in drawn}
