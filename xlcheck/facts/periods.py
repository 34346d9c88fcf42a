"""Quarters, halves, decades and centuries: 三季度, "the first half", 20世纪90年代, les années 80, XX век."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xlcheck.facts import han
from xlcheck.facts.decades import decades
from xlcheck.facts.lexicon import Lexicon
from xlcheck.facts.when import DateFact

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4} | {
    f"{tens}{ones}": 10 * count + n
    for count, tens in enumerate(("", "x", "xx"))
    for n, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if count or n
}
_ENDING = r"(?:-?(?:st|nd|rd|th|er|re|ère|ème|e|го|й|я|ом|ого|м|му|ої|ій|inci|üncü|nci|वीं|वें|ª|º|°)|\.)?"
#: 第三季 is a quarter in Taiwan; 四季 are the seasons.
_HAN_QUARTER = re.compile(
    r"(?:第?(?P<n>[1-4一二三四首])(?:四半期|个?季度|/4분기|분기)|(?:第(?P<nth>[1-4一二三四])|(?P<first>首))季(?![节赛军后]))"
)
_HAN_HALF = re.compile(
    r"(?P<one>[上前]半(?:年|叶|期)|上期(?=[はのにで])|상반기)|(?P<two>[下后後]半(?:年|叶|期)|下期(?=[はのにで])|하반기)"
)
_HAN_CENTURY = re.compile(
    r"(?:(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:世纪|世紀|세기)|(?P<last>上个?世纪|前世紀|지난 세기))\s?"
    r"(?:(?P<decade>\d0|[二三四五六七八九]十)(?:年代|년대))?"
)
_HAN_DECADE = re.compile(r"(?<!\d)(?P<n>(?:1\d|20)?\d0|[二三四五六七八九]十)\s?(?:年代|년대)")


def periods(text: str, lexicon: Lexicon) -> Iterator[DateFact]:
    """The quarters, halves, decades and centuries of a folded text, in no order."""
    if lexicon.language in ("zh", "ja", "ko"):
        yield from _han_periods(text)
        return
    yield from _counted(text, lexicon)
    yield from decades(text, lexicon.language)
    for cue in lexicon.cues(text, "calendar"):
        if cue.key in ("calendar.first_half", "calendar.second_half"):
            yield DateFact(cue.start, cue.end, {"half": 1 if "first" in cue.key else 2})


def _han_periods(text: str) -> Iterator[DateFact]:
    for match in _HAN_QUARTER.finditer(text):
        yield DateFact(match.start(), match.end(), {"quarter": _value(match["n"] or match["nth"] or "1")})
    for match in _HAN_HALF.finditer(text):
        yield DateFact(match.start(), match.end(), {"half": 1 if match["one"] else 2})
    for match in _HAN_CENTURY.finditer(text):
        century = 20 if match["last"] else _value(match["n"])
        fields = {"decade": (century - 1) * 100 + _value(match["decade"])} if match["decade"] else {"century": century}
        yield DateFact(match.start(), match.start() + len(match[0].rstrip()), fields)
    for match in _HAN_DECADE.finditer(text):
        yield DateFact(match.start(), match.end(), {"decade": _value(match["n"])})


#: Ordinals that are other words where no period stands beside them.
_BARE = {"it": {"secondo": 2}, "pt": {"segundo": 2}, "fr": {"seconde": 2}, "es": {"segundo": 2}}


#: T4 is also a flat of four rooms.
_SHORT = re.compile(
    r"(?<![^\W_])(?:q(?P<n>[1-4])|(?P<n_q>[1-4])q|(?<=au )t(?P<n_au>[1-4])|t(?P<n_t>[1-4])(?= (?:19|20)\d\d))(?![^\W_])"
)


def _counted(text: str, lexicon: Lexicon) -> Iterator[DateFact]:
    """An ordinal beside a quarter or a century, on either side of it: "third quarter", "siglo XX", Q3."""
    for match in _SHORT.finditer(text):
        yield DateFact(match.start(), match.end(), {"quarter": int(match[match.lastgroup or 0])})
    for unit, pattern in _patterns(lexicon).items():
        for match in pattern.finditer(text):
            count = _count(match["one"] or match["two"], lexicon)
            start, tens = _tens(text, match.start(), lexicon) if count < 10 and match["one"] else (match.start(), 0)
            if count and count + tens <= (4 if unit == "quarter" else 30):
                yield DateFact(start, match.end(), {unit: count + tens})


#: Where the number follows its noun: siglo XX, القرن العشرين.
_AFTER = dict.fromkeys(("es", "pt", "fr", "it", "tr"), "[ivx]{{1,5}}") | dict.fromkeys(("ar", "vi", "id"), "{}")


@cache
def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    ordinals = sorted(
        (*lexicon.section("numbers", "ordinals"), *_BARE.get(lexicon.language, ())), key=len, reverse=True
    )
    count = rf"(?:{'|'.join(map(re.escape, ordinals)) or '(?!)'}|\d{{1,2}}{_ENDING}|[ivxіх]{{1,5}}{_ENDING})"
    found = {}
    for unit, forms in _units(lexicon).items():
        noun = "|".join(_form(form) for form in sorted(forms, key=len, reverse=True))
        after = _AFTER.get(lexicon.language, "(?!)").format(count)
        after = rf"\s(?:ke-)?(?P<two>{after})"
        found[unit] = re.compile(rf"(?<![^\W_])(?:(?P<one>{count})[ -](?:{noun})|(?:{noun}){after})(?![^\W_])")
    return found


def _units(lexicon: Lexicon) -> dict[str, list[str]]:
    quarters = [form for form in lexicon.section("calendar").get("quarter", ()) if not re.search(r"\d", form)]
    centuries = list(lexicon.section("units").get("century", ()))
    # Nouns take an article in Arabic and endings in Turkish.
    centuries += {"ar": ["القرن"], "tr": ["yüzyıl*"]}.get(lexicon.language, [])
    return {unit: forms for unit, forms in (("quarter", quarters), ("century", centuries)) if forms}


def _tens(text: str, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """Where the number begins that ends in an ordinal, and its tens: "twenty-first", «dix neuvième»."""
    word = re.compile(r"([^\W\d_]+)[ -]$").search(text, max(0, end - 30), end)
    value = lexicon.section("numbers", "words").get(word[1], 0) if word else 0
    return (word.start(), int(value)) if word and value in (10, 20) else (end, 0)


def _form(form: str) -> str:
    return re.escape(form.rstrip("*")) + (r"\w*" if form.endswith("*") else "")


def _count(form: str, lexicon: Lexicon) -> int:
    ordinals = {**_BARE.get(lexicon.language, {}), **lexicon.section("numbers", "ordinals")}
    if form in ordinals:
        return int(ordinals[form])
    bare = re.sub(rf"(?<=[\divxіх]){_ENDING[:-1]}$", "", form)
    return int(bare) if bare.isdecimal() else _ROMAN.get(bare.replace("і", "i").replace("х", "x"), 0)


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else 1 if numeral == "首" else int(han.value_of(numeral) or 0)
