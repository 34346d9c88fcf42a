"""The lexicon of a language: which words mark negation, possibility, condition, quantity and so on.

One TOML file a language in ``xlcheck/data/lexicons``; its form is described in CONTRIBUTING.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xlcheck.language.detection import primary
from xlcheck.language.folding import fold

FOLDER = Path(__file__).parent.parent / "data" / "lexicons"

#: Written without spaces, or with endings that grow onto the word: entries match inside words.
_INSIDE_WORDS = frozenset({"zh", "ja", "ko"})
#: Arabic writes "and", "by", "for", "as" and the article onto the word.
_CLITICS = "(?:[وف]?(?:[بلك]|ال|بال|لل|كال)?)"


_SIGNS = "\u0900-\u0903\u093a-\u094f\u0962\u0963"
_SIGN_RANGE = frozenset(chr(c) for c in (*range(0x900, 0x904), *range(0x93A, 0x950), 0x962, 0x963))


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of a text that marks something: ``key`` says what, as ``section.name``."""

    start: int
    end: int
    key: str

    def __bool__(self) -> bool:
        return self.end > self.start


class Lexicon:
    """The lexicon of one language; an unknown language has an empty one."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.language = language
        self.data = data
        self._patterns: dict[str, tuple[re.Pattern[str] | None, list[tuple[str, re.Pattern[str]]]]] = {}

    def __bool__(self) -> bool:
        return bool(self.data)

    def section(self, *names: str) -> Mapping[str, Any]:
        """A table of the file; empty when it isn't there."""
        found: Any = self.data
        for name in names:
            found = found.get(name, {})
        return found if isinstance(found, Mapping) else {}

    def cues(self, folded: str, *names: str) -> list[Cue]:
        """All cues of a section in a folded text, in order; where two overlap, the longer counts."""
        neutral, patterns = self._compiled(names)
        if neutral:
            folded = neutral.sub(lambda match: "\0" * len(match[0]), folded)
        found = [Cue(m.start(), m.end(), f"{names[-1]}.{key}") for key, pattern in patterns for m in pattern.finditer(folded)]
        return list(_longest(found))

    def _compiled(self, names: tuple[str, ...]) -> tuple[re.Pattern[str] | None, list[tuple[str, re.Pattern[str]]]]:
        name = ".".join(names)
        if name not in self._patterns:
            lists = {key: words for key, words in self.section(*names).items() if isinstance(words, list) and words}
            neutral = lists.pop("neutral", None)
            self._patterns[name] = (
                self.pattern(neutral) if neutral else None,
                [(key, self.pattern(words)) for key, words in lists.items()],
            )
        return self._patterns[name]

    def pattern(self, entries: Iterable[str], *, whole: bool = False) -> re.Pattern[str]:
        """One pattern for a list of entries, the longest first; ``whole``: Korean entries begin a word (names do)."""
        ordered = sorted({fold(entry, self.language) for entry in entries}, key=lambda entry: (-len(entry), entry))
        return re.compile("|".join(self._entry(entry, whole=whole) for entry in ordered) or r"(?!)")

    def _entry(self, entry: str, *, whole: bool) -> str:
        stem = entry.removesuffix("*")
        words = r"\s+".join(re.escape(word) for word in stem.split())
        if self.language in _INSIDE_WORDS:
            return _beside_letters(words, stem, whole=whole)
        # A combining vowel sign (Hindi) is no letter to `\w`, but it is no end of a word either.
        before = rf"(?<![^\W_])(?<![{_SIGNS}])" if stem[0].isalnum() and stem != "n't" else ""
        clitics = _CLITICS if self.language == "ar" and stem[0].isalpha() else ""
        after = rf"[\w{_SIGNS}]*" if entry.endswith("*") else rf"(?![^\W_])(?![{_SIGNS}])" if stem[-1].isalnum() or stem[-1] in _SIGN_RANGE else ""
        return f"{before}{clitics}{words}{after}"


def _beside_letters(words: str, stem: str, *, whole: bool) -> str:
    """In scripts without spaces a word ends where the script changes: NATOの, but not タイ in タイムリー."""
    if stem.isascii():
        return rf"(?<![a-z0-9]){words}(?![a-z0-9])"
    if all("\u30a0" <= c <= "\u30ff" for c in stem):
        return rf"(?<![\u30a0-\u30ff]){words}(?![\u30a0-\u30ff])"
    return rf"(?<![\uac00-\ud7af]){words}" if whole and "\uac00" <= stem[0] <= "\ud7af" else words


@cache
def load_lexicon(language: str | None) -> Lexicon:
    """The lexicon of a BCP 47 tag's language."""
    name = primary(language)
    path = FOLDER / f"{name}.toml"
    if not name.isalpha() or not path.is_file():
        return Lexicon(name, {})
    return Lexicon(name, tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def covered_languages() -> frozenset[str]:
    """Primary subtags of the languages that have a lexicon."""
    return frozenset(path.stem for path in FOLDER.glob("*.toml"))


def _longest(cues: list[Cue]) -> Iterator[Cue]:
    end = 0
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        if cue.start >= end:
            yield cue
            end = cue.end
