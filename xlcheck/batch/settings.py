"""How a run judges: what goes to every process, and what its results are recognised by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlcheck.judging.signature import signature
from xlcheck.judging.table import SHIPPED, Table
from xlcheck.models.config import Choice, Profile
from xlcheck.reading.glossary import Glossary


@dataclass(frozen=True)
class Settings:
    """The same for all pairs of a run; languages are those of pairs that don't name their own."""

    choice: Choice = field(default_factory=Choice)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    table: Table = SHIPPED
    glossary: Glossary | None = None
    original_language: str | None = None
    translation_language: str | None = None
    encoding: str | None = None
    lines: bool = False
    severities: Mapping[str, str] = field(default_factory=dict)

    def digest(self, loaded: Profile) -> bytes:
        """Different where results may be: models, thresholds and everything else that was asked for."""
        told = (
            signature(loaded, self.table), sorted(self.select), sorted(self.ignore), self.glossary, self.original_language,
            self.translation_language, self.encoding, self.lines, sorted(self.severities.items()),
        )  # fmt: skip
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).digest()
