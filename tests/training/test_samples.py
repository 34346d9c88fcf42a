import numpy as np
import pytest

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.config import PACKAGED
from xlcheck.models.static import StaticEncoder
from xlcheck.training.samples import POOL, Samples, chances

PAIRS = [
    *(Pair("zh", f"第{n}座桥将于周一关闭。", f"Bridge number {n} will close on Monday.", "docs") for n in range(30)),
    *(Pair("de", f"Brücke {n} schließt am Montag.", f"Bridge {n} closes on Monday.", "wmt-x") for n in range(20)),
    *(Pair("de", f"Die Fähre {n} fährt.", f"Ferry {n} runs.", "anki") for n in range(20)),
    Pair("de", "sehr " * 300, "very " * 300, "anki"),
]


@pytest.fixture(scope="module")
def samples() -> Samples:
    return Samples(PAIRS, StaticEncoder.load(PACKAGED / "static").tokenizer)


def test_a_pool_is_the_same_for_the_same_seed(samples: Samples) -> None:
    one, again, other = ([s.pairs for b in samples.batches(0, seed, 2000) for s in b] for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert len(one) == POOL


def test_no_batch_is_larger_than_asked_for(samples: Samples) -> None:
    for batch in samples.batches(3, 0, 1000):
        assert len(batch) * (max(max(len(s.foreign), len(s.english)) for s in batch) + 2) <= 1000


def test_joined_sentences_come_from_one_source(samples: Samples) -> None:
    joined = [s.pairs for b in samples.batches(0, 0, 2000) for s in b if len(s.pairs) > 1]
    assert joined
    for members in joined:
        assert len({(PAIRS[i].language, PAIRS[i].source) for i in members}) == 1


def test_a_sentence_that_is_too_long_is_never_drawn(samples: Samples) -> None:
    drawn = {i for b in samples.batches(0, 0, 2000) for s in b for i in s.pairs[:1]}
    assert len(PAIRS) - 1 not in drawn


def test_chinese_and_news_are_favoured() -> None:
    chance = chances(PAIRS)
    assert chance.sum() == pytest.approx(1)
    chinese = sum(c for c, p in zip(chance, PAIRS, strict=True) if p.language == "zh")
    assert chinese > 0.25 + 0.75 * 0.4
    assert np.mean(chance[30:50]) == pytest.approx(4 * np.mean(chance[50:70]))
