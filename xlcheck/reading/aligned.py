"""Pairs that are aligned already, out of the files that translation tools write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xlcheck.article import Article, Notice, Paragraph, Role, Sentence, Unit
from xlcheck.errors import ReadingError
from xlcheck.reading import po, table, tmx, xliff
from xlcheck.reading.decoding import decode
from xlcheck.reading.source import LARGEST, opened, without_surrogates
from xlcheck.reading.units import Bilingual, State, UnitPair

#: Formats by the endings of their files; any other is a table by tabs.
_XML = {".tmx": tmx.read, **dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), xliff.read)}
_TEXT = {
    ".po": po.read,
    ".pot": po.read,
    ".csv": table.read_csv,
    ".jsonl": table.read_jsonl,
    ".ndjson": table.read_jsonl,
}
#: Endings that name a bilingual file without being told so.
ENDINGS = frozenset({*_XML, *_TEXT, ".tsv"})


class Aligned(NamedTuple):
    """Both sides as articles of one sentence a pair; ``pairs`` are indices of sentences, () where a side is empty."""

    original: Article
    translation: Article
    pairs: list[tuple[tuple[int, ...], tuple[int, ...]]]


def is_bilingual(path: Path) -> bool:
    """Whether a file holds both sides, by its name."""
    return path.suffix.lower() in ENDINGS


def read_aligned(
    path: Path,
    *,
    encoding: str | None = None,
    original_language: str | None = None,
    translation_language: str | None = None,
) -> Aligned:
    """The pairs of a file; raises ReadingError with the line that is wrong."""
    with opened(path) as stream:
        return aligned_of(stream, str(path), encoding, (original_language, translation_language))


def aligned_of(
    stream: BinaryIO, name: str, encoding: str | None = None, languages: tuple[str | None, str | None] = (None, None)
) -> Aligned:
    """The pairs of a stream, in the format that its name ends on; raises ReadingError with the line that is wrong."""
    ending = Path(name).suffix.lower()
    if ending in _XML:
        told = _XML[ending](stream, name, *languages)
    else:
        data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ReadingError(name, f"is larger than {LARGEST >> 20} MiB; cut it into several files")
        told = _TEXT.get(ending, table.read_tsv)(decode(data, name=name, encoding=encoding), name)
    return _aligned(told, name)


def _aligned(read: Bilingual, name: str) -> Aligned:
    units = [unit for unit in read.units if unit.original.text or unit.translation.text]
    ready = [unit for unit in units if unit.state == State.READY]
    if not ready:
        raise ReadingError(name, "holds no pair" + (f" to check: {_left_out(units)}" if units else ""))
    sides = [_article(ready, side, name, read.languages[side]) for side in (0, 1)]
    if not all(article.sentences for article in sides):
        raise ReadingError(name, "one side of all its pairs is empty")
    if len(ready) < len(units):
        notice = Notice(
            "units-left-out", f"{name}: not checked are units that nobody has finished: {_left_out(units)}."
        )
        sides[0] = replace(sides[0], notices=(*sides[0].notices, notice))
    numbers = [iter(range(len(ready))) for _ in sides]
    pairs = [
        tuple((next(n),) if cell.text else () for n, cell in zip(numbers, unit[:2], strict=True)) for unit in ready
    ]
    return Aligned(sides[0], sides[1], [(ours, theirs) for ours, theirs in pairs])


def _left_out(units: Iterable[UnitPair]) -> str:
    counts = Counter(unit.state for unit in units)
    return ", ".join(
        f"{counts[s]} unit{'s are' if counts[s] > 1 else ' is'} {s}" for s in State if s != State.READY and counts[s]
    )


def _article(units: Sequence[UnitPair], side: int, path: str, language: str | None) -> Article:
    """The texts of a side, each a sentence and a paragraph; what it says is found again by ``Article.locate``."""
    sentences: list[Sentence] = []
    anchors: list[tuple[int, int, int]] = []
    places: list[Unit] = []
    start, broken = 0, 0
    for unit in units:
        cell = unit[:2][side]
        if not cell.text:
            continue
        text, notices = without_surrogates(cell.text)
        broken += bool(notices)
        end = start + len(text)
        sentences.append(Sentence(start, end, len(sentences), Role.BODY, text))
        anchors.append((start, cell.line, cell.column))
        places.append(Unit(start, end, unit.id, unit.notes, tuple((start + at, code) for at, code in cell.codes)))
        start = end + 1
    return Article(
        "\n".join(sentence.text for sentence in sentences),
        path=path,
        language=language,
        paragraphs=tuple(Paragraph(s.start, s.end) for s in sentences),
        sentences=tuple(sentences),
        notices=(Notice("characters-replaced", f"{broken} text(s) held broken characters; those are \ufffd now."),)
        if broken
        else (),
        anchors=tuple(anchors),
        units=tuple(places) if any(place.id or place.notes or place.codes for place in places) else (),
    )
