"""The lexicon of a language: which words mark negation, possibility, condition, quantity and so on.

One TOML file a language in ``xlcheck/data/lexicons``; its form is described in CONTRIBUTING.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from xlcheck.facts.matching import Match, Matcher
from xlcheck.language.detection import primary

FOLDER = Path(__file__).parent.parent / "data" / "lexicons"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of a text that marks something: ``key`` says what, as ``section.name``."""

    start: int
    end: int
    key: str


class Lexicon:
    """The lexicon of one language; an unknown language has an empty one."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.language = language
        self.data = data

    def __bool__(self) -> bool:
        return bool(self.data)

    def section(self, *names: str) -> Mapping[str, Any]:
        """A table of the file; empty when it isn't there."""
        found: Any = self.data
        for name in names:
            found = found.get(name, {})
        return found if isinstance(found, Mapping) else {}

    def cues(self, folded: str, *names: str) -> list[Cue]:
        """The cues of a section in a folded text, in order.

        What overlaps one of the section's neutral expressions is none; where two overlap, the longer counts.
        """
        section = ".".join(names)
        found = [match for match in _found(self, folded) if match.value[0] == section]
        neutral = bytearray(len(folded))
        for match in found:
            if match.value[1] == "neutral":
                neutral[match.start : match.end] = b"\1" * (match.end - match.start)
        cues = [
            Cue(match.start, match.end, f"{names[-1]}.{match.value[1]}")
            for match in found
            if match.value[1] != "neutral" and 1 not in neutral[match.start : match.end]
        ]
        return list(_longest(cues))

    @cached_property
    def matcher(self) -> Matcher[tuple[str, str]]:
        """Every entry of the lists, with its section and key."""
        return Matcher(((entry, where) for where, entries in _lists(self.data) for entry in entries), self.language)


@lru_cache(maxsize=512)
def _found(lexicon: Lexicon, folded: str) -> tuple[Match[tuple[str, str]], ...]:
    return tuple(lexicon.matcher.find(folded))


#: Read by the code that reads numbers, beside a number only.
_ELSEWHERE = frozenset({"units", "currencies"})


def _lists(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for key, value in table.items():
        if isinstance(value, Mapping) and key not in _ELSEWHERE:
            yield from _lists(value, (*path, key))
        elif isinstance(value, list) and path:
            yield (".".join(path), key), value


@cache
def load_lexicon(language: str | None) -> Lexicon:
    """The lexicon of a BCP 47 tag's language."""
    return _load(primary(language))


@cache
def _load(name: str) -> Lexicon:
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
