""""Not" that vanished or appeared."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Bounds, Check, Evidence, Pair, Severity
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement


class NegationFlipped(Check):
    name = "negation-flipped"
    severity = Severity.CRITICAL
    sections = ("negation",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """A side that negates while no word of the other does, not even a verb that carries its own "not"."""
        for lost in (True, False):
            own, other = (pair.original, pair.translation) if lost else (pair.translation, pair.original)
            negated = [cue for cue in own.cues("negation") if cue.key == "negation.explicit"]
            if not negated or other.cues("negation") or _negative_elsewhere(other):
                continue
            cue = min(negated, key=lambda c: pair.rendered(c, of_original=lost))
            bounds = (cue.start, cue.end)
            message = f"{self.name}.{'lost' if lost else 'added'}"
            fields = {"original" if lost else "translation": shown.quoted(own, around(own, cue), "not")}
            strength = 1.0 if len(negated) == 1 else 0.6
            strength *= 1.0 - 0.6 * max(0.0, pair.rendered(cue, of_original=lost) - 0.5)
            yield Evidence(self.name, message, fields, bounds if lost else None, None if lost else bounds, strength)


def _negative_elsewhere(statement: Statement) -> bool:
    """Conditions such as "unless" and "only" carry a negation too."""
    return any(cue.key == "condition.unless" for cue in statement.cues("condition"))


def around(statement: Statement, cue: Cue) -> Bounds:
    """The cue with the word or two that it bears on."""
    text = statement.text
    if any("\u2e80" <= c <= "\u9fff" for c in text[cue.start : cue.end]):
        return cue.start, min(len(text), cue.end + 4)
    end = cue.end
    for _ in range(2):
        rest = text[end:]
        word = len(rest) - len(rest.lstrip(" "))
        while word < len(rest) and (rest[word].isalnum() or rest[word] in "'’-"):
            word += 1
        end += word
    return cue.start, min(len(text), end)
