"""The subword vocabulary: a unigram model over all languages, trained by sentencepiece, run by `tokenizers`."""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from xlcheck.evaluation.parallel import Pair

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SIZE = 48_000
PADDING, UNKNOWN, START, END = range(4)


def train_vocabulary(pairs: list[Pair], *, size: int = SIZE, seed: int = 0) -> Tokenizer:
    """A tokenizer of ``size`` pieces; Chinese gets three times the share of any other language."""
    import sentencepiece

    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "text.txt")
        text.write_text("\n".join(_sample(pairs, random.Random(seed))), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text), model_prefix=str(Path(folder, "unigram")), vocab_size=size, model_type="unigram",
            character_coverage=0.9997, normalization_rule_name="identity", add_dummy_prefix=True, num_threads=2,
            input_sentence_size=450_000, shuffle_input_sentence=True, minloglevel=1,
            pad_id=PADDING, unk_id=UNKNOWN, bos_id=START, eos_id=END,
        )  # fmt: skip
        model = sentencepiece.SentencePieceProcessor(model_file=str(Path(folder, "unigram.model")))
    return _as_tokenizer([(model.id_to_piece(i), model.get_score(i)) for i in range(len(model))])


def _sample(pairs: list[Pair], dice: random.Random) -> list[str]:
    by_language: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_language[pair.language].append(pair)
    normalise = _normalizer().normalize_str
    lines = []
    for language, those in sorted(by_language.items()):
        for pair in dice.sample(those, min(len(those), 60_000 if language == "zh" else 20_000)):
            lines.append(normalise(pair.foreign))
            if dice.random() < 0.35:
                lines.append(normalise(pair.english))
    return lines


def _as_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return tokenizer


def _normalizer():  # type: ignore[no-untyped-def]  # tokenizers ships no stubs for its normalizers
    from tokenizers import Regex, normalizers

    return normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"\s+"), " ")])
