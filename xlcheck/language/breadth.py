"""How long the sentences of a language are beside those of another that say the same."""

from __future__ import annotations

from math import exp

from xlcheck.language.size import size
from xlcheck.language.tags import primary

#: Logarithm of a sentence's size over that of its English counterpart, the median of human translations (the training
#: part; news where there is some); half of all pairs lie within 0.1 of it.
_BREADTH = {
    "ar": -0.12, "cs": -0.08, "de": 0.10, "el": 0.18, "es": 0.08, "fa": -0.05, "fr": 0.11, "he": -0.25, "hi": -0.02,
    "id": 0.07, "it": 0.06, "ja": -0.04, "ko": -0.03, "nl": 0.11, "pl": 0.03, "pt": 0.08, "ro": 0.05, "ru": 0.0,
    "tr": -0.03, "uk": 0.0, "vi": 0.05, "zh": 0.04,
}  # fmt: skip


def said(text: str, language: str | None) -> float:
    """How much a text says, in letters of an English one."""
    return size(text) * exp(-_BREADTH.get(primary(language), 0.0))
