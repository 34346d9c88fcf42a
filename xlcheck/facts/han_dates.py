"""Dates in Chinese, Japanese and Korean: 3月5日, 二〇二六年, 上周四, 木曜日, 令和6年, 民国114年."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.facts import han
from xlcheck.facts.when import DateFact, plausible

#: The year before the first one of an era.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "중화민국": 1911, "메이지": 1867, "다이쇼": 1911, "쇼와": 1925, "헤이세이": 1988, "레이와": 2018}  # fmt: skip
_NUMERAL = r"(?:(?<![\d.,])\d{1,2}|(?<![〇零一二三四五六七八九十百千万几数])(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[〇零一二三四五六七八九]))"
_YEAR = r"(?:(?<!\d)\d{4}|[一二][〇零一二三四五六七八九]{3})"
#: 2000年前 is two thousand years ago, 2015年前 before 2015.
_PLAIN_YEAR = r"(?![代多余来級级間间]|(?<=00年)以?[前后後]|(?<=00년)\s?전)"
#: In Chinese 15日前 is before the 15th; in words (三日前), and in Japanese, it is days ago.
_NOT_A_DAY = (
    r"(?![本常夜益元名间間内內連连ぶ目程あ当线楼机门码选馆球店院厅井文令仓游]|(?<=[一二三四五六七八九十]日)[前后]|[前後]に|後|"
    r"간|째|\s?동안|\s?만|\s?연속|\s?이내|\s?뒤|\s?후|\s?전|\s?가량|\s?정도)"
)
_DATE = re.compile(
    rf"(?:(?P<year>{_YEAR})\s?[年년]{_PLAIN_YEAR}(?:度)?\s?)?(?:(?P<month>{_NUMERAL})\s?[月월](?!份额|球|薪|票)份?\s?)?(?:(?P<day>{_NUMERAL})\s?[日号號일]{_NOT_A_DAY})?"
)
#: The first of two years: 2015至2018年, 2015-16年.
_FIRST_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?=\s?[-~/至到、和]\s?(?:19|20)\d\d\s?[年년])")
_ERA = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<count>\d{{1,3}}|元|[一二三四五六七八九十百]{{1,4}})\s?[年년](?![前以后代])"
)
#: Years of the Republic of China are written bare in Taiwan.
_REPUBLIC = re.compile(r"(?<!\d)(?P<count>1[0-3]\d)年(?=\d{1,2}月)")
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_WEEKDAYS |= {c: i for i, c in enumerate("月火水木金土")} | {c: i for i, c in enumerate("월화수목금토")} | {"일": 6}
_WEEKDAY = re.compile(
    r"(?P<week>上上|下下|[上下本这])?个?(?:星期|礼拜|(?<![一二两三四五六七八九十几数半\d])[周週])(?P<zh>[一二三四五六日天])(?![个次周年期])|"
    r"(?P<ja>[月火水木金土日])曜日?|(?P<ko>[월화수목금토일])요일|(?<=日\()(?P<short>[月火水木金土日])(?=\))"
)
_WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}


def han_dates(text: str) -> Iterator[DateFact]:
    """The dates and weekdays of a folded text, in no order."""
    yield from _years(text)
    month: tuple[int, int] | None = None
    for match in _DATE.finditer(text):
        fields = {name: _value(digits) for name, digits in match.groupdict().items() if digits}
        if not fields or not plausible(fields):
            continue
        # 3月5日至7日: the second day is of the same month.
        same = month and set(fields) == {"day"} and match.start() - month[0] <= 3
        yield DateFact(match.start(), match.end(), fields, {"month": month[1]} if month and same else {})
        month = (match.end(), fields["month"]) if "month" in fields else month
        month = (match.end(), month[1]) if month and same else month
    yield from _weekdays(text)


def _years(text: str) -> Iterator[DateFact]:
    for match in _FIRST_YEAR.finditer(text):
        yield DateFact(match.start(), match.end(), {"year": int(match["year"])})
    for match in _ERA.finditer(text):
        count = 1 if match["count"] == "元" else _value(match["count"])
        yield from _with_rest(text, match, _ERAS[match["era"]] + count)
    for match in _REPUBLIC.finditer(text):
        yield from _with_rest(text, match, _ERAS["民国"] + int(match["count"]))


def _with_rest(text: str, match: re.Match[str], year: int) -> Iterator[DateFact]:
    """The year of an era with the month and day behind it."""
    rest = _DATE.match(text, match.end())
    fields = {"year": year} | {k: _value(v) for k, v in (rest.groupdict() if rest else {}).items() if v}
    if plausible(fields):
        yield DateFact(match.start(), rest.end() if rest else match.end(), fields)


def _weekdays(text: str) -> Iterator[DateFact]:
    for match in _WEEKDAY.finditer(text):
        day = match["zh"] or match["ja"] or match["ko"] or match["short"]
        fields = {"weekday": _WEEKDAYS[day]}
        fields |= {"relative_week": _WEEKS[match["week"]]} if match["week"] else {}
        yield DateFact(match.start(), match.end(), fields)


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(han.value_of(numeral) or 0)
