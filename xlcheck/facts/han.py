"""Chinese and Japanese numerals, alone or mixed with digits: 一百二十万, 1亿2000万, 105.8万, 二〇二六."""

from __future__ import annotations

import re
from fractions import Fraction

from xlcheck.facts.values import LONGEST

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
#: 一百五 is 150 and 两万五 is 25,000: a last digit counts in the next smaller magnitude (一百零五 is 105).
_NEXT_SMALLER = {"百": 10, "千": 100, "万": 1000, "萬": 1000, "亿": 10**7, "億": 10**7}
#: Arabic digits in groups of three: 1,234,567, or 200 000 with any blank.
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_TOKEN = re.compile(rf"{_ARABIC}|点|.")
_NUMERAL = "零〇一二两兩三四五六七八九十廿卅百千"

#: A run of numerals; a bare 点, 十 or 万 is none, and digits go on after a magnitude only: in 7三振 stand two numbers.
RUN = re.compile(
    rf"(?:(?:{_ARABIC})|[{_NUMERAL}])"
    rf"(?:(?<=\d) ?[百千万萬亿億兆]+|(?<=[百千万萬亿億兆])(?:{_ARABIC})|点(?=[零〇一二三四五六七八九])|(?<!\d)[{_NUMERAL}万萬亿億兆])*"
)


def value_of(run: str) -> Fraction | None:
    """The value of a run of numerals; None where it is none."""
    if len(run) > LONGEST:
        return None
    tokens = _TOKEN.findall(re.sub(r"(?<=\d)[ \u00a0\u2009\u202f]", "", run))
    if all(token in DIGITS for token in tokens):
        return Fraction("".join(str(DIGITS[token]) for token in tokens)) if tokens else None
    total, section, last = Fraction(0), Fraction(0), 10**16
    number: Fraction | None = None
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token[0].isdecimal():
            number = Fraction(token.replace(",", ""))
        elif token == "点":
            decimals = ""
            while i + 1 < len(tokens) and tokens[i + 1] in DIGITS:
                i += 1
                decimals += str(DIGITS[tokens[i]])
            number = (number or Fraction(0)) + Fraction(f"0.{decimals or 0}")
        elif token in DIGITS:
            number = (number or Fraction(0)) * 10 + DIGITS[token]
        elif token in ("廿", "卅"):
            section += _SMALL[token]
        elif token in _SMALL:
            section += (Fraction(1) if number is None else number) * _SMALL[token]
            number = None
        elif token in _LARGE:
            here = section + (number or Fraction(0))
            if _LARGE[token] > last:
                total = (total + here) * _LARGE[token]
            else:
                total += (here or Fraction(1)) * _LARGE[token]
            section, number, last = Fraction(0), None, _LARGE[token]
        else:
            return None
        i += 1
    if number is not None and len(tokens) > 1 and tokens[-1] in DIGITS and tokens[-2] in _NEXT_SMALLER:
        number *= _NEXT_SMALLER[tokens[-2]]
    return total + section + (number or Fraction(0))
