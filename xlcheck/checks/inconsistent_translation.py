"""One sentence of the original with two translations, or two with one: in an article, in a file of units, across files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlcheck.article import Article
from xlcheck.checks import shown
from xlcheck.checks.base import ArticlePair, Bounds, Check, Evidence, Severity
from xlcheck.language.folding import fold
from xlcheck.language.scripts import UNSPACED, scripts

#: Shorter sentences are said in many ways: letters where there are no spaces, words elsewhere.
_LETTERS, _WORDS = 6, 3
#: What makes no difference: all signs but those of placeholders, and the points of figures.
_BESIDE = re.compile(r"(?!(?<=\d)[.,](?=\d))[^\w%{}]|_")


class Passage(NamedTuple):
    """Both sides of a bead as they are compared, with their places in the articles; ``file`` is where it stands."""

    bead: int
    keys: tuple[str, str]
    texts: tuple[str, str]
    bounds: tuple[Bounds, Bounds]
    file: str


class Seen:
    """The passages so far, by either side."""

    def __init__(self) -> None:
        self._by_side: tuple[dict[str, Passage], dict[str, Passage]] = ({}, {})

    def otherwise(self, passage: Passage) -> tuple[Passage, int] | None:
        """An earlier passage with the same original (0) or the same translation (1) whose other side differs."""
        for side in (0, 1):
            earlier = self._by_side[side].get(passage.keys[side])
            if earlier is not None and earlier.keys[1 - side] != passage.keys[1 - side]:
                return earlier, side
        return None

    def add(self, passage: Passage) -> None:
        """Remembered for what comes after."""
        for side in (0, 1):
            self._by_side[side].setdefault(passage.keys[side], passage)


class InconsistentTranslation(Check):
    name = "inconsistent-translation"
    category = "terminology/inconsistent-use"
    severity = Severity.MINOR

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Every passage that says otherwise what an earlier one of the same articles says."""
        beads = [(bead.original, bead.translation) for bead in articles.beads]
        seen = Seen()
        for passage in passages(articles.original, articles.translation, beads):
            found = seen.otherwise(passage)
            seen.add(passage)
            if found and articles.comparable(passage.bead):
                yield passage.bead, evidence(passage, *found)


def evidence(passage: Passage, earlier: Passage, side: int) -> Evidence:
    """What is to be told of a passage, of an earlier one, and of the side that both share."""
    elsewhere = f" (in {earlier.file})" if earlier.file != passage.file else ""
    fields = {"earlier": shown.marked(earlier.texts[1 - side]), "elsewhere": elsewhere}
    name = InconsistentTranslation.name
    details = {} if elsewhere or side else {"earlier": list(earlier.bounds[1])}
    return Evidence(name, f"{name}.back" if side else name, fields, *passage.bounds, details=details)


def passages(one: Article, two: Article, beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Iterator[Passage]:
    """The beads with two sides that are long enough to be compared; letters and digits alone count."""
    for number, sides in enumerate(beads):
        if not all(sides):
            continue
        bounds = one.bounds(sides[0]), two.bounds(sides[1])
        texts = one.text[slice(*bounds[0])], two.text[slice(*bounds[1])]
        if all(map(_telling, texts)):
            keys = _key(texts[0], one.language), _key(texts[1], two.language)
            yield Passage(number, keys, texts, bounds, two.path or "")


def _telling(text: str) -> bool:
    found = scripts(text)
    if found.keys() & UNSPACED:
        return sum(found.values()) >= _LETTERS
    return len(text.split()) >= _WORDS


def _key(text: str, language: str | None) -> str:
    return _BESIDE.sub("", fold(text, language))
