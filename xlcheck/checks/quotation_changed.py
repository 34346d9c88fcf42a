"""Words moved into or out of quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.facts.attributions import attributions
from xlcheck.facts.quotations import Quotation, has_marks
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary


class QuotationChanged(Check):
    name = "quotation-changed"
    severity = Severity.MAJOR

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Someone's words in quotation marks on one side, and no mark at all on the other."""
        for lost in (True, False):
            own, other = (pair.original, pair.translation) if lost else (pair.translation, pair.original)
            near = pair.near_translation if lost else pair.near_original
            speech = [q for q in own.quotations if q.is_speech]
            if not speech or has_marks(other.text) or has_marks(near.text) or not _is_said(own, speech[0]):
                continue
            plain = not lost and speech[0].is_sentence and not _DASH.search(other.text) and _reports_indirectly(other)
            yield self._evidence(own, speech[0], lost=lost, plain=plain)

    def _evidence(self, own: Statement, speech: Quotation, *, lost: bool, plain: bool) -> Evidence:
        bounds = (speech.start, speech.end)
        fields = {"original" if lost else "translation": shown.quoted(own, bounds)}
        message = f"{self.name}.{'lost' if lost else 'added'}"
        return Evidence(
            self.name,
            message,
            fields,
            bounds if lost else None,
            None if lost else bounds,
            1.0 if plain else 0.5,
            None if plain else Severity.MINOR,
        )


#: What words that are spoken begin behind, and what follows them in Japanese, Korean and Turkish.
_OPENED = re.compile(r"(?:^|[,:，：;；.!?。！？—–\n-])[\s“”„«»‘’'\"「『]*$")
_CLOSED = re.compile(r"[\s”\"»」』’']*(?:と|라|고|며|면서|diye|dedi|diyor)")


#: Many languages mark speech, or the speaker behind it, with a dash.
_DASH = re.compile(r"(?:^|\s)[-–—]\s")


def _is_said(own: Statement, speech: Quotation) -> bool:
    """Whether someone speaks the words: a title, a term or half a sentence stands between marks for its own sake."""
    free = _OPENED.search(own.text[: speech.start]) or _CLOSED.match(own.text[speech.end :])
    return bool(free) and any(cue.end <= speech.start or cue.start >= speech.end for cue in own.cues("reporting"))


def _reports_indirectly(statement: Statement) -> bool:
    """Whether a statement says "he said that …": "…, he said" and "he said that we …" may well be his own words."""
    mine = _MINE.get(primary(statement.language))
    found = [a for a in attributions(statement) if a.cue.start < a.said[0] or primary(statement.language) in _PRECEDING]
    return any(mine is None or not mine.search(statement.folded, *a.said) for a in found)


#: Languages in which the clause stands before the verb that reports it.
_PRECEDING = frozenset({"ja", "ko", "tr"})
#: The first person, in which a speaker's own words are.
_MINE = {
    "en": re.compile(r"\b(?:i|i'\w+|we|we'\w+|my|our|me|us)\b"),
    "de": re.compile(r"\b(?:ich|wir|mein\w*|unser\w*|mich|mir|uns)\b"),
    "fr": re.compile(r"\b(?:je|j['’]|nous|mon|ma|mes|notre|nos)\b"),
    "es": re.compile(r"\b(?:yo|nosotros|mi|mis|nuestr\w+|nos|\w{3,}[aei]mos)\b"),
    "pt": re.compile(r"\b(?:eu|nós|meu|minha|noss\w+|nos|\w{3,}[aei]mos)\b"),
    "it": re.compile(r"\b(?:io|noi|mi[oae]|nostr\w+|ci|\w{3,}iamo)\b"),
    "ru": re.compile(r"\b(?:я|мы|мо[йяеи]\w*|наш\w*|мне|нам|нас|меня)\b"),
    "uk": re.compile(r"\b(?:я|ми|м[оі][йяєїх]\w*|наш\w*|мені|нам|нас|мене)\b"),
    "pl": re.compile(r"\b(?:ja|my|m[oó]j\w*|nasz\w*|mnie|nam|nas|\w{3,}my)\b"),
    "cs": re.compile(r"\b(?:já|my|můj|moje|náš|naše|nám|nás|jsem|jsme)\b"),
    "zh": re.compile(r"我|俺|咱"),
    "ja": re.compile(r"私|我々|われわれ|僕|俺"),
    "ko": re.compile(r"우리|저희|나는|내가|저는"),
    "tr": re.compile(r"\b(?:ben\w*|biz\w*)\b"),
    "ar": re.compile(r"(?:^|\s)(?:أنا|نحن|إننا|إنني|أننا|أنني)\b"),
}
