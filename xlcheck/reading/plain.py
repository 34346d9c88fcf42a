"""Plain text: paragraphs stand on lines of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from xlcheck.article import Article, Paragraph
from xlcheck.reading.roles import find_date, with_roles

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"\r?\n[^\S\r\n]*\r?\n")
#: A line that goes on in the next one: prose wrapped at a column, as e-mail and old wire copy have it.
_SENTENCE_END = re.compile(r"[.!?。！？…:：;；」』”\"')）\]]\s*$")


def read(text: str) -> Article:
    """The article in a plain text; the first line that looks like one is its title."""
    paragraphs = with_roles(text, [Paragraph(*bounds) for bounds in _blocks(text)])
    title = next((text[p.start : p.end] for p in paragraphs if p.role == "headline"), None)
    return replace(Article(text), paragraphs=paragraphs, title=title, date=find_date(text, paragraphs))


def _blocks(text: str) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    wrapped = _is_wrapped(text)
    for line in _LINE.finditer(text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        end = line.start() + len(line[0].rstrip())
        if start >= end:
            continue
        if wrapped and blocks and not _BLANK.search(text, blocks[-1][1], start):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _is_wrapped(text: str) -> bool:
    """Whether lines are wrapped prose: most lines that are followed by a line end amid a sentence, all about as long."""
    lines = [(line[0].rstrip(), line.end()) for line in _LINE.finditer(text)]
    last = len(text.rstrip())
    inner = [line for line, end in lines if line and not _BLANK.match(text, end) and end < last]
    if len(inner) < 4 or max(map(len, inner)) > 120:
        return False
    open_ended = [line for line in inner if not _SENTENCE_END.search(line) and len(line) > 40]
    return len(open_ended) > 0.6 * len(inner)
