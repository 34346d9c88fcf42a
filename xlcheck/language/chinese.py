"""Traditional and Simplified Chinese: everything is compared in Simplified, character for character."""

from __future__ import annotations

from functools import cache, lru_cache


def simplified(text: str) -> str:
    """The same text in Simplified characters, as long as it was: offsets stay true."""
    return "".join(map(_simplified, text))


def variant(text: str) -> str:
    """``zh-Hant`` or ``zh-Hans``, by which characters have only the one form."""
    traditional = sum(_simplified(character) != character for character in text)
    simple = sum(_traditional(character) != character for character in text)
    return "zh-Hant" if traditional > simple else "zh-Hans"


@lru_cache(maxsize=32768)
def _simplified(character: str) -> str:
    if character < "\u2e80":
        return character
    converted = _converter("t2s").convert(character)
    return converted if len(converted) == 1 else character


@lru_cache(maxsize=32768)
def _traditional(character: str) -> str:
    return _converter("s2t").convert(character) if character >= "\u2e80" else character


@cache
def _converter(name: str):  # type: ignore[no-untyped-def]  # opencc ships no type hints
    from opencc import OpenCC

    return OpenCC(name)
