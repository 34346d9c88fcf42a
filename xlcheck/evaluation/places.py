"""Whether the words that a finding marks are those that people marked: F1 over words, and signs of Han or kana."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlcheck.evaluation.labelled import Bounds, Labelled
from xlcheck.report import Finding

#: A sign of a script without spaces counts as a word.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Places:
    """Tokens: rightly marked, marked, and to be marked."""

    right: int = 0
    marked: int = 0
    wanted: int = 0

    def __add__(self, other: Places) -> Places:
        return Places(self.right + other.right, self.marked + other.marked, self.wanted + other.wanted)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where no places were given."""
        return 2 * self.right / (self.marked + self.wanted) if self.wanted else None


def marked(item: Labelled, findings: Sequence[Finding]) -> Places:
    """The tokens of one pair, on those sides that people marked."""
    total = Places()
    texts = item.sentence.original, item.sentence.translation
    for text, spans, side in zip(texts, item.spans, ("original", "translation"), strict=True):
        if spans:
            found = [(span.start, span.end) for finding in findings if (span := getattr(finding, side))]
            ours, theirs = _tokens(text, found), _tokens(text, spans)
            total += Places(len(ours & theirs), len(ours), len(theirs))
    return total


def _tokens(text: str, spans: Sequence[Bounds]) -> set[int]:
    return {m.start() for m in _TOKEN.finditer(text) if any(a < m.end() and m.start() < b for a, b in spans)}
