"""Names that no table knows, linked across the two articles by how they sound.

An English name is looked for in the whole original: the stretch that sounds most like it, above a floor, is its
counterpart. Then a bead that has one without the other has another name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from xlcheck.facts.romanise import likeness, romanised, skeleton
from xlcheck.language.chinese import simplified
from xlcheck.language.detection import primary

#: Two or more capitalised words, particles between them allowed: a full name.
_FULL = re.compile(
    r"(?<![\w.])[A-Z][\w'’-]+(?:\s(?:(?:de|del|della|di|da|dos|van|von|der|den|bin|ibn|al|el|la|le|du|ten|ter)\s|[A-Z]\.\s?)*[A-Z][\w'’-]+)+"
)
_CAPITAL = re.compile(r"[A-ZА-ЯЁІЇЄҐ][\w'’-]+")
_HAN_NAME = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:[·•‧・][\u4e00-\u9fff]{1,6})+|[\u30a0-\u30ff]{2,}(?:[・＝][\u30a0-\u30ff]+)+"
)
#: Below this two names are hardly one: of forty pairs in six scripts most lie above 0.6.
FLOOR = 0.62
_NOT_NAMES = frozenset(
    (
        "the a an in on at of for and but as by from with to january february march april may june july "
        "august september october november december monday tuesday wednesday thursday friday saturday sunday "
        "university college ministry minister president prime company bank group institute national "
        "international department committee party council court agency bureau center centre association "
        "federation corporation county province city state street district river lake mount"
    ).split()
)


def link(
    originals: Sequence[str],
    translations: Sequence[str],
    original_language: str | None,
    translation_language: str | None,
) -> tuple[tuple[str, str], ...]:
    """(name in the translation, its counterpart in the original) for full names of an English translation, or the reverse."""
    if primary(translation_language) == "en":
        return tuple(_links(translations, originals, primary(original_language)))
    if primary(original_language) == "en":
        return tuple(
            (foreign, name) for name, foreign in _links(originals, translations, primary(translation_language))
        )
    return ()


def _links(english: Sequence[str], foreign: Sequence[str], language: str) -> Iterable[tuple[str, str]]:
    names = Counter(name for text in english for name in full_names(text))
    candidates = sorted({name for text in foreign for name in _candidates(text, language)})
    for name in names:
        best = (
            max(candidates, key=lambda c: (_match(name, c), -len(c), c), default="") if len(skeleton(name)) >= 3 else ""
        )
        if best and _match(name, best) >= FLOOR:
            yield name, best


def _match(name: str, candidate: str) -> float:
    """Likeness; a Chinese name must have its surname, letter for letter, among the words of the English one."""
    if _is_chinese_name(candidate):
        words = [romanised(word) for word in name.split()]
        return likeness(name, candidate) if _surname_of(candidate) & set(words) else 0.0
    return likeness(name, candidate)


def full_names(text: str) -> list[str]:
    """Full names in an English text: neither the first word's capital alone nor offices and months."""
    found = []
    for match in _FULL.finditer(text):
        words = match[0].split()
        while words and words[0].lower().strip("'’") in _NOT_NAMES | _TITLES:
            words.pop(0)
        if len(words) >= 2 and not any(word.lower() in _NOT_NAMES for word in words):
            found.append(" ".join(words))
    return found


_TITLES = frozenset(
    (
        "mr mrs ms dr prof professor sir lord lady minister president premier chancellor senator governor "
        "mayor general colonel captain judge chairman chairwoman director coach ambassador secretary "
        "spokesman spokeswoman former deputy vice chief"
    ).split()
)


def _candidates(text: str, language: str) -> set[str]:
    """Stretches that may be a full name: dotted transcriptions, a Chinese surname with a letter or two, capitalised words."""
    if language in ("zh", "ja", "ko"):
        return {trimmed for match in _HAN_NAME.finditer(text) for trimmed in _trimmings(match[0])} | (
            _chinese_names(text) if language == "zh" else set()
        )
    words = [word.strip('.,:;"»«()„“”،؛') for word in text.split()]
    runs = (words[i : i + n] for n in (2, 3, 4) for i in range(len(words) - n + 1))
    if language == "ar":
        return {" ".join(run) for run in runs if len(run) <= 3}
    return {" ".join(run) for run in runs if _CAPITAL.match(run[0]) and _CAPITAL.match(run[-1])}


def _trimmings(dotted: str) -> list[str]:
    """A dotted name without letters that belong to the words around it: 议员塔尼娅·弗尔霍夫尼克在."""
    parts = re.split(r"([·•‧・＝])", dotted)
    return [
        "".join([parts[0][i:], *parts[1:-1], parts[-1][:n]])
        for i in range(len(parts[0]))
        for n in range(1, len(parts[-1]) + 1)
    ]


#: The commonest surnames; a Chinese name without one of them is not told from other words.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷"
    "黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
#: Surnames that are read otherwise than the letter alone.
_READINGS = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "任": "ren",
    "查": "zha",
    "翟": "zhai",
    "覃": "qin",
    "佘": "she",
    "盖": "ge",
    "吕": "lyu",
    "朴": "park",
}


def _chinese_names(text: str) -> set[str]:
    plain = simplified(text)
    return {
        text[i : i + n]
        for n in (2, 3)
        for i in range(len(text) - n + 1)
        if plain[i] in _SURNAMES and all("\u4e00" <= c <= "\u9fff" for c in plain[i : i + n])
    }


def _is_chinese_name(candidate: str) -> bool:
    return len(candidate) in (2, 3) and all("\u4e00" <= c <= "\u9fff" for c in candidate)


def _surname_of(name: str) -> set[str]:
    letter = simplified(name[0])
    return {romanised(name[0]), romanised(letter), _READINGS.get(letter, romanised(letter))}


_UNCASED = frozenset({"zh", "ja", "ko", "ar"})
_CYRILLIC = frozenset({"ru", "uk"})


def persons(text: str, language: str) -> list[str]:
    """Full names that a text writes as such: dotted transcriptions, capitalised words."""
    if language in ("zh", "ja"):
        return [match[0] for match in _HAN_NAME.finditer(text)]
    return full_names(text) if language not in _UNCASED | {"de"} else []


def half_match(name: str, text: str, language: str) -> str:
    """The name in a text that shares one part with a full name and is another in the other part; empty where there is none."""
    parts = name.split()
    if len(parts) != 2:
        return ""
    if language == "zh":
        given = {romanised(part) for part in parts}
        for candidate in sorted(_chinese_names(text)):
            if len(candidate) == 3 and romanised(candidate[1:]) in given and not _surname_of(candidate) & given:
                return candidate
    if language not in _UNCASED | _CYRILLIC:
        return ""  # Latin letters are copied, not transcribed
    for candidate in sorted(_candidates(text, language)):
        if language in _CYRILLIC and text.lstrip('«„"').startswith(candidate):
            continue
        halves = re.split(r"[\s·•‧・＝]+", candidate)
        if len(halves) == 2 and all(len(skeleton(half)) >= 2 for half in (*halves, *parts)):
            same, other = sorted(
                (likeness(a, b), likeness(c, d)) for a, b, c, d in ((parts[0], halves[0], parts[1], halves[1]),)
            )[0]
            if (same >= 0.8 and other < 0.5) or (other >= 0.8 and same < 0.5):
                return candidate
    return ""


def appears(name: str, text: str) -> bool:
    """Whether a name, or its telling last part, stands in a text of the same language."""
    if name in text:
        return True
    parts = re.split(r"[\s·•‧・＝]", name)
    return len(parts) > 1 and any(len(part) >= 2 and _stem(part) in text for part in (parts[0], parts[-1]))


def _stem(part: str) -> str:
    """A Cyrillic name without its case ending."""
    return part[:-1] if len(part) > 5 and "\u0400" <= part[0] <= "\u04ff" else part
