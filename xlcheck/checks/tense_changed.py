"""What is announced told as done, or what is done announced: "will open" that became "has opened"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement
from xlcheck.facts.tenses import tenses
from xlcheck.models.roles import Subwords

_READINGS = {"future": "still to come", "done": "has happened"}


#: Similarity above which the verb of one side is that of the other.
_SAME_VERB = 0.4
#: The same where a translation with a future has a past as well: then only the verb tells which is which. (Where it is
#: the original that has both: a third of the alarms on de, es and fr news, and none of the finds on DEMETR.)
_SURELY_SAME = 0.6
#: Characters from a cue within which its verb stands.
_REACH, _REACH_WIDE = 26, 7


class TenseChanged(Check):
    name = "tense-changed"
    severity = Severity.MAJOR
    sections = ("tense",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """A side that only speaks of what is to come, the other only of what has happened, with the same verb."""
        if any(_is_history(side) for side in (pair.original, pair.translation)):
            return
        for of_original in (True, False):
            own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
            ahead, behind = tenses(own), tenses(other)
            if not _only(own, ahead, "future", ()) or not _only(other, behind, "done", ("future", "plan")):
                continue
            lone = _only(own, ahead, "future", ("done", "past"))
            if of_original and not lone:
                continue
            found = _same_verb(pair, own, other, ahead, behind, lone)
            if found:
                one, two = found if of_original else found[::-1]
                yield Evidence(
                    self.name,
                    self.name,
                    {"original": _quoted(pair.original, one), "translation": _quoted(pair.translation, two)},
                    (one.start, one.end),
                    (two.start, two.end),
                )
                return


#: A year that is past whenever the article was written.
_LONG_AGO = 2000


def _is_history(statement: Statement) -> bool:
    """Whether it names a year gone by: French and Italian tell history in the future tense."""
    now = statement.today.year if statement.today else _LONG_AGO
    return any(0 < fact.stated.get("year", now) < now for fact in statement.dates)


def _only(statement: Statement, cues: list[Cue], tense: str, without: tuple[str, ...]) -> bool:
    """Whether a side has one tense and none of the others; "said" and its kin are not the event."""
    said = statement.cues("reporting")
    kinds = {
        cue.key.split(".")[1]
        for cue in cues
        if cue.key not in ("tense.past", "tense.done") or not any(cue.start < s.end and s.start < cue.end for s in said)
    }
    return tense in kinds and not kinds & set(without)


def _same_verb(
    pair: Pair, own: Statement, other: Statement, ahead: list[Cue], behind: list[Cue], lone: bool
) -> tuple[Cue, Cue] | None:
    """The future and the past whose verbs are most alike, if those are alike enough."""
    if pair.encoder is None:
        return None
    here, there = pair.encoder.subwords(own.text), pair.encoder.subwords(other.text)
    best, found = _SAME_VERB if lone else _SURELY_SAME, None
    if lone and _is_one_clause(own, ahead) and _is_one_clause(other, behind):
        best = 0.0
    for future in (c for c in ahead if c.key == "tense.future"):
        for done in (c for c in behind if c.key == "tense.done"):
            one, two = here.vectors[_beside(own, here, future)], there.vectors[_beside(other, there, done)]
            likeness = float((one @ two.T).max()) if len(one) and len(two) else 0.0
            if likeness >= best:
                best, found = likeness, (future, done)
    return found


_BREAK = re.compile(r"[,;:–—()，；：、،؛]")


def _is_one_clause(statement: Statement, cues: list[Cue]) -> bool:
    """Whether there is one verb only that a tense could belong to."""
    clear = [cue for cue in cues if cue.key in ("tense.future", "tense.done")]
    return len(clear) == 1 and not _BREAK.search(statement.text)


def _beside(statement: Statement, subwords: Subwords, cue: Cue) -> NDArray[np.bool_]:
    """The telling subwords of a cue and of what stands beside it, on the side where the verb may stand."""
    language = statement.lexicon.language
    reach = _REACH_WIDE if language in ("zh", "ja", "ko") else _REACH
    before = 0 if language in ("en", "zh", "fr", "es", "pt", "it", "vi", "id") else reach
    # A German participle closes its clause, far behind "wurde".
    after = {"ja": 0, "ko": 0, "hi": 0, "tr": 0, "de": 3 * reach}.get(language, reach)
    inside = (subwords.spans[:, 0] < cue.end + after) & (subwords.spans[:, 1] > cue.start - before)
    return inside & (subwords.weights > _TELLING)


#: Learned weight above which a subword carries meaning of its own.
_TELLING = 0.3


def _first(cues: list[Cue], tense: str) -> Cue:
    return next(cue for cue in cues if cue.key.endswith(tense))


def _quoted(statement: Statement, cue: Cue) -> str:
    return shown.quoted(statement, (cue.start, cue.end), _READINGS[cue.key.split(".")[1]])
