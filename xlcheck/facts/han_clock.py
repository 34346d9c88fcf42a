"""Times of day in Chinese, Japanese and Korean: 下午3点半, 午後3時, 오후 세 시 반."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.facts import han
from xlcheck.facts.clock import four_digits, in_half
from xlcheck.facts.when import DateFact
from xlcheck.facts.zones import zone

_PARTS = {
    "am": "凌晨 清晨 早晨 早上 早 上午 午前 未明 早朝 朝 오전 새벽 아침",
    "noon": "中午 正午 昼 낮 정오",
    "pm": "下午 午后 傍晚 午後 夕方 오후 저녁",
    "night": "晚上 晚间 晚 夜里 夜间 深夜 半夜 夜 今晚 昨晚 当晚 밤",
}
_OF_PART = {word: part for part, words in _PARTS.items() for word in words.split()}
_NATIVE = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12}  # fmt: skip
_EITHER = "|".join(sorted(_OF_PART, key=len, reverse=True))
_HOUR = re.compile(
    rf"(?:(?P<part>{_EITHER})\s?)?(?P<hour>(?<![\d.,])\d{{1,2}}|[零一二两三四五六七八九十]{{1,3}}|(?<![가-힣])(?:{'|'.join(sorted(_NATIVE, key=len, reverse=True))})(?=\s?시))\s?"
    r"(?:(?P<mark>[时時]|点钟?|시)(?![代期候间間尚装速候差리작]|\s?간)|:(?=\d\d))"
    r"(?:\s?(?P<minute>\d{1,2}|[一二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])(?:分|분|(?=\D|$))|(?P<half>\s?半|\s반|반)|(?P<quarter>[一三])刻)?(?!\d|个|多)"
)
_NAMED_HOURS = {"正午": 720, "정오": 720, "자정": 0, "午夜": 0, "子夜": 0, "零时": 0, "零点": 0}
_NAMED = re.compile("|".join(_NAMED_HOURS))


def han_hours(text: str) -> Iterator[DateFact]:
    """The times of day of a folded text, in no order."""
    for match in _HOUR.finditer(text):
        hour = _value(match["hour"])
        minute = 30 if match["half"] else 15 * _value(match["quarter"] or "0") or _value(match["minute"] or "0")
        zones = zone(text, match.start(), match.end())
        if hour <= 24 and minute < 60 and _tells_time(text, match, hour, bool(zones)):
            at = in_half(hour, minute, _OF_PART.get(match["part"] or "", ""), leading_zero=match["hour"][0] == "0")
            yield DateFact(match.start(), match.end(), at, zones=zones)
    for match in _NAMED.finditer(text):
        yield DateFact(match.start(), match.end(), {"hour": _NAMED_HOURS[match[0]]})
    yield from four_digits(text)


def _tells_time(text: str, match: re.Match[str], hour: int, zoned: bool) -> bool:
    """Whether something says that it is an hour: 3点 may be three points of a list, 3:05 a result, 早一点 is "earlier"."""
    if match["mark"] is None:
        return bool(match["minute"]) and text[match.end() : match.end() + 1] not in ("%", ":", "比")
    idiom = match["hour"] == "一" and match["part"] in ("早", "晚")
    if idiom or (match["hour"] in ("一", "十") and match["mark"] in ("时", "時")):
        return False
    told = match["part"] or match["minute"] or match["half"] or match["quarter"]
    return bool(told or match["mark"][0] != "点" or zoned or hour > 12)


def _value(numeral: str) -> int:
    if numeral in _NATIVE:
        return _NATIVE[numeral]
    return int(numeral) if numeral.isdecimal() else int(han.value_of(numeral.strip()) or 0)
