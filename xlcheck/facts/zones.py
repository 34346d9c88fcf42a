"""Time zones that are named beside an hour: 15:00 GMT, 北京时间23点, "8 p.m. Eastern"."""

from __future__ import annotations

import re

#: Offsets from Greenwich in minutes; two where summer time makes a difference and the name doesn't tell.
_ZONES: dict[tuple[int, ...], str] = {
    (0,): r"gmt|utc|格林[尼威]治(?:标准)?时间|世界(?:标准|协调)?时间?|グリニッジ標準時|世界標準時|그리니치 표준시|세계 표준시|по гринвичу|за гринвічем|بتوقيت غرينتش|بتوقيت جرينتش",
    (60,): r"cet|mez|中欧时间",
    (120,): r"cest|mesz|中欧夏令时间?",
    (60, 120): r"(?:central european|berlin|paris|rome|madrid) time|heure (?:de paris|française)|ortszeit berlin|ora italiana|hora de (?:madrid|parís)|巴黎时间|柏林时间",
    (0, 60): r"london time|伦敦时间|heure de londres|hora de londres|по лондону|ロンドン時間",
    (180,): r"msk|мск|moscow time|по мск|по московскому времени|московского времени|по москве|за московським часом|莫斯科时间|モスクワ時間|moskauer zeit|heure de moscou|hora de moscú|ora di mosca|بتوقيت موسكو|모스크바 시간",
    (120, 180): r"kyiv time|kiev time|по киеву|по киевскому времени|за києвом|за київським часом|基辅时间|kiewer zeit|heure de kiev|hora de kiev",
    (480,): r"beijing time|北京时间|北京時間|中国時間|по пекину|по пекинскому времени|pekinger zeit|heure de pékin|hora de (?:pekín|pequim)|ora di pechino|بتوقيت بكين|베이징 시간|台北时间|台湾时间|香港时间",
    (540,): r"jst|kst|tokyo time|japan time|seoul time|korean? (?:standard )?time|日本時間|日本时间|东京时间|韓国時間|韩国时间|首尔时间|한국시간|한국 시간|일본 시간|일본시간",
    (330,): r"indian standard time|भारतीय समयानुसार|印度时间",
    (-300,): r"(?<![^\W_])est",
    (-240,): r"edt",
    (-300, -240): r"eastern(?: time| standard time| daylight time)?|(?<![^\W_])et|new york time|美东时间|美国东部(?:夏令)?时间|纽约时间|米東部時間|ニューヨーク時間|미 동부시간|미국 동부시간|hora del este|heure de new york|по нью-йорку",
    (-480,): r"pst",
    (-420,): r"pdt",
    (-480, -420): r"pacific(?: time)?|(?<![^\W_])pt|美西时间|美国西部时间|hora del pacífico",
    (420,): r"wib|giờ hà nội|giờ việt nam",
}  # fmt: skip
_NAMED = re.compile("|".join(rf"(?P<z{i}>(?:{names}))(?![a-zа-я])" for i, names in enumerate(_ZONES.values())))
_OFFSETS = tuple(_ZONES)
#: What may stand between an hour and its zone.
_BESIDE = re.compile(r"[\s,(（]{0,3}(?:uhr |h |heures? |horas? )?")
_REACH = 24
_STOP = re.compile(r"[,.;:，。；、()（）]")


def zone(text: str, start: int, end: int) -> tuple[int, ...]:
    """Offsets of the zone that is named right behind an hour, or before it in the same breath; empty where none is."""
    lead = _BESIDE.match(text, end)
    after = _NAMED.match(text, lead.end() if lead else end)
    if after:
        return _offsets(after)
    before = text[max(0, start - _REACH) : start]
    found = [match for match in _NAMED.finditer(before) if not _STOP.search(before[match.end() :])]
    # "в 15:00 по Москве, в 12:00 …": a Slavic or English zone follows its hour.
    return _offsets(found[-1]) if found and not before[found[-1].start()].isascii() and _is_han(before) else ()


def _offsets(match: re.Match[str]) -> tuple[int, ...]:
    return _OFFSETS[int((match.lastgroup or "z0")[1:])]


def _is_han(text: str) -> bool:
    return any("぀" <= c <= "鿿" or "가" <= c <= "힣" for c in text)
