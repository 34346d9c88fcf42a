"""Proper names that no table has, told by how they are written: capitals, dots between transcribed parts, surnames."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

#: Scripts with capitals where these mark names (and the beginning of a sentence) only.
CASED = frozenset("en fr es pt it nl ro pl cs sk sl hr hu sv da no fi tr id ms vi ru uk bg sr el ca lt lv et".split())
#: A capitalised word may be any noun: a candidate, never a proof.
NOUNS_CAPITALISED = frozenset({"de", "lb"})

_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
#: Endings of English nouns and adjectives that are no names, whatever capital a title gives them.
_NOUN_ENDINGS = re.compile(
    r"(?:tions?|sions?|ments?|ships?|ness|ity|ities|isms?|ists?|ologys?|ances?|ences?|tures?|ages?|able|ible|ful|less|ical|ously|"
    r"ers?hip|keepers?|person|people|works?|fighters?|makers?|owners?|leaders?|ors)$"
)
#: Words that are written small as a rule, or that an article or adjective goes before (German): no names, whatever
#: capital a title gives them. Counted in the training part of the parallel text, the offices and days added by hand.
COMMON = Path(__file__).parent.parent / "data" / "common"
_ENDINGS = (
    *(("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e")),
    *(("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("ly", "")),
)
#: What German surnames and towns end in, as compounds of these nouns do.
_SURNAME = re.compile(r"(?:mann|berg|feld|bach|burg|stein|hof|dorf|wald|baum|meier|bauer|hausen|stadt|tal)s?$")
#: What a name's words may have between them.
_PARTICLES = frozenset(
    "de del della di da das dos do du van von der den des la le el al bin ibn ben ter ten zu".split()
)
#: A word after one of these, or at the beginning of the text, is capitalised whatever it is.
_OPENS = re.compile(r"(?:^|[.!?:;…|\n]|[\"“”„«»‘'(\[]|[-–—•·])\s*[\"“”„«‘'(\[¿¡]*\s*$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Proper:
    """A stretch that may be a name: its telling words, and whether it begins a sentence."""

    start: int
    end: int
    words: tuple[Word, ...]
    initial: bool = False


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in a script with spaces."""
    return tuple(Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(text))


@lru_cache(maxsize=4096)
def capitalised(text: str, language: str = "en") -> tuple[Proper, ...]:
    """Runs of capitalised words, particles between them allowed, without offices, days and bodies."""
    words = words_of(text)
    if language not in NOUNS_CAPITALISED and _is_title(words):
        return ()
    found, run = [], list[Word]()
    for number, word in enumerate(words):
        gap = text[run[-1].end : word.start] if run else ""
        if run and not (gap in (" ", ". ", "\u00a0") and _goes_on(words, number, language)):
            found.append(run)
            run = []
        if _is_capital(word.text) or run:
            run.append(word)
    found += [run] if run else []
    return tuple(proper for words_ in found if (proper := _proper(text, words_, language)) is not None)


def _goes_on(words: tuple[Word, ...], number: int, language: str) -> bool:
    """Whether a word carries a name on: a capitalised one, or a particle before one."""
    word, after = words[number].text, words[number + 1].text if number + 1 < len(words) else ""
    if language in NOUNS_CAPITALISED:
        return _is_capital(word)
    return _is_capital(word) or (word in _PARTICLES and _is_capital(after))


def _proper(text: str, run: list[Word], language: str) -> Proper | None:
    telling = tuple(w for w in run if _is_capital(w.text) and _tells(_bare(w.text), language))
    if not telling:
        return None
    return Proper(
        run[0].start, run[-1].end, telling, telling[0] is run[0] and bool(_OPENS.search(text[: run[0].start]))
    )


def is_common(word: str, language: str) -> bool:
    """Whether a word is a common noun or the like, known as it is or by its last part (German) or its stem (English)."""
    known = _common(language)
    if language in NOUNS_CAPITALISED:
        if _SURNAME.search(word):
            return word in known
        return any(word[i:].capitalize() in known for i in (0, *range(2, len(word) - 3)))
    small = word.casefold()
    return small in known or any(
        small.endswith(end) and len(small) - len(end) >= 3 and small[: -len(end)] + stem in known
        for end, stem in _ENDINGS
    )


@cache
def _common(language: str) -> frozenset[str]:
    file = COMMON / f"{language}.txt"
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()


def _tells(word: str, language: str) -> bool:
    """Whether a capitalised word may be a name of its own."""
    return len(word) > 2 and not is_common(word, language) and not _NOUN_ENDINGS.search(word.casefold())


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or (len(word) > 3 and word[1] in "'’-" and word[2].isupper())


def _bare(word: str) -> str:
    """Without a possessive ending or an elided article."""
    return re.sub(r"^[dlDL]['’]|['’]s?$", "", word)


def _is_title(words: tuple[Word, ...]) -> bool:
    """Whether a line is set in capitals, as English headlines are."""
    long = [w.text for w in words[1:] if len(w.text) > 3]
    return len(long) >= 4 and sum(_is_capital(w) for w in long) > 0.66 * len(long)


_DOTTED = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:[·•‧・][\u4e00-\u9fff]{1,6})+|[\u30a0-\u30ff]{2,}(?:[・＝][\u30a0-\u30ff]+)+"
)
#: Most words in katakana are no names; those before a title are.
_TITLED = re.compile(
    r"[\u30a1-\u30fa\u30fc]{2,}(?=氏|さん|首相|大統領|選手|監督|外相|長官|議員|被告|容疑者|教授|市|州|県)"
)
#: Letters that Chinese uses to write foreign names by sound, and seldom three in a row for anything else.
_SOUNDS = (
    "阿埃艾安奥巴拜班邦贝本比彼别宾波伯博布查茨达戴丹德登邓迪蒂丁顿多厄恩尔法范费芬弗福夫冈戈格古哈海汉豪赫"
    "亨洪胡霍基吉加贾杰金津卡凯坎康考柯科克肯孔库夸拉莱兰朗劳勒雷里理利莉林琳隆卢鲁伦罗洛马玛迈曼梅门蒙米"
    "密明莫默姆穆纳娜乃南内尼涅宁努诺欧帕潘佩彭皮普奇齐钦切琼丘撒萨塞桑瑟森沙山尚绍舍申什圣施史舒司丝斯苏"
    "凡娅耶妮蕾薇黛萝珀菲芙茜索塔泰坦汤唐特腾提廷图托瓦万韦维魏温文翁沃乌伍武西希悉锡辛休雅亚延扬叶伊依易因英尤于约泽扎詹珍朱兹佐"
)
_BY_SOUND = re.compile(f"[{_SOUNDS}]{{3,}}")


@lru_cache(maxsize=4096)
def by_sound(text: str, language: str) -> tuple[Proper, ...]:
    """Names that Chinese and Japanese write by sound: dotted, in katakana, in the letters that are used for it."""
    patterns = (_DOTTED, _BY_SOUND) if language == "zh" else (_DOTTED, _TITLED)
    found: list[Proper] = []
    for pattern in patterns:
        for m in pattern.finditer(text):
            if not any(m.start() < f.end and f.start < m.end() for f in found):
                found.append(Proper(m.start(), m.end(), tuple(_parts(m.start(), m[0]))))
    return tuple(sorted(found, key=lambda f: f.start))


def _parts(start: int, name: str) -> list[Word]:
    return [Word(start + m.start(), start + m.end(), m[0]) for m in re.finditer(r"[^·•‧・＝]+", name)]
