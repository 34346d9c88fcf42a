"""The verifier: it reads both sides together, says where they differ, and says the same whatever stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from xlcheck import check_pairs
from xlcheck.errors import XlcheckError
from xlcheck.models.config import PACKAGED, load_profile
from xlcheck.models.roles import Reading, Verifier
from xlcheck.models.static import StaticEncoder
from xlcheck.models.verifier import EmbeddedVerifier

FAITHFUL = [
    ("法国总统周一表示，德国不会向马里增派1250名士兵。", "Germany will not send another 1,250 soldiers to Mali, the French president said on Monday."),
    ("Die Brücke wird am Montag gesperrt, teilte die Stadt mit.", "The bridge will be closed on Monday, the city said."),
    ("Мост закроют в понедельник, сообщил мэр города.", "The bridge will be closed on Monday, the city's mayor said."),
]  # fmt: skip
DRIFTED = [
    ("法国总统周一表示，德国不会向马里增派1250名士兵。", "Germany will send another 1,250 soldiers to Mali, the French president said on Monday."),
    ("Die Brücke wird am Montag gesperrt, teilte die Stadt mit.", "The bridge will be closed on Friday, the city said."),
    ("Мост закроют в понедельник, сообщил мэр города.", "The bridge will be opened on Monday, the city's mayor said."),
]  # fmt: skip


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    verifier = load_profile("embedded").verifier
    assert verifier is not None
    return verifier


def test_a_drifted_translation_reads_worse_than_a_faithful_one(verifier: Verifier) -> None:
    for good, bad in zip(verifier.read(FAITHFUL), verifier.read(DRIFTED), strict=True):
        assert bad.drift > good.drift + 0.2


def test_the_word_that_differs_is_the_worst(verifier: Verifier) -> None:
    pair = DRIFTED[1]
    (reading,) = verifier.read([pair])
    start, end = reading.translation.spans[int(np.argmax(reading.translation.logits))]
    assert pair[1][start:end].strip() == "Friday"
    assert (
        reading.translation.worst(pair[1].index("Friday"), pair[1].index("Friday") + 6)
        == reading.translation.logits.max()
    )


def test_a_reading_is_the_same_alone_and_among_others(verifier: Verifier) -> None:
    static = StaticEncoder.load(PACKAGED / "static")
    pairs = [*FAITHFUL, *DRIFTED, ("短", "Short."), ("a", "b " * 300)]
    together = verifier.read(pairs)
    for pair, reading in zip(pairs, together, strict=True):
        fresh = EmbeddedVerifier.load(PACKAGED / "verifier", static.tokenizer, static.languages)
        (alone,) = fresh.read([pair])
        assert alone.drift == reading.drift
        assert (alone.original.logits == reading.original.logits).all()
        assert (alone.translation.logits == reading.translation.logits).all()


def test_spans_lie_in_the_texts_as_they_were_given(verifier: Verifier) -> None:
    traditional = "法國總統週一表示，德國不會向馬里增派1250名士兵。"
    (reading,) = verifier.read([(traditional, FAITHFUL[0][1])])
    assert reading.original.spans.max() == len(traditional)
    assert {at for a, b in reading.original.spans for at in range(a, b)} == set(range(len(traditional)))


def test_what_was_not_read_has_no_worst(verifier: Verifier) -> None:
    (reading,) = verifier.read([("短", "one two three")])
    assert reading.translation.worst(500, 510) is None


def test_a_text_of_nothing_is_read_without_complaint(verifier: Verifier) -> None:
    (reading,) = verifier.read([("", "")])
    assert len(reading.original.logits) == len(reading.translation.logits) == 0


def test_a_broken_folder_is_one_clear_line(tmp_path: Path) -> None:
    static = StaticEncoder.load(PACKAGED / "static")
    with pytest.raises(XlcheckError, match="is no whole verifier"):
        EmbeddedVerifier.load(tmp_path, static.tokenizer, static.languages)
    (tmp_path / "embeddings.safetensors").write_bytes((PACKAGED / "verifier" / "embeddings.safetensors").read_bytes())
    (tmp_path / "layers.onnx").write_bytes(b"no graph")
    with pytest.raises(XlcheckError, match=r"layers\.onnx"):
        EmbeddedVerifier.load(tmp_path, static.tokenizer, static.languages)


def test_everything_is_read_for_what_no_check_names_and_else_only_what_a_check_has_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []
    whole = EmbeddedVerifier.read

    def noted(self: EmbeddedVerifier, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        asked.extend(pairs)
        return whole(self, pairs)

    monkeypatch.setattr(EmbeddedVerifier, "read", noted)
    check_pairs([FAITHFUL[0]], original_language="zh", translation_language="en")
    assert asked == [FAITHFUL[0]]
    asked.clear()
    for pair in (FAITHFUL[0], DRIFTED[0]):
        check_pairs([pair], original_language="zh", translation_language="en", ignore=["meaning-drifted"])
    assert asked == [DRIFTED[0]]


def test_the_verifier_clears_a_negation_that_is_only_said_otherwise_and_keeps_one_that_is_lost() -> None:
    found = [
        check_pairs([pair], original_language="zh", translation_language="en", select=["negation-flipped"])[0].findings
        for pair in (FAITHFUL[0], DRIFTED[0])
    ]
    assert found[0] == ()
    assert [str(f.severity) for f in found[1]] == ["critical"]
    assert found[1][0].confidence > 0.15


def test_nothing_is_read_for_its_own_sake_where_nobody_measured_what_a_reading_means(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(EmbeddedVerifier, "read", lambda self, pairs: asked.extend(pairs) or [])
    pair = ("Die Brücke wird gesperrt.", "Le pont sera fermé.")
    check_pairs([pair], original_language="de", translation_language="fr")
    assert asked == []
