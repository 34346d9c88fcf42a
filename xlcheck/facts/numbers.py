"""Numbers in running text, by value: digits and words, magnitudes, shares, multiples, with bound, unit and currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from xlcheck.facts import han
from xlcheck.facts.lexicon import Cue, Lexicon
from xlcheck.facts.values import Kind, Number
from xlcheck.facts.words import word_numbers

_DECIMAL_COMMA = frozenset(("de fr es pt it ru uk pl cs tr id vi nl ro el sv no da fi bg hu").split())
_HAN = frozenset({"zh", "ja"})
_GUARDS = re.compile(
    r"兆(?=[焦瓦帕赫字比])|\d+(?:\.\d+){2,}|一[些直样起定般旦切致带边线度再律向同体步番时下来方面行家道律经举连味心贯个]|[统唯万单专]一|(?<!分)之一|第一(?=夫人|时间|财经)|十分(?![钟之])|百姓|千里|"
    r"万(?=里|物|众)|万一|四[川处周面]|三[亚星峡农菱井]|九江|六安|七夕|五[角金]|百[度家科姓货合]|千[瓦克米赫](?!\d)|三三两两|三心二意|"
    r"两[岸会国院]|双方|二战|一战|八[达卦月]|一二[三线]|[七八]上[八下]|四季|一共|一一|一[流二]|百分点|千方百计|千万别|一番"
)
_VAGUE_DIGIT = re.compile(r"[多余几來来]")
_CHENG = re.compile(r"成(?![立为功员都本长就果熟分交品绩型人语因了])")
_ZHE = re.compile(r"折(?![射叠磨返断])")
_FRACTION = re.compile(r"(?P<whole>[\d.]+|[百千万零〇一二两三四五六七八九十]+)分[之の]")
_LABEL = re.compile(r"[a-z][-\s]?$|[a-z]-$")


def find_numbers(folded: str, lexicon: Lexicon, taken: tuple[tuple[int, int], ...] = ()) -> list[Number]:
    """All numbers of a folded text in order; ``taken`` stretches (dates) are passed over."""
    free = _masked(folded, taken)
    raw = _han_numbers(free) if lexicon.language in _HAN else list(word_numbers(free, lexicon, digit_readings))
    bounds = lexicon.cues(folded, "numbers", "approximate")
    return _joined([_counted(_bounded(number, free, bounds), free, lexicon) for number in raw], free)


def digit_readings(text: str, language: str) -> tuple[Fraction, ...]:
    """What digits with separators can mean in a language: 1.234 is a thousand in German and one and a bit in English."""
    comma = language in _DECIMAL_COMMA
    plain = re.sub(r"[\s'\u00a0\u202f]", "", text)
    separators = re.findall(r"[.,]", plain)
    if not separators:
        return (Fraction(plain),)
    last = separators[-1]
    tail = len(plain) - plain.rindex(last) - 1
    if len(set(separators)) == 2:
        decimal: str | None = last
    elif len(separators) > 1:
        decimal = None
    elif tail == 3:
        decimal = last if last == ("," if comma else ".") else None
        if comma and last == ",":
            return (_read(plain, ","), _read(plain, None))
        if not comma and last == "." and plain.index(".") <= 3:
            return (_read(plain, "."), _read(plain, None))
    else:
        decimal = last
    return (_read(plain, decimal),)


def _read(plain: str, decimal: str | None) -> Fraction:
    digits = "".join("." if c == decimal else c for c in plain if c.isdecimal() or c == decimal)
    return Fraction(digits.strip(".") or "0")


def _masked(text: str, taken: tuple[tuple[int, int], ...]) -> str:
    for start, end in taken:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


#: Words for shares and multiples that hold no numeral to read.
_SHARES = {"一半": 50, "半数": 50, "半數": 50, "减半": 50, "減半": 50}
_MULTIPLES = {"翻倍": 2, "翻一番": 2, "翻番": 2, "倍增": 2, "翻两番": 4}
_HAN_WORDS: dict[str, tuple[tuple[Fraction, ...], Kind]] = {
    **{word: ((Fraction(value),), "percent") for word, value in _SHARES.items()},
    **{word: ((Fraction(value),), "multiple") for word, value in _MULTIPLES.items()},
}
_HAN_WORD = re.compile("|".join(sorted(_HAN_WORDS, key=len, reverse=True)))


def _han_numbers(text: str) -> list[Number]:
    # Japanese papers write the decimal point as a middle dot.
    text = re.sub(r"(?<=\d)・(?=\d)", ".", text)
    text = _GUARDS.sub(lambda match: "\0" * len(match[0]), text)
    found = [Number(m.start(), m.end(), *_HAN_WORDS[m[0]], firm=False) for m in _HAN_WORD.finditer(text)]
    text = _HAN_WORD.sub(lambda match: "\0" * len(match[0]), text)
    end = 0
    for match in han.RUN.finditer(text):
        if match.start() >= end and (number := _han_number(text, match.start(), match.end())):
            found.append(number)
            end = number.end
    return sorted(found, key=lambda number: number.start)


def _han_number(text: str, start: int, end: int) -> Number | None:
    run = text[start:end]
    share = _FRACTION.match(text, start)
    if share and (rest := han.RUN.match(text, share.end())):
        whole = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10000)}.get(share["whole"]) or han.value_of(
            share["whole"]
        )
        part = han.value_of(rest[0])
        if whole and part is not None:
            return Number(start, rest.end(), (part / whole * 100,), "percent", unit="percent")
    value = han.value_of(run)
    if value is None:
        return None
    digits = any(c.isdecimal() for c in run)
    if (
        _LABEL.search(text[max(0, start - 3) : start])
        and digits
        and not re.search(r"\d\s?x$", text[max(0, start - 3) : start])
    ):
        return Number(start, end, (value,), "label", firm=False)
    if text[max(0, start - 1) : start] == "第":
        return Number(start - 1, end, (value,), "ordinal", firm=False)
    if text.startswith(("成为", "成為", "成员", "成員"), end) and value <= 10:
        return Number(start, end + 1, (value * 10, value), "percent", unit="percent", firm=False)
    if _CHENG.match(text, end) and value <= 10:
        extra = re.match(r"成([一二三四五六七八九半])(?![个名])", text[end:])
        bonus = {"半": 5}.get(extra[1], han.DIGITS.get(extra[1], 0)) if extra else 0
        return Number(start, end + (2 if extra else 1), (value * 10 + bonus,), "percent", unit="percent")
    if re.match(r"割(?![合引当れりっ])", text[end:]) and value <= 10:
        return Number(start, end + 1, (value * 10,), "percent", unit="percent")
    if _ZHE.match(text, end) and value < 100:
        kept = value * 10 if value < 10 else value
        return Number(start, end + 1, (100 - kept, kept), "percent", unit="percent")
    if text.startswith("倍", end):
        return Number(
            start, end + 1, (value, value + 1, value - 1), "multiple", unit="times", firm=value >= 3 or digits
        )
    vague = re.match(r" ?[多余几来] ?(万亿|[万亿兆億萬])", text[end:])
    if vague:
        scaled = han.value_of(run + vague[1])
        if scaled is not None:
            return Number(start, end + len(vague[0]), (scaled,), bound="over")
    # 数百万, 几十, 上千 and a bare 百万 are vague; 一 to 十 may be part of a word.
    vague_count = not digits and (
        text[max(0, start - 1) : start] in ("数", "几", "上", "成", "好") or run[0] in "百千万亿"
    )
    firm = (digits or (value >= 11 and len(run) >= 2)) and not (vague_count or _is_year(value, run))
    values = (value, value / 10**6) if "兆" in run else (value,)
    return Number(start, end, values, firm=firm)


def _is_year(value: Fraction, run: str) -> bool:
    return run.isdecimal() and len(run) == 4 and 1900 <= value <= 2050


def _bounded(number: Number, text: str, bounds: list[Cue]) -> Number:
    if number.bound:
        return number
    for cue in bounds:
        gap_before = text[cue.end : number.start]
        gap_after = text[number.end : cue.start]
        before = cue.end <= number.start and len(gap_before) <= 3 and not any(c.isalnum() for c in gap_before)
        after = cue.start >= number.end and len(gap_after) <= 4 and not re.search(r"[\d,.;，。]", gap_after)
        if before or (after and (not cue.key.endswith("under"))):
            return replace(number, bound=cue.key.split(".")[1])  # type: ignore[arg-type]
    return number


@dataclass(frozen=True)
class _Measures:
    """Patterns for what stands right beside a number: unit or currency after it, currency before it."""

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
            for form in forms:
                meaning.setdefault(form.lower(), (kind, name))
    for form, name in _SYMBOLS.items():
        meaning.setdefault(form, ("units" if name in ("percent", "celsius", "fahrenheit") else "currencies", name))
    ordered = sorted(meaning, key=len, reverse=True)
    either = "|".join(_bare(form) for form in ordered)
    # Before a number stand signs and codes ($, US$, RMB); a word there belongs to what goes before.
    signs = [
        form
        for form in ordered
        if meaning[form][0] == "currencies" and (form.isascii() or not form[0].isalnum()) and " " not in form
    ]
    money = "|".join(
        rf"(?<![^\W_]){re.escape(form)}" if form[0].isalnum() else re.escape(form)
        for form in signs
        if not form.endswith("*")
    )
    return _Measures(
        re.compile(rf"[\s-]?(?:d'|d’|(?:de|of|di)\s)?(?:{either})"), re.compile(rf"(?:{money})\s?$"), meaning
    )


#: 一角 is a corner and 四块 are four pieces unless digits stand before them.
_LOOSE_MONEY = frozenset({"块", "角", "分", "毛"})
#: A bare peso is one of several currencies.
_PESOS = "MXN/ARS/CLP/COP/UYU/PHP/CUP/DOP"
_SYMBOLS = {"%": "percent", "°c": "celsius", "°f": "fahrenheit", "℃": "celsius", "$": "USD", "€": "EUR", "£": "GBP", "us$": "USD", "usd": "USD", "eur": "EUR", "₽": "RUB", "₴": "UAH", "₩": "KRW", "₹": "INR", "rmb": "CNY", "cny": "CNY", "hk$": "HKD", "nt$": "TWD", "peso": _PESOS, "pesos": _PESOS, "rupees": "INR/PKR/LKR", "dinars": "JOD/KWD/IQD/DZD/TND/RSD", "dinar": "JOD/KWD/IQD/DZD/TND/RSD"}  # fmt: skip


def _bare(form: str) -> str:
    words = r"\s+".join(re.escape(word) for word in form.rstrip("*").split())
    if form.endswith("*"):
        return words + r"\w*"
    return words + (r"(?![^\W\d_])" if form[-1].isalpha() and form[-1] < "\u2e80" else "")


def _counted(number: Number, text: str, lexicon: Lexicon) -> Number:
    """The number with the unit or currency that stands beside it."""
    measures = _measures(lexicon)
    words = text[number.end : number.end + 40]
    # 多公里, 余亩: the vague word stands between number and unit.
    lead = _VAGUE_DIGIT.match(words) if lexicon.language in _HAN else None
    match = measures.after.match(words, lead.end() if lead else 0)
    if lead and not number.bound and (match or lead[0] in "余几"):
        number = replace(number, bound="over", firm=number.firm and lead[0] != "几")
    if match and match[0] in _LOOSE_MONEY and not text[number.start].isdecimal():
        match = None
    if match and number.unit is None and (meant := measures.meaning_of(match[0])):
        kind, name = meant
        end = number.end + match.end()
        if kind == "currencies":
            return replace(number, currency=name, end=end, firm=True)
        share = name in ("percent", "percentage-point", "basis-point")
        return replace(number, unit=name, end=end, kind="percent" if share else number.kind, firm=number.firm or share)
    before = measures.before.search(text[max(0, number.start - 14) : number.start])
    if before and number.unit is None and (meant := measures.meaning_of(before[0])):
        return replace(number, currency=meant[1], start=number.start - len(before[0]), firm=True)
    return number


_RANGE = re.compile(r"\s?(-|~|至|到|to|bis|à|a|до|до|إلى|から|and|—)\s?")


def _joined(numbers: list[Number], text: str) -> list[Number]:
    """Ranges share their unit and magnitude: 3-5万, 10 to 15 percent."""
    joined = list(numbers)
    for i in range(len(joined) - 1):
        one, two = joined[i], joined[i + 1]
        if one.unit or one.currency or not _RANGE.fullmatch(text[one.end : two.start]):
            continue
        scaled = tuple(_rescaled(one.value, two.value))
        joined[i] = replace(
            one,
            values=(*one.values, *scaled),
            unit=two.unit,
            currency=two.currency,
            kind=two.kind,
            firm=one.firm or two.firm,
        )
    return joined


def _rescaled(small: Fraction, large: Fraction) -> Iterator[Fraction]:
    for scale in (10**12, 10**9, 10**8, 10**6, 10**4, 10**3):
        if large >= scale and 0 < small < 1000 and small * scale < large * 2:
            yield small * scale
            return
