"""A person, place or body that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.linking import FLOOR, appears, full_names, half_match, persons
from xlcheck.checks.strangers import Stranger, class_of, exchanged
from xlcheck.facts.names import Name, english_name
from xlcheck.facts.proper import is_common
from xlcheck.facts.romanise import likeness, romanised
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary


class NameChanged(Check):
    name = "name-changed"
    severity = Severity.CRITICAL

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Two names of one class, neither of which stands on the other side or next door."""
        missing = _only(pair.original, pair.translation, pair.near_translation)
        added = _only(pair.translation, pair.original, pair.near_original)
        found = False
        for one in missing:
            other = next(
                (n for n in added if class_of(n.kind) == class_of(one.kind) and not _within(pair, one, n)), None
            )
            if other is not None:
                found = True
                added.remove(other)
                fields = {
                    "original": shown.name(pair.original, one),
                    "translation": shown.name(pair.translation, other),
                }
                yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end))
        for item in self._unknown(pair):
            found = True
            yield item
        if not found:
            yield from self._exchanged(pair)

    def _exchanged(self, pair: Pair) -> Iterator[Evidence]:
        """A name that nothing in the translation renders, where it has one that nothing in the original explains."""
        swap = exchanged(pair)
        if swap is None:
            return
        one, other = swap
        fields = {
            "original": shown.quoted(pair.original, (one.start, one.end), _reading(pair.original, one)),
            "translation": shown.quoted(pair.translation, (other.start, other.end), _reading(pair.translation, other)),
        }
        strength = 0.9 if max(one.size, other.size) > 1 or (one.kind and other.kind) else 0.7
        yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end), strength)

    def _unknown(self, pair: Pair) -> Iterator[Evidence]:
        """Names that no table has: one of the article's people here in the original, another in the translation."""
        here = [(a, b) for a, b in pair.linked_names if appears(b, pair.original.text)]
        there = [(a, b) for a, b in pair.linked_names if appears(a, pair.translation.text)]
        lost, come = [n for n in here if n not in there], [n for n in there if n not in here]
        strangers = _strangers(pair)
        gone = [b for _, b in lost] or _without_counterpart(pair)
        if len(gone) == 1 and len(come) == 1:
            own, other = gone[0], come[0][0]
        elif not lost and len(strangers) == 1:
            other, own = strangers[0]
        else:
            return
        start, at = _find(own, pair.original.text), _find(other, pair.translation.text)
        reading = lost[0][0] if lost else romanised(own)
        fields = {
            "original": shown.quoted(pair.original, start, reading),
            "translation": shown.quoted(pair.translation, at, romanised(other)),
        }
        yield Evidence(self.name, self.name, fields, start, at, 0.9)


def _reading(statement: Statement, stranger: Stranger) -> str:
    return english_name(stranger.id) if stranger.id else romanised(statement.text[stranger.start : stranger.end])


def _only(own: Statement, other: Statement, near: Statement) -> list[Name]:
    told = {n.id for n in (*other.names, *near.names)}
    seen: dict[str, Name] = {}
    for found in own.names:
        if found.id not in told:
            seen.setdefault(found.id, found)
    return list(seen.values())


def _within(pair: Pair, one: Name, other: Name) -> bool:
    """Whether one is a shorter form of the other: "UN" and "UN High Commissioner for Refugees"."""
    a, b = (
        pair.original.text[one.start : one.end].casefold().strip("-"),
        pair.translation.text[other.start : other.end].casefold(),
    )
    return a in b or b in a


def _without_counterpart(pair: Pair) -> list[str]:
    """Full names of the original that nothing in the translation sounds like."""
    names = persons(pair.original.text, primary(pair.original.language))
    told = persons(pair.translation.text, primary(pair.translation.language))
    known = [pair.original.text[n.start : n.end] for n in pair.original.names]
    return [
        name
        for name in names
        if not any(likeness(name, other) >= FLOOR for other in told)
        and not any(k in name for k in known)
        and not appears(name, pair.translation.text)
    ]


def _strangers(pair: Pair) -> list[tuple[str, str]]:
    """(name in the translation, name in the original) that share one part and differ in the other, where one side is English."""
    sides = (pair.original, pair.translation)
    english = next((i for i in (1, 0) if primary(sides[i].language) == "en"), None)
    if english is None:
        return []
    own, foreign = sides[english], sides[1 - english]
    linked = {name for names in pair.linked_names for name in names}
    known = [own.text[n.start : n.end] for n in own.names]
    found = []
    for name in full_names(own.text):
        if (
            name in linked
            or any(k in name or name in k for k in known)
            or any(is_common(w, "en") for w in name.split())
        ):
            continue
        half = half_match(name, foreign.text, primary(foreign.language))
        if half:
            found.append((name, half) if english == 1 else (half, name))
    return found


def _find(name: str, text: str) -> tuple[int, int]:
    for part in (name, *reversed(name.replace("·", " ").replace("・", " ").split())):
        at = text.find(part)
        if at >= 0:
            return at, at + len(part)
    stem = name.replace("·", " ").split()[-1][:-1]
    at = max(text.find(stem), 0)
    return at, at + len(stem)
