"""The statements of a report: each sentence with its speaker, whether in their own words, and the day of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from xlcheck.article import Article, Role, Sentence
from xlcheck.comparing.people import Person, named, people
from xlcheck.facts.attributions import attributions
from xlcheck.facts.claims import claims
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

Bounds = tuple[int, int]
#: Marks that open a quotation, that close one, and that do either, by what is open already.
_OPENS, _CLOSES, _EITHER = "„「『", "”」』", "“«»"
#: Languages that close with the mark by which others open.
_LOW = frozenset({"de", "cs", "sk", "bg", "uk", "ru", "sl", "hr", "et", "lt"})
#: Verbs that say where a speaker stands without giving their words.
_STANDS = frozenset({"reporting.ask", "reporting.warn", "reporting.deny"})
#: What stands for somebody named before: pronouns, and one office with an article, at the beginning.
_AGAIN = re.compile(
    r"\b(?:he|she|his|her|er|sie|il|elle|él|ella|lui|lei|он|она|его|её|ее|словам|він|вона)\b|[他她]|同时|该|这位|这名"
    r"|^\W*(?:the|der|die|das|le|la|el|il) (?![^,.]*\b(?:for|of|other|another)\b)(?:[\w'’-]+(?<!s) ){0,1}[\w'’-]+(?<!s)(?:[\s,]|$)"
)
#: Bodies that speak for themselves.
_BODY = re.compile(
    r"\b(?:ministry|institute|agency|police|government|company|offices?|department|parliament|newspaper|report|bureau|council|commission"
    r"|association|unions?|group|party|court|regulator|authority|federation|bank|army|operator"
    r"|министерств\w*|институт\w*|агентств\w*|полици\w*|правительств\w*|компани\w*|ministerium|polizei|regierung|ministère|gouvernement|ministerio|gobierno)\b"
    r"|[部所局院署]|公司|政府|警方|机构"
)
#: "Veteran diplomat: Ukraine needs …", 挪威前大使：不应…
_COLON = re.compile(r"^((?:[^\s:：]+\s+[^:：]{2,40}?|[\u4e00-\u9fff]{4,20}))\s*(?<!\d)[:：]\s*(?=\S)")
#: How far into a sentence its subject may stand, and how soon somebody without a name must be named.
_EARLY, _SOON = 40, 3


@dataclass(frozen=True)
class Said:
    """A statement of a report: its sentence, who says it (None: the report itself), in their own words or not, and when.

    ``facts`` are those of the sentence; ``claim`` bounds in it what is said, without who says it.
    """

    report: int
    number: int
    sentence: Sentence
    facts: Statement
    claim: Bounds
    speaker: Person | None = None
    attributed: bool = False
    quoted: bool = False
    day: date | None = None
    #: Everybody whom the sentence names.
    named: tuple[Person, ...] = ()

    @property
    def text(self) -> str:
        """What is said."""
        return self.facts.text[slice(*self.claim)].strip()

    @property
    def is_headline(self) -> bool:
        """Whether it stands above the report."""
        return self.sentence.role in (Role.HEADLINE, Role.STANDFIRST)


def statements(
    article: Article, report: int, day: date | None = None, linked: Iterable[tuple[str, str]] = ()
) -> list[Said]:
    """The statements of a report in order; of furniture (captions, credits) there are none.

    ``linked`` are names of people, each as an English report has it and as this one does.
    """
    known = people(article, linked)
    found: list[Said] = []
    last: Person | None = None
    is_open = False
    for number, sentence in enumerate(article.sentences):
        if not sentence.role.is_statement:
            continue
        facts = Statement(sentence.text, article.language, today=day)
        said = Said(report, number, sentence, facts, (0, len(facts.text)), day=day)
        opens = _still_open(sentence.text, article.language, before=False)
        said = _attributed(said, known, last, goes_on=is_open or _follows(said, found, opens=opens))
        quoted = is_open or opens or any(q.is_speech for q in facts.quotations)
        found.append(replace(said, quoted=quoted, named=tuple(p for p in known if p.stem in facts.text)))
        last = said.speaker or named(facts.text, known) or last
        is_open = _still_open(sentence.text, article.language, before=is_open)
    return list(_resolved(found))


def _attributed(said: Said, known: list[Person], last: Person | None, *, goes_on: bool) -> Said:
    """A statement with who says it, and which part of the sentence that is."""
    facts = said.facts
    attributed = attributions(facts)
    if attributed:
        who = _who(facts.text[slice(*attributed[0].speaker)], known, last)
        return replace(said, speaker=who, claim=attributed[0].said, attributed=True)
    colon = _COLON.match(facts.text) if said.is_headline else None
    if colon:
        return replace(said, speaker=named(colon[1], known), claim=(colon.end(), len(facts.text)), attributed=True)
    stand = _stand(facts)
    if stand is not None:
        subject = facts.text[: max(stand.start, _EARLY)]
        return replace(said, speaker=_who(subject, known, last), attributed=True)
    return replace(said, speaker=last, attributed=True) if goes_on else said


def _stand(facts: Statement) -> Cue | None:
    """A word that says where somebody stands: urged, warned, denied, supported, rejected."""
    cues = [cue for cue in facts.cues("reporting") if cue.key in _STANDS]
    taken = [cue for concept, (_, cue) in claims(facts).items() if concept in ("stance", "accept", "support")]
    return min((*cues, *taken), key=lambda cue: cue.start, default=None)


def _who(words: str, known: list[Person], last: Person | None) -> Person | None:
    """The person that some words name, or mean by "she" or an office; None for bodies and for nobody."""
    found = named(words, known)
    folded = words.casefold()
    if found or _BODY.search(folded):
        return found
    return last if _AGAIN.search(folded) or not words.strip(' ,.，。：:“”"') else None


def _follows(said: Said, before: list[Said], *, opens: bool) -> bool:
    """Whether a quotation stands behind another statement of somebody's in the same paragraph."""
    if not before or before[-1].speaker is None or before[-1].sentence.paragraph != said.sentence.paragraph:
        return False
    return opens or any(q.is_speech for q in said.facts.quotations)


def _still_open(text: str, language: str | None, *, before: bool) -> bool:
    """Whether a quotation that began here, or earlier, ends in a later sentence."""
    low = primary(language) in _LOW or "„" in text
    is_open = before
    for sign in text:
        if sign in _EITHER:
            # “ opens in English and closes in German; « and » do so the other way round here and there.
            is_open = not is_open if low or sign != "“" else True
        elif sign in _OPENS or sign in _CLOSES:
            is_open = sign in _OPENS
    return is_open


def _resolved(found: list[Said]) -> Iterator[Said]:
    """With the name of somebody who opens a report without one ("a former envoy warned …") and has it soon."""
    first = next((said for said in found[: 2 * _SOON] if said.speaker), None)
    until = min(found.index(first), _SOON) if first else 0
    for at, said in enumerate(found):
        nameless = said.attributed and said.speaker is None and not _BODY.search(said.facts.folded)
        yield replace(said, speaker=first.speaker) if first and nameless and at < until else said
