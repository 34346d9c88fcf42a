"""Korean numbers: 12만5000, 3억 5천만, 이십오 퍼센트, 3분의 1, 스물다섯 명."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from xlcheck.facts import han
from xlcheck.facts.values import Number

_HAN = str.maketrans("영공일이삼사오육륙칠팔구십백천만억조", "零〇一二三四五六六七八九十百千万亿兆")
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALES = "십백천만억조"
#: Digits with magnitudes, parted by blanks or not.
_MIXED = (
    rf"{_DIGITS}(?:\s?[{_SCALES}]+(?![가-힣]*[번호])(?:\s?{_DIGITS}(?=\s?[{_SCALES}])|(?<=[만억조])\s?{_DIGITS})?)*"
)
_WORD = rf"[일이삼사오육륙칠팔구{_SCALES}]"
#: Only before these is a run of such syllables surely a number: 구조 is a rescue, 조사 an inquiry, 만일 an "if".
_COUNTERS = "명|여\\s?명|개|원|달러|유로|위안|엔|파운드|루블|마리|가구|톤|킬로|미터|퍼센트|%|년|시간|헥타르|제곱"
_SPELLED = rf"(?<![가-힣\d])(?!구조|조사|만일|억만|조만|일조)(?={_WORD}*[십백천만억])(?:{_WORD}{{2,}}|(?:{_WORD}+\s)+{_WORD}+)(?=\s?(?:{_COUNTERS}))"
_NUMBER = re.compile(rf"(?P<digits>(?<![a-z\d])(?<![a-z]-)(?:{_MIXED}))|(?P<spelled>{_SPELLED})")
_FRACTION = re.compile(rf"(?P<of>(?<!\d){_DIGITS}|{_WORD}+)\s?분의\s?(?P<part>{_DIGITS}|{_WORD}+)")
_WARI = re.compile(r"(?P<n>(?<!\d)\d+(?:\.\d+)?|[일이삼사오육칠팔구])할(?![인당증머 ])")
_VAGUE = re.compile(rf"(?:수|몇)\s?[{_SCALES}]+")
#: Native numerals; the short forms of 1 to 4 and 10 only where what they count follows.
_TENS = dict(
    zip("열 스물 스무 서른 마흔 쉰 예순 일흔 여든 아흔".split(), (10, 20, 20, 30, 40, 50, 60, 70, 80, 90), strict=True)
)
_ONES = dict(
    zip(
        "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 한 두 세 네".split(),
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4),
        strict=True,
    )
)
_NATIVE = re.compile(
    rf"(?<![가-힣\d])(?:(?P<tens>{'|'.join(_TENS)})(?P<one>{'|'.join(_ONES)})?|(?P<alone>{'|'.join(_ONES)}))(?=\s[가-힣]|명|개|살|곳|마리|시간|가지|$)"
)


def native_numbers(text: str) -> Iterator[Number]:
    """스물다섯 명, 두 사람: the native numerals, which reach to 99; a bare 한 ("one", "a") is none."""
    for match in _NATIVE.finditer(text):
        value = _TENS.get(match["tens"], 0) + _ONES.get(match["one"] or match["alone"], 0)
        if match[0] != "한":
            yield Number(match.start(), match.end(), (Fraction(value),), firm=value > 12)


def korean_numbers(text: str) -> Iterator[Number]:
    """The numbers of a folded Korean text that are written with digits or Chinese numerals; kinds in no order."""
    for match in _FRACTION.finditer(text):
        of, part = (han.value_of(match[name].translate(_HAN)) for name in ("of", "part"))
        if of and part is not None:
            yield Number(match.start(), match.end(), (part / of * 100,), "percent", unit="percent")
            text = _without(text, match)
    for match in _WARI.finditer(text):
        if (value := han.value_of(match["n"].translate(_HAN))) is not None and value < 10:
            yield Number(match.start(), match.end(), (value * 10,), "percent", unit="percent")
            text = _without(text, match)
    for match in _VAGUE.finditer(text):
        text = _without(text, match)
    yield from _plain(text)


def _plain(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        value = han.value_of(re.sub(r"\s", "", match[0]).translate(_HAN))
        if value is None:
            continue
        start, end = match.start(), match.end()
        if text[start - 1 : start] == "제":
            yield Number(start - 1, end, (value,), "ordinal", firm=False)
        else:
            year = match[0].isdecimal() and len(match[0]) == 4 and 1900 <= value <= 2050
            yield Number(start, end, (value,), firm=not year)


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]
