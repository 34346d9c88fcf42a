"""One name of the original that the translation spells in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from xlcheck.checks import shown
from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.checks.beads import Sides, statements
from xlcheck.checks.strangers import alike, candidates, stem
from xlcheck.facts.proper import Word
from xlcheck.facts.romanise import romanised
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

#: A rendering sounds at least this much like its name, and two spellings of one name at least this much like each other.
_RENDERS, _KIN = 0.62, 0.72
#: Letters that an ending adds to a name: genitives, plurals, people and adjectives.
_ENDINGS = frozenset(
    {"", "s", "es", "n", "an", "ian", "ean", "ite", "ish", "ese", "er", "ers", "in", "en", "e", "a", "i"}
)
#: Languages that leave their names as they are, but for an ending: others change them from case to case.
_STEADY = frozenset({"en", "fr", "es", "pt", "it", "nl", "de", "ro", "id", "ms", "vi", "zh", "ja"})


@dataclass(frozen=True)
class _Use:
    """A rendering of a name: in which bead, where, and how it is spelled."""

    sides: Sides
    own: Word
    word: Word


class InconsistentName(Check):
    name = "inconsistent-name"
    category = "terminology/inconsistent-use"
    severity = Severity.MINOR

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """The first place where a name is spelled otherwise than where it first stood."""
        if primary(articles.translation.language) not in _STEADY:
            return
        for uses in _uses(list(statements(articles))).values():
            first = uses[0]
            other = next((use for use in uses[1:] if _differ(first, use)), None)
            if other is not None:
                yield other.sides.number, self._evidence(first, other)

    def _evidence(self, first: _Use, other: _Use) -> Evidence:
        one, two = other.sides.original, other.sides.translation
        fields = {
            "original": shown.quoted(one, (other.own.start, other.own.end), romanised(other.own.text)),
            "translation": shown.quoted(two, (other.word.start, other.word.end), romanised(other.word.text)),
            "earlier": shown.quoted(
                first.sides.translation, (first.word.start, first.word.end), romanised(first.word.text)
            ),
        }
        start = first.sides.translation.start
        details = {"earlier": [first.word.start + start, first.word.end + start]}
        return Evidence(
            self.name, self.name, fields,
            (one.start + other.own.start, one.start + other.own.end),
            (two.start + other.word.start, two.start + other.word.end),
            details=details,
        )  # fmt: skip


def _uses(beads: list[Sides]) -> dict[str, list[_Use]]:
    """The renderings of every name of the original that stands in several beads."""
    found: dict[str, list[_Use]] = defaultdict(list)
    for sides in beads:
        own, other = _words(sides.original), _words(sides.translation)
        for word in own:
            best = max(other, key=lambda w: alike(word.text, w.text), default=None)
            if best is None or alike(word.text, best.text) < _RENDERS:
                continue
            if max(own, key=lambda w: alike(w.text, best.text)) == word:
                found[stem(word.text)].append(_Use(sides, word, best))
    return {name: uses for name, uses in found.items() if len(uses) > 1}


def _words(statement: Statement) -> list[Word]:
    """The words of a text's names; a table's names have several good forms each."""
    return [
        word
        for proper in candidates(statement)
        if not any(n.start < proper.end and proper.start < n.end for n in statement.names)
        for word in proper.words
        if len(word.text) > 2
    ]


def _differ(first: _Use, other: _Use) -> bool:
    """Whether two renderings are two spellings: alike, but for more than an ending, and neither stands where the other does."""
    a, b = romanised(stem(first.word.text)), romanised(stem(other.word.text))
    if first.word.text in other.sides.translation.text or other.word.text in first.sides.translation.text:
        return False
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and (long[len(short) :] in _ENDINGS or not first.word.text.isascii()):
        return False
    return a != b and alike(a, b) >= _KIN
