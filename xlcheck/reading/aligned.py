"""Pairs that are aligned already: a translation memory (TMX), or a table of original and translation by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from xlcheck.article import Article, Paragraph, Role, Sentence
from xlcheck.errors import ReadingError
from xlcheck.reading.decoding import decode
from xlcheck.reading.source import read_bytes
from xlcheck.reading.tmx import read_units

#: First cells of a first line that is a heading and no pair.
_HEADINGS = frozenset({"original", "source", "src"})


class Aligned(NamedTuple):
    """Both sides as articles of one sentence a pair; ``pairs`` are indices of sentences, () where a side is empty."""

    original: Article
    translation: Article
    pairs: list[tuple[tuple[int, ...], tuple[int, ...]]]


class _Cell(NamedTuple):
    """A side of a pair, and where in the file it stands."""

    text: str
    line: int
    column: int


def read_aligned(
    path: Path,
    *,
    encoding: str | None = None,
    original_language: str | None = None,
    translation_language: str | None = None,
) -> Aligned:
    """The pairs of a file, ``*.tmx`` or tab-separated text; raises ReadingError with the line that is wrong."""
    if path.suffix.lower() == ".tmx":
        tags = _languages(path, original_language, translation_language)
        languages: tuple[str | None, str | None] = tags
        cells: Iterable[tuple[_Cell, _Cell]] = _units(path, tags)
    else:
        languages = (original_language, translation_language)
        cells = _rows(decode(read_bytes(path), name=str(path), encoding=encoding), str(path))
    rows = [row for row in cells if row[0].text or row[1].text]
    if not rows:
        raise ReadingError(str(path), "holds no pair")
    articles = [_article([row[side] for row in rows], str(path), languages[side]) for side in (0, 1)]
    if not all(article.sentences for article in articles):
        raise ReadingError(str(path), "one side of all its pairs is empty")
    numbers = [iter(range(len(rows))) for _ in articles]
    pairs = [tuple((next(n),) if cell.text else () for n, cell in zip(numbers, row, strict=True)) for row in rows]
    return Aligned(articles[0], articles[1], [(ours, theirs) for ours, theirs in pairs])


def _rows(text: str, name: str) -> Iterator[tuple[_Cell, _Cell]]:
    """Original and translation of each line; further cells are somebody's notes."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) < 2:
            raise ReadingError(f"{name}:{number}", "has no tab; write original, tab, translation on every line")
        if number == 1 and cells[0].strip().lower() in _HEADINGS:
            continue
        yield _cell(cells[0], number, 1), _cell(cells[1], number, len(cells[0]) + 2)


def _cell(text: str, line: int, column: int) -> _Cell:
    return _Cell(text.strip(), line, column + len(text) - len(text.lstrip()))


def _languages(path: Path, original: str | None, translation: str | None) -> tuple[str, str]:
    """Which languages of a memory are compared: as told, or the two that it has, in the order of its first unit."""
    there = dict.fromkeys(tag for unit in read_units(path) for tag in unit.texts)
    chosen = [_like(tag, there) if tag else None for tag in (original, translation)]
    free = [tag for tag in there if tag not in chosen]
    for at, tag in enumerate((original, translation)):
        if tag and not chosen[at]:
            raise ReadingError(str(path), f"holds nothing in {tag}; it has {', '.join(there) or 'no language'}")
        if not tag and len(there) == 2:
            chosen[at] = free.pop(0)
    if chosen[0] is None or chosen[1] is None:
        raise ReadingError(
            str(path),
            f"has {len(there)} languages ({', '.join(there)}); name two with --original-language and --translation-language",
        )
    return chosen[0], chosen[1]


def _like(tag: str, there: Iterable[str]) -> str | None:
    """The language of a memory that is meant by a tag: itself, or of the same primary language."""
    exact = next((t for t in there if t.lower() == tag.lower()), None)
    return exact or next((t for t in there if t.lower().split("-")[0] == tag.lower().split("-")[0]), None)


def _units(path: Path, languages: tuple[str, str]) -> Iterator[tuple[_Cell, _Cell]]:
    for unit in read_units(path):
        ours, theirs = (_Cell(" ".join(unit.texts.get(tag, "").split()), unit.line, 1) for tag in languages)
        yield ours, theirs


def _article(cells: Iterable[_Cell], path: str, language: str | None) -> Article:
    """The texts of a side, each a sentence and a paragraph; what it says is found again by ``Article.locate``."""
    texts: list[str] = []
    sentences: list[Sentence] = []
    anchors: list[tuple[int, int, int]] = []
    start = 0
    for cell in cells:
        if cell.text:
            texts.append(cell.text)
            sentences.append(Sentence(start, start + len(cell.text), len(sentences), Role.BODY, cell.text))
            anchors.append((start, cell.line, cell.column))
            start += len(cell.text) + 1
    return Article(
        "\n".join(texts),
        path=path,
        language=language,
        paragraphs=tuple(Paragraph(s.start, s.end) for s in sentences),
        sentences=tuple(sentences),
        anchors=tuple(anchors),
    )
