"""Speakers told by their office: the minister of one side who is the mayor on the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlcheck.checks.base import Bounds, Pair
from xlcheck.checks.strangers import candidates, looks
from xlcheck.facts.attributions import Attribution, attributions
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.names import Name
from xlcheck.facts.proper import NOUNS_CAPITALISED, Proper, words_of
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

#: How much of what is said the translation must render, and how little of its speaker either side may render on the
#: other. On 30,000 faithful news pairs in nine languages of the training part three pairs of offices lie below;
#: minister and mayor, police and rebels do.
_SAID, _RENDERED, _ALIKE = 0.3, 0.14, 0.5
#: An office has four words at most; a word of up to three letters is an article or a preposition.
_MOST, _SHORT = 4, 3
#: What stands for a speaker named before, and what tells how or where he spoke.
_PRONOUN = re.compile(
    r"\b(?:i|we|you|he|she|they|it|one|who|which|another|some|many|others?|both|all|er|sie|es|man|wir|ich|wer|il|elle|on|ils"
    r"|je|nous|qui|он|она|они|я|мы|кто|він|вона|вони|él|ella|yo|lui|lei|io|ele|ela|with|con|avec|mit|с|in|im)\b|[他她它我您你彼同该此]"
)


@dataclass(frozen=True)
class _Office:
    bounds: Bounds
    words: tuple[Cue, ...]


def other_office(pair: Pair) -> tuple[Bounds, Bounds] | None:
    """The speakers of the only attribution of either side, where nothing makes them one: no name, no pronoun, no word."""
    said, told = attributions(pair.original), attributions(pair.translation)
    if len(said) != 1 or len(told) != 1 or pair.coverage(said[0].said, of_original=True) < _SAID:
        return None
    one, other = _office(pair.original, said[0]), _office(pair.translation, told[0])
    if one is None or other is None or _stand_next_door(pair, one, other):
        return None
    strange = _is_strange(pair, one, of_original=True) and _is_strange(pair, other, of_original=False)
    return (one.bounds, other.bounds) if strange else None


def _office(statement: Statement, attribution: Attribution) -> _Office | None:
    """The speaker without the verb of saying; None for a name, a pronoun or a long phrase."""
    cue, (start, end) = attribution.cue, attribution.speaker
    bounds = (start, cue.start) if cue.start - start > end - cue.end else (min(cue.end, end), end)
    words = [(bounds[0] + w.start, bounds[0] + w.end, w.text) for w in words_of(statement.text[slice(*bounds)])]
    names: list[Name | Proper] = [*statement.names, *_certain(statement)]
    named = any(n.start < bounds[1] and bounds[0] < n.end for n in names)
    if named or not 1 <= len(words) <= _MOST or _PRONOUN.search(statement.folded[start:end]):
        return None
    telling = tuple(Cue(a, b, "") for a, b, text in words if len(text) > _SHORT or text[0] > "\u2e80")
    return _Office((words[0][0], words[-1][1]), telling) if telling else None


def _certain(statement: Statement) -> list[Proper]:
    """Names that no table has; the first word of a sentence and the nouns of German may be anything."""
    if primary(statement.language) in NOUNS_CAPITALISED:
        return []
    return [name for name in candidates(statement) if not name.initial]


def _is_strange(pair: Pair, office: _Office, *, of_original: bool) -> bool:
    """Whether neither the meaning nor the looks of any of its words stands on the other side."""
    own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
    return all(
        pair.rendered(word, of_original=of_original) < _RENDERED
        and looks(own.text[word.start : word.end], other) < _ALIKE
        for word in office.words
    )


def _stand_next_door(pair: Pair, one: _Office, other: _Office) -> bool:
    """Whether both stand in the sentences beside too: one man may have two offices, and two speakers may take turns."""
    return all(
        any(own.folded[word.start : word.end] in near.folded for word in office.words)
        for own, near, office in (
            (pair.original, pair.near_original, one),
            (pair.translation, pair.near_translation, other),
        )
    )
