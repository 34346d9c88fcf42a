"""Words left in the language of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Bounds, Check, Evidence, Pair, Severity
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary
from xlcheck.language.scripts import UNSPACED, scripts, usual_script

#: Runs of a script, with how long one must be to be no mere name.
_RUNS = {
    "Han": re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff，、。·0-9０-９“”]{3,}"),
    "Kana": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff][\u3040-\u30ff\u4e00-\u9fff、。ー0-9]{3,}"),
    "Hangul": re.compile(r"[\uac00-\ud7af][\uac00-\ud7af\s]{4,}[\uac00-\ud7af]"),
    "Cyrillic": re.compile(r"[\u0400-\u04ff]+(?:[\s,-]+[\u0400-\u04ff]+){1,}"),
    "Arabic": re.compile(r"[\u0600-\u06ff]+(?:[\s،]+[\u0600-\u06ff]+){1,}"),
    "Hebrew": re.compile(r"[\u0590-\u05ff]+(?:[\s,]+[\u0590-\u05ff]+){1,}"),
    "Greek": re.compile(r"[\u0370-\u03ff]+(?:[\s,]+[\u0370-\u03ff]+){1,}"),
    "Devanagari": re.compile(r"[\u0900-\u097f]+(?:\s+[\u0900-\u097f]+){1,}"),
    "Latin": re.compile(r"[a-zà-ÿ][a-zà-ÿ'’-]+(?:\s+[A-Za-zÀ-ÿ0-9][\w'’-]*){3,}"),
}
#: chrF of the two sides above which one is a copy of the other: three of 5,837 faithful sentences in German, Spanish and
#: French reach it, 999 of 1,000 stay below 67.
_COPY = 75.0
_SHARED_WORDS = 5
#: A sentence of no more words than this may be a copy to look at and a translation into a close language.
_SHORT = 7
#: What is quoted for its own sake is a set phrase: so many letters (in Chinese), so many words.
_QUOTED_LETTERS, _QUOTED_WORDS = 5, 3
_MARKS = "“”，、。 "
_OPENING, _CLOSING = ("“", "‘", '"', "'", "«", "„", "「"), ("”", "’", '"', "'", "»", "“", "」")


class Untranslated(Check):
    name = "untranslated"
    category = "accuracy/untranslated"
    severity = Severity.MAJOR

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """A run of the original's script, a copy of the original, or a stretch of its very words."""
        bounds = self._foreign_run(pair) or self._copy(pair.original, pair.translation)
        if bounds:
            fields = {"translation": shown.quoted(pair.translation, bounds, "left as it was")}
            yield Evidence(self.name, self.name, fields, None, bounds)

    def _foreign_run(self, pair: Pair) -> Bounds | None:
        own = usual_script(pair.original.language)
        other = usual_script(pair.translation.language)
        if own == other or {own, other} == {"Han", "Kana"}:
            return None
        for match in _RUNS.get(own, _RUNS["Latin"]).finditer(pair.translation.text):
            if not _is_gloss(pair.translation.text, match.start(), match.end()) and _stands_in(match[0], pair.original):
                return match.span()
        return None

    def _copy(self, original: Statement, translation: Statement) -> Bounds | None:
        if (
            primary(original.language) == primary(translation.language)
            or scripts(original.text).most_common(1)[:1] == []
        ):
            return None
        from xlcheck.checks.copying import chrf, shared_run

        if (
            len(translation.text) > 25
            and chrf(original.text, translation.text) >= _COPY
            and sum(w.islower() for w in translation.text.split()) >= 4
            and not _cognate(original.text, translation.text)
        ):
            return 0, len(translation.text)
        run = shared_run(original.text, translation.text)
        return run if run and sum(w.islower() for w in translation.text[slice(*run)].split()) >= _SHARED_WORDS else None


def _cognate(original: str, translation: str) -> bool:
    """Whether a short sentence may be like the other because the languages are: a copy keeps nearly all words."""
    words = [set(re.findall(r"\w+", text.lower())) for text in (original, translation)]
    return len(words[1]) <= _SHORT and len(words[0] & words[1]) < 0.8 * len(words[1])


def _is_gloss(text: str, start: int, end: int) -> bool:
    """A term in brackets after its translation is a courtesy; so are quoted words that a reading follows."""
    run = text[start:end].strip(_MARKS)
    start = text.index(run, start)
    before, after = text[:start].rstrip(), text[start + len(run) :].lstrip()
    if before[-1:] in ("(", "（", "[") and after[:1] in (")", "）", "]"):
        return True
    quoted = before[-1:] in _OPENING and after[:1] in _CLOSING
    return quoted and _few(run) and after[1:].lstrip()[:1] in (",", "，", "(", "（", "[", "–", "—", ":")


def _few(run: str) -> bool:
    """Whether words are so few that they may be quoted for their own sake."""
    return len(run) <= _QUOTED_LETTERS if scripts(run).keys() & UNSPACED else len(run.split()) <= _QUOTED_WORDS


def _stands_in(run: str, original: Statement) -> bool:
    """Whether most of the run's words are the original's: another language's name for itself is no omission."""
    pieces = [run[i : i + 2] for i in range(0, len(run) - 1)]
    return sum(piece in original.text for piece in pieces) >= 0.7 * len(pieces)
