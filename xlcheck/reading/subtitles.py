"""Subtitles, SRT and WebVTT: what is said, sentence by sentence over the cues, each cue by its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from xlcheck.article import Article, Paragraph, Unit
from xlcheck.reading.blocks import Block, Blocks

_TIME = re.compile(r"\s*((?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->")
_MARKUP = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
_DIALOGUE = re.compile(r"\s*[-–—]\s*(?=\S)")
#: What ends a cue within a sentence.
_OPEN = (",", ";", ":", "-", "–", "—", "、", "，", "；", "،")


class _Cue(NamedTuple):
    time: str
    block: Block


def read(text: str) -> Article:
    """The article that the cues make: a sentence that runs over several cues is one, and a cue is a unit by its time."""
    paragraphs: list[Paragraph] = []
    anchors: list[tuple[int, int, int]] = []
    units: list[Unit] = []
    whole = ""
    for cue in _cues(re.split(r"\r\n|\r|\n", text)):
        words, _, pieces = cue.block
        goes_on = bool(whole) and _goes_on(whole, words)
        whole += "" if not whole else " " if goes_on else "\n"
        start, end = len(whole), len(whole) + len(words)
        whole += words
        begun = paragraphs.pop().start if goes_on else start
        paragraphs.append(Paragraph(begun, end))
        anchors += [(start + offset, line, column) for offset, line, column in pieces]
        units.append(Unit(start, end, cue.time))
    return Article(whole, paragraphs=tuple(paragraphs), anchors=tuple(anchors), units=tuple(units))


def _cues(lines: list[str]) -> Iterator[_Cue]:
    """A cue is the lines between its time and an empty line; all else is numbers, notes and styles."""
    time, blocks = "", Blocks()
    for number, line in enumerate([*lines, ""], start=1):
        if match := _TIME.match(line):
            time = match[1].replace(",", ".")
        elif time and line.strip():
            shown = unescape(_MARKUP.sub("", line))
            # Two speakers in one cue: each dash begins a sentence of its own.
            dash = _DIALOGUE.match(shown)
            shown = shown[dash.end() :] if dash else shown
            at = max(line.find(shown[:1]), 0) if shown else 0
            blocks.add(f" {shown}", number, at)
        elif time:
            blocks.end()
            yield from (_Cue(time, block) for block in blocks.done)
            time, blocks = "", Blocks()


def _goes_on(before: str, words: str) -> bool:
    """Whether a cue goes on in the midst of a sentence; where letters have no case, only after a comma."""
    return words[:1].islower() or words.startswith(("...", "…")) or before.endswith(_OPEN)
