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


@dataclass(frozen=True)
class _Index:
    pattern: re.Pattern[str]
    exact: dict[str, tuple[str, str]]
    stems: dict[str, tuple[str, str]]

    def meaning(self, form: str) -> tuple[str, str] | None:
        plain = re.sub(r"\s+", " ", form)
        found = self.exact.get(plain)
        if found:
            return found
        stem = next((s for s in (plain[:n] for n in range(len(plain), 1, -1)) if s in self.stems), None)
        return self.stems[stem] if stem else None


def find_names(folded: str, text: str, language: str) -> list[Name]:
    """The known names of a text; in cased scripts only where they are written as names are."""
    index = _index(language)
    found = []
    for match in index.pattern.finditer(folded):
        written = text[match.start() : match.end()]
        if written[0].isalpha() and written[0].islower() and written.isascii():
            continue
        if meaning := index.meaning(match[0]) or index.meaning(re.sub(r"^(?:[وف]?[بلك]?(?:ال)?|لل)", "", match[0])):
            found.append(Name(match.start(), match.end(), *meaning))
    return found


def english_name(identity: str) -> str:
    """The usual English form of a known name."""
    return _english().get(identity, identity)


@cache
def _index(language: str) -> _Index:
    exact: dict[str, tuple[str, str]] = {}
    stems: dict[str, tuple[str, str]] = {}
    for form, meaning in _forms(language):
        table = stems if form.endswith("*") else exact
        table.setdefault(fold(form.removesuffix("*"), language), meaning)
    lexicon = load_lexicon(language) or Lexicon(language, {})
    return _Index(lexicon.pattern([*exact, *(f"{s}*" for s in stems)]), exact, stems)


def _forms(language: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for row in _rows():
        for form in (row.get(language) or "").split("|"):
            if len(form.strip()) > 1:
                yield form.strip(), (row["id"], row["kind"])
    for code, form in _territories(language):
        if len(form) > 1:
            yield form, (code, "country")


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
    names.update({code: name for code, name in _territories("en") if code not in names})
    return dict(names)
