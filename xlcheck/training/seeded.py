"""Documents to learn alignment from: translations aligned by hand, made freer, with more split, merged and left out.

News is rendered line by line; novels, commentaries and scanned books aren't. Sentences are cut and joined at their
commas, some lose words or get a stranger's, passages of other documents are put in: so the true beads stay known.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Any

from xlcheck.alignment.habits import SHAPES
from xlcheck.evaluation.alignment import beads_of, straight

Bead = tuple[list[str], list[str]]

#: Where a sentence may be cut into two.
_COMMA = re.compile(r"(?<=[,;:—])\s+|(?<=[，；：])|\s+(?=[–—-]\s)")
#: Bytes of the shortest piece.
_SHORTEST = 12


@dataclass(frozen=True)
class Kind:
    """How a document is changed: chances a sentence, and what share of its words is lost or another's (``free``)."""

    name: str
    split: tuple[float, float] = (0.0, 0.0)
    joined: tuple[float, float] = (0.0, 0.0)
    recut: float = 0.0
    free: float = 0.0
    #: Share of the orphans that stay, and the chance of a whole passage of them.
    orphans: float = 1.0
    passage: float = 0.0


KINDS = (
    Kind("news"),
    Kind("cut", passage=0.7),
    Kind("novel", (0.04, 0.4), (0.05, 0.06), 0.02, 0.5, 0.15, 0.05),
    Kind("free", (0.1, 0.2), (0.08, 0.08), 0.03, 0.35, 0.5, 0.3),
    Kind("book", (0.15, 0.15), (0.06, 0.06), 0.06, 0.1, 1.0, 0.6),
)


@dataclass(frozen=True)
class Document:
    """Sentences of both sides, which of them begin a paragraph, and the beads in order."""

    kind: str
    original: list[str]
    translation: list[str]
    begins: tuple[list[bool], list[bool]]
    beads: list[tuple[tuple[int, ...], tuple[int, ...]]]


def seeded(
    items: Sequence[Mapping[str, Any]], kinds: Sequence[Kind] = KINDS, *, seed: str = "", turned: bool = True
) -> Iterator[Document]:
    """Documents of every kind out of ``items`` (original, translation, beads) of one language pair; the same for the same seed.

    Some are ``turned``: their translation stands for the original.
    """
    strangers = [[text for item in items for text in item[side]] for side in ("original", "translation")]
    for kind in kinds:
        dice = random.Random(f"{seed}{kind.name}")
        texts = [_straight(item) for item in items]
        while texts:
            count = dice.choice((1, 2, 3, 5))
            beads = [bead for text in texts[:count] for bead in text]
            texts, theirs = texts[count:], strangers
            if turned and dice.random() < 0.4:
                beads, theirs = [(b, a) for a, b in beads], strangers[::-1]
            if kind.free:
                beads = _changed(beads, kind, theirs[1], dice)
            document = _document(kind.name, _with_passage(beads, kind, theirs, dice), dice)
            if min(len(document.original), len(document.translation)) > 3:
                yield document


def _straight(item: Mapping[str, Any]) -> list[Bead]:
    """Beads as texts, in order; sentences that moved are orphans to a search that keeps the order."""
    original, translation = item["original"], item["translation"]
    beads: list[Bead] = []
    i = j = 0
    gold = straight(beads_of(item))
    for ours, theirs in [*gold, ((len(original),), (len(translation),))]:
        beads += [([text], []) for text in original[i : ours[0]]]
        beads += [([], [text]) for text in translation[j : theirs[0]]]
        i, j = ours[-1] + 1, theirs[-1] + 1
        if i <= len(original):
            beads.append(([original[k] for k in ours], [translation[k] for k in theirs]))
    return beads


def _changed(beads: Sequence[Bead], kind: Kind, strangers: Sequence[str], dice: random.Random) -> list[Bead]:
    changed: list[Bead] = []
    for bead in beads:
        if not all(bead):
            changed += [bead] if dice.random() < kind.orphans else []
            continue
        cut = tuple(
            [part for text in side for part in (_cut(text, dice) if dice.random() < chance else [text])]
            for side, chance in zip(bead, kind.split, strict=True)
        )
        ours, theirs = cut if (len(cut[0]), len(cut[1])) in SHAPES else bead
        rate = 2 * kind.free * dice.random()
        theirs = [_loosened(text, min(0.85, rate + dice.uniform(-0.2, 0.2)), strangers, dice) for text in theirs]
        if changed and all(changed[-1]) and (one := _joined(changed[-1], (ours, theirs), kind, dice)):
            changed[-1] = one
        else:
            changed.append((ours, theirs))
    return changed


def _joined(left: Bead, right: Bead, kind: Kind, dice: random.Random) -> Bead | None:
    """Two neighbouring beads as one: sentences joined on one side, or cut at another place; mostly None."""
    chance = dice.random()
    ours, theirs = left[0] + right[0], left[1] + right[1]
    if chance < kind.joined[0]:
        bead = (_merged(left[0], right[0]), theirs)
    elif chance < sum(kind.joined):
        bead = (ours, _merged(left[1], right[1]))
    elif chance < sum(kind.joined) + kind.recut and len(parts := _pieces(left[1][-1])) > 1:
        bead = (ours, [*left[1][:-1], parts[0], *_merged([reduce(_glued, parts[1:])], right[1])])
    else:
        return None
    return bead if (len(bead[0]), len(bead[1])) in SHAPES else None


def _merged(left: list[str], right: list[str]) -> list[str]:
    """The sentences of both, the last of the one and the first of the other as one."""
    return [*left[:-1], _glued(left[-1], right[0]), *right[1:]]


def _with_passage(beads: list[Bead], kind: Kind, strangers: Sequence[Sequence[str]], dice: random.Random) -> list[Bead]:
    """Now and then, a passage of another document on one of the sides."""
    if dice.random() >= kind.passage:
        return beads
    side, at = dice.randrange(2), dice.randrange(len(beads) + 1)
    first = dice.randrange(len(strangers[side]))
    passage = strangers[side][first : first + dice.choice((2, 3, 4, 5, 8, 12, 20, 30))]
    return beads[:at] + [([], [text]) if side else ([text], []) for text in passage] + beads[at:]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in filter(str.strip, _COMMA.split(text)):
        if pieces and min(len(piece.encode()), len(pieces[-1].encode())) < _SHORTEST:
            pieces[-1] = _glued(pieces[-1], piece)
        else:
            pieces.append(piece)
    return pieces


def _cut(text: str, dice: random.Random) -> list[str]:
    """A sentence in two to four."""
    pieces = _pieces(text)
    if len(pieces) < 2:
        return [text]
    count = min(len(pieces), dice.choice((2, 2, 2, 3, 3, 4)))
    cuts = [0, *sorted(dice.sample(range(1, len(pieces)), count - 1)), len(pieces)]
    return [reduce(_glued, pieces[first:last]) for first, last in pairwise(cuts)]


def _glued(one: str, other: str) -> str:
    return one + ("" if ord(one[-1]) >= 0x2E80 else " ") + other


def _loosened(text: str, rate: float, strangers: Sequence[str], dice: random.Random) -> str:
    """A text in which a share of the words is missing or from another sentence."""
    if rate <= 0:
        return text
    words, between = _words(text)
    kept: list[str] = []
    at = 0
    while at < len(words):
        run = dice.randint(1, 4)
        if dice.random() > rate:
            kept += words[at : at + run]
        elif dice.random() < 0.6:
            other = _words(dice.choice(strangers))[0]
            first = dice.randrange(len(other))
            kept += other[first : first + dice.randint(1, 4)]
        at += run
    return between.join(kept) if len(kept) > 1 else text


def _words(text: str) -> tuple[list[str], str]:
    """Words, or two characters at a time where words aren't set apart; and what goes between them."""
    if text.count(" ") * 8 > len(text):
        return text.split(" "), " "
    return [text[at : at + 2] for at in range(0, len(text), 2)] or [text], ""


def _document(kind: str, beads: Sequence[Bead], dice: random.Random) -> Document:
    sides: tuple[list[str], list[str]] = ([], [])
    begins: tuple[list[bool], list[bool]] = ([], [])
    numbered = []
    noise, usual, none = dice.choice((0.05, 0.2, 0.4)), dice.choice((2, 3, 5)), dice.random() < 0.3
    for bead in beads:
        numbered.append(tuple(tuple(range(len(s), len(s) + len(t))) for s, t in zip(sides, bead, strict=True)))
        start = dice.random() < 1 / usual
        for side, texts, marks in zip(sides, bead, begins, strict=True):
            side += texts
            for at in range(len(texts)):
                chance = 0.03 if at else 1 - noise if start else noise / 6
                marks.append(not none and dice.random() < chance)
    return Document(kind, *sides, begins, [(ours, theirs) for ours, theirs in numbered])
