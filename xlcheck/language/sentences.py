"""Sentences of an article: sentencex under a thin layer that knows news.

The layer masks dots that end no sentence (abbreviations, initials), cuts after a quotation's full stop, and keeps
a quotation together with the clause that reports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from xlcheck.article import Article, Paragraph, Sentence
from xlcheck.language.abbreviations import mask_dots
from xlcheck.language.detection import primary

#: sentencex is quadratic in the quotation marks of a paragraph: longer ones are cut before it sees them.
_LONGEST = 12_000

_CLOSING = "\"'”’»」』）)】"
#: After the end of a quotation or an ellipsis, a capital, a digit or an opening mark begins a new sentence.
_MISSED = re.compile(
    rf"(?<=[.!?。！？…][”’»」』\"])\s*(?=[«“「『\"‘]?[^\W\d_])|(?<=…)\s+(?=[A-ZА-ЯЁЇІЄÀ-Þ])|(?<=[。！？])(?=[^{_CLOSING}。！？…\s])"
)
#: Abbreviations that end a sentence when a capital follows; everywhere else their dots are masked.
_ENDING = re.compile(r"(?<=[ap]\.m\.)\s+(?=[A-Z])|(?<=(?:руб|грн)\.)\s+(?=[А-ЯЁІЇЄ])")
_QUOTED_END = re.compile(rf"[.!?。！？…，,][{_CLOSING}]+\s*$")
#: What may follow a quotation within its sentence: a small letter, a dash, a reporting verb or its subject.
_GOES_ON = re.compile(
    r"[a-zа-яёіїєґà-ÿ—–-]|[（(]?(记者|記者|他|她|其|该|該)?(们|們)?(还|還|又|并|並|则|則|随后|隨後)?(说|說|道|称|稱|表示|写道|寫道|问道|問道|指出|强调|強調|补充|補充|坦言|回应|回應|认为|認為|的)|"
    r"[^。！？“「\s，]{1,16}(说|說|道|称|稱|表示|指出|强调|強調)(道)?[。！？，：]|"
    r"と|って|などと|라고|이라고|하고|고\s|[，,、]"
)
_UNSPACED = re.compile(r"[\u2e80-\u9fff\u3040-\u30ff\uff00-\uffef]")


def split_article(article: Article, language: str | None) -> Article:
    """The article with its language and its sentences; every character but space belongs to exactly one sentence."""
    sentences = [
        Sentence(start, end, number, paragraph.role, article.text[start:end])
        for number, paragraph in enumerate(article.paragraphs)
        for start, end in _bounds(article.text, paragraph, language)
    ]
    return replace(article, language=language, sentences=tuple(sentences))


def split_lines(article: Article, language: str | None) -> Article:
    """The article with every line that isn't blank as one sentence: for text that was split before."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", article.text)]
    bounds = [_trimmed(article.text, start, end) for start, end in lines]
    paragraphs = tuple(Paragraph(*b) for b in bounds)
    sentences = tuple(
        Sentence(start, end, i, paragraphs[i].role, article.text[start:end]) for i, (start, end) in enumerate(bounds)
    )
    return replace(article, language=language, paragraphs=paragraphs, sentences=sentences)


def _bounds(text: str, paragraph: Paragraph, language: str | None) -> Iterator[tuple[int, int]]:
    if not paragraph.role.is_statement or paragraph.role == "headline":
        yield paragraph.start, paragraph.end
        return
    for start, end in _chunks(text, paragraph.start, paragraph.end):
        cuts = [start + cut for cut in split(text[start:end], language)]
        for first, last in zip([start, *cuts], [*cuts, end], strict=True):
            first, last = _trimmed(text, first, last)
            if first < last:
                yield first, last


def split(text: str, language: str | None) -> list[int]:
    """Where to cut a paragraph, as offsets into it, without its beginning and end."""
    from sentencex import get_sentence_boundaries

    masked = mask_dots(text.replace("\n", " ").replace("\r", " "), primary(language))
    ends = [b["end_index"] for b in get_sentence_boundaries(primary(language) or "en", masked)]
    cuts = {end for end in ends if end < len(text)} | {
        m.end() for m in (*_MISSED.finditer(masked), *_ENDING.finditer(text))
    }
    return [cut for cut in sorted(cuts) if 0 < cut < len(text) and not _is_inside(text, cut)]


def _is_inside(text: str, cut: int) -> bool:
    before, after = text[:cut].rstrip(), text[cut:].lstrip()
    if not after or not any(c.isalnum() for c in after):
        return True
    # A closing mark never begins a sentence, and the clause that reports a quotation belongs to it.
    if after[0] in "”’»」』）)】，。！？、；：…":
        return True
    if not any(c.isalnum() for c in before):
        return True
    return bool(_QUOTED_END.search(before[-6:]) and _GOES_ON.match(after[:24]))


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        window = text[start + _LONGEST // 2 : start + _LONGEST]
        ends = [m.end() for m in re.finditer(r"[。！？][”’」』]*|[.!?]\s", window)] or [
            m.end() for m in re.finditer(r"\s", window)
        ]
        cut = start + _LONGEST // 2 + (ends[-1] if ends else len(window))
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
