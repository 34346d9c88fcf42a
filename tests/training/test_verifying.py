"""The whole way from faithful pairs to a verifier: slow, and needs torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.config import PACKAGED
from xlcheck.models.distilled import DistilledEncoder
from xlcheck.models.static import StaticEncoder
from xlcheck.models.verifier import EmbeddedVerifier

pytestmark = pytest.mark.slow

THINGS = {"Brücke": "bridge", "Fähre": "ferry", "Schule": "school", "Bank": "bank"}
ACTS = {"schließt": "closes", "öffnet": "opens"}
TIMES = {"am Montag": "on Monday", "heute": "today", "im Mai": "in May"}
PAIRS = [
    Pair("de", f"Die {thing} {act} {time} um {hour} Uhr.", f"The {THINGS[thing]} {ACTS[act]} {TIMES[time]} at {hour} o'clock.", "made-up")
    for thing in THINGS for act in ACTS for time in TIMES for hour in (7, 9)
]  # fmt: skip


@pytest.fixture(scope="module")
def words() -> StaticEncoder:
    return StaticEncoder.load(PACKAGED / "static", languages=["de", "en"])


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, words: StaticEncoder) -> Path:
    from xlcheck.training.checkpoint import rebuilt, write_checkpoint

    folder = tmp_path_factory.mktemp("start")
    encoder = DistilledEncoder.load(PACKAGED / "encoder", words)
    write_checkpoint(folder, rebuilt(encoder, PACKAGED / "encoder" / "layers.onnx"), words.tokenizer)
    return folder


def test_a_verifier_is_trained_exported_and_gone_on_with(tmp_path: Path, words: StaticEncoder, start: Path) -> None:
    from xlcheck.training.steps import Settings
    from xlcheck.training.verifying import train_verifier

    said: list[str] = []
    for steps in (4, 6):
        trained = train_verifier(
            PAIRS, words, start, tmp_path, Settings(steps=steps, layers=2, tokens=600, warmup=2), said.append
        )
    assert any("going on after 4 steps" in line for line in said)
    assert isinstance(trained, EmbeddedVerifier)
    (reading,) = trained.read([(PAIRS[0].foreign, PAIRS[0].english)])
    assert np.isfinite(reading.drift)


def test_eight_bits_read_what_thirty_two_read(tmp_path: Path, words: StaticEncoder, start: Path) -> None:
    import torch

    from xlcheck.training.drifted import Example, packed
    from xlcheck.training.export import export_verifier
    from xlcheck.training.verifier import Verifier, bert
    from xlcheck.training.verifying import begin, read_start

    torch.manual_seed(0)
    table, layers = read_start(start)
    verifier = Verifier(bert(table, 3)).eval()
    begin(verifier.body, layers)
    examples = []
    for pair in PAIRS:
        one, two = (np.array(words.pieces([text])[0], dtype=np.int64) for text in (pair.foreign, pair.english))
        examples.append(Example((one, two), (np.zeros_like(one), np.zeros_like(two)), 0, 0))
    batch = {name: torch.from_numpy(array) for name, array in packed(examples).items()}
    export_verifier(tmp_path, verifier, batch)
    read = EmbeddedVerifier.load(tmp_path, words.tokenizer, words.languages).read(
        [(p.foreign, p.english) for p in PAIRS]
    )
    with torch.no_grad():
        tags, drift, _ = verifier(batch)
    assert np.abs(np.array([r.drift for r in read]) - drift.numpy()).max() < 0.1
    ours = np.concatenate([r.translation.logits for r in read])
    cuts = [(len(e.sides[0]) + 2, len(e.sides[0]) + 2 + len(e.sides[1])) for e in examples]
    theirs = np.concatenate([tags[row, a:b].numpy() for row, (a, b) in enumerate(cuts)])
    assert np.corrcoef(ours, theirs)[0, 1] > 0.97


def test_neighbours_are_of_the_same_language_and_never_the_sentence_itself(words: StaticEncoder, start: Path) -> None:
    from xlcheck.training.verifying import neighbourhood, read_start

    table, _ = read_start(start)
    telling, neighbours = neighbourhood(PAIRS, words, table)
    assert neighbours.shape[0] == len(PAIRS)
    assert telling.shape == (len(table),)
    same = [PAIRS[j].english == pair.english for pair, row in zip(PAIRS, neighbours, strict=True) for j in row]
    assert np.mean(same) < 0.1
