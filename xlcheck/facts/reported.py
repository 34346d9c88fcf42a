"""Whether a text says that its words are someone's: by a verb, by grammar alone, by quotation marks."""

from __future__ import annotations

import re

from xlcheck.facts.quotations import has_marks
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

#: How grammar alone says that someone else speaks: the subjunctive of reported speech and "so der Sprecher" (German),
#: endings of hearsay (Turkish, Japanese, Korean), a verb with "that" (English), the conditional of hearsay (French).
_FORMS = {
    "de": re.compile(
        r",\s+so\s|\b(?:sei|seien|habe|werde|könne|müsse|solle|dürfe|wolle|gebe|gehe|komme|stehe|lasse|mache|nehme|sehe)\b"
        r"|(?:\b(?:er|es|man|dies)|^das)\s\w{3,}(?<!t)e\b|,\s\w{3,}t\w{0,3} (?:er|sie)\b|\bgemäß\b|\bd(?:ana|emna)ch\b|\banhand\b"
        r"|\b(?:gab|gaben|gibt|geben|teilte\w*|wies\w*|führte\w*)\b.{1,90}\b(?:bekannt|an|zu|mit|hin|aus)\b"
    ),
    "en": re.compile(
        r"\b\w{3,}(?:s|ed) that\b|\bhad it that\b|\b(?:it|word) (?:was|is) \w+ that\b|\bin [\w'’ ]{2,30} words\b|\bapparently\b|\bthe words of\b"
    ),
    "tr": re.compile(r"\w{2,}m[ıiuü]ş(?:t[ıiuü]r?|ler|lar)?(?!\w)"),
    "ja": re.compile(r"(?:そうだ|という|とのこと|らしい|とか|とみられる|模様だ)[。」]?"),
    "ko": re.compile(r"[다라]고 (?:한다|합니다|했다)|[다라]는 (?:것|얘기|설명|입장)|단다|대요"),
    "fr": re.compile(r"\b(?:aurai(?:t|ent)|serai(?:t|ent)|pourrai(?:t|ent)|devrai(?:t|ent))\b|\baux yeux d"),
}


def is_attributed(statement: Statement) -> bool:
    """Whether anything in a text says that its words are someone's: a verb, a form, hearsay, a quotation mark."""
    form = _FORMS.get(primary(statement.language))
    return bool(
        statement.cues("reporting")
        or has_marks(statement.text)
        or any(cue.key == "modality.hearsay" for cue in statement.cues("modality"))
        or (form and form.search(statement.folded))
    )
