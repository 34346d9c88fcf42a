"""Text as the lexicons are written: lower case, plain digits, straight apostrophes, Simplified; as long as it was."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from xlcheck.language.chinese import simplified
from xlcheck.language.detection import primary

_PLAIN = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "′": "'",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "〜": "~",
    "～": "~",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "ё": "е",
}


def fold(text: str, language: str | None) -> str:
    """The folded text; every offset into it is one into the text."""
    folded = "".join(map(_fold, text))
    return simplified(folded) if primary(language) == "zh" else folded


@lru_cache(maxsize=65536)
def _fold(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKC", character)
    if plain == "İ":
        return "i"
    lower = (plain if len(plain) == 1 else character).lower()
    lower = _PLAIN.get(lower, lower)
    return lower if len(lower) == 1 else character
