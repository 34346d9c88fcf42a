"""How far two texts of one language are alike on the surface: sacrebleu's chrF, TER and BLEU, with their signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from xlcheck.language.tags import primary

#: BLEU's tokenizers: words where there are spaces. Those for Japanese and Korean need packages of their own.
_TOKENIZERS = {"zh": "zh", "ja": "char", "ko": "char", "th": "char"}


@dataclass(frozen=True)
class Surface:
    """The three measures for a language."""

    measures: tuple[tuple[str, Any], ...]

    @classmethod
    @cache
    def of(cls, language: str | None) -> Surface:
        """The measures for texts of a language."""
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER

        tongue = primary(language)
        asian = tongue in _TOKENIZERS
        bleu = BLEU(tokenize=_TOKENIZERS.get(tongue or "", "13a"), effective_order=True)
        ter = TER(asian_support=asian, normalized=asian)
        return cls((("chrF", CHRF()), ("TER", ter), ("BLEU", bleu)))

    def scores(self, text: str, reference: str) -> dict[str, float]:
        """Of one sentence; 0 to 100, TER perhaps above."""
        return {name: round(measure.sentence_score(text, [reference]).score, 1) for name, measure in self.measures}

    def together(self, texts: Sequence[str], references: Sequence[str]) -> dict[str, float]:
        """Of a whole article; none without sentences."""
        if not texts:
            return {}
        return {name: round(measure.corpus_score(texts, [references]).score, 1) for name, measure in self.measures}

    @property
    def signatures(self) -> dict[str, str]:
        """How each figure was made; sacrebleu knows it once it has scored."""
        for _, measure in self.measures:
            measure.corpus_score(["a"], [["a"]])
        return {name: str(measure.get_signature()) for name, measure in self.measures}
