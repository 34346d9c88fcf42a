"""Labelled sentence pairs: contrastive sets (a good and a bad translation of one source), and faithful translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.files import is_parallel, numbered, parallel
from xlcheck.evaluation.parallel import part as part_of


class Sentence(NamedTuple):
    """A sentence and a translation of it; ``name`` tells it from the others of its set."""

    original: str
    translation: str
    original_language: str
    translation_language: str
    name: str = ""


class Item(NamedTuple):
    """One source with a good and a bad translation; ``category`` names how the bad one was made."""

    category: str
    good: Sentence
    bad: Sentence


def read_items(path: Path) -> Iterator[dict[str, Any]]:
    """The items of a JSON Lines file, plain or gzipped; raises XlcheckError with the line that is none."""
    return (item for _, item in numbered(path))


def contrasts(path: Path, *, categories: Sequence[str] = ()) -> list[Item]:
    """The items of a contrastive set, those whose category is like one of the patterns; others are left out."""
    found = []
    for number, item in numbered(path):
        if "tgt_good" in item and _like(item.get("category"), categories):
            good, bad = (sentence_of(f"{path}:{number}", item, side) for side in ("tgt_good", "tgt_bad"))
            found.append(Item(_text(f"{path}:{number}", item, "category"), good, bad))
    if not found:
        wanted = f" of a category like {' or '.join(categories)}" if categories else ""
        raise XlcheckError(f"{path}: holds no item with tgt_good and tgt_bad{wanted}")
    return found


def faithful(
    path: Path, *, part: str | None = None, systems: Sequence[str] = (), limit: int | None = None
) -> list[Sentence]:
    """The faithful pairs of a set, ``limit`` of them from its beginning.

    Of parallel text (``LANG-en.tsv.xz``) the human translations of news in one part of the split, ``report`` when none
    is named. Of JSON Lines those labelled 0 or not at all, from systems like one of the patterns, whole or one part.
    """
    sentences = _parallel(path, part or "report") if is_parallel(path) else _labelled(path, part, systems)
    found = list(islice(sentences, limit))
    if not found:
        wanted = f" from a system like {' or '.join(systems)}" if systems and not is_parallel(path) else ""
        raise XlcheckError(f"{path}: holds no faithful pair{wanted}{f' in the {part} part' if part else ''}")
    return found


def _parallel(path: Path, part: str) -> Iterator[Sentence]:
    for number, pair in enumerate(parallel(path), start=1):
        if pair.is_news and not pair.source.endswith("-mt") and part_of(pair.foreign) == part:
            yield Sentence(pair.foreign, pair.english, pair.language, "en", f"{pair.source}, pair {number}")


def _labelled(path: Path, part: str | None, systems: Sequence[str]) -> Iterator[Sentence]:
    for number, item in numbered(path):
        if item.get("label", 0) == 0 and _like(item.get("system"), systems):
            sentence = sentence_of(f"{path}:{number}", item, "tgt")
            if part in (None, part_of(str(item.get("doc") or sentence.original))):
                yield sentence


def sentence_of(place: str, item: dict[str, Any], side: str) -> Sentence:
    """A line's source and one of its translations; raises XlcheckError with the place where one is missing."""
    texts = [_text(place, item, key) for key in ("src", side, "src_lang", "tgt_lang")]
    return Sentence(texts[0], texts[1], texts[2], texts[3], str(item.get("id") or place.rpartition("/")[2]))


def _text(place: str, item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    if not isinstance(value, str):
        raise XlcheckError(f"{place}: {'has no' if value is None else 'has a wrong'} {key}; it must be a text")
    return value


def _like(value: object, patterns: Sequence[str]) -> bool:
    """Whether a value is like one of the patterns, as a shell matches names; without patterns everything is."""
    return not patterns or (isinstance(value, str) and any(fnmatchcase(value, pattern) for pattern in patterns))
