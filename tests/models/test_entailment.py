import json
from pathlib import Path

import numpy as np
import pytest

from tests.models.toys import TEXTS
from xlcheck.errors import XlcheckError
from xlcheck.judging.opinions import LINES
from xlcheck.judging.thresholds import PRIOR
from xlcheck.models.entailment import EntailmentReader, load
from xlcheck.models.files import ModelsFile
from xlcheck.models.runtime import Runtime

PAIRS = [(TEXTS[i], TEXTS[i + 5]) for i in range(5)] + [("A", "🚢"), (TEXTS[0], TEXTS[0])]
pytestmark = pytest.mark.slow


def plain(folder: Path, pairs: list[tuple[str, str]]) -> np.ndarray:
    """Shares by transformers alone, one pair at a time, as the columns of the checkpoint's own labels."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer, model = (
        AutoTokenizer.from_pretrained(folder),
        AutoModelForSequenceClassification.from_pretrained(folder).eval(),
    )
    with torch.no_grad():
        return np.array(
            [model(**tokenizer(*pair, return_tensors="pt")).logits.softmax(-1)[0].numpy() for pair in pairs]
        )


@pytest.fixture
def reader(described, runtime: Runtime, packaged: ModelsFile) -> EntailmentReader:
    return load(described("deberta"), runtime, packaged)


def test_shares_are_those_of_transformers(reader: EntailmentReader, toy) -> None:
    assert np.allclose(reader.shares(PAIRS), plain(toy("deberta"), PAIRS), atol=1e-4)


def test_what_stands_beside_a_pair_changes_nothing(reader: EntailmentReader) -> None:
    whole = reader.shares(PAIRS)
    assert whole.shape == (len(PAIRS), 3)
    assert np.allclose(np.vstack([reader.shares([pair]) for pair in PAIRS]), whole, atol=2e-4)
    assert np.allclose(reader.shares(PAIRS[::-1])[::-1], whole, atol=2e-4)
    assert reader.shares([]).shape == (0, 3)
    assert len(reader.opinions(PAIRS, ("en", "zh"))) == len(PAIRS)


def relabelled(folder: Path, source: Path, labels: list[str]) -> Path:
    """The same weights under other names of their columns."""
    folder.mkdir()
    for file in source.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    config = json.loads((source / "config.json").read_text())
    config |= {"id2label": dict(enumerate(labels)), "label2id": {label: at for at, label in enumerate(labels)}}
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def test_labels_in_another_order_are_read_by_their_names(
    reader: EntailmentReader, tmp_path: Path, toy, described, runtime: Runtime, packaged: ModelsFile
) -> None:
    swapped = relabelled(tmp_path / "swapped", toy("deberta"), ["CONTRADICTION", "Neutral", "ENTAILMENT"])
    other = load(described("deberta", path=str(swapped)), runtime, packaged)
    assert np.allclose(other.shares(PAIRS), reader.shares(PAIRS)[:, ::-1])
    assert other.digest != reader.digest


def test_labels_without_a_meaning_are_asked_for(
    tmp_path: Path, toy, described, reader: EntailmentReader, runtime: Runtime, packaged: ModelsFile
) -> None:
    folder = relabelled(tmp_path / "bare", toy("deberta"), ["LABEL_0", "LABEL_1", "LABEL_2"])
    with pytest.raises(XlcheckError, match="its labels are LABEL_0, LABEL_1, LABEL_2; which of the 3 are entailment"):
        load(described("deberta", path=str(folder)), runtime, packaged)
    told = load(described("deberta", path=str(folder), labels="entailment neutral contradiction"), runtime, packaged)
    assert np.array_equal(told.shares(PAIRS), reader.shares(PAIRS))
    with pytest.raises(XlcheckError, match="which of the 3"):
        load(described("deberta", path=str(folder), labels="entailment contradiction"), runtime, packaged)


def test_a_long_pair_is_read_in_parts_and_that_is_told(reader: EntailmentReader) -> None:
    long = " ".join(TEXTS[:5] * 2)
    (opinion,) = reader.opinions([(long, long)], ("en", "en"))[0]
    assert opinion.value > -9
    (notice,) = reader.settings.remarks.taken()
    assert notice.message == "deberta read 1 of 1 pairs in parts: longer than 64 subwords."
    rows = [row for parts in reader._windows(long, long) for row in parts]
    assert len(rows) > 4
    assert all(len(row["input_ids"]) <= 64 for row in rows)


def opinion(reader: EntailmentReader, forward: list[float], backward: list[float]) -> tuple[float, str]:
    told = reader._opinion(np.array(forward, np.float32), np.array(backward, np.float32))
    return told.value, told.message.rpartition(".")[2]


def test_contradiction_is_graver_than_saying_more_and_that_than_entailment(reader: EntailmentReader) -> None:
    against = opinion(reader, [0.02, 0.08, 0.9], [0.02, 0.08, 0.9])
    more = opinion(reader, [0.02, 0.96, 0.02], [0.96, 0.03, 0.01])
    less = opinion(reader, [0.96, 0.03, 0.01], [0.02, 0.96, 0.02])
    same = opinion(reader, [0.97, 0.02, 0.01], [0.97, 0.02, 0.01])
    assert against[0] > more[0] > same[0]
    assert [against[1], more[1], less[1]] == ["contradiction", "more", "less"]
    assert more[0] == pytest.approx(less[0])
    # Saying more is a doubt, though the other direction follows: not the opposite of one.
    assert LINES["entailment"].chance(more[0]) > PRIOR > LINES["entailment"].chance(same[0])
    one_sided = opinion(reader, [0.01, 0.01, 0.98], [0.9, 0.08, 0.02])
    assert one_sided[1] == "contradiction"
    assert LINES["entailment"].chance(one_sided[0]) > 3 * PRIOR
