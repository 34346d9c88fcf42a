"""How the parts of a number make up its value: "two hundred and fifty", "3,5 Millionen", "deux millions et demi"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from xlcheck.facts.values import Number

#: Between two parts of one number stands nothing, or the language's "and": "two hundred and fifty", "treinta y cinco".
_AND = {"en": "and", "de": "und", "es": "y", "pt": "e", "it": "e", "fr": "et", "ar": "و", "vi": "linh|lẻ"}
_BLANK = r"(?:\s|-|\u00a0|\u202f)*"
_OF = re.compile(r"\s(?:of\s|de\s|di\s)?(?:an?\s)?|-|")
#: "A thousand", "mille": said without an article they are figures; all other bare magnitudes are vague.
_EXACT = frozenset(
    "thousand mille mil bin tausend eintausend seribu nghìn ألف हज़ार हजार tisíc tysiąc тысяча тысячу тисяча тисячу dozen dutzend".split()
)
_ORDINAL_ENDING = re.compile(
    r"(?:st|nd|rd|th|[ºª°](?![cf])|er|re|ème|e|-?(?:го|й|я|ое|ый|ая|му|м|х|ий|а|ої|ого))(?![^\W_])|(?:वां|वीं|वें|वाँ)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One word or figure of a number: digits, word, scale, fraction, half, added, multiple or ordinal."""

    start: int
    end: int
    kind: str
    values: tuple[Fraction, ...]


def goes_on(group: list[Part], part: Part, text: str, language: str) -> bool:
    """Whether a part belongs to the number before it: only larger-then-smaller or a magnitude makes one number."""
    last, gap = group[-1], text[group[-1].end : part.start]
    if last.kind == "fraction":
        return part.kind == "scale" and _OF.fullmatch(gap) is not None
    if "\n" in gap or not _is_link(gap, language):
        return False
    if last.kind == "added":
        return part.kind in ("word", "digits", "scale")
    if part.kind == "ordinal":
        return last.kind == "word" and last.values[0] >= 20 and part.values[0] < _place(last.values[0])
    if part.kind in ("half", "scale"):
        return last.kind in ("digits", "word", "scale", "half") and not (part.kind == last.kind == "half")
    if part.kind == "fraction":
        return last.kind in ("word", "digits") and last.values[0] < 20
    return part.kind in ("word", "digits") and _is_smaller(last, part, gap, language)


def _is_link(gap: str, language: str) -> bool:
    article = r"(?:(?<=\s)an?\s)?" if language == "en" else ""
    word = rf"(?:(?:{_AND[language]})\s*)?" if language in _AND else ""
    ending = r"(?:-(?:ти|ми|мя|ю|х|и|ох|ьох)(?=\s))?" if language in ("ru", "uk") else ""  # 15-ти миллионов
    return re.fullmatch(rf"{ending}{_BLANK}{word}{article}", gap) is not None


def _is_smaller(last: Part, part: Part, gap: str, language: str) -> bool:
    one, two = last.values[0], part.values[0]
    if last.kind == "digits":
        # "7hundred"; in "46 cents" and "95 pour cent" they are coins and shares.
        return part.kind == "word" and two == 100 and (not gap or language in ("en", "cs"))
    if last.kind not in ("word", "scale") or (part.kind == "digits" and (last.kind == "word" or gap.strip())):
        return False  # "110 million and 112 million" are two
    if one == 0 and last.kind == "word":
        return True  # Vietnamese counts the empty hundreds: "không trăm"
    if two == 100:
        return one < 100 or (last.kind == "scale" and one > 100)
    if language == "ar" and last.kind == "word" and one < 10 and "و" in gap + "و":
        return 20 <= two < 100
    if last.kind == "word" and one < 20:
        return language == "tr" and one == 10 and two < 10
    if language == "vi" and last.kind == "word" and one < 100:
        return False  # "năm mươi năm" are fifty years: what stands behind tens is written as one entry
    return two < (20 if language == "fr" and one in (60, 80) else _place(one))


def _place(value: Fraction) -> int:
    """The power of ten of the last digit that isn't nought: only smaller numbers can follow it."""
    return 10 ** (len(str(value)) - len(str(value).rstrip("0"))) if value.denominator == 1 else 1


def composed(group: list[Part], text: str, *, article: bool = False) -> list[Number]:
    """The number that a group of parts is; none where it holds no number at all."""
    group = _with_added(group)
    start, end = group[0].start, group[-1].end
    first, last = group[0], group[-1]
    if first.kind in ("half", "added"):
        return []
    if last.kind == "fraction":
        return [_share(group, start, end)]
    if len(group) == 1 and first.kind == "multiple":
        return [Number(start, end, first.values, "multiple", unit="times", firm=False)]
    if last.kind == "ordinal":
        return [Number(start, end, (_total(group),), "ordinal", firm=False)]
    if len(group) == 1 and first.kind == "digits":
        return [_of_digits(first, text)]
    if first.kind == "fraction":
        first = Part(first.start, first.end, "word", first.values)
    values = _values(first, group, text)
    bare = all(part.kind == "scale" for part in group)
    vague = bare and not article and not (len(group) == 1 and text[start:end] in _EXACT)
    return [Number(start, end, values, firm=not bare and (len(group) > 1 or values[0] > 12), vague=vague)]


def _with_added(group: list[Part]) -> list[Part]:
    """साढ़े तीन is three and a half, सवा करोड़ a crore and a quarter."""
    if group[0].kind != "added" or len(group) < 2:
        return group
    more, head, *rest = group
    if head.kind == "scale":
        return [Part(more.start, more.end, "word", (1 + more.values[0],)), head, *rest]
    return [Part(more.start, head.end, "word", (head.values[0] + more.values[0],)), *rest]


def _share(group: list[Part], start: int, end: int) -> Number:
    count = _total(group[:-1]) if len(group) > 1 else Fraction(1)
    share = count * group[-1].values[0]
    if share > 1:
        return Number(start, end, (share,), firm=False)
    # A bare "half" or "third" is often no fraction of anything.
    firm = len(group) > 1 and share.numerator > 1
    return Number(start, end, (share * 100,), "percent", unit="percent", firm=firm)


def _values(first: Part, group: list[Part], text: str) -> tuple[Fraction, ...]:
    scaled = any(part.kind == "scale" for part in group)
    readings = first.values[: 1 if scaled else None]
    values = tuple(_total([Part(0, 0, first.kind, (value,)), *group[1:]]) for value in readings)
    last = group[-1]
    if text[last.start : last.end] in ("m", "mil.") and first.kind == "digits":
        return (*values, *first.values)  # "200m" is a distance as often as a sum, Czech "mil." miles
    if last.kind == "scale" and last.values[0] == 12:
        return (*values, *(value * 10 / 12 for value in values))  # "two dozen" render "zwanzig", roughly
    return values


def _of_digits(part: Part, text: str) -> Number:
    ending = _ORDINAL_ENDING.match(text, part.end)
    if ending and part.values[0].denominator == 1:
        return Number(part.start, ending.end(), part.values, "ordinal", firm=False)
    if _is_label(part, text):
        return Number(part.start, part.end, part.values, "label", firm=False)
    year = part.end - part.start == 4 and 1900 <= part.values[0] <= 2050
    month = re.fullmatch(r"(?:19|20)\d\d[.]\d\d?", text[part.start : part.end]) is not None
    calibre = text[part.start] == "."  # .38, or a batting average
    return Number(part.start, part.end, part.values, firm=not (year or month or calibre))


def _is_label(part: Part, text: str) -> bool:
    """A5, COVID-19, 5G: digits that grow onto a letter; "5m" and "5%" are measures."""
    lead = text[max(0, part.start - 3) : part.start]
    before = re.search(r"[a-zа-яё]-?$", lead) and not re.search(r"\d\s?x$|(?:us|hk|nt|rmb|eur|usd)$", lead)
    behind = re.match(r"[a-z](?![^\W\d_])(?!\s?/)|-?[a-z]\d", text[part.end :])
    return bool(before or behind) and not re.match(r"[mgkltw%°](?![a-z])", text[part.end :])


def _total(parts: list[Part]) -> Fraction:
    total, current, last = Fraction(0), Fraction(0), Fraction(10**30)
    for part in parts:
        value = part.values[0]
        if part.kind == "half":
            # "a million and a half", but "one and a half" and "two hundred and three and a half"
            total, current = (total + last / 2, current) if current == 0 and total else (total, current + value)
        elif value == 100 and part.kind == "word":
            current = (current or Fraction(1)) * 100
        elif part.kind == "scale":
            if value > last:
                total = (total + current) * value
            else:
                total += (current or 1) * value
            current, last = Fraction(0), value
        else:
            current += value
    return total + current
