"""Words of praise and blame: who welcomes a thing does not condemn it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from xlcheck.facts.lexicon import Cue
from xlcheck.facts.matching import Matcher

TABLE = Path(__file__).parent.parent / "data" / "judgements.toml"


def judgements(folded: str, language: str) -> list[Cue]:
    """The words of a text, as ``judgement.for`` and ``judgement.against``."""
    matcher = _matcher(language)
    return [Cue(match.start, match.end, match.value) for match in matcher.find(folded)] if matcher else []


@cache
def _matcher(language: str) -> Matcher[str] | None:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8")).get(language, {})
    entries = [(form, f"judgement.{side}") for side, forms in rows.items() for form in forms]
    return Matcher(entries, language) if entries else None
