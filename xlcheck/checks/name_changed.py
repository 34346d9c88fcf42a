"""A person, place or body that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.linking import appears, full_names, sounds_like_some
from xlcheck.facts.names import Name
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

#: Kinds whose names may stand for each other in good prose: a capital for its country, a country for its people.
_CLASSES = {"city": "place", "region": "place", "river": "place", "mountain": "place", "sea": "place", "country": "country", "people": "country"}


class NameChanged(Check):
    name = "name-changed"
    severity = Severity.CRITICAL

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Two names of one class, neither of which stands on the other side or next door."""
        missing = _only(pair.original, pair.translation, pair.near_translation)
        added = _only(pair.translation, pair.original, pair.near_original)
        for one in missing:
            other = next((n for n in added if _class(n) == _class(one)), None)
            if other is not None:
                added.remove(other)
                fields = {"original": shown.name(pair.original, one), "translation": shown.name(pair.translation, other)}
                yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end))
        yield from self._unknown(pair)

    def _unknown(self, pair: Pair) -> Iterator[Evidence]:
        """Names that no table has: one of the article's people here in the original, another in the translation."""
        lost = [(a, b) for a, b in pair.linked_names if appears(b, pair.original.text) and not _named(a, pair.translation, pair.near_translation)]
        come = [(a, b) for a, b in pair.linked_names if appears(a, pair.translation.text) and not _named(b, pair.original, pair.near_original)]
        come += [(name, "") for name in _strangers(pair)]
        if len(lost) == 1 and come:
            (there, own), (here, _) = lost[0], come[0]
            start, at = _find(own, pair.original.text), _find(here, pair.translation.text)
            fields = {"original": shown.quoted(pair.original, start, there), "translation": shown.quoted(pair.translation, at)}
            yield Evidence(self.name, self.name, fields, start, at, 0.9)


def _only(own: Statement, other: Statement, near: Statement) -> list[Name]:
    told = {n.id for n in (*other.names, *near.names)}
    seen: dict[str, Name] = {}
    for found in own.names:
        if found.id not in told:
            seen.setdefault(found.id, found)
    return list(seen.values())


def _class(found: Name) -> str:
    return _CLASSES.get(found.kind, found.kind)


def _named(name: str, statement: Statement, near: Statement) -> bool:
    return appears(name, statement.text) or appears(name, near.text)


def _strangers(pair: Pair) -> list[str]:
    """Full names of an English translation that sound like nothing in the original."""
    if primary(pair.translation.language) != "en":
        return []
    linked = {a for a, _ in pair.linked_names}
    language = primary(pair.original.language)
    known = [pair.translation.text[n.start : n.end] for n in pair.translation.names]
    return [
        name
        for name in full_names(pair.translation.text)
        if name not in linked and not any(k in name or name in k for k in known) and not sounds_like_some(name, pair.original.text, language)
    ]


def _find(name: str, text: str) -> tuple[int, int]:
    for part in (name, *reversed(name.replace("·", " ").replace("・", " ").split())):
        at = text.find(part)
        if at >= 0:
            return at, at + len(part)
    stem = name.replace("·", " ").split()[-1][:-1]
    at = max(text.find(stem), 0)
    return at, at + len(stem)
