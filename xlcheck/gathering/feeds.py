"""The items of two feeds that are one article: by what their feeds call them, by their address, else by what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from xlcheck.errors import XlcheckError
from xlcheck.gathering.work import Gathered, Work
from xlcheck.reading import feed
from xlcheck.reading.feed import Item

if TYPE_CHECKING:
    from xlcheck.models.roles import Encoder

#: Items are one article from this likeness of their titles and beginnings on, where neither is more like another.
_LIKE = 0.5
#: Letters of an item that are compared.
_BEGINNING = 400


def in_two_feeds(one: Path, two: Path, data: tuple[bytes, bytes], encoder: Callable[[], Encoder]) -> Gathered:
    """Pairs of items in the order of the first feed; the encoder is asked for where names don't settle it.

    Raises XlcheckError where no item has a counterpart.
    """
    ours, theirs = feed.read(data[0], str(one)), feed.read(data[1], str(two))
    pairs = sorted(matched(ours, theirs, encoder))
    if not pairs:
        raise XlcheckError(f"{one}, {two}: no item of the one feed has a counterpart in the other")
    works = [_work(one, two, ours[i], theirs[j]) for i, j in pairs]
    lone = (len(ours) - len(pairs), len(theirs) - len(pairs))
    remarks = [f"{n} item(s) of {file} without counterpart" for n, file in zip(lone, (one, two), strict=True) if n]
    return Gathered(works, remarks)


def _work(one: Path, two: Path, ours: Item, theirs: Item) -> Work:
    name = f"{ours.title or ours.id} → {theirs.title or theirs.id}"
    return Work(name, lambda: (ours.article(str(one)), theirs.article(str(two))), (one, two))


def matched(ours: Sequence[Item], theirs: Sequence[Item], encoder: Callable[[], Encoder]) -> list[tuple[int, int]]:
    """The items of two feeds that are one article, by their numbers; the encoder is asked for where names don't settle it."""
    pairs: list[tuple[int, int]] = []
    for key in (lambda item: item.id, lambda item: item.link, lambda item: _number(item.link or item.id)):
        left, right = (_by(key, items, {p[side] for p in pairs}) for side, items in enumerate((ours, theirs)))
        pairs += [(left[name], right[name]) for name in left.keys() & right.keys()]
    rest = [
        [n for n in range(len(items)) if n not in {p[side] for p in pairs}] for side, items in enumerate((ours, theirs))
    ]
    if all(rest):
        pairs += _alike([ours[i] for i in rest[0]], [theirs[j] for j in rest[1]], rest, encoder())
    return pairs


def _by(key: Callable[[Item], str], items: Sequence[Item], done: set[int]) -> dict[str, int]:
    """Items by a name that no other of the feed has."""
    names = [key(item) for item in items]
    return {name: n for n, name in enumerate(names) if name and n not in done and names.count(name) == 1}


def _number(address: str) -> str:
    """The number of an article in its address, which its translation often shares: …/zh/2026/1234567.html."""
    return next(iter(re.findall(r"\d{6,}", address)[::-1]), "")


def _alike(
    ours: Sequence[Item], theirs: Sequence[Item], rest: Sequence[Sequence[int]], encoder: Encoder
) -> list[tuple[int, int]]:
    """Those that are each other's nearest, and near."""
    likeness = encoder.encode([_beginning(i) for i in ours]) @ encoder.encode([_beginning(i) for i in theirs]).T
    first, second = np.argmax(likeness, axis=1), np.argmax(likeness, axis=0)
    return [(rest[0][i], rest[1][int(j)]) for i, j in enumerate(first) if second[j] == i and likeness[i, j] >= _LIKE]


def _beginning(item: Item) -> str:
    words = re.sub(r"<[^<>]*>", " ", item.text)
    return f"{item.title} {' '.join(words.split())}"[:_BEGINNING]
