"""Subtitles, SRT and WebVTT: what is said, sentence by sentence over the cues, each cue by its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from xlcheck.article import Article, Paragraph, Unit
from xlcheck.reading.blocks import Block, Blocks
from xlcheck.reading.entities import without_long_references

_TIME = re.compile(r"\s*((?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->")
_MARKUP = re.compile(r"(?P<tag><[^<>]{0,200}>|\{\\[^{}]{0,200}\})|(?P<reference>&#?\w{1,32};)")
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
        match = _TIME.match(line)
        if time and (match or not line.strip()):
            blocks.end()
            yield from (_Cue(time, block) for block in blocks.done)
            time, blocks = "", Blocks()
        if match:
            time = match[1].replace(",", ".")
        elif time:
            _line(blocks, line, number)


def _line(blocks: Blocks, line: str, number: int) -> None:
    """The words of a line, without tags; each at its column."""
    # Two speakers in one cue: each dash begins a sentence of its own.
    dash = _DIALOGUE.match(line)
    at = dash.end() if dash else 0
    blocks.add(" ", number, at)
    for match in _MARKUP.finditer(line, at):
        blocks.add(line[at : match.start()], number, at + 1)
        if match["reference"]:
            blocks.add(unescape(without_long_references(match[0])), number, match.start() + 1)
        at = match.end()
    blocks.add(line[at:], number, at + 1)


def _goes_on(before: str, words: str) -> bool:
    """Whether a cue goes on in the midst of a sentence; where letters have no case, only after a comma."""
    return words[:1].islower() or words.startswith(("...", "…")) or before.endswith(_OPEN)
