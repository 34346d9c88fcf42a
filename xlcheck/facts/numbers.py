"""Numbers in running text, by value: digits and words, magnitudes, shares, multiples, with bound, unit and currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cache

from xlcheck.facts.digits import digit_readings, special_numbers, sport_times
from xlcheck.facts.korean import korean_numbers, native_numbers
from xlcheck.facts.lexicon import Cue, Lexicon
from xlcheck.facts.measures import NO_LETTER, counted
from xlcheck.facts.myriads import halves, myriad_numbers
from xlcheck.facts.units import SHARES, base_of
from xlcheck.facts.values import Number
from xlcheck.facts.words import word_numbers

_HAN = frozenset({"zh", "ja"})
#: What holds digits and is no number: character references of badly read pages, days written 31.8.
_NO_NUMBER = re.compile(r"&#x?[\da-f]+;?")
#: 零点 is midnight, 零点五 is a half.
_HAN_DECIMAL = re.compile(r"点[零〇一二三四五六七八九]")
_DOTTED_DAY = re.compile(r"(?<![\d.,])\d{1,2}\.\s?\d{1,2}\.(?!\d)")
_DOTTING = frozenset("de cs pl ru uk tr".split())


def find_numbers(folded: str, lexicon: Lexicon, taken: tuple[tuple[int, int], ...] = ()) -> list[Number]:
    """All numbers of a folded text in order; ``taken`` stretches (dates) are passed over."""
    neutral = ((cue.start, cue.end) for cue in lexicon.cues(folded, "numbers", "neutral"))
    dates = (span for span in taken if not _goes_on(folded, span[1], lexicon))
    free = _masked(folded, (*dates, *neutral, *_no_numbers(folded, lexicon.language)))
    special = _first_come((*sport_times(folded), *special_numbers(free)))
    signs = lexicon.cues(folded, "numbers", "sign")
    # The "zero" of "three below zero" is none.
    zeros = [cue for cue in signs if cue.key == "sign.after" or "零" in folded[cue.start : cue.end]]
    plain = _masked(_without(free, special), tuple((cue.start, cue.end) for cue in zeros))
    figures = (number for number in (*special, *_raw(plain, lexicon)) if number.is_figure)
    raw = sorted(figures, key=lambda number: number.start)
    measured = [_and_a_half(counted(number, free, lexicon), free, lexicon) for number in raw]
    signed = [_signed(number, free, signs) for number in _first_come(measured)]
    bounds = lexicon.cues(folded, "numbers", "approximate")
    return _joined([_bounded(number, free, bounds) for number in signed], free, lexicon)


def _goes_on(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether what was taken for a date or an hour is the head of a number: 零点五, "साढ़े तीन लाख", "1900 million"."""
    magnitude = _magnitude(lexicon)
    return bool(_HAN_DECIMAL.match(text, end - 1) or (magnitude and magnitude.match(text, end)))


@cache
def _magnitude(lexicon: Lexicon) -> re.Pattern[str] | None:
    scales = [
        f for f, v in lexicon.section("numbers", "scales").items() if int(v) >= 1000 and len(f) > 2 and "*" not in f
    ]
    if lexicon.language in (*_HAN, "ko") or not scales:
        return None
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, scales))}){NO_LETTER}")


def _raw(text: str, lexicon: Lexicon) -> Iterable[Number]:
    if lexicon.language in _HAN:
        return myriad_numbers(text)
    if lexicon.language != "ko":
        return word_numbers(text, lexicon)
    found = list(korean_numbers(text))
    found += word_numbers(re.sub(r"\d", "\0", _without(text, found)), lexicon)
    return [*found, *native_numbers(_without(text, found))]


def _without(text: str, numbers: Iterable[Number]) -> str:
    return _masked(text, tuple((number.start, number.end) for number in numbers))


def _no_numbers(text: str, language: str) -> list[tuple[int, int]]:
    patterns = [_NO_NUMBER, *([_DOTTED_DAY] if language in _DOTTING else [])]
    return [match.span() for pattern in patterns for match in pattern.finditer(text)]


def _masked(text: str, taken: tuple[tuple[int, int], ...]) -> str:
    for start, end in taken:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _first_come(numbers: Iterable[Number]) -> list[Number]:
    """In order, without those that begin inside another: the "cent" of "95 pour cent" is its unit."""
    kept: list[Number] = []
    for number in numbers:
        if not any(number.start < k.end and k.start < number.end for k in kept[-3:]):
            kept.append(number)
    return sorted(kept, key=lambda number: number.start)


@cache
def _half(lexicon: Lexicon) -> re.Pattern[str] | None:
    forms = lexicon.section("numbers", "halves").get("after", ())
    words = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"\s?(?:{words})(?![^\W_])") if forms else None


def _and_a_half(number: Number, text: str, lexicon: Lexicon) -> Number:
    """The number with a half that stands behind its measure: "deux ans et demi", 两年半, "3 năm rưỡi"."""
    if number.kind not in ("count", "multiple") or number.value.denominator != 1:
        return number
    if lexicon.language in _HAN:
        end = next(halves(text, number.end), None)
    else:
        pattern = _half(lexicon)
        end = match.end() if pattern and (match := pattern.match(text, number.end)) else None
    if end is None or (number.unit is None and lexicon.language not in _HAN):
        return number
    more = replace(number, end=end, values=tuple(value + Fraction(1, 2) for value in number.values))
    return counted(more, text, lexicon) if more.unit is None else more


#: A hyphen after a digit or a letter is none.
_HAN_MINUS = re.compile(r"[\u3040-\u9fff]-$")
_MINUS = re.compile(r"(?:^|[\s(\[:：（，,约約~])-$")


def _signed(number: Number, text: str, signs: list[Cue]) -> Number:
    """The number below zero where a sign or a word says so: -3, "minus three", 零下3度, "3 Grad unter null"."""
    close = max(0, number.start - 4), number.start
    minus = _MINUS.search(text, *close) is not None
    if number.unit and base_of(number.unit) in ("share", "temperature"):
        minus = minus or _HAN_MINUS.search(text, *close) is not None
    for cue in _close(signs, number):
        gap = text[cue.end : number.start] if cue.key == "sign.before" else text[number.end : cue.start]
        ordered = cue.end <= number.start if cue.key == "sign.before" else cue.start >= number.end
        minus = minus or (ordered and len(gap) <= 2 and not gap.strip(" \u00a0约約大概"))
    if not minus or number.kind in ("phone", "label", "ordinal"):
        return number
    return replace(number, values=tuple(-value for value in number.values))


#: How far from a number a word about it may stand, in characters.
_REACH = 8


def _close(cues: list[Cue], number: Number) -> list[Cue]:
    return [cue for cue in cues if cue.end >= number.start - _REACH and cue.start <= number.end + _REACH]


def _bounded(number: Number, text: str, bounds: list[Cue]) -> Number:
    if number.bound:
        return number
    for cue in _close(bounds, number):
        gap_before = text[cue.end : number.start]
        gap_after = text[number.end : cue.start]
        before = cue.end <= number.start and len(gap_before) <= 3 and not any(c.isalnum() for c in gap_before)
        after = cue.start >= number.end and len(gap_after) <= 4 and not re.search(r"[\d,.;，。]", gap_after)
        if before or (after and not cue.key.endswith("under") and not re.match(r"\s?\d", text[cue.end :])):
            return replace(number, bound=cue.key.split(".")[1])  # type: ignore[arg-type]
    return number


_TO = r"-|~|至|到|to|bis|à|a|al|до|إلى|—|až|do|đến|tới|hingga|sampai|se|से|から|에서|ile|il"
_AND = r"and|or|und|oder|et|ou|y|e|o|u|и|или|і|або|i|lub|a|nebo|ve|veya|và|hoặc|dan|atau|और|या|و|أو|或|和"
_RANGE = re.compile(rf"\s?(?:{_TO}|{_AND})\s?(?:[$€£¥]\s?)?")
_MANTISSA = re.compile(r"[^\d]{0,4}(\d+(?:[.,\u00a0 ]\d+)*)")


def _joined(numbers: list[Number], text: str, lexicon: Lexicon) -> list[Number]:
    """Ranges share their unit and magnitude: 3-5万, 10 to 15 percent, "$4.2 to $4.8 billion"."""
    joined = list(numbers)
    for i in range(len(joined) - 1):
        one, two = joined[i], joined[i + 1]
        alike = _agree(one.currency, two.currency) and one.unit in (None, two.unit)
        if not alike or one.kind == "phone" or not _RANGE.fullmatch(text[one.end : two.start]):
            if one.unit in SHARES and text[one.end - 1].isdecimal() and _bare_range(one, two, text):
                joined[i + 1] = replace(two, unit=one.unit, kind="percent", firm=True)  # yüzde 2 ile 3
            continue
        scaled = tuple(one.value * scale for scale in _scales(one, two, text, lexicon.language))
        joined[i] = replace(
            one,
            values=(*one.values, *scaled),
            unit=two.unit,
            currency=two.currency or one.currency,
            kind=two.kind if one.kind == "count" else one.kind,
            firm=one.firm or two.firm,
            bound=one.bound or two.bound,
        )
        if one.currency and two.kind == "count" and not two.currency and not two.unit:
            joined[i + 1] = replace(two, currency=one.currency, bare=one.bare, firm=not two.vague)
    return joined


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _bare_range(one: Number, two: Number, text: str) -> bool:
    unmeasured = two.kind == "count" and two.unit is None and two.currency is None
    return unmeasured and _RANGE.fullmatch(text[one.end : two.start]) is not None


def _scales(small: Number, large: Number, text: str, language: str) -> Iterable[Fraction]:
    """By what the first of two numbers may have to be multiplied: what the second has been."""
    digits = _MANTISSA.match(text[large.start : large.end])
    said = digit_readings(digits[1], language)[0] if digits else Fraction(0)
    if said and large.value / said >= 1000:
        if 0 < small.value <= 10 * said:
            yield large.value / said
        return
    if not 0 < small.value < 1000 <= large.value:
        return
    for power in (12, 9, 8, 6, 5, 4, 3):
        if large.value >= 10**power and small.value * 10**power < large.value * 2:
            yield Fraction(10**power)
            return
