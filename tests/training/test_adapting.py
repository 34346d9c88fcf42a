"""A verifier that was exported, trained on with labels and orders: slow, and needs torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.config import PACKAGED
from xlcheck.models.static import StaticEncoder
from xlcheck.models.verifier import EmbeddedVerifier
from xlcheck.training.graded import MACHINES, Graded, Group

pytestmark = pytest.mark.slow

PAIRS = [
    Pair("de", f"Die Brücke {act} am {day} um {hour} Uhr.", f"The bridge {does} on {on} at {hour} o'clock.", "made-up")
    for act, does in (("schließt", "closes"), ("öffnet", "opens"))
    for day, on in (("Montag", "Monday"), ("Freitag", "Friday"))
    for hour in range(2, 12)
]
GROUPS = [
    Group("people", p.foreign, (Graded(p.english, 0.0, 0, ()), Graded("The ferry sank.", 5.0, 1, ((0, 9),))))
    for p in PAIRS
]


@pytest.fixture(scope="module")
def words() -> StaticEncoder:
    return StaticEncoder.load(PACKAGED / "static", languages=["de", "en"])


def test_a_verifier_is_rebuilt_as_it_reads(words: StaticEncoder) -> None:
    import torch

    from xlcheck.training.adapting import rebuilt_verifier
    from xlcheck.training.drifted import Example, packed

    verifier = rebuilt_verifier(PACKAGED / "verifier").eval()
    examples = []
    for pair in PAIRS:
        one, two = (np.array(words.pieces([text])[0], dtype=np.int64) for text in (pair.foreign, pair.english))
        examples.append(Example((one, two), (np.zeros_like(one), np.zeros_like(two)), 0, 0))
    with torch.no_grad():
        drift = verifier({name: torch.from_numpy(array) for name, array in packed(examples).items()})[1].numpy()
    shipped = EmbeddedVerifier.load(PACKAGED / "verifier", words.tokenizer, words.languages)
    read = [reading.drift for reading in shipped.read([(p.foreign, p.english) for p in PAIRS])]
    assert np.abs(np.array(read) - drift).max() < 0.35


def test_labels_and_orders_are_learned_and_the_best_checkpoint_is_exported(
    tmp_path: Path, words: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlcheck.training import adapting
    from xlcheck.training.adapting import adapt_verifier
    from xlcheck.training.steps import Settings

    machines = [Group(MACHINES, p.foreign, (Graded(p.english, 0), Graded("The ferry.", 2))) for p in PAIRS]
    said: list[str] = []
    monkeypatch.setattr(adapting, "_WEIGHED", 8)
    monkeypatch.setattr(adapting, "_SOURCES", 8)
    for steps in (3, 8):
        settings = Settings(steps=steps, tokens=600, warmup=2, rate=3e-4, every=0)
        trained = adapt_verifier(
            PAIRS, GROUPS + machines, GROUPS, words, PACKAGED / "verifier", tmp_path, settings, said.append
        )
    assert any("going on after 3 steps" in line for line in said)
    worth = [float(line.rpartition(" ")[2]) for line in said if "worth" in line]
    assert len(worth) == 8
    right, wrong = trained.read([(PAIRS[0].foreign, PAIRS[0].english), (PAIRS[0].foreign, "The ferry sank.")])
    assert wrong.drift > right.drift
