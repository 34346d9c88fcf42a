"""Words put into another's mouth, or a claim that became a fact."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Bounds, Check, Evidence, Pair, Severity
from xlcheck.checks.name_changed import NameChanged
from xlcheck.checks.speakers import other_office
from xlcheck.checks.strangers import looks
from xlcheck.facts.attributions import Attribution, attributions
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.proper import words_of
from xlcheck.facts.reported import is_attributed
from xlcheck.facts.romanise import skeleton
from xlcheck.facts.statement import Statement

#: How far a speaker may stand from the verb of saying, in characters.
_NEAR = 40
#: How alike a word of the other side may be to a part of a name for the name to be another's.
_ALIKE = 0.6
#: So many consonants in the same order make two names one: Democrats, Liberaldemokraten.
_SOUNDS = 4
#: Above it a word of the speaker's name or office is rendered.
_NAMED = 0.5
#: A word of so few letters is an article or a preposition.
_SHORT = 3
#: How much of the speaker and the verb the translation may render and still have dropped them, and how much of what is
#: said it must render. On faithful pairs without any word of saying in the translation, a speaker that is still there
#: lies above, whatever verb stands beside it.
_SPEAKER, _VERB, _SAID = 0.25, 0.4, 0.12


class AttributionChanged(Check):
    name = "attribution-changed"
    severity = Severity.CRITICAL
    sections = ("reporting",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Another name or office beside a verb of saying; or a speaker of whom only the words are left."""
        named = False
        for found in NameChanged().pair(pair):
            if found.original and found.translation and _is_other(pair, found.original, found.translation):
                named = True
                yield Evidence(self.name, self.name, found.fields, found.original, found.translation, found.strength)
        if not named:
            yield from self._other_office(pair)
        yield from self._dropped(pair)

    def _other_office(self, pair: Pair) -> Iterator[Evidence]:
        """Another office: what stood for the speaker in English can't be told from the lexicon."""
        offices = other_office(pair)
        if offices:
            one, other = offices
            fields = {
                "original": shown.quoted(pair.original, one),
                "translation": shown.quoted(pair.translation, other),
            }
            yield Evidence(self.name, self.name, fields, one, other, 0.7, Severity.MAJOR)

    def _dropped(self, pair: Pair) -> Iterator[Evidence]:
        if is_attributed(pair.translation) or _moved_next_door(pair):
            return
        for attribution in attributions(pair.original):
            if _is_dropped(pair, attribution):
                cue = attribution.cue
                fields = {"original": shown.quoted(pair.original, (cue.start, cue.end), shown.gloss(cue.key))}
                bounds = attribution.speaker
                yield Evidence(self.name, f"{self.name}.dropped", fields, bounds, None, 0.8, Severity.MAJOR)
                return


def _is_dropped(pair: Pair, attribution: Attribution) -> bool:
    """Whether what is said is there, and neither who says it nor that it is said."""
    who, said = (pair.coverage(b, of_original=True) for b in (attribution.speaker, attribution.said))
    verb = _verb(pair, attribution.cue)
    return (who + verb) / 2 <= _SPEAKER and verb <= _VERB and said >= _SAID and not _is_named(pair, attribution)


def _verb(pair: Pair, cue: Cue) -> float:
    """How much of the verb of saying the translation renders; the German "so" is no word that anything renders."""
    if pair.original.folded[cue.start : cue.end] == "so":
        return 0.0
    return max(pair.coverage((cue.start, cue.end), of_original=True), pair.rendered(cue, of_original=True))


def _is_named(pair: Pair, attribution: Attribution) -> bool:
    """Whether a word of the speaker's name or office stands in the translation."""
    first = attribution.speaker[0]
    words = words_of(pair.original.text[slice(*attribution.speaker)])
    cues = (Cue(first + word.start, first + word.end, "") for word in words if len(word.text) > _SHORT)
    return any(pair.rendered(cue, of_original=True) >= _NAMED for cue in cues)


def _moved_next_door(pair: Pair) -> bool:
    """Whether the sentences beside the translation attribute more than those beside the original."""
    return _weight(pair.near_translation) > _weight(pair.near_original)


def _weight(statement: Statement) -> int:
    return len(statement.cues("reporting")) + len(statement.quotations)


def _is_other(pair: Pair, one: Bounds, other: Bounds) -> bool:
    """Whether two names speak, each on its side, and share no part: of one person the press has many forms."""
    if not (_speaks(pair.original, one) and _speaks(pair.translation, other)):
        return False
    words = words_of(pair.original.text[slice(*one)])
    sounds = skeleton(pair.translation.text[slice(*other)])
    if any(len(sound := skeleton(word.text)) >= _SOUNDS and sound[:_SOUNDS] in sounds for word in words):
        return False
    known = _is_known(pair.original, one) and _is_known(pair.translation, other)
    return known or all(looks(word.text, pair.translation) < _ALIKE for word in words)


def _speaks(statement: Statement, bounds: Bounds) -> bool:
    """Whether a name stands beside a verb of saying, and not among the words that are said."""
    said = [(q.start, q.end) for q in statement.quotations] + [a.said for a in attributions(statement)]
    if any(first <= bounds[0] and bounds[1] <= last for first, last in said):
        return False
    return any(cue.start - bounds[1] < _NEAR and bounds[0] - cue.end < _NEAR for cue in statement.cues("reporting"))


def _is_known(statement: Statement, bounds: Bounds) -> bool:
    return any((name.start, name.end) == bounds for name in statement.names)
