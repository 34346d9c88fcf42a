"""Who does what to whom, where a text says so plainly: two names, one verb, and the order, particle or case that tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlcheck.facts.matching import Matcher

TABLE = Path(__file__).parent.parent / "data" / "roles.toml"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: ``id`` is the same on both sides."""

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What one does to the other."""

    verb: str
    agent: Mention
    patient: Mention


#: Between two names: what ends a clause, joins or compares them, opens a clause about one of them, or makes it another's.
_BREAKS = {
    "zh": re.compile(
        r"[，,。；;：:、！？!?（(“”\"—]|和|与|跟|及|同|或|而|说|称|表示|认为|的(?!袭击|攻击|指责|制裁|支持|威胁|批评)"
    ),
    "ja": re.compile(r"[。；;：:！？（(「」]|と(?!い)|や|および"),
    "ko": re.compile(r"[.;:!?(\"“”]|와\s|과\s|및"),
}
_BREAK = re.compile(
    r"[,;:.!?()\"“”«»„–—]|(?<!\w)(?:and|or|but|who|which|that|whose|with|for|in|from|to|near|after|before|as|than|like|not|"
    r"und|oder|aber|der\sdie|dass|mit|für|in|aus|nach|vor|als|wie|nicht|"
    r"et|ou|mais|qui|que|avec|pour|dans|comme|ne|pas|y|e|o|pero|con|para|en|como|no|ni|"
    r"ed|ma|che|per|nel|come|non|mas|com|em|não|и|или|но|а|что|с|со|в|из|после|для|не|и|та|й|або|але|що|з|із|після|для)(?!\w)"
)
_BE = re.compile(r"(?<!\w)(?:was|were|is|are|been|being|be|got|gets)(?!\w)")
_WERDEN = re.compile(r"(?<!\w)(?:wurden?|wird|werden|worden)(?!\w)")
#: Cyrillic endings that a subject, or a direct object, can't have.
_OBLIQUE = re.compile(r"(?:[ую]|ой|ей|ою|ею|ом|ем|єм|ами|ями)$")
_SUBJECT = re.compile(r"(?:[ая]|ия|ія)$")
#: How much may stand between the two, and after the second where the verb stands there.
_GAP, _AFTER = 45, 30


def deed(folded: str, language: str, one: Mention, other: Mention) -> Deed | None:
    """What the first of two mentions in a text does to the second, or the second to the first; None where it isn't plain."""
    if language not in _verbs():
        return None
    first, second = sorted((one, other), key=lambda m: m.start)
    gap = folded[first.end : second.start]
    after = _clause(folded[second.end :], language)
    breaks = _BREAKS.get(language, _BREAK)
    if language == "de" and re.search(r"(?<!\w)(?:den|dem)\s+$", folded[: first.start]):
        return None
    if len(gap) > (12 if language in ("zh", "ja", "ko") else _GAP) or breaks.search(_without_article(gap, language)):
        return None
    return _READERS.get(language, _by_order)(language, first, second, gap, after)


def names_deed(folded: str, language: str) -> bool:
    """Whether a text has a verb of the table at all."""
    return language in _verbs() and any(True for _ in _matcher(language).find(folded))


def _by_order(language: str, first: Mention, second: Mention, gap: str, after: str) -> Deed | None:
    """Subject, verb, object, or the passive with its "by"."""
    verb = _only_verb(gap, language)
    if verb is None:
        return None
    by = any(re.search(rf"(?<!\w){re.escape(word)}(?:'|\s+(?:l'|\w+\s+)?)$", gap) for word in _by(language))
    if by:
        return Deed(verb, second, first)
    if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", gap) for word in _by(language)):
        return None
    return None if language == "en" and _BE.search(gap) and "ing " not in gap else Deed(verb, first, second)


def _german(language: str, first: Mention, second: Mention, gap: str, after: str) -> Deed | None:
    """The verb stands between the names or at the end of the clause; "wurde von" turns the roles round."""
    verb = _only_verb(f"{gap} | {after}", language)
    if verb is None:
        return None
    passive = bool(_WERDEN.search(gap + after))
    by = bool(re.search(r"(?<!\w)(?:von|vom|durch)\s+(?:\w+\s+)?$", gap))
    if passive != by:
        return None
    return Deed(verb, second, first) if by else Deed(verb, first, second)


def _slavic(language: str, first: Mention, second: Mention, gap: str, after: str) -> Deed | None:
    """By order, as long as neither ending speaks against it: word order is free, cases are not."""
    verb = _only_verb(gap, language)
    return Deed(verb, first, second) if verb is not None else None


def _chinese(language: str, first: Mention, second: Mention, gap: str, after: str) -> Deed | None:
    """A 袭击 B, A 对 B 发动袭击, A 被 B 袭击."""
    if re.match(
        r"^(?:队|军队?|方|政府|公司|集团)?(?:再次|又|昨日|昨天|今天|已|已经|曾|正)*(?:被|遭到?|遭受|受到)[^的]{0,3}$",
        gap,
    ):
        verb = _only_verb(after[:10], language)
        return Deed(verb, second, first) if verb is not None else None
    if re.search(r"(?:对|向|把|将)[^的]{0,2}$", gap):
        verb = _only_verb(after[:10], language)
        return Deed(verb, first, second) if verb is not None else None
    verb = _only_verb(gap, language)
    if verb is None or re.search(r"被|遭|受到|由", gap) or after.startswith("的"):
        return None
    return Deed(verb, first, second)


def _japanese(language: str, first: Mention, second: Mention, gap: str, after: str) -> Deed | None:
    """By the particles: は or が, を, and に with a passive verb."""
    verb = _only_verb(after, language)
    one, two = (
        re.match(r"(?:軍|政府|側|警察)?([はがを])", gap),
        re.match(r"(?:軍|政府|側|氏)?(を|によって|により|に|から|が)", after),
    )
    if verb is None or one is None or two is None:
        return None
    passive = re.search(r"[さわかれ]れ(?:た|る|て|まし)|られ", after) is not None
    if one[1] in "はが" and two[1] == "を" and not passive:
        return Deed(verb, first, second)
    if one[1] == "を" and two[1] == "が" and not passive:
        return Deed(verb, second, first)
    if one[1] in "はが" and two[1] in ("によって", "により", "に", "から") and passive:
        return Deed(verb, second, first)
    return None


def _korean(language: str, first: Mention, second: Mention, gap: str, after: str) -> Deed | None:
    """By the particles: 이/가/은/는, 을/를, and 에 의해 or 에게 with a passive verb."""
    verb = _only_verb(after, language)
    one, two = re.match(r"(?:군|정부|측)?([은는이가])", gap), re.match(r"(?:군|정부|측)?(을|를|에 의해|에게|에)", after)
    if verb is None or one is None or two is None:
        return None
    passive = re.search(r"당했|당하|받았|받는|됐|되었", after) is not None
    if two[1] in ("을", "를") and not passive:
        return Deed(verb, first, second)
    return Deed(verb, second, first) if two[1].startswith("에") and passive else None


_READERS = {"de": _german, "zh": _chinese, "ja": _japanese, "ko": _korean, "ru": _slavic, "uk": _slavic}


def cases_allow(text: str, language: str, found: Deed) -> bool:
    """Whether the Cyrillic endings of the two names as written allow them to be subject and object."""
    if language not in ("ru", "uk"):
        return True
    agent, patient = (text[m.start : m.end] for m in (found.agent, found.patient))
    return not _OBLIQUE.search(agent) and not _SUBJECT.search(patient)


def _clause(text: str, language: str) -> str:
    """What follows up to the end of the clause."""
    reach = 24 if language in ("zh", "ja", "ko") else _AFTER + 20
    return re.split(r"[,;:.!?，。；：！？、()（）]", text[:reach], maxsplit=1)[0]


def _without_article(gap: str, language: str) -> str:
    """A gap without the phrases that hold a breaking word and break nothing: "on", "by the", "a" before the object."""
    if language == "de":
        return re.sub(r"\b(?:hat|haben|die|der|das|den)\b", "", gap)
    return re.sub(r"(?<!\w)a(?!\w)", "", gap) if language in ("es", "it", "pt") else gap


def _only_verb(text: str, language: str) -> str | None:
    """The one kind of deed that a stretch names; None where it names none or several."""
    kinds = {match.value for match in _matcher(language).find(text)}
    return kinds.pop() if len(kinds) == 1 else None


@cache
def _matcher(language: str) -> Matcher[str]:
    entries: Iterable[tuple[str, str]] = (
        (form, verb) for verb, forms in _verbs()[language].items() if verb != "by" for form in forms
    )
    return Matcher(entries, language)


def _by(language: str) -> list[str]:
    return _verbs()[language].get("by", [])


@cache
def _verbs() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
