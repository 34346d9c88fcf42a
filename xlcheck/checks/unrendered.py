"""Stretches of a sentence, between its marks, that the other side has neither words nor room for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp, inf, log, sqrt

from xlcheck.checks.base import Bounds, Pair
from xlcheck.facts.statement import Statement
from xlcheck.language.breadth import said
from xlcheck.language.clauses import clauses
from xlcheck.language.tags import primary

#: Letters of the shortest stretch that says something; what a translation adds in fewer is a gloss ("the capital").
_SHORTEST, _LONGER_THAN_A_GLOSS = 24, 32
#: Clauses that are looked at together, and stretches of a sentence that are compared, at the most: beads may be long.
_TOGETHER, _COMPARED = 6, 16
#: Letters of what is left, at least.
_REMAINDER = 8
#: An abbreviation and what it stands for, one of them in brackets.
_SPELT_OUT = re.compile(r"\b[A-ZÀ-ÞА-Я]{2,}\s*[(（][^()（）]+[)）]|[(（][A-ZÀ-ÞА-Я]{2,}[)）]")
#: A name's other spelling, or whatever else stands in brackets.
_BRACKETED = re.compile(r"\s*[(（]([^()（）]+)[)）]")
#: By how much a translation is longer than its original since it explains; all sizes are compared as logarithms.
_EXPLAINED = 0.05
#: By how much a side must be longer than the other before anything is looked for.
_LONGER = 0.3
#: Without the stretch it may be shorter than the other by this share of what it was longer by, or by this much.
_THEN_SHORTER, _THEN_SHORTER_AT_LEAST = 0.6, 0.2
#: The length of a side that is shorter than this (in letters) says less.
_TELLING_LENGTH = 80

#: How the evidence adds up to log odds, fitted on clauses taken out of human translations of news (the training part, ten
#: languages) against those of the same sentences as they are: how much of the stretch the other side renders (a rendered
#: clause about half, others .15), by how much this side is longer, by how much the sizes differ without it, and how much
#: nearer the sentence comes to the other side without it (a rendered clause takes it .06 away). Odds are even where
#: fewer than one faithful sentence in 1,000 is flagged.
_NONE, _RENDERED, _LENGTH, _REST, _NEARER = -4.5, -5.5, 8.4, -1.25, 30.0
#: Beyond these nothing more is learnt.
_MUCH_RENDERED, _MUCH_LONGER, _MUCH_NEARER = 0.5, 0.8, 0.1
#: A stretch that takes more of the likeness away with it, half as much as a rendered clause, is rendered.
_FURTHER = -0.03


def unrendered(pair: Pair, *, of_original: bool) -> Iterator[tuple[Bounds, float]]:
    """Bounds in the text of what isn't on the other side, and how clear a case each is (0 to 1), the clearest first."""
    own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
    if pair.encoder is None or not {primary(own.language), primary(other.language)} <= pair.encoder.languages:
        return
    if _longer(own.text, pair, of_original) < _LONGER:
        return
    shortest = _SHORTEST if of_original else _LONGER_THAN_A_GLOSS
    likely = {bounds: _odds(pair, bounds, of_original) for bounds in _stretches(own, shortest)}
    best = sorted(likely, key=likely.__getitem__, reverse=True)[:_COMPARED]
    likely = {bounds: likely[bounds] for bounds in best if likely[bounds] + _NEARER * _MUCH_NEARER > 0}
    told: list[Bounds] = []
    for odds, (start, end) in sorted(_compared(pair, likely, of_original), reverse=True):
        if all(end <= first or last <= start for first, last in told):
            told.append((start, end))
            yield (start, start + len(own.text[start:end].rstrip())), 1 / (1 + exp(-odds))


def _stretches(own: Statement, shortest: float) -> Iterator[Bounds]:
    """Neighbouring clauses that together are long enough to say something, and leave something else."""
    cuts = [start for start, _ in clauses(own.text, own.language)] + [len(own.text)]
    glosses = [match.span() for match in _SPELT_OUT.finditer(own.text)]
    for start, end in ((one, two) for k, one in enumerate(cuts) for two in cuts[k + 1 : k + 1 + _TOGETHER]):
        inside, outside = own.text[start:end], own.text[:start] + own.text[end:]
        if said(inside, own.language) < shortest or said(outside, own.language) < _REMAINDER:
            continue
        if all(end <= first or last <= start for first, last in glosses):
            yield start, end


def _odds(pair: Pair, bounds: Bounds, of_original: bool) -> float:
    """Log odds that a stretch is missing on the other side, by its words and by the room for them."""
    own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
    longer = _longer(own.text, pair, of_original)
    rest = _longer(own.text[: bounds[0]] + own.text[bounds[1] :], pair, of_original)
    if -rest > max(_THEN_SHORTER * longer, _THEN_SHORTER_AT_LEAST):
        return -inf
    telling = min(1.0, sqrt(said(other.text, other.language) / _TELLING_LENGTH))
    rendered = min(pair.coverage(bounds, of_original=of_original), _MUCH_RENDERED)
    return _NONE + _RENDERED * rendered + _LENGTH * min(longer * telling, _MUCH_LONGER) + _REST * abs(rest)


def _longer(text: str, pair: Pair, of_original: bool) -> float:
    """By how much a text is longer than the other side, apart from brackets that only repeat what stands there."""
    own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
    text = _BRACKETED.sub(lambda match: "" if match[1] in other.text else match[0], text)
    room = said(other.text, other.language) * exp(-_EXPLAINED if of_original else _EXPLAINED)
    return log(said(text, own.language) / room)


def _compared(pair: Pair, likely: dict[Bounds, float], of_original: bool) -> Iterator[tuple[float, Bounds]]:
    """The stretches that the sentence can do without, with the odds that its likeness to the other side makes of theirs."""
    own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
    if not likely or pair.encoder is None:
        return
    without = [own.text[:start] + own.text[end:] for start, end in likely]
    vectors = pair.encoder.encode([other.text, own.text, *without])
    likeness = vectors[1:] @ vectors[0]
    for (bounds, odds), nearer in zip(likely.items(), likeness[1:] - likeness[0], strict=True):
        if nearer > _FURTHER:
            yield odds + _NEARER * min(float(nearer), _MUCH_NEARER), bounds
