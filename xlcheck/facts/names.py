"""Names that are known in many languages: a table of our own for places, bodies and people, CLDR for countries."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlcheck.facts.matching import Matcher

TABLE = Path(__file__).parent.parent / "data" / "names.tsv"
_LOCALES = {"zh": "zh_Hans", "pt": "pt"}


@dataclass(frozen=True, slots=True)
class Name:
    """A known name in a text: ``id`` is the same in every language."""

    start: int
    end: int
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Entry:
    form: str
    id: str
    kind: str


def find_names(folded: str, text: str, language: str) -> list[Name]:
    """The known names of a text; in cased scripts only where they are written as names are."""
    found: list[Name] = []
    for match in sorted(_matcher(language).find(folded), key=lambda m: (m.start, -m.end)):
        free = not found or match.start >= found[-1].end
        if free and _written_alike(text[match.start : match.end], match.value.form):
            found.append(Name(match.start, match.end, match.value.id, match.value.kind))
    return found


def english_name(identity: str) -> str:
    """The usual English form of a known name."""
    return _english().get(identity, identity)


@cache
def _matcher(language: str) -> Matcher[_Entry]:
    entries: dict[str, _Entry] = {}
    for entry in _entries(language):
        entries.setdefault(entry.form.casefold(), entry)
    return Matcher(((entry.form, entry) for entry in entries.values()), language, whole=True)


def _written_alike(written: str, form: str) -> bool:
    """Whether a name is written as in the table: "WHO" is a body and "who" is none, "amerikanisch" is written small."""
    form = form.removesuffix("*")
    if form.isupper() and len(form) > 1:
        return written.isupper()
    return written[:1].isupper() or not form[:1].isupper() or not written[:1].isalpha()


def _entries(language: str) -> Iterator[_Entry]:
    for row in _rows():
        for form in (row.get(language) or "").split("|"):
            if len(form.strip()) > 1:
                yield _Entry(form.strip(), row["id"], row["kind"])
    for code, form in _territories(language):
        if len(form) > 1:
            yield _Entry(_open(form, language), code, "country")


#: Languages with cases whose country names stand in CLDR only: one word of five letters or more matches in every case.
_INFLECTED = {"cs": "aeioyuí", "sk": "aeioy", "pl": "aeioy", "hr": "aeio", "sl": "aeio", "tr": "", "fi": "", "hu": ""}


def _open(form: str, language: str) -> str:
    """A country's name without its ending: Gruzie is Gruzií elsewhere; Turkish endings grow onto the word."""
    if language not in _INFLECTED or len(form) < 5 or not form.isalpha():
        return form
    stem = form.rstrip(_INFLECTED[language]) or form
    return f"{stem if len(stem) >= 4 else form}*"


@cache
def _rows() -> list[dict[str, str]]:
    if not TABLE.is_file():
        return []
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _territories(language: str) -> tuple[tuple[str, str], ...]:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(
        (code, name)
        for code, name in locale.territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    )


_NOT_COUNTRIES = frozenset({"EZ", "UN", "XA", "XB", "ZZ", "QO", "EU", "AQ"})


@cache
def _english() -> dict[str, str]:
    names: dict[str, str] = defaultdict(str)
    names.update({row["id"]: row["en"].split("|")[0] for row in _rows()})
    names.update(dict(_territories("en")))
    return dict(names)
