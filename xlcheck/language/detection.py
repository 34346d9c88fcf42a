"""Which language a whole article is in: scripts decide where they can, letter statistics elsewhere."""

from __future__ import annotations

from xlcheck.language.chinese import variant
from xlcheck.language.scripts import scripts
from xlcheck.language.tags import primary

__all__ = ["detect", "primary"]

#: Scripts with one language of news to them (langdetect calls Traditional Chinese Korean, so it is never asked).
_BY_SCRIPT = {
    "Hangul": "ko",
    "Hebrew": "he",
    "Greek": "el",
    "Thai": "th",
    "Bengali": "bn",
    "Tamil": "ta",
    "Telugu": "te",
    "Georgian": "ka",
    "Armenian": "hy",
}

#: A page longer than this says nothing new about its language.
_ENOUGH = 20_000


def detect(text: str) -> str | None:
    """The BCP 47 tag of a text's language, or None where it can't be told."""
    text = text[:_ENOUGH]
    count = scripts(text)
    if not count:
        return None
    wide = count["Han"] + count["Kana"] + count["Hangul"]
    # A wide letter says as much as two or three others, and English names stand in every Chinese text.
    if 3 * wide >= count.total() - wide:
        return _east_asian(text, count["Han"], count["Kana"], count["Hangul"])
    script = count.most_common(1)[0][0]
    return _BY_SCRIPT.get(script) or _by_letters(text)


def _east_asian(text: str, han: int, kana: int, hangul: int) -> str:
    if hangul > han + kana:
        return "ko"
    # A Chinese article may quote a Japanese brand; a Japanese one has kana in every sentence.
    return "ja" if kana > 0.1 * (han + kana) else variant(text)


def _by_letters(text: str) -> str | None:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        found = detect(text)
    except LangDetectException:
        return None
    return str(found)
