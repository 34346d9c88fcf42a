"""What the checks see when one statement is read as if it rendered the other, as far as it tells of two reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.checks import CHECKS, shown
from xlcheck.checks.base import Evidence, Pair
from xlcheck.comparing.facet import NOTHING, Facet, Relation
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement

#: Which checks are asked, what their evidence means here, and how clear it must be (0 to 1).
_ASKED = {
    "number-changed": (Relation.DIFFERS, 0.5), "money-changed": (Relation.DIFFERS, 0.5), "unit-changed": (Relation.DIFFERS, 0.5),
    "date-changed": (Relation.DIFFERS, 0.5), "antonym-used": (Relation.CONTRADICTS, 0.5), "negation-flipped": (Relation.CONTRADICTS, 0.7),
    "modality-changed": (Relation.CERTAINTY, 0.4), "condition-lost": (Relation.CERTAINTY, 0.5), "condition-added": (Relation.CERTAINTY, 0.5),
}  # fmt: skip
#: In long sentences a "not" or an "if" may bear on anything: on five faithful articles this left 8 of 15 false links of
#: negation and condition, and on the marked links of corpora/reports it cost none.
_FRAGILE = frozenset({"negation-flipped", "condition-lost", "condition-added"})
_LONGEST, _UNEVEN = 24, 2.2
#: Signs that are about as long as a word, in scripts without spaces.
_SIGNS = 1.7
#: Opposites that leave nothing between them, whatever a sentence is about.
_CLEAR = ("increase", "support", "accept", "win", "open", "allow", "confirm", "agree", "succeed")
#: What names a thing by such a word without saying it: a confirmation hearing.
_NOUN = re.compile(r"(?:ation|ations|ung|ungen|ение|ения)$", re.I)
#: Words by which a sentence says "not" without one that the lexicons know.
EVASIVE = re.compile(
    r"\b(?:rather|declin\w*|swear\w* off|swore off|only|decade|unfit|hardly|instead|until|unless|un\w{4,}"
    r"|in(?:capab|adequ|suffic)\w*|nur|erst|kaum|statt|лишь|только|едва)\b|才|只有|除非|宁|拒|落"
)


def seen(pair: Pair) -> Iterator[Facet]:
    """The evidence of the checks, of those that tell."""
    for name, (relation, clear) in _ASKED.items():
        if name in _FRAGILE and not is_short(pair):
            continue
        for item in CHECKS[name].pair(pair):
            if item.strength >= clear and _is_plain(pair, item):
                yield Facet(relation, name, _what(pair, item), (item.original, item.translation), item.strength)


def is_short(pair: Pair) -> bool:
    """Whether both sentences are short enough for a "not" or an "if" to bear on what they have in common."""
    sizes = [_size(statement) for statement in (pair.original, pair.translation)]
    return max(sizes) <= _LONGEST and max(sizes) <= _UNEVEN * min(sizes)


def _size(statement: Statement) -> float:
    """Words, or what is as long in a script without spaces."""
    wide = sum("\u2e80" <= c <= "\u9fff" or "\u3040" <= c <= "\u30ff" for c in statement.text)
    return wide / _SIGNS + len(statement.text.split())


def _is_plain(pair: Pair, item: Evidence) -> bool:
    """Whether words may be taken as they stand: opposites of a clear concept, a "not" that nothing else says."""
    sides = ((pair.original, item.original), (pair.translation, item.translation))
    if item.check == "antonym-used":
        words = [statement.text[slice(*place)] for statement, place in sides if place]
        return item.original in _clear(pair.original) and not any(map(_NOUN.search, words))
    if item.check == "negation-flipped":
        return not EVASIVE.search((pair.translation if item.original else pair.original).folded)
    return True


def _clear(statement: Statement) -> set[tuple[int, int]]:
    cues: list[Cue] = [cue for concept in _CLEAR for cue in statement.cues("antonyms", concept)]
    return {(cue.start, cue.end) for cue in cues}


def _what(pair: Pair, item: Evidence) -> tuple[str, str]:
    """The words of both sides, with their readings."""
    sides = (("original", pair.original, item.original), ("translation", pair.translation, item.translation))
    one, two = (
        str(item.fields[name]) if item.fields.get(name) else shown.quoted(statement, place) if place else NOTHING
        for name, statement, place in sides
    )
    return one, two
