import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.alignment import Bead, align
from xlcheck.alignment.habits import LARGEST, SHAPES
from xlcheck.models import Encoder

ENGLISH = [
    "The harbour of Melby reopened on Monday.",
    "Repairs to the quay cost three million dollars.",
    "Fishermen must register at the town hall before summer.",
    "The lighthouse was built by Danish masons a century ago.",
    "A school class found the skeleton of a whale on the beach.",
    "Nobody was hurt when the crane fell into the water.",
    "The mayor thanked the volunteers for their help.",
    "Ferry tickets will cost less than last year.",
    "Heavy rain had flooded the cellars of forty houses.",
    "The council will vote on a new bridge in October.",
    "Divers are still looking for the lost anchor.",
]
CHINESE = [
    "梅尔比港周一重新开放。",
    "码头的维修费用为三百万美元。",
    "渔民必须在夏天之前到市政厅登记。",
    "灯塔是丹麦石匠一个世纪前建造的。",
    "一个班的学生在海滩上发现了一具鲸鱼骨架。",
    "起重机掉进水里时没有人受伤。",
    "市长感谢志愿者的帮助。",
    "渡轮票价将低于去年。",
    "大雨淹没了四十座房屋的地下室。",
    "市议会将在十月就一座新桥进行投票。",
    "潜水员仍在寻找丢失的锚。",
]
SENTENCES = st.lists(
    st.sampled_from([*ENGLISH, *CHINESE, "", " ", "…", "1", "🚢", "Yes."]) | st.text(max_size=30), max_size=14
)


def pairs(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.original, bead.translation) for bead in beads]


def partition(beads: Sequence[Bead], n: int, m: int) -> None:
    """Every sentence is in one bead; the original keeps its order, and so does the translation but for what crosses."""
    assert [i for bead in beads for i in bead.original] == list(range(n))
    assert sorted(j for bead in beads for j in bead.translation) == list(range(m))
    straight = [j for bead in beads if not bead.crossing for j in bead.translation]
    assert straight == sorted(straight)
    assert all(bead.original or bead.translation for bead in beads)


@given(SENTENCES, SENTENCES)
def test_beads_partition_both_sides_in_order(encoder: Encoder, original: list[str], translation: list[str]) -> None:
    beads = align(original, translation, encoder)
    partition(beads, len(original), len(translation))
    assert all(len(bead.original) <= LARGEST and len(bead.translation) <= LARGEST for bead in beads)
    assert all(0.0 <= bead.score <= 1.0 for bead in beads)
    assert all(bead.original and bead.translation for bead in beads if bead.crossing)


@given(SENTENCES)
def test_an_article_is_aligned_with_nothing_without_complaint(encoder: Encoder, sentences: list[str]) -> None:
    alone = [(i,) for i in range(len(sentences))]
    assert pairs(align(sentences, [], encoder)) == [(i, ()) for i in alone]
    assert pairs(align([], sentences, encoder)) == [((), i) for i in alone]


def test_a_faithful_translation_is_aligned_one_to_one(encoder: Encoder) -> None:
    assert pairs(align(ENGLISH, CHINESE, encoder)) == [((i,), (i,)) for i in range(len(ENGLISH))]


def test_an_article_is_aligned_with_itself_one_to_one(encoder: Encoder) -> None:
    beads = align(CHINESE, CHINESE, encoder)
    assert pairs(beads) == [((i,), (i,)) for i in range(len(CHINESE))]
    assert min(bead.score for bead in beads) > 0.98


@pytest.mark.parametrize("dropped", range(len(ENGLISH)))
def test_a_dropped_sentence_is_found(encoder: Encoder, dropped: int) -> None:
    translation = [s for j, s in enumerate(CHINESE) if j != dropped]
    assert ((dropped,), ()) in pairs(align(ENGLISH, translation, encoder))


@pytest.mark.parametrize("added", range(len(ENGLISH)))
def test_an_added_sentence_is_found(encoder: Encoder, added: int) -> None:
    original = [s for i, s in enumerate(ENGLISH) if i != added]
    assert ((), (added,)) in pairs(align(original, CHINESE, encoder))


@pytest.mark.parametrize("first", range(len(ENGLISH) - 1))
def test_two_sentences_merged_into_one_are_found(encoder: Encoder, first: int) -> None:
    merged = CHINESE[first].removesuffix("。") + "，" + CHINESE[first + 1]
    translation = [*CHINESE[:first], merged, *CHINESE[first + 2 :]]
    assert ((first, first + 1), (first,)) in pairs(align(ENGLISH, translation, encoder))


@pytest.mark.parametrize("first", range(len(ENGLISH) - 1))
def test_a_sentence_split_into_two_is_found(encoder: Encoder, first: int) -> None:
    merged = ENGLISH[first].removesuffix(".") + ", and " + ENGLISH[first + 1]
    original = [*ENGLISH[:first], merged, *ENGLISH[first + 2 :]]
    assert ((first,), (first, first + 1)) in pairs(align(original, CHINESE, encoder))


@pytest.mark.parametrize("n", range(1, 6))
@pytest.mark.parametrize("m", range(1, 6))
def test_articles_of_a_few_sentences_are_aligned(encoder: Encoder, n: int, m: int) -> None:
    partition(align(ENGLISH[:n], CHINESE[:m], encoder), n, m)


@pytest.mark.parametrize(("where", "to"), [(1, 7), (8, 2), (4, 10)])
def test_a_sentence_that_moved_is_found_as_a_crossing_bead(encoder: Encoder, where: int, to: int) -> None:
    translation = CHINESE[:where] + CHINESE[where + 1 :]
    translation.insert(to, CHINESE[where])
    beads = align(ENGLISH, translation, encoder)
    assert [(bead.original, bead.translation) for bead in beads if bead.crossing] == [((where,), (to,))]


def test_the_score_is_lower_where_the_alignment_is_in_doubt(encoder: Encoder) -> None:
    """A sentence that says what its two neighbours on the other side both say might belong to either."""
    original = [*ENGLISH[:4], "The lighthouse was built by masons from Denmark.", *ENGLISH[4:]]
    beads = align(original, CHINESE, encoder)
    doubtful = [bead.score for bead in beads if {3, 4} & set(bead.original)]
    sure = [bead.score for bead in beads if not {2, 3, 4, 5} & set(bead.original)]
    assert min(doubtful) < min(sure)


def test_paragraphs_decide_where_the_words_leave_it_open(encoder: Encoder) -> None:
    original = [*ENGLISH[:3], "Yes.", *ENGLISH[3:6]]
    translation = [CHINESE[0], CHINESE[1], CHINESE[2] + "是的。", *CHINESE[3:6]]
    for first in (3, 4):
        starts = {0, first, 5}
        begins = [at in starts for at in range(7)], [at in (0, 3, 4) for at in range(6)]
        beads = align(original, translation, encoder, begins=begins)
        assert any(bead.translation == (2,) and 2 in bead.original for bead in beads)
        crossing = [bead for bead in beads if {first - 1, first} <= set(bead.original)]
        assert not crossing or first == 3


def test_a_long_article_is_aligned_through_the_band(encoder: Encoder) -> None:
    original = [f"{ENGLISH[i % len(ENGLISH)]} It was day {i}." for i in range(450)]
    translation = [f"{CHINESE[i % len(ENGLISH)]}那是第{i}天。" for i in range(450) if i not in (100, 101, 300)]
    beads = align(original, translation, encoder)
    partition(beads, 450, 447)
    matched = sum(
        bead.original == (i,) for bead in beads for i in bead.original if bead.translation and bead.original[0] > 310
    )
    assert matched > 120


@pytest.mark.parametrize(("n", "m"), [(1, 400), (400, 1), (160, 900), (900, 152), (152, 3)])
def test_long_articles_of_very_unequal_length_are_aligned(encoder: Encoder, n: int, m: int) -> None:
    original, translation = (
        [f"{side[i % 11]} {i}" for i in range(count)] for side, count in ((ENGLISH, n), (CHINESE, m))
    )
    partition(align(original, translation, encoder), n, m)


def test_long_articles_without_anything_in_common_are_aligned_in_seconds(encoder: Encoder) -> None:
    original = [f"The {word} of {i} ships." for i in range(250) for word in ("captain", "cook")]
    translation = [f"{word}第{i}次下雨了。" for i in range(250) for word in ("周一", "山上")]
    start = time.perf_counter()
    partition(align(original, translation, encoder), 500, 500)
    assert time.perf_counter() - start < 30


def test_the_alignment_is_the_same_twice(encoder: Encoder) -> None:
    assert align(ENGLISH, CHINESE[:4], encoder) == align(ENGLISH, CHINESE[:4], encoder)


def test_no_shape_is_larger_than_the_windows() -> None:
    assert max(max(shape) for shape in SHAPES) == LARGEST
    assert len(set(SHAPES)) == len(SHAPES)


class Blind:
    """An encoder that knows no word at all."""

    digest = "sha256:000000000000"
    runtime = "none:0"
    languages: frozenset[str] = frozenset()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.zeros((len(texts), 8), dtype=np.float32)

    def parts(self, texts: Sequence[str]) -> np.ndarray:
        return self.encode(texts)

    def whole(self, parts: np.ndarray) -> np.ndarray:
        return parts

    def subwords(self, text: str) -> None:
        raise NotImplementedError


@given(SENTENCES, SENTENCES)
def test_even_an_encoder_that_knows_no_word_gives_a_partition(original: list[str], translation: list[str]) -> None:
    beads = align(original, translation, Blind())  # type: ignore[arg-type]
    partition(beads, len(original), len(translation))
