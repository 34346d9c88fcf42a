"""Passages joined, divided and moved by hand: from beads to beads, each sentence in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlcheck.alignment.bead import Bead
from xlcheck.article import Side
from xlcheck.errors import XlcheckError

#: A person is sure.
_SURE = 1.0


def merged(beads: Sequence[Bead], one: int, two: int) -> list[Bead]:
    """Two passages as one; raises XlcheckError where sentences of others stand between theirs."""
    a, b = _named(beads, one), _named(beads, two)
    if one == two:
        raise XlcheckError("a passage can't be joined with itself")
    joined = Bead(tuple(sorted(a.original + b.original)), tuple(sorted(a.translation + b.translation)), _SURE)
    return _ordered([joined, *_others(beads, one, two)])


def divided(beads: Sequence[Bead], number: int, originals: int, translations: int) -> list[Bead]:
    """A passage as two: its first so many sentences of either side, and the rest; raises XlcheckError for no division."""
    bead = _named(beads, number)
    parts = [
        Bead(bead.original[:originals], bead.translation[:translations], _SURE),
        Bead(bead.original[originals:], bead.translation[translations:], _SURE),
    ]
    if originals < 0 or translations < 0 or not all(part.original or part.translation for part in parts):
        raise XlcheckError("that leaves nothing for one of the two passages")
    return _ordered([*parts, *_others(beads, number)])


def moved(beads: Sequence[Bead], side: Side, sentence: int, to: int | None) -> list[Bead]:
    """A sentence put into another passage, or with None into one of its own: then it is omitted, or added.

    Raises XlcheckError where it isn't beside the sentences that are there.
    """
    home = next((n for n, bead in enumerate(beads) if sentence in getattr(bead, side)), None)
    if home is None:
        raise XlcheckError(f"the {side} has no sentence {sentence + 1}")
    left = _with(beads[home], side, [i for i in getattr(beads[home], side) if i != sentence])
    if to is None:
        alone = Bead((sentence,), (), _SURE) if side == "original" else Bead((), (sentence,), _SURE)
        return _ordered([left, alone, *_others(beads, home)])
    if to == home:
        raise XlcheckError("the sentence is in that passage already")
    target = _named(beads, to)
    grown = _with(target, side, [*getattr(target, side), sentence])
    return _ordered([left, grown, *_others(beads, home, to)])


def _with(bead: Bead, side: Side, indices: Iterable[int]) -> Bead:
    found = tuple(sorted(indices))
    return Bead(found, bead.translation, _SURE) if side == "original" else Bead(bead.original, found, _SURE)


def _named(beads: Sequence[Bead], number: int) -> Bead:
    if not 0 <= number < len(beads):
        raise XlcheckError(f"there is no passage {number + 1}")
    return beads[number]


def _others(beads: Sequence[Bead], *numbers: int) -> Iterable[Bead]:
    return (bead for n, bead in enumerate(beads) if n not in numbers)


def _ordered(beads: Iterable[Bead]) -> list[Bead]:
    """In order of the original, added sentences after their left neighbours, those that changed place marked."""
    kept = [bead for bead in beads if bead.original or bead.translation]
    for bead in kept:
        for indices in (bead.original, bead.translation):
            if indices and indices[-1] - indices[0] != len(indices) - 1:
                raise XlcheckError("the sentences of a passage must follow one another on either side")
    found = sorted((bead for bead in kept if bead.original), key=lambda bead: bead.original)
    for added in sorted((bead for bead in kept if not bead.original), key=lambda bead: bead.translation):
        found.insert(_after(found, added.translation[0]), added)
    return _marked(found)


def _after(beads: Sequence[Bead], sentence: int) -> int:
    """Where an added sentence goes: behind the passage that holds what stands before it."""
    lefts = [
        (bead.translation[-1], n)
        for n, bead in enumerate(beads)
        if bead.translation and bead.translation[-1] < sentence
    ]
    return max(lefts)[1] + 1 if lefts else 0


def _marked(beads: list[Bead]) -> list[Bead]:
    """Crossing: what isn't on the longest way that goes forward on both sides."""
    both = [bead.translation[0] for bead in beads if bead.original and bead.translation]
    straight = _longest(both)
    return [
        replace(bead, crossing=bool(bead.original and bead.translation) and bead.translation[0] not in straight)
        for bead in beads
    ]


def _longest(numbers: Sequence[int]) -> set[int]:
    """The members of the longest rising row among different numbers."""
    import bisect

    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect.bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    row: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        row.add(last)
        last = before[last]
    return row
