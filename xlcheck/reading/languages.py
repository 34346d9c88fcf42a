"""What looks like a language in the name of a file or of a column."""

from __future__ import annotations

import re
from functools import cache

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_](?:[A-Za-z]{4}|[A-Za-z]{2}|\d{3})){0,2}")


@cache
def is_language(name: str) -> bool:
    """Whether a name is a language tag, or a locale's name, that CLDR knows: zh, en_GB, zh-Hant-TW."""
    from babel import Locale, UnknownLocaleError

    if not _TAG.fullmatch(name):
        return False
    try:
        Locale.parse(name, sep="_" if "_" in name else "-")
    except (UnknownLocaleError, ValueError, LookupError):
        return False
    return True


def language_named(name: str) -> str | None:
    """The tag of a language by its English name: zh for Chinese; None for what is none."""
    return _names().get(name.strip().lower())


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    return {str(name).lower(): tag.replace("_", "-") for tag, name in Locale("en").languages.items()}


def like(one: str, other: str) -> bool:
    """Whether two tags may mean one language: zh is like zh-CN and zh_Hans, and zh-TW is not like zh-CN."""
    ours, theirs = (tag.lower().replace("_", "-").split("-") for tag in (one, other))
    return all(a == b for a, b in zip(ours, theirs, strict=False))
