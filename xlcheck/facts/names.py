"""Names that are known in many languages: a table of our own for places, bodies and people, CLDR for countries."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlcheck.facts.lexicon import Lexicon, load_lexicon
from xlcheck.language.folding import fold

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


@dataclass(frozen=True)
class _Index:
    pattern: re.Pattern[str]
    exact: dict[str, _Entry]
    stems: dict[str, _Entry]

    def entry(self, folded: str) -> _Entry | None:
        """The entry of a matched form: itself, or the longest stem that it begins with."""
        plain = re.sub(r"\s+", " ", folded)
        if plain in self.exact:
            return self.exact[plain]
        return next((self.stems[plain[:n]] for n in range(len(plain), 1, -1) if plain[:n] in self.stems), None)


def find_names(folded: str, text: str, language: str) -> list[Name]:
    """The known names of a text; in cased scripts only where they are written as names are."""
    index = _index(language)
    found = []
    for match in index.pattern.finditer(folded):
        entry = index.entry(match[0]) or index.entry(re.sub(r"^(?:[وف]?[بلك]?(?:ال)?|لل)", "", match[0]))
        if entry and _written_alike(text[match.start() : match.end()], entry.form):
            found.append(Name(match.start(), match.end(), entry.id, entry.kind))
    return found


def english_name(identity: str) -> str:
    """The usual English form of a known name."""
    return _english().get(identity, identity)


@cache
def _index(language: str) -> _Index:
    exact: dict[str, _Entry] = {}
    stems: dict[str, _Entry] = {}
    for entry in _entries(language):
        table = stems if entry.form.endswith("*") else exact
        table.setdefault(fold(entry.form.removesuffix("*"), language), entry)
    lexicon = load_lexicon(language) or Lexicon(language, {})
    return _Index(lexicon.pattern([*exact, *(f"{s}*" for s in stems)], whole=True), exact, stems)


def _written_alike(written: str, form: str) -> bool:
    """"WHO" is a body and "who" is none; "amerikanisch" is written small."""
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
            yield _Entry(form, code, "country")


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
    return tuple((code, name) for code, name in locale.territories.items() if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES)


_NOT_COUNTRIES = frozenset({"EZ", "UN", "XA", "XB", "ZZ", "QO", "EU", "AQ"})


@cache
def _english() -> dict[str, str]:
    names: dict[str, str] = defaultdict(str)
    names.update({row["id"]: row["en"].split("|")[0] for row in _rows()})
    names.update(dict(_territories("en")))
    return dict(names)
