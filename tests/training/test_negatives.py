import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.config import PACKAGED
from xlcheck.models.static import StaticEncoder
from xlcheck.training.negatives import Negatives
from xlcheck.training.samples import Samples

NEGATIVES = Negatives(["The mayor of Melby met Anna in Oslo.", "Then Boris left for Kyoto, they said."])


def changed(text: str, seed: int) -> str | None:
    return NEGATIVES.of(text, np.random.default_rng(seed))


@given(st.integers(0, 1000))
def test_one_digit_becomes_another_and_none_becomes_nought(seed: int) -> None:
    wrong = changed("it sold 1058 cars", seed)
    assert wrong is not None
    assert re.fullmatch(r"it sold \d{4} cars", wrong)
    assert sum(a != b for a, b in zip(wrong, "it sold 1058 cars", strict=True)) == 1


@given(st.integers(0, 1000))
def test_a_name_becomes_another_name(seed: int) -> None:
    wrong = changed("the mayor met Anna in private", seed)
    assert wrong is None or wrong in {
        f"the mayor met {name} in private" for name in ("Boris", "Kyoto", "Melby", "Oslo")
    }


@pytest.mark.parametrize("text", ["nothing to change here", "Only the first word is capital", ""])
def test_where_there_is_nothing_to_change_there_is_no_wrong_answer(text: str) -> None:
    assert changed(text, 0) is None


def test_some_samples_come_with_a_wrong_answer_of_their_own() -> None:
    pairs = [Pair("de", f"Brücke {n} schließt am Montag.", f"Bridge {n} closes on Monday.", "wmt-x") for n in range(40)]
    tokenizer = StaticEncoder.load(PACKAGED / "static").tokenizer
    drawn = [s for batch in Samples(pairs, tokenizer).batches(0, 0, 2000) for s in batch]
    wrong = [s for s in drawn if s.wrong is not None]
    assert 0.2 < len(wrong) / len(drawn) < 0.5
    for sample in wrong:
        assert sample.wrong != " ".join(pairs[k].english for k in sample.pairs)
        assert sample.wrong_english is not None
        assert list(sample.wrong_english) == tokenizer.encode(sample.wrong, add_special_tokens=False).ids
