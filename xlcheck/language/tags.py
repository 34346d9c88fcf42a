"""BCP 47 tags."""

from __future__ import annotations


def primary(tag: str | None) -> str:
    """The language of a BCP 47 tag, without script and region: ``zh`` for ``zh-Hant-TW``; empty for None."""
    return (tag or "").replace("_", "-").split("-")[0].lower()
