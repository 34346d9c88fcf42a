"""Finding thousands of lexicon entries in a text at once: a table by first letters, no pattern to compile."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from xlcheck.language.folding import fold

T = TypeVar("T")

#: Written without spaces, or with endings that grow onto the word: entries match inside words.
INSIDE_WORDS = frozenset({"zh", "ja", "ko"})
#: Arabic writes "and", "by", "for", "as" and the article onto the word.
CLITICS = re.compile(r"[وف]?(?:بال|كال|لل|ال|[بلك])?")
#: Combining vowel signs (Hindi) are no letters to Python, but no end of a word either.
_SIGNS = frozenset(chr(c) for c in (*range(0x900, 0x904), *range(0x93A, 0x950), 0x962, 0x963))
_HEAD = 3


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """An entry in a text, with what it stands for."""

    start: int
    end: int
    value: T


class Matcher(Generic[T]):
    """Finds entries in folded text; a trailing ``*`` of an entry stands for any further letters.

    ``whole``: in Korean, entries begin a word (names do, endings don't).
    """

    def __init__(self, entries: Iterable[tuple[str, T]], language: str, *, whole: bool = False) -> None:
        self._language = language
        self._whole = whole
        self._table: dict[str, list[tuple[str, bool, T]]] = defaultdict(list)
        for entry, value in entries:
            stem = " ".join(fold(entry.removesuffix("*"), language).split())
            if stem:
                self._table[stem[:_HEAD]].append((stem, entry.endswith("*"), value))

    def find(self, folded: str) -> Iterator[Match[T]]:
        """All matches in order of their beginning, overlapping ones too."""
        text = re.sub(r"\s", " ", folded)
        for start in range(len(text)):
            if text[start] == " ":
                continue
            yield from self._at(text, start, start)
            if self._language == "ar" and _begins_word(text, start):
                clitic = CLITICS.match(text, start)
                if clitic and clitic.end() > start:
                    yield from self._at(text, clitic.end(), start)
                    if text[start] in "وف" and clitic.end() > start + 1:
                        yield from self._at(text, start + 1, start)

    def _at(self, text: str, at: int, start: int) -> Iterator[Match[T]]:
        for size in range(_HEAD, 0, -1):
            for stem, open_ended, value in self._table.get(text[at : at + size], ()) if at + size <= len(text) else ():
                if len(stem) < _HEAD and size != len(stem):
                    continue
                if text.startswith(stem, at) and (end := self._end(text, start, at + len(stem), stem, open_ended)):
                    yield Match(start, end, value)

    def _end(self, text: str, start: int, end: int, stem: str, open_ended: bool) -> int | None:
        """Where the match ends; None where a boundary forbids it."""
        if self._language in INSIDE_WORDS:
            return end if self._stands_free(text, start, end, stem) else None
        if stem[0].isalnum() and stem != "n't" and not _begins_word(text, start):
            return None
        if open_ended:
            while end < len(text) and _is_letter(text[end]):
                end += 1
            return end
        return None if _is_letter(stem[-1]) and end < len(text) and _is_letter(text[end]) else end

    def _stands_free(self, text: str, start: int, end: int, stem: str) -> bool:
        """In scripts without spaces a word ends where the script changes: NATOの, but not タイ in タイムリー."""
        before, after = text[start - 1 : start], text[end : end + 1]
        if stem.isascii():
            return not ((before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()))
        if all("\u30a0" <= c <= "\u30ff" for c in stem):
            return not ("\u30a0" <= before <= "\u30ff" or "\u30a0" <= after <= "\u30ff")
        return not (self._whole and "\uac00" <= stem[0] <= "\ud7af" and "\uac00" <= before <= "\ud7af")


def _is_letter(character: str) -> bool:
    return character.isalnum() or character in _SIGNS


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not _is_letter(text[at - 1])
