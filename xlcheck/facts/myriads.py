"""Numbers in Chinese and Japanese text: 105.8万, 三成, 八折, 三分之一, 翻一番, 1割8分2厘."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from xlcheck.facts import han
from xlcheck.facts.values import Bound, Kind, Number

_GUARDS = re.compile(
    r"兆(?=[焦瓦帕赫字比])|(?<!\d)\d+(?:\.\d+){2,}|一[些直样起定般旦切致带边线度再律向同体步番时下来方面行家道律经举连味心贯个]|[统唯单专]一|(?<!分)之一|第一(?=夫人|时间|财经)|十分(?![钟之])|百姓|千里|"
    r"万(?=里|物|众)|(?<![零一二两三四五六七八九十百千\d])万一|四[川处周面]|三[亚星峡农菱井]|九江|六安|七夕|五[角金]|百[度家科姓货合]|千[瓦克米赫](?!\d)|三三两两|三心二意|"
    r"两[岸会国院]|双方|二战|一战|八[达卦月]|一二[三线]|[七八]上[八下]|四季|一共|一一|一[流二]|百分点|千方百计|千万别|一番|"
    r"(?<![十百千万亿])[一二三多]元(?=[化论制性]|结构|对立|社会)|百万富翁|千家万户|成千上万|千[百万]年|半[数数]以"
)
_CHENG = re.compile(r"成(?![立为功员都本长就果熟分交品绩型语因了])")
_ZHE = re.compile(r"折(?![射叠磨返断扣])|折扣(?=$|[^率])")
_WARI = re.compile(r"割(?![合引当れりっ])(?:(?P<bu>[\d一二三四五六七八九])分)?(?:(?P<rin>[\d一二三四五六七八九])厘)?")
_WHOLE = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10000)}
_FRACTION = re.compile(r"(?P<whole>[\d.]+|[百千万零〇一二两三四五六七八九十]+)分[之の](?P<minus>负?)")
_LABEL = re.compile(r"[a-z][-\s]?$|[a-z]-$")
#: 增长两倍 is three times as much; whoever writes "twice" for it is forgiven.
_GROWTH = re.compile(r"(?:增|涨|提[高升]|上[升调]|升|加|高|多|超|扩|翻)[^\d,，。;；]{0,8}$")
#: Before a bare 万 or 亿: the words that make it a number ("上万人"), and what they make of it.
_BARE = re.compile(
    r"(?:(?P<under>近|不到|不足)|(?P<over>过|超过|超|逾|上)|约)(?P<scale>万|亿)(?![一二三四五六七八九十\d亿里]|人民币)|(?P<more>(?<![\d一二三四五六七八九十百千万亿数几两上])[万亿])[多余](?=[^一二三四五六七八九十\d])"
)
_FEW = re.compile(r"(?P<a>[一二两三四五六七八])(?P<b>[两二三四五六七八九])(?P<size>[十百千万亿]*)")
_HALF = re.compile(r"(?:个半(?=小时|月|钟头|世纪|天|星期|学期|多)|と?半(?![数年路途岛导载价径圆决场夜以死信官]))")
#: Words for shares and multiples that hold no numeral to read.
_SHARES = {"一半": 50, "半数": 50, "减半": 50, "減半": 50, "半減": 50, "腰斩": 50, "过半": 50, "半分": 50}
_MULTIPLES = (
    dict.fromkeys("翻倍 翻一番 翻番 倍增 翻了一番 翻了番 成倍增长 双倍 加倍".split(), 2)
    | dict.fromkeys(("翻两番", "翻了两番"), 4)
    | dict.fromkeys(("翻三番", "翻了三番"), 8)
)
_WORDS: dict[str, tuple[Fraction, Kind]] = {
    **{word: (Fraction(value), "percent") for word, value in _SHARES.items()},
    **{word: (Fraction(value), "multiple") for word, value in _MULTIPLES.items()},
}  # fmt: skip
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))


def myriad_numbers(text: str) -> list[Number]:
    """The numbers of a folded Chinese or Japanese text, in order."""
    # Japanese papers write the decimal point as a middle dot.
    text = re.sub(r"(?<=\d)・(?=\d)", ".", text)
    found = [
        Number(m.start(), m.end(), (_WORDS[m[0]][0],), _WORDS[m[0]][1], unit=_unit(_WORDS[m[0]][1]), firm=False)
        for m in _WORD.finditer(text)
    ]
    text = _hidden(_WORD, text)
    found += [_bare(match) for match in _BARE.finditer(text)]
    text = _hidden(_GUARDS, _hidden(_BARE, text))
    end = 0
    for match in han.RUN.finditer(text):
        if match.start() >= end and (number := _number(text, match.start(), match.end())):
            found.append(number)
            end = number.end
    return sorted(found, key=lambda number: number.start)


def _unit(kind: Kind) -> str:
    return "times" if kind == "multiple" else "percent"


def _hidden(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: "\0" * len(match[0]), text)


def _bare(match: re.Match[str]) -> Number:
    """近万 and 万余 say ten thousand, roughly."""
    scale = han.value_of("一" + (match["scale"] or match["more"])) or Fraction(0)
    bound: Bound = "under" if match["under"] else "over" if match["over"] or match["more"] else "about"
    start = match.start("scale") if match["scale"] else match.start()
    return Number(start, match.end(), (scale,), bound=bound, firm=False)


def _number(text: str, start: int, end: int) -> Number | None:
    """The number that a run of numerals is, by what stands around it: the first way of reading that applies."""
    if (fraction := _fraction(text, start)) is not None:
        return fraction
    if (few := _FEW.fullmatch(text[start:end])) and han.DIGITS[few["b"]] - han.DIGITS[few["a"]] == 1:
        # 五六十 are fifty or sixty, 一两 one or two
        size = han.value_of("一" + few["size"]) if few["size"] else Fraction(1)
        readings = tuple(han.DIGITS[few[name]] * (size or Fraction(1)) for name in "ab")
        return Number(start, end, readings, bound="about", firm=False)
    value = han.value_of(text[start:end])
    if value is None:
        return None
    for way in _WAYS:
        if (number := way(text, start, end, value)) is not None:
            return number
    return _plain(text, start, end, value)


def _fraction(text: str, start: int) -> Number | None:
    share = _FRACTION.match(text, start)
    rest = han.RUN.match(text, share.end()) if share else None
    if not share or not rest:
        return None
    whole, part = _WHOLE.get(share["whole"]) or han.value_of(share["whole"]), han.value_of(rest[0])
    if not whole or part is None:
        return None
    share_of = part / whole * (-100 if share["minus"] else 100)
    return Number(start, rest.end(), (share_of,), "percent", unit="percent")


def _label(text: str, start: int, end: int, value: Fraction) -> Number | None:
    lead = text[max(0, start - 3) : start]
    if text[start].isdecimal() and _LABEL.search(lead) and not re.search(r"\d\s?x$", lead):
        return Number(start, end, (value,), "label", firm=False)
    return None


def _ordinal(text: str, start: int, end: int, value: Fraction) -> Number | None:
    return Number(start - 1, end, (value,), "ordinal", firm=False) if text[start - 1 : start] == "第" else None


def _tenths(text: str, start: int, end: int, value: Fraction) -> Number | None:
    """三成五 and 3割5分 are 35 percent; in 三成为 and 成员 stands no share."""
    if value > 10:
        return None
    if text.startswith(("成为", "成為", "成员", "成員"), end):
        return Number(start, end + 1, (value * 10, value), "percent", unit="percent", firm=False)
    if _CHENG.match(text, end) and not (text.startswith("成人", end) and value == 1):
        extra = re.match(r"成([一二三四五六七八九半\d])(?![个名])", text[end:])
        bonus = (Fraction(5) if extra[1] == "半" else _digit(extra[1])) if extra else Fraction(0)
        return Number(start, end + (2 if extra else 1), (value * 10 + bonus,), "percent", unit="percent")
    if wari := _WARI.match(text, end):
        more = _digit(wari["bu"]) + _digit(wari["rin"]) / 10
        return Number(start, wari.end(), (value * 10 + more,), "percent", unit="percent")
    return None


def _digit(character: str | None) -> Fraction:
    return (han.value_of(character) if character else None) or Fraction(0)


def _discount(text: str, start: int, end: int, value: Fraction) -> Number | None:
    """八折 is 20 percent off, or 80 percent of the price: a translator may say either."""
    if not _ZHE.match(text, end) or value >= 100:
        return None
    kept = value * 10 if value < 10 else value
    return Number(start, end + 1, (100 - kept, kept), "percent", unit="percent")


def _times(text: str, start: int, end: int, value: Fraction) -> Number | None:
    if not text.startswith("倍", end):
        return None
    grown = _GROWTH.search(text[max(0, start - 10) : start])
    to = text[max(0, start - 1) : start] in ("到", "为", "至", "达", "了的")
    values = (value + 1, value) if grown and not to and not text.startswith("に", end + 1) else (value,)
    return Number(start, end + 1, values, "multiple", unit="times", firm=value >= 3 or text[start].isdecimal())


def _and_more(text: str, start: int, end: int, value: Fraction) -> Number | None:
    """二十多万 and 3000余 are "over"; in 数百万 stands no figure at all."""
    more = re.match(r" ?[多余几来] ?(万亿|[万亿兆億萬])", text[end:])
    scaled = han.value_of(text[start:end] + more[1]) if more else None
    return Number(start, end + len(more[0]), (scaled,), bound="over") if more and scaled is not None else None


_AND_OTHERS = re.compile(r"(?<![のなか])ら$|等$")


def _plain(text: str, start: int, end: int, value: Fraction) -> Number:
    run, before = text[start:end], text[max(0, start - 1) : start]
    digits = any(c.isdecimal() for c in run)
    # 数百万 and 几十 are vague; 上千 and a bare 百万 are loosely said; 一 to 十 may be part of a word.
    vague = not digits and before in ("数", "几", "好", "何")
    loose = not digits and (before == "上" or not run.strip("百千万亿"))
    firm = (digits or (value >= 11 and len(run) >= 2)) and not (vague or loose or _is_year(value, run))
    # 兆 is a trillion in Taiwan and Japan, and was a million on the mainland.
    values = (value, value / 10**6) if "兆" in run else (value,)
    if _AND_OTHERS.search(text, max(0, start - 2), start) and re.match(r"\s?[人名位]", text[end:]) and value > 1:
        values = (*values, value - 1)  # 正代ら4人 counts him in, "Shodai and three others" doesn't
    return Number(start, end, values, firm=firm, vague=vague)


def _is_year(value: Fraction, run: str) -> bool:
    return run.isdecimal() and len(run) == 4 and 1900 <= value <= 2050


_WAYS: tuple[Callable[[str, int, int, Fraction], Number | None], ...] = (
    _label,
    _ordinal,
    _tenths,
    _discount,
    _times,
    _and_more,
)


def halves(text: str, at: int) -> Iterator[int]:
    """Where a half ends that goes with the number or measure before ``at``: 两年半, 三个半小时, 18歳と半年."""
    if match := _HALF.match(text, at):
        yield match.end()
