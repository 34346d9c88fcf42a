"""A "not" that vanished or appeared."""

from __future__ import annotations

import re
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
            if not negated or other.cues("negation") or _may_negate(other):
                continue
            cue = max(negated, key=lambda c: pair.head_rendered(c, of_original=lost))
            if pair.rendered(cue, of_original=lost) > _RENDERED:
                continue
            # "ne … pas" and "не … никто" are one negation in two words; "there is no one who does not" affirms.
            alone = negated[-1].start - negated[0].end <= _ONE_NEGATION
            share = 1.0 if alone else _EVEN if len(negated) % 2 == 0 else _SEVERAL
            yield self._evidence(pair, cue, share, lost=lost)

    def _evidence(self, pair: Pair, cue: Cue, share: float, *, lost: bool) -> Evidence:
        own = pair.original if lost else pair.translation
        bounds = (cue.start, cue.end)
        message = f"{self.name}.{'lost' if lost else 'added'}"
        fields = {"original" if lost else "translation": shown.quoted(own, around(own, cue), "not …")}
        strength = clarity(pair.head_rendered(cue, of_original=lost)) * share
        return Evidence(self.name, message, fields, bounds if lost else None, None if lost else bounds, strength)


#: How clear the case is where a side negates several times, and where it may be a double negation.
_SEVERAL, _EVEN = 0.7, 0.25
#: Characters between two negators that are one negation.
_ONE_NEGATION = 16
#: Similarity above which some word of the other side says what the cue says (zh-en: half of the faithful additions of a
#: "not" lie above it, fewer than one in ten of the planted ones).
_RENDERED = 0.5
#: "unarmed", "non-energy", "useless", "beyond saving": English negates inside words too.
_ENGLISH = re.compile(
    r"(?<![a-z])(?:un(?!der|til|ite|ity|ion|ivers|i[cfqst]|less|cle|pack)[a-z]{4,}|dis(?!tri|cuss|play|trict|c[ol]|ease|aster|patch|tan|h)[a-z]{4,}|non-?[a-z]{3,}|"
    r"(?:in|im|ir|il)(?:possib|capab|adequa|suffic|secur|equal|evitab|definit|depend|escap|complet|consist|visib|valid|activ|direct|convenien|toler|just|effect|"
    r"accura|correct|appropriat|elig|decis|moral|mobil|balanc|perfect|pract|regular|relevan|respons|replac|revers|leg|liter|logic)[a-z]*|[a-z]{3,}less(?:ly|ness)?|beyond|otherwise|mis(?!takes?\b|sion|sile|ter|cell)[a-z]{4,}|anti-?[a-z]{3,})"
)
_HAN = re.compile(r"[不没未无非莫勿毋弗否难拒禁免]")
_HAN_HARMLESS = re.compile(
    r"不断|不仅|不过|不少|不同|无论|不管|不论|非常|除非|未来|非洲|不久|不但|不只|不光|没准|不妨|不愧|免费|难民|避免"
)


def _may_negate(statement: Statement) -> bool:
    """Negations that no list can hold: inside English words, in Chinese set phrases, in "unless"."""
    if any(cue.key == "condition.unless" for cue in statement.cues("condition")):
        return True
    if statement.lexicon.language == "en":
        return bool(_ENGLISH.search(statement.folded))
    return statement.lexicon.language == "zh" and bool(_HAN.search(_HAN_HARMLESS.sub("", statement.folded)))


def clarity(rendered_head: float) -> float:
    """A lost cue is clear where the word that it bears on is plainly there; else the sentence was put another way."""
    return 1.0 if rendered_head >= 0.52 else 0.7 if rendered_head >= 0.42 else 0.4


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
