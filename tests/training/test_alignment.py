"""The weights of the alignment's evidence: their gradient, and whether a fit goes the right way."""

from pathlib import Path

import numpy as np
import pytest

from tests.training.test_seeded import ITEMS
from xlcheck.alignment.weights import WEIGHTS
from xlcheck.models import Encoder
from xlcheck.training.alignment import NAMES, Example, example, fit, gradient, write_weights
from xlcheck.training.seeded import KINDS, seeded

START = np.array([WEIGHTS[name] for name in NAMES])


@pytest.fixture(scope="module")
def examples(encoder: Encoder) -> list[Example]:
    documents = list(seeded(ITEMS, [KINDS[0], KINDS[-1]]))
    return [example(document, encoder, settled=bool(at % 2)) for at, document in enumerate(documents)]


def test_the_gradient_is_the_slope(examples: list[Example]) -> None:
    slope = gradient(examples[-1], START)[1]
    for at, name in enumerate(NAMES):
        step = np.zeros(len(NAMES))
        step[at] = 1e-2
        rise = gradient(examples[-1], START + step)[0] - gradient(examples[-1], START - step)[0]
        assert slope[at] == pytest.approx(rise / 2e-2, rel=0.02, abs=0.02), name


def test_a_fit_makes_the_true_beads_more_probable(examples: list[Example]) -> None:
    begun = np.zeros(len(NAMES))
    said: list[str] = []
    fitted = fit(examples, begun, epochs=4, say=said.append)
    likelihood = [sum(gradient(one, weights)[0] for one in examples) for weights in (begun, fitted)]
    assert likelihood[1] > likelihood[0]
    assert len(said) == 4
    assert np.array_equal(fitted, fit(examples, begun, epochs=4, say=said.append))


def test_the_table_is_written_as_it_is_read(tmp_path: Path) -> None:
    write_weights(tmp_path / "weights.py", WEIGHTS)
    read: dict[str, dict[str, float]] = {}
    exec((tmp_path / "weights.py").read_text(encoding="utf-8"), read)
    assert read["WEIGHTS"] == pytest.approx(WEIGHTS, abs=1e-3)
    assert list(read["WEIGHTS"]) == list(WEIGHTS)
