"""Parallel text for training and measuring: reading, the one split rule, and the check against leaks."""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from xlcheck.errors import XlcheckError
from xlcheck.language.chinese import simplified

#: Retrieval development sets: never trained on, whatever the split says.
NEVER_TRAINED = frozenset({"tatoeba-test", "tico19-test", "xquad-questions"})

#: News is what the tool is for; documentation dominates the Chinese data.
NEWS_SOURCES = ("wmt", "news-commentary", "hkma", "korean-park-news", "evbcorpus-news")


class LeakError(Exception):
    """A sentence of a measuring set was found in the training data."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence and its English counterpart."""

    language: str
    foreign: str
    english: str
    source: str

    @property
    def is_news(self) -> bool:
        """Whether it comes from news, which is what the tool is for."""
        return self.source.startswith(NEWS_SOURCES)


def part(key: str) -> str:
    """Which part of the split a document, or a sentence without one, belongs to: report, choose or train."""
    first = hashlib.sha256(key.encode("utf-8")).digest()[0]
    if first < 64:
        return "report"
    return "choose" if first < 128 else "train"


def read_pairs(folder: Path) -> Iterator[Pair]:
    """All pairs of ``folder/parallel/<language>-en.tsv.xz`` that may be used for training, every part of the split."""
    for path in sorted((folder / "parallel").glob("*-en.tsv.xz")):
        yield from (pair for pair in read_file(path) if pair.source not in NEVER_TRAINED)


def read_file(path: Path) -> Iterator[Pair]:
    """The pairs of one file that has a licence to use it; raises XlcheckError with the line that is none."""
    language = path.name.split("-")[0]
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 4:
                raise XlcheckError(f"{path}:{number}: has {len(fields)} fields, not foreign, English, source, licence")
            foreign, english, source, licence = fields
            if licence != "C":
                yield Pair(language, foreign, english, source)


def training_pairs(folder: Path) -> list[Pair]:
    """The training part of the split, checked against every sentence of the measuring sets."""
    pairs = [pair for pair in read_pairs(folder) if part(pair.foreign) == "train"]
    refuse_leaks(pairs, measuring_sentences(folder))
    # The encoder sees Simplified characters only, in Japanese too.
    return [replace(p, foreign=simplified(p.foreign)) if p.language in ("zh", "ja") else p for p in pairs]


def refuse_leaks(pairs: list[Pair], measured: set[str]) -> None:
    """Raise LeakError when a side of a pair is a sentence that is measured on."""
    for pair in pairs:
        for text in (pair.foreign, pair.english):
            if _folded(text) in measured:
                raise LeakError(f"{pair.source}: a training sentence stands in a measuring set: {text[:60]!r}")


def measuring_sentences(folder: Path) -> set[str]:
    """Long enough sentences of ``folder/drift`` and ``folder/align``, folded; short ones recur everywhere by chance."""
    found: set[str] = set()
    for path in sorted([*(folder / "drift").glob("*/*.jsonl.gz"), *(folder / "align").glob("*.jsonl.gz")]):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                found.update(_folded(text) for text in _texts(json.loads(line)) if len(text) > 40)
    return found


def _texts(item: dict[str, object]) -> Iterator[str]:
    for key in ("src", "tgt", "tgt_good", "ref", "original", "translation"):
        value = item.get(key)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (text for text in value if isinstance(text, str))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
