"""The people of a report: full names as they first stand, so that a surname, an office or "she" leads back to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlcheck.article import Article
from xlcheck.checks.linking import FLOOR, full_names
from xlcheck.facts.names import find_names
from xlcheck.facts.proper import is_common
from xlcheck.facts.romanise import likeness
from xlcheck.language.detection import primary
from xlcheck.language.folding import fold

#: A name by sound: 玛丽特·索尔旺, without the letters of the words around it (an office before it, a day or a verb behind).
_DOTTED = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:[·•‧・][\u4e00-\u9fff]{1,8})+|[\u30a0-\u30ff]{2,}(?:[・＝][\u30a0-\u30ff]+)+"
)
_BEFORE = re.compile(
    r"^.*(?:大使|总统|总理|首相|主席|部长|外长|防长|书记|省长|州长|市长|镇长|议长|议员|院长|所长|局长|校长|会长|队长|船长|厂长|董事长|总裁|经理|专家|教授|博士|律师|法官|医生"
    r"|工程师|发言人|代表|官员|教练|将军|上校|记者|作家|演员|先生|女士|[是的与和对被由据向在称名让])(?=[\u4e00-\u9fff]{1,8}[·•‧・])"
)
_BEHIND = re.compile(
    r"(?<=[·•‧・])([\u4e00-\u9fff]{1,7}?)(?:周[一二三四五六日]|星期|上周|本周|昨|今|当|则|也|又|还|曾|已|于|在|说|称|表|警|认|指|强|告|向|对|将|是|等|和|与"
    r"|的|从|去年|日前|近日|随后|同时|否|拒|呼|要|主张|支持|反对|先生|女士|感谢|来|没|不|提|参加|宣|承|透|介|补|坦|出|接|受|去|为|把|会|能|可).*$"
)
_CYRILLIC = re.compile(r"(?<![\w-])[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]+(?:\s[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]+){1,2}")
_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "bg", "sr"})
#: What a surname may begin with.
_PARTICLES = frozenset("de del della di da dos du van von der den bin ibn al el la le ten ter".split())
#: Letters that a Cyrillic surname's endings take the place of.
_BENDS = 2


@dataclass(frozen=True)
class Person:
    """Somebody: the full name as it first stands, and the part that they are called by from then on."""

    name: str
    last: str
    #: The surname as a report in English has it, where one was found that sounds like it.
    latin: str = ""

    @property
    def stem(self) -> str:
        """The part of the last name that stands in every case."""
        bends = "\u0400" <= self.last[0] <= "\u04ff" and len(self.last) > _BENDS + 2
        return self.last[:-_BENDS] if bends else self.last


def people(article: Article, linked: Iterable[tuple[str, str]] = ()) -> list[Person]:
    """Everybody who is named in full, in order; ``linked`` are names of the report with those in an English one."""
    found = [Person(own, re.split(r"[\s·•‧・＝]", own)[-1], english.split()[-1]) for english, own in linked]
    for sentence in article.sentences:
        for name in _full(sentence.text, primary(article.language)):
            parts = re.split(r"([\s·•‧・＝])", name)
            # Of three words the first is mostly an office.
            person = Person("".join(parts[-3:]), parts[-1])
            if not any(known.stem.startswith(person.stem) or person.stem.startswith(known.stem) for known in found):
                found.append(person)
    return found


def named(text: str, known: list[Person]) -> Person | None:
    """Who is named first in some words."""
    spots = [(at, person) for person in known if (at := text.find(person.stem)) >= 0]
    return min(spots, key=lambda spot: spot[0])[1] if spots else None


def is_one(one: Person, other: Person) -> bool:
    """Whether two reports name the same person: by the sound of the surname."""
    a, b = one.latin or one.last, other.latin or other.last
    return a == b or one.last == other.last or likeness(a, b) >= FLOOR


def _full(text: str, language: str) -> Iterator[str]:
    if language in ("zh", "ja"):
        for match in _DOTTED.finditer(text):
            yield _BEHIND.sub(r"\1", _BEFORE.sub("", match[0]))
        return
    if language in _CYRILLIC_LANGUAGES:
        places = {n.start for n in find_names(fold(text, language), text, language)}
        yield from (match[0] for match in _CYRILLIC.finditer(text) if match.start() not in places)
        return
    for name in full_names(text):
        words = name.split()
        # Offices stand before names: Werksleiter Detlef Harmsen, Professor Daniel Achterberg.
        while len(words) > 2 and words[0] not in _PARTICLES and words[1] not in _PARTICLES:
            words.pop(0)
        if not any(is_common(word, language) for word in words if word not in _PARTICLES):
            yield " ".join(words)
