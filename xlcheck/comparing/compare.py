"""Reports of one event compared: their statements, and the links between those about one matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xlcheck.article import Article
from xlcheck.checks import linking
from xlcheck.comparing.days import day_of
from xlcheck.comparing.facet import Facet, Relation
from xlcheck.comparing.people import Person, is_one
from xlcheck.comparing.relations import facets
from xlcheck.comparing.statements import Said, statements
from xlcheck.language.detection import primary
from xlcheck.language.scripts import script_of
from xlcheck.models.roles import Encoder, Vectors

#: How alike two statements must be to be linked: each other's likeliest counterparts and those of one speaker, or any.
_ONE_SPEAKER, _ANY = 0.33, 0.5
#: How much likelier counterparts two statements are that name the same person.
_ANCHOR = 0.12
#: Above it statements in which nothing differs say the same; across languages the encoder is less sure of it.
_SAME, _SAME_ACROSS = 0.7, 0.55
#: Statements at the top of a report, which most readers don't go beyond.
_TOP = 4
#: Days between two reports from which on what is said differently may have changed meanwhile.
_APART = 3
#: Within a report: how alike a claim in someone's name and the same as a fact must be.
_ASSERTED = 0.75

Likeness = NDArray[np.float32]


@dataclass(frozen=True)
class Link:
    """Two statements about one matter, how they stand to each other, and how sure that is (0 to 1)."""

    a: Said
    b: Said
    relation: Relation
    facets: tuple[Facet, ...]
    likeness: float
    confidence: float
    days: int | None = None

    @property
    def speaker(self) -> str | None:
        """Who is quoted in both, in Latin letters where one report has them."""
        if not (self.a.speaker and self.b.speaker and is_one(self.a.speaker, self.b.speaker)):
            return None
        names = self.a.speaker.name, self.b.speaker.name
        return next((name for name in names if script_of(name[0]) == "Latin"), names[0])


@dataclass(frozen=True)
class Comparison:
    """Some reports with their ``names``, all that they say, and the links, what to look at first before the rest."""

    reports: tuple[Article, ...]
    names: tuple[str, ...]
    statements: tuple[Said, ...]
    links: tuple[Link, ...]
    signature: str = ""

    @property
    def telling(self) -> list[Link]:
        """The links that are something to look at."""
        return [link for link in self.links if link.relation.tells]

    @property
    def lone(self) -> list[Said]:
        """What only one report says."""
        linked = {
            (s.report, s.number) for link in self.links for s in (link.a, link.b) if link.a.report != link.b.report
        }
        return [said for said in self.statements if (said.report, said.number) not in linked]


def compared(reports: Sequence[Article], encoder: Encoder, signature: str = "") -> Comparison:
    """The comparison of reports that are cut into sentences."""
    linked = _linked(reports)
    said = [statements(article, number, day_of(article), linked[number]) for number, article in enumerate(reports)]
    # Each report is read once, however many it is compared with.
    read = [(own, _vectors(own, encoder)) for own in said]
    links = [
        *(
            link
            for (one, ours), (other, theirs) in combinations(read, 2)
            for link in _between(one, other, _likeness(ours, theirs), encoder)
        ),
        *(link for own, ours in read for link in _within(own, _likeness(ours, ours), encoder)),
    ]
    kept = _once(sorted(links, key=_order))
    return Comparison(
        tuple(reports), tuple(names(reports)), tuple(s for own in said for s in own), tuple(kept), signature
    )


def _linked(reports: Sequence[Article]) -> list[list[tuple[str, str]]]:
    """Of each report that isn't English: names of people in an English one, with those that sound like them in it."""
    texts = [[s.text for s in report.sentences] for report in reports]
    found: list[list[tuple[str, str]]] = [[] for _ in reports]
    for one, other in permutations(range(len(reports)), 2):
        if primary(reports[other].language) == "en" != primary(reports[one].language):
            found[one] += linking.link(texts[one], texts[other], reports[one].language, "en")
    return found


def names(reports: Sequence[Article]) -> Iterator[str]:
    """What each report is called: its file, with the folder where two share a name."""
    files = [Path(report.path) if report.path else None for report in reports]
    short = Counter(file.name for file in files if file)
    for number, file in enumerate(files, start=1):
        yield f"report {number}" if file is None else file.name if short[file.name] == 1 else str(file)


def _order(link: Link) -> tuple[object, ...]:
    """The gravest first; of these what stands at the top of a report, then the surest."""
    graveness = {Relation.CONTRADICTS: 0, Relation.CHANGED: 0, Relation.DIFFERS: 1, Relation.CERTAINTY: 2}.get(
        link.relation, 3
    )
    top = any(said.is_headline or said.number < _TOP for said in (link.a, link.b)) and len(link.facets) > 0
    return (graveness, not top, -link.confidence, link.a.report, link.a.number, link.b.report, link.b.number)


def _once(links: Sequence[Link]) -> Iterator[Link]:
    """Without what is told already of both statements: a headline and the lead below it say one thing."""
    taken: set[tuple[object, ...]] = set()
    for link in links:
        own = (
            (link.a.report, link.a.number, link.b.report, link.relation),
            (link.b.report, link.b.number, link.a.report, link.relation),
        )
        if link.relation.tells and taken >= set(own):
            continue
        taken |= set(own) if link.relation.tells else set()
        yield link


def _between(one: list[Said], other: list[Said], likeness: Likeness, encoder: Encoder) -> Iterator[Link]:
    if not one or not other:
        return
    anchored = _anchored(likeness, one, other)
    # The likeliest counterpart of each, no more: of lines that repeat themselves all are as likely.
    firsts = {(i, int(anchored[i].argmax())) for i in range(len(one))}
    seconds = {(int(anchored[:, j].argmax()), j) for j in range(len(other))}
    for i, j in sorted(firsts | seconds):
        alike, best = float(anchored[i, j]), (i, j) in firsts & seconds
        enough = _ONE_SPEAKER if best or _is_same_speaker(one[i], other[j]) else _ANY
        if alike >= enough:
            yield _link(one[i], other[j], float(likeness[i, j]), encoder, best=best)


def _vectors(own: list[Said], encoder: Encoder) -> tuple[Vectors, Vectors]:
    """Of a report's statements: what is said, and the whole sentences."""
    return encoder.encode([s.text for s in own]), encoder.encode([s.facts.text for s in own])


def _likeness(one: tuple[Vectors, Vectors], other: tuple[Vectors, Vectors]) -> Likeness:
    """How alike each two statements are: by what is said, or by the whole sentences."""
    said, whole = (ours @ theirs.T for ours, theirs in zip(one, other, strict=True))
    found: Likeness = np.maximum(said, whole)
    return found


def _anchored(likeness: Likeness, one: list[Said], other: list[Said]) -> Likeness:
    """The same, raised where both name a person, or one speaks in both."""
    ours, theirs = (list(dict.fromkeys(p for s in side for p in _people(s))) for side in (one, other))
    same = np.array([[is_one(p, q) for q in theirs] for p in ours], dtype=np.float32).reshape(len(ours), len(theirs))
    named = [
        np.array([[p in _people(s) for p in known] for s in side], dtype=np.float32).reshape(len(side), len(known))
        for side, known in ((one, ours), (other, theirs))
    ]
    shared = named[0] @ same @ named[1].T > 0
    anchored: Likeness = np.minimum(likeness + _ANCHOR * shared.astype(np.float32), 1.0)
    return anchored


def _people(said: Said) -> list[Person]:
    """Whom a sentence names, and who speaks in it."""
    return [*said.named, *filter(None, [said.speaker])]


def _is_same_speaker(a: Said, b: Said) -> bool:
    return a.speaker is not None and b.speaker is not None and is_one(a.speaker, b.speaker)


def _link(a: Said, b: Said, likeness: float, encoder: Encoder, *, best: bool) -> Link:
    found = facets(a, b, likeness, encoder, best=best)
    days = (b.day - a.day).days if a.day and b.day else None
    if not found:
        across = primary(a.facts.language) != primary(b.facts.language)
        # A "not" that no rule could weigh is no agreement.
        even = _negates(a) == _negates(b)
        same = best and even and likeness >= (_SAME_ACROSS if across else _SAME)
        relation = Relation.AGREES if same else Relation.UNSURE
        return Link(a, b, relation, (), likeness, round(min(1.0, likeness), 2), days)
    order = list(Relation)
    relation = min((facet.relation for facet in found), key=order.index)
    apart = days is not None and abs(days) > _APART and _is_same_speaker(a, b)
    if apart and relation in (Relation.CONTRADICTS, Relation.CERTAINTY):
        relation = Relation.CHANGED
    # Those that make it what it is stand first.
    found.sort(key=lambda facet: (order.index(facet.relation), -facet.strength))
    sure = found[0].strength * (0.5 + 0.5 * min(1.0, likeness))
    return Link(a, b, relation, tuple(found), likeness, round(sure, 2), days)


def _negates(said: Said) -> bool:
    """Whether a sentence has a "not", within a word too in Chinese: 不安全."""
    explicit = any(cue.key == "negation.explicit" for cue in said.facts.cues("negation"))
    return explicit or (primary(said.facts.language) == "zh" and any(sign in said.facts.text for sign in "不没未"))


def _within(own: list[Said], likeness: Likeness, encoder: Encoder) -> Iterator[Link]:
    """In one report: its headline and lead against what is quoted, and claims that are someone's here and a fact there."""
    if len(own) < 2:
        return
    first = next((i for i, said in enumerate(own) if not said.is_headline), 0)
    lead = [i for i, said in enumerate(own) if said.is_headline or i == first]
    for i in lead:
        for j, said in enumerate(own):
            if said.quoted and j not in lead and likeness[i, j] >= _ONE_SPEAKER:
                link = _link(own[i], said, float(likeness[i, j]), encoder, best=True)
                if link.relation in (Relation.CONTRADICTS, Relation.CERTAINTY):
                    yield link
    for i, j in np.argwhere(np.triu(likeness, 1) >= _ASSERTED):
        a, b = own[int(i)], own[int(j)]
        if a.attributed != b.attributed and not (a.is_headline or b.is_headline):
            yield Link(a, b, Relation.ASSERTED, (), float(likeness[i, j]), round(float(likeness[i, j]), 2))
