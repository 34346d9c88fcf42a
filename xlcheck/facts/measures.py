"""What stands right beside a number: its unit or its currency."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from xlcheck.facts.lexicon import Lexicon
from xlcheck.facts.units import SHARES
from xlcheck.facts.values import Number

#: No letter follows: Devanagari vowel signs are none to ``re``, but no end of a word either.
NO_LETTER = r"(?![^\W\d_]|[\u0900-\u0903\u093a-\u094f])"
_HAN = frozenset({"zh", "ja"})
_VAGUE_DIGIT = re.compile(r"[多余几來来]")
#: 一角 is a corner and 四块 are four pieces unless digits stand before them.
_LOOSE_MONEY = frozenset({"块", "角", "分", "毛"})
#: A bare peso is one of several currencies, and so are other words that neighbours share.
_PESOS = "MXN/ARS/CLP/COP/UYU/PHP/CUP/DOP"
_DINARS = "JOD/KWD/IQD/DZD/TND/RSD"
_SYMBOLS = {"%": "percent", "°c": "celsius", "°f": "fahrenheit", "℃": "celsius", "℉": "fahrenheit", "$": "USD", "€": "EUR", "£": "GBP", "us$": "USD", "usd": "USD", "eur": "EUR", "₽": "RUB", "₴": "UAH", "₩": "KRW", "₹": "INR", "rmb": "CNY", "cny": "CNY", "hk$": "HKD", "nt$": "TWD", "nz$": "NZD", "peso": _PESOS, "pesos": _PESOS, "rupees": "INR/PKR/LKR", "dinars": _DINARS, "dinar": _DINARS}  # fmt: skip
#: Written without saying whose dollars they are.
_BARE = re.compile(r"\$|dol(?:l?ar)\w*|dólar\w*|доллар\w*|долар\w*|ドル|달러|دولارا?|डॉलर|đô la")
#: Turkish and Arabic write the percent before the number.
_PERCENT_BEFORE = {"tr": re.compile(r"(?:%|yüzde)\s?$"), "ar": re.compile(r"%\s?$")}
#: 华氏86度 and 섭씨 30도 name the scale before the number.
_DEGREES_BEFORE = re.compile(
    r"(?:(?P<celsius>摄氏|摂氏|セ氏|섭씨)|(?P<fahrenheit>华氏|華氏|カ氏|화씨))\s?(?:零下|负|マイナス|氷点下|영하)?\s?$"
)
#: "120 by 90 cm" is no multiple, whatever the word for "by" means elsewhere.
_DIMENSION = re.compile(r"\s?\d")


#: Hindi letters with a dot below: one character, or two that Unicode never joins.
_DOTTED = {"क\u093c": "\u0958", "ख\u093c": "\u0959", "ग\u093c": "\u095a", "ज\u093c": "\u095b", "ड\u093c": "\u095c", "ढ\u093c": "\u095d", "फ\u093c": "\u095e", "य\u093c": "\u095f"}  # fmt: skip


def spellings(form: str) -> set[str]:
    """A form as a text may encode it."""
    split, joined = form, form
    for two, one in _DOTTED.items():
        split, joined = split.replace(one, two), joined.replace(two, one)
    return {split, joined}


@dataclass(frozen=True)
class _Measures:
    """Patterns for unit or currency after a number, and for the currency before it."""

    after: re.Pattern[str]
    before: re.Pattern[str]
    meaning: dict[str, tuple[str, str]]

    def meaning_of(self, form: str) -> tuple[str, str] | None:
        """("units", "kilometre") or ("currencies", "USD") for a form that a pattern matched."""
        plain = re.sub(r"\s+", " ", form.strip(" -\u00a0\u202f\n"))
        plain = plain if plain in self.meaning else re.sub(r"^(?:d['’]|(?:de|of|di) )", "", plain)
        return self.meaning.get(plain) or next(
            (meant for stem, meant in self.meaning.items() if stem.endswith("*") and plain.startswith(stem[:-1])), None
        )


@cache
def _measures(lexicon: Lexicon) -> _Measures:
    meaning: dict[str, tuple[str, str]] = {}
    for kind in ("units", "currencies"):
        for name, forms in lexicon.section(kind).items():
            for form in (spelling for entry in forms for spelling in spellings(entry.lower())):
                meaning.setdefault(form, (kind, name))
    for form, name in _SYMBOLS.items():
        meaning.setdefault(form, ("units" if name in ("percent", "celsius", "fahrenheit") else "currencies", name))
    ordered = sorted(meaning, key=len, reverse=True)
    either = "|".join(_bare(form) for form in ordered)
    # Before a number stand signs and codes ($, US$, RMB); a word there belongs to what goes before.
    signs = [
        form
        for form in ordered
        if meaning[form][0] == "currencies" and (form.isascii() or not form.isalpha()) and " " not in form
    ]
    money = "|".join(
        rf"(?<![^\W_]){re.escape(form)}" if form[0].isalnum() else re.escape(form)
        for form in signs
        if not form.endswith("*")
    )
    return _Measures(
        re.compile(rf"[\s\u00a0\u202f]{{0,2}}-?(?:d'|d’|(?:de|of|di)\s)?(?:{either})"),
        re.compile(rf"(?:{money})\s?$"),
        meaning,
    )


def _bare(form: str) -> str:
    words = r"\s+".join(re.escape(word) for word in form.rstrip("*").split())
    if form.endswith("*"):
        return words + r"\w*"
    return words + (NO_LETTER if form[-1].isalpha() and form[-1] < "\u2e80" else "")


def counted(number: Number, text: str, lexicon: Lexicon) -> Number:
    """The number with the unit or currency that stands beside it; a sum is always firm, unless it names no figure."""
    if number.kind in ("phone", "ordinal"):
        return number
    number, after = _leading(number, text, lexicon)
    if number.unit is not None:
        return number
    match = _measures(lexicon).after.match(text, after)
    if match and match[0] in _LOOSE_MONEY and not text[number.start].isdecimal():
        match = None
    if match and (meant := _measures(lexicon).meaning_of(match[0])):
        if (meant[1] == "times" and _DIMENSION.match(text, match.end())) or _of_next(match[0], text, match.end()):
            return number
        kind, name = meant
        if name == "degree" and (scale := _DEGREES_BEFORE.search(text[max(0, number.start - 8) : number.start])):
            name = scale.lastgroup or name
        return _with_measure(number, kind, name, form=match[0], end=match.end())
    return _with_measure_before(number, text, lexicon)


def _of_next(form: str, text: str, end: int) -> bool:
    """Whether a sign of money belongs to the number after it: "two $70,000 cars"."""
    return not form[-1].isalnum() and form[-1] not in "%°" and text[end : end + 1].isdecimal()


def _leading(number: Number, text: str, lexicon: Lexicon) -> tuple[Number, int]:
    """The number and where its unit would begin: 多公里, 余亩 have the vague word between number and unit."""
    lead = _VAGUE_DIGIT.match(text, number.end) if lexicon.language in _HAN else None
    after = lead.end() if lead else number.end
    if lead and not number.bound and (lead[0] in "余几" or _measures(lexicon).after.match(text, after)):
        number = replace(number, bound="over", firm=number.firm and lead[0] != "几")
    return number, after


def _with_measure_before(number: Number, text: str, lexicon: Lexicon) -> Number:
    lead = text[max(0, number.start - 14) : number.start]
    before = _measures(lexicon).before.search(lead)
    if before and (meant := _measures(lexicon).meaning_of(before[0])):
        return _with_measure(number, *meant, form=before[0], start=number.start - len(before[0]))
    percent = _PERCENT_BEFORE.get(lexicon.language)
    if percent and (sign := percent.search(lead)):
        return _with_measure(number, "units", "percent", form=sign[0], start=number.start - len(sign[0]))
    return number


def _with_measure(
    number: Number, kind: str, name: str, *, form: str, start: int | None = None, end: int | None = None
) -> Number:
    start, end = number.start if start is None else start, number.end if end is None else end
    firm = not number.vague
    if kind == "currencies":
        bare = _BARE.fullmatch(form.strip(" -\u00a0\u202f").removeprefix("de ").removeprefix("di ")) is not None
        return replace(number, currency=name, start=start, end=end, firm=firm, bare=bare)
    share = name in SHARES
    kind_now = "percent" if share else number.kind
    return replace(number, unit=name, start=start, end=end, kind=kind_now, firm=number.firm or (share and firm))
