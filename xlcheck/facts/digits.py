"""Digits as texts write them: separators, vulgar fractions, times of sport, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from xlcheck.facts.values import LONGEST, Number

_DECIMAL_COMMA = frozenset("de fr es pt it ru uk pl cs tr id vi nl ro el sv no da fi bg hu".split())
#: One number in digits, as far as its separators go: 1 250 000, 1.250,5, 12,34,567, .5 and, by a slip, 80, 000.
DIGITS = (
    r"\d{1,3}(?:[ \u00a0\u2009\u202f']\d{3})+(?!\d)(?:[.,]\d+)?|\d{1,3}, 000(?!\d)|\d+(?:[.,]\d+)*|(?<![\w.,\0])[.]\d+"
)
#: "2.6.2.5" is a chapter or a version, "192.168.0.1" an address; 12,34,567 are lakhs.
_SECTIONS = re.compile(r"(?!\d{1,2}(?:,\d\d)+,\d{3}$)(?:\d+(?:[.,]\d{1,2})(?:[.,]\d+)+|\d+(?:\.\d+)+\.\d{1,2})")
_VULGAR = dict(zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 1/8 3/8 5/8 7/8".split(), strict=True))
_MIXED = re.compile(
    rf"(?<![\d/.,])(?:(?P<whole>\d{{1,4}})(?:\s|(?=[{''.join(_VULGAR)}])))?(?:(?P<part>\d{{1,2}})/(?P<of>\d{{1,2}})(?![\d/.,]\d|\d)|(?P<sign>[{''.join(_VULGAR)}]))"
)
#: 9秒83 and 1分23秒45 in the sport pages; 1:23.45 in those of others.
_SPORT = re.compile(
    r"(?:(?P<m>\d{1,2})[分분]\s?)?(?P<s>\d{1,2})[秒초](?P<f>\d{1,2})(?!\d)|(?<![\d:])(?P<m2>\d{1,2}):(?P<s2>\d\d)[.,](?P<f2>\d{1,3})(?!\d)"
    r"|(?<![\d:])(?P<h>\d{1,2}):(?P<m3>[0-5]\d):(?P<s3>[0-5]\d)(?![\d:])"
)
#: A country code, a dialling code in brackets or with its nought, groups joined by hyphens, or a Chinese mobile.
_PHONE = re.compile(
    r"(?<![\w.,])(?:\+\s?\d{1,3}(?:[\s./-]?\(?\d{1,5}\)?){2,5}|\(0?\d{2,4}\)\s?\d{3,4}[\s-]?\d{3,4}|0\d{1,5}[\s/-]\d{2,4}(?:[\s-]?\d{2,5}){1,3}"
    r"|00\d{2}(?:\s\d{2,5}){2,4}|\d{3,4}-\d{3,4}-\d{3,4}|1[3-9]\d(?:[- ]\d{4}){2})(?![\w]|[.,-]\d)"
)


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
        if decimal and plain.index(last) <= 3:
            return (_read(plain, last), _read(plain, None))
    else:
        decimal = last
    return (_read(plain, decimal),)


def _read(plain: str, decimal: str | None) -> Fraction:
    # Only the last separator can be the decimal one: "1.000.000,000.00" has it among the others, too.
    whole, _, rest = plain.rpartition(decimal) if decimal else (plain, "", "")
    return Fraction(f"{re.sub(r'[.,]', '', whole) or 0}.{rest or 0}")


def is_section(form: str) -> bool:
    """Whether digits and points are a chapter, a version or an address, or too many to be a figure."""
    return len(form) > LONGEST or _SECTIONS.fullmatch(form) is not None


def special_numbers(text: str) -> Iterator[Number]:
    """What is written in digits and is no plain number, in order of kind: telephone numbers, sport times, 3 1/2, ¾."""
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 8 <= len(digits) <= 15 and not re.fullmatch(r"(?:19|20)\d\d-.*|\d{1,3}(?: \d{3})+", match[0]):
            yield Number(match.start(), match.end(), (Fraction(digits[-7:]),), "phone")
    yield from _fractions(text)


def sport_times(text: str) -> Iterator[Number]:
    """1:57.79 and 2:21:31, in seconds; 2:21.31 may be either, minutes or hours. They look like times of the day."""
    for match in _SPORT.finditer(text):
        if match["h"]:
            values = [Fraction(int(match["h"]) * 3600 + int(match["m3"]) * 60 + int(match["s3"]))]
        else:
            minutes, seconds, rest = (match[g] or match[g + "2"] or "0" for g in "msf")
            values = [int(minutes) * 60 + Fraction(f"{seconds}.{rest}")]
            if match["m2"] and len(rest) == 2:
                values.append(Fraction(int(minutes) * 3600 + int(seconds) * 60 + int(rest)))
        yield Number(match.start(), match.end(), tuple(values), unit="second")


def _fractions(text: str) -> Iterator[Number]:
    for match in _MIXED.finditer(text):
        part = Fraction(_VULGAR[match["sign"]]) if match["sign"] else _slashed(int(match["part"]), int(match["of"]))
        if part is None:
            continue
        if match["whole"]:
            yield Number(match.start(), match.end(), (int(match["whole"]) + part,))
        else:
            # 1/8 may be a round of a cup, 9/11 a day.
            yield Number(match.start(), match.end(), (part * 100,), "percent", unit="percent", firm=False)


def _slashed(part: int, of: int) -> Fraction | None:
    return Fraction(part, of) if 0 < part < of and of in (2, 3, 4, 5, 6, 8, 10, 16, 100) else None
