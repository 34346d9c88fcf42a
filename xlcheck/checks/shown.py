"""How a message quotes the articles: every value from another language with its reading in English."""

from __future__ import annotations

from fractions import Fraction

from xlcheck.checks.base import Bounds
from xlcheck.facts.dates import DateFact
from xlcheck.facts.names import Name, english_name
from xlcheck.facts.statement import Statement
from xlcheck.facts.values import Number
from xlcheck.language.detection import primary

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
#: What a cue of the lexicon means, in a word or two.
_GLOSSES = {
    "negation.explicit": "not", "negation.implicit": "a negative word",
    "modality.possible": "may", "modality.likely": "likely", "modality.certain": "certainly", "modality.advised": "should", "modality.required": "must",
    "modality.able": "can", "modality.willing": "will", "modality.hearsay": "reportedly",
    "condition.if": "if", "condition.unless": "unless", "condition.concessive": "even if",
    "quantifier.all": "all", "quantifier.most": "most", "quantifier.many": "many", "quantifier.some": "some", "quantifier.few": "few", "quantifier.only": "only",
    "reporting.say": "said", "reporting.think": "believes", "reporting.ask": "asked", "reporting.warn": "warned", "reporting.deny": "denied", "reporting.claim": "claimed",
}  # fmt: skip


def quoted(statement: Statement, bounds: Bounds, reading: str = "") -> str:
    """The words between marks; with a reading where they aren't English."""
    words = marked(statement.text[slice(*bounds)])
    return f"{words} ({reading})" if reading and primary(statement.language) != "en" else words


def marked(text: str) -> str:
    """Words of an article between marks, long ones cut short."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= 120 else words[:117] + '…'}”"


def number(statement: Statement, found: Number) -> str:
    """A number as it is written, with its value in English."""
    return quoted(statement, (found.start, found.end), reading_of(found))


def date(statement: Statement, found: DateFact) -> str:
    """A date as it is written, with its reading in English."""
    return quoted(statement, (found.start, found.end), found.reading)


def name(statement: Statement, found: Name) -> str:
    """A known name as it is written, with its English form."""
    return quoted(statement, (found.start, found.end), english_name(found.id))


def gloss(key: str) -> str:
    """What a cue means, in English."""
    return _GLOSSES.get(key, key.split(".")[-1].replace("_", " "))


def reading_of(found: Number) -> str:
    """A number in English: 1.058 million, 30 percent, 12.5 billion EUR, over 3,000 kilometre."""
    bound = {
        "about": "about ",
        "under": "nearly ",
        "over": "over ",
        "at_most": "at most ",
        "at_least": "at least ",
    }.get(found.bound, "")
    unit = found.currency or ("times" if found.kind == "multiple" else found.unit) or ""
    ordinal = "number " if found.kind == "ordinal" else ""
    return f"{bound}{ordinal}{_plain(found.value)}{' ' if unit else ''}{unit}"


def _plain(value: Fraction) -> str:
    for size, word in _SCALES:
        if abs(value) >= size:
            return f"{_decimal(value / size)} {word}"
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    return f"{float(value):,.4f}".rstrip("0").rstrip(".")
