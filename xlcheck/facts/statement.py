"""Everything a stretch of text states, worked out once and only where a check asks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from xlcheck.facts.dates import DateFact, find_dates
from xlcheck.facts.lexicon import Cue, Lexicon, load_lexicon
from xlcheck.facts.names import Name, find_names
from xlcheck.facts.numbers import find_numbers
from xlcheck.facts.quotations import Quotation, find_quotations
from xlcheck.facts.values import Number
from xlcheck.language.chinese import variant
from xlcheck.language.detection import primary
from xlcheck.language.folding import fold

#: A bare 元 in Traditional Chinese: New Taiwan or Hong Kong dollars, or yuan.
_ANY_YUAN = "TWD/HKD/CNY"


@dataclass(frozen=True)
class Statement:
    """One side of a bead: its text, where that begins in the article, its language, and the article's date."""

    text: str
    language: str | None
    start: int = 0
    today: date | None = None

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon of its language."""
        return load_lexicon(self.language)

    @cached_property
    def folded(self) -> str:
        """Its text as lexicons are written; offsets are the same."""
        return fold(self.text, self.language)

    @cached_property
    def dates(self) -> list[DateFact]:
        """Its dates in order."""
        return find_dates(self.folded, self.lexicon, self.today)

    @cached_property
    def numbers(self) -> list[Number]:
        """Its numbers in order, those of dates left out."""
        taken = tuple((fact.start, fact.end) for fact in self.dates if fact.stated)
        found = find_numbers(self.folded, self.lexicon, taken)
        return (
            [replace(n, currency=_ANY_YUAN) if n.currency == "CNY" else n for n in found]
            if self._is_traditional
            else found
        )

    @property
    def _is_traditional(self) -> bool:
        """Where 元 may be any of three currencies."""
        return primary(self.language) == "zh" and variant(self.text) == "zh-Hant"

    @cached_property
    def names(self) -> list[Name]:
        """Its known names in order."""
        return find_names(self.folded, self.text, primary(self.language))

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Its quotations in order."""
        return find_quotations(self.text)

    def cues(self, *section: str) -> list[Cue]:
        """The cues of a section of the lexicon."""
        key = ".".join(section)
        if key not in self._cues:
            self._cues[key] = self.lexicon.cues(self.folded, *section)
        return self._cues[key]

    @cached_property
    def _cues(self) -> dict[str, list[Cue]]:
        return {}


#: The statements of an article that the checks of whole articles and those of pairs ask for: each is worked out once.
#: In a book the earliest are let go.
stated = lru_cache(maxsize=1024)(Statement)
