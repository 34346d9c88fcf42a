"""Writing systems: which ones a text is in, counted in letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from xlcheck.language.tags import primary

#: How the Unicode names of a script's letters begin.
_NAMES = {
    "CJK": "Han", "HIRAGANA": "Kana", "KATAKANA": "Kana", "HANGUL": "Hangul", "LATIN": "Latin", "CYRILLIC": "Cyrillic",
    "ARABIC": "Arabic", "HEBREW": "Hebrew", "GREEK": "Greek", "DEVANAGARI": "Devanagari", "THAI": "Thai", "BENGALI": "Bengali",
    "TAMIL": "Tamil", "TELUGU": "Telugu", "GEORGIAN": "Georgian", "ARMENIAN": "Armenian", "HALFWIDTH": "Kana", "FULLWIDTH": "Latin",
}  # fmt: skip

#: The script that a language of news is written in, where it isn't Latin; Japanese shows in its kana.
_USUAL = {
    **dict.fromkeys(("ru", "uk", "bg", "sr"), "Cyrillic"), **dict.fromkeys(("ar", "fa"), "Arabic"),
    "zh": "Han", "ja": "Kana", "ko": "Hangul", "he": "Hebrew", "el": "Greek", "hi": "Devanagari", "th": "Thai",
}  # fmt: skip

#: Scripts written without spaces between words.
UNSPACED = frozenset({"Han", "Kana", "Thai"})


@lru_cache(maxsize=65536)
def script_of(character: str) -> str | None:
    """The script of a letter; None for anything that isn't one."""
    if not character.isalpha():
        return None
    return _NAMES.get(unicodedata.name(character, "").split(" ")[0].split("-")[0], "Other")


def scripts(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    return Counter(script for character in text if (script := script_of(character)))


def usual_script(language: str | None) -> str:
    """The script that a BCP 47 tag's language is usually written in."""
    return _USUAL.get(primary(language), "Latin")
