"""A said of B what the original says of B and A."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.strangers import counterparts
from xlcheck.facts.names import Name, english_name
from xlcheck.facts.roles import Deed, Mention, cases_allow, deed, names_deed
from xlcheck.facts.romanise import romanised
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary


class RolesSwapped(Check):
    name = "roles-swapped"
    severity = Severity.CRITICAL

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Two names that both sides have once, and the same deed done the other way round."""
        if not all(names_deed(side.folded, primary(side.language)) for side in (pair.original, pair.translation)):
            return
        here, there = _mentions(pair)
        for one, other in combinations(sorted(here), 2):
            told = _told(pair.original, here[one], here[other])
            tells = _told(pair.translation, there[one], there[other])
            if told and tells and told.verb == tells.verb and told.agent.id == tells.patient.id:
                yield self._evidence(pair, told, tells)
                return

    def _evidence(self, pair: Pair, told: Deed, tells: Deed) -> Evidence:
        bounds = [_stretch(found) for found in (told, tells)]
        fields = {
            "agent": _words(pair.translation, _as_in(tells, told.agent)),
            "patient": _words(pair.translation, _as_in(tells, told.patient)),
        }
        return Evidence(self.name, self.name, fields, bounds[0], bounds[1])


def _told(statement: Statement, one: Mention, other: Mention) -> Deed | None:
    language = primary(statement.language)
    found = deed(statement.folded, language, one, other)
    return found if found and cases_allow(statement.text, language, found) else None


def _as_in(found: Deed, mention: Mention) -> Mention:
    return found.agent if found.agent.id == mention.id else found.patient


def _stretch(found: Deed) -> tuple[int, int]:
    return min(found.agent.start, found.patient.start), max(found.agent.end, found.patient.end)


def _words(statement: Statement, mention: Mention) -> str:
    reading = romanised(mention.id) if mention.id.startswith("=") else english_name(mention.id)
    return shown.quoted(statement, (mention.start, mention.end), reading)


def _mentions(pair: Pair) -> tuple[dict[str, Mention], dict[str, Mention]]:
    """The names that both sides have exactly once: those of the table, and those that are written or sound alike."""
    known = [_once(side.names) for side in (pair.original, pair.translation)]
    here = {i: m for i, m in known[0].items() if i in known[1]}
    there = {i: known[1][i] for i in here}
    for one, other in counterparts(pair):
        identity = f"={pair.translation.text[slice(*other)]}"
        here[identity], there[identity] = Mention(*one, identity), Mention(*other, identity)
    return here, there


def _once(names: list[Name]) -> dict[str, Mention]:
    ids = [name.id for name in names]
    return {name.id: Mention(name.start, name.end, name.id) for name in names if ids.count(name.id) == 1}
