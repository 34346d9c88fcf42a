"""Names across scripts: romanised, reduced to their consonants, and compared (Knight & Graehl's idea, on a diet)."""

from __future__ import annotations

import re
from functools import lru_cache

_SOUNDS = str.maketrans(
    {"b": "p", "d": "t", "g": "k", "q": "k", "c": "k", "v": "f", "w": "f", "z": "s", "j": "s", "l": "r"}
)
_KANA = re.compile(r"[\u30a1-\u30fc]")
_DIGRAPHS = (
    ("tch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "s"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ts", "s"),
    ("tz", "s"),
    ("ck", "k"),
)


@lru_cache(maxsize=65536)
def romanised(text: str) -> str:
    """The text in plain Latin letters, small, without spaces."""
    from anyascii import anyascii

    plain = re.sub(r"[^a-z]", "", anyascii(text.replace("ッ", "")).lower())
    # A small vowel only colours the consonant before it: ジョ is "jo", フィ "fi".
    return re.sub(r"(?<=[a-z])iy(?=[aou])|(?<=[fv])u(?=[aeio])", "", plain) if _KANA.search(text) else plain


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """What is left of a romanised name in any transcription: its consonants, voiced and voiceless as one."""
    plain = romanised(text)
    for written, sound in _DIGRAPHS:
        plain = plain.replace(written, sound)
    plain = plain[:1].replace("x", "s") + plain[1:].replace("x", "ks")
    plain = re.sub(r"[aeiouyh]", "", plain.translate(_SOUNDS))
    return re.sub(r"(.)\1+", r"\1", plain)


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How likely two names are one in two scripts, 0 to 1; above 0.6 they mostly are."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler, Levenshtein

    a, b = romanised(one), romanised(other)
    if not a or not b:
        return 0.0
    whole = (fuzz.ratio(a, b) / 100 + JaroWinkler.similarity(a, b)) / 2
    bones = Levenshtein.normalized_similarity(skeleton(one), skeleton(other))
    if bool(_KANA.search(one)) != bool(_KANA.search(other)) and len(plain := skeleton(one).replace("r", "")) > 1:
        # Japanese writes no r at the end of a syllable: パーカー is Parker.
        bones = max(bones, 0.9 * Levenshtein.normalized_similarity(plain, skeleton(other).replace("r", "")))
    return 0.45 * whole + 0.55 * bones
