"""Where a term stands in a text: by its letters in scripts without spaces, else word by word whatever the ending."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from xlcheck.language.folding import fold
from xlcheck.language.scripts import UNSPACED, script_of, scripts
from xlcheck.language.tags import primary

Bounds = tuple[int, int]

#: Languages that the stemmers know, by tag; of others a word may differ in its last letters.
_STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch", "en": "english",
    "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian",
    "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nb": "norwegian", "no": "norwegian", "fa": "persian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
#: Languages that write compounds in one word: a term may be a part of one.
_COMPOUNDING = frozenset({"de", "nl", "da", "sv", "nb", "no", "fi", "hu", "et"})
#: Letters that an ending may have where nothing is known of a language, and where something is; letters that must stay;
#: those of a part of a compound.
_ENDING, _SHORT, _STAYS, _PART = 3, 2, 4, 5
#: Letters and digits between which the letters of scripts without spaces, and of Korean, make no word.
_WORD = re.compile(
    r"(?:(?![\u0e00-\u0e7f\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])[^\W_])+"
)
#: Letters that all forms of a word begin with.
_SHARED = 2
#: Signs beside a word that are a part of its name: C++, C#.
_SIGNS = "+#"


def occurrences(
    term: str, text: str, language: str | None, *, case: bool = False, compounds: bool = False
) -> Iterator[Bounds]:
    """Where a term stands in a text of a language.

    ``case`` takes it letter by letter, as it is written; ``compounds`` also as a part of a longer word.
    """
    letters = _scripts(term)
    if letters & (UNSPACED | {"Hangul"}):
        found = _letters(term, text) if case else _letters(_folded(term, language), _folded(text, language))
        # Korean has spaces, and puts its particles right after a word: only where it begins tells it from another.
        yield from (
            b for b in found if compounds or "Hangul" not in letters or script_of(text[b[0] - 1 : b[0]]) != "Hangul"
        )
        return
    wanted = _words(term)
    if not wanted:
        yield from _letters(term, text)
        return
    # A glossary has thousands of terms: most of them share not even the beginning of a word with a sentence.
    if not compounds and _beginning(wanted[0][2]) not in _beginnings(text):
        return
    words, signs = _words(text), term[len(term.rstrip(_SIGNS)) :]
    for at in range(len(words) - len(wanted) + 1):
        there = words[at : at + len(wanted)]
        end = there[-1][1]
        if text.startswith(signs, end) and all(
            _same(own, word, language, case, compounds) for (_, _, own), (_, _, word) in zip(wanted, there, strict=True)
        ):
            yield there[0][0], end + len(signs)


@lru_cache(maxsize=65536)
def _scripts(term: str) -> frozenset[str]:
    return frozenset(scripts(term))


@lru_cache(maxsize=65536)
def _folded(text: str, language: str | None) -> str:
    return fold(text, language)


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((match.start(), match.end(), match[0]) for match in _WORD.finditer(text))


@lru_cache(maxsize=1024)
def _beginnings(text: str) -> frozenset[str]:
    return frozenset(_beginning(word) for _, _, word in _words(text))


@lru_cache(maxsize=65536)
def _beginning(word: str) -> str:
    """What two forms of a word have in common at least: its first letters, without marks (Häuser, Haus)."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))[:_SHARED]


def _letters(term: str, text: str) -> Iterator[Bounds]:
    at = text.find(term)
    while at >= 0:
        yield at, at + len(term)
        at = text.find(term, at + 1)


def _same(own: str, word: str, language: str | None, case: bool, compounds: bool) -> bool:
    if own == word:
        return True
    # An abbreviation is no small word (IT, it), and has no endings.
    if case or (own.isupper() and len(own) > 1):
        return False
    ours, theirs = own.casefold(), word.casefold()
    if ours == theirs:
        return True
    tongue = primary(language)
    if (
        compounds
        and tongue in _COMPOUNDING
        and len(ours) >= _PART
        and (ours in theirs or _stem(ours, tongue) in _stem(theirs, tongue))
    ):
        return True
    if min(len(ours), len(theirs)) < _STAYS:
        return False
    if tongue in _STEMMERS and _stem(ours, tongue) == _stem(theirs, tongue):
        return True
    # Stemmers take -ом for an ending of паром: a word and the same with an ending are one, but in English they err less.
    return tongue != "en" and _akin(ours, theirs, whole=tongue in _STEMMERS)


def _akin(one: str, other: str, *, whole: bool) -> bool:
    """Whether two words differ in no more than an ending; ``whole`` when the shorter has to be a part of the longer."""
    least = min(len(one), len(other))
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), least)
    stays = shared == least if whole else shared >= _STAYS
    return stays and max(len(one), len(other)) - shared <= (_SHORT if whole else _ENDING)


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    stem: str = _stemmer(language).stemWord(word)
    return stem


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[language])
