"""Comparisons as text, JSON, Markdown and a page; whatever reports hold is text in all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from textwrap import fill
from typing import Any

from xlcheck.comparing.compare import Comparison, Link
from xlcheck.comparing.facet import Relation
from xlcheck.comparing.messages import message
from xlcheck.comparing.statements import Said
from xlcheck.reporting.html import direction, environment
from xlcheck.reporting.markdown import text as words
from xlcheck.visible import one_line

#: Headings of what is told, in the order in which it is.
TITLES = {
    Relation.CONTRADICTS: "Contradictions", Relation.CHANGED: "Changed over time", Relation.DIFFERS: "Other facts",
    Relation.CERTAINTY: "More or less certain", Relation.ASSERTED: "Somebody's words here, a fact there",
}  # fmt: skip
#: The same of one and of several, within a sentence.
_COUNTED = {
    Relation.CONTRADICTS: ("contradiction", "contradictions"), Relation.CHANGED: ("change over time", "changes over time"),
    Relation.DIFFERS: ("other fact", "other facts"), Relation.CERTAINTY: ("other certainty", "other certainties"),
    Relation.ASSERTED: ("claim that is a fact elsewhere", "claims that are facts elsewhere"),
}  # fmt: skip
_WIDTH = 100


def as_dict(found: Comparison) -> dict[str, Any]:
    """A comparison as plain data: statements by number, and the links between them."""
    number = {(said.report, said.number): n for n, said in enumerate(found.statements)}
    return {
        "schema_version": 1,
        "signature": found.signature,
        "reports": [
            {"name": name, "path": a.path, "language": a.language, "title": a.title, "date": _date(found, n)}
            for n, (name, a) in enumerate(zip(found.names, found.reports, strict=True))
        ],
        "statements": [_statement(said) for said in found.statements],
        "links": [_link(link, found, number) for link in found.links],
    }


def _date(found: Comparison, report: int) -> str | None:
    return next((said.day.isoformat() for said in found.statements if said.report == report and said.day), None)


def _statement(said: Said) -> dict[str, Any]:
    start = said.sentence.start
    return {
        "report": said.report, "start": start + said.claim[0], "end": start + said.claim[1], "text": said.facts.text[slice(*said.claim)],
        "sentence": said.number, "speaker": said.speaker and said.speaker.name, "attributed": said.attributed, "quoted": said.quoted,
        "date": said.day.isoformat() if said.day else None,
    }  # fmt: skip


def _link(link: Link, found: Comparison, number: dict[tuple[int, int], int]) -> dict[str, Any]:
    return {
        "a": number[link.a.report, link.a.number], "b": number[link.b.report, link.b.number], "relation": str(link.relation),
        "confidence": link.confidence, "likeness": round(link.likeness, 2), "days": link.days, "speaker": link.speaker,
        "message": message(link, found.names),
        "facets": [
            {"name": facet.name, "relation": str(facet.relation), "strength": round(facet.strength, 2), "a": _span(link.a, facet.bounds[0]), "b": _span(link.b, facet.bounds[1])}
            for facet in link.facets
        ],
    }  # fmt: skip


def _span(said: Said, bounds: tuple[int, int] | None) -> dict[str, Any] | None:
    if bounds is None:
        return None
    start = said.sentence.start
    return {"start": start + bounds[0], "end": start + bounds[1], "text": said.facts.text[slice(*bounds)]}


def to_json(found: Sequence[Comparison]) -> str:
    """One comparison as an object, several as an object that holds them."""
    told = (
        as_dict(found[0]) if len(found) == 1 else {"schema_version": 1, "comparisons": [as_dict(one) for one in found]}
    )
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def to_text(found: Sequence[Comparison]) -> str:
    """For a terminal: what to look at, with both sides, then what is said in one report only."""
    return "\n".join(line for one in found for line in _text(one)) + "\n"


def _text(found: Comparison) -> Iterator[str]:
    yield one_line(f"{' · '.join(found.names)}: {lead(found)}")
    for link in found.telling:
        yield ""
        yield f" {str(link.relation).upper()}  {link.confidence:.0%} sure"
        yield fill(one_line(message(link, found.names)), _WIDTH, initial_indent="  ", subsequent_indent="  ")
        for said in (link.a, link.b):
            place = f"{found.names[said.report]}:{found.reports[said.report].locate(said.sentence.start).line}"
            yield fill(
                one_line(f"{place}  {said.facts.text}"), _WIDTH, initial_indent="    ", subsequent_indent="      "
            )
    for number, name in enumerate(found.names):
        lone = [said for said in found.lone if said.report == number and not said.is_headline]
        if lone:
            yield f"\n only in {one_line(name)}"
            yield from (
                fill(one_line(said.facts.text), _WIDTH, initial_indent="    ", subsequent_indent="      ")
                for said in lone
            )


def lead(found: Comparison) -> str:
    """What there is, in a line."""
    counts = {relation: sum(link.relation == relation for link in found.links) for relation in Relation}
    told = [f"{counts[relation]} {_COUNTED[relation][counts[relation] > 1]}" for relation in TITLES if counts[relation]]
    agree = f"{counts[Relation.AGREES]} statement{'s agree' if counts[Relation.AGREES] != 1 else ' agrees'}"
    return ", ".join([*told, agree]) if told else f"nothing that contradicts or differs was found; {agree}"


def to_markdown(found: Sequence[Comparison]) -> str:
    """A table an event."""
    return "\n".join(line for one in found for line in _markdown(one)) + "\n"


def _markdown(found: Comparison) -> Iterator[str]:
    yield f"## {words(' · '.join(found.names))}"
    yield ""
    yield words(lead(found))
    yield ""
    if found.telling:
        yield "| | who | one | other | why |"
        yield "|---|---|---|---|---|"
    for link in found.telling:
        sides = [f"{words(found.names[s.report])}: {words(s.facts.text)}" for s in (link.a, link.b)]
        yield f"| **{link.relation}** | {words(link.speaker or '')} | {sides[0]} | {sides[1]} | {words(message(link, found.names))} |"
    if found.telling:
        yield ""


def to_html(found: Sequence[Comparison]) -> str:
    """One page without network or script."""
    return environment().get_template("compare.html").render(
        found=[(one, lead(one), list(_groups(one)), _lone(one)) for one in found], message=message, direction=direction,
        pieces=_pieces, Relation=Relation,
    )  # fmt: skip


def _groups(found: Comparison) -> Iterator[tuple[str, list[tuple[str, list[Link]]]]]:
    """The links by relation, and within by who is quoted and what is other."""
    agreeing = {Relation.AGREES: "Agree", Relation.UNSURE: "May be about the same"}
    for relation, title in {**TITLES, **agreeing}.items():
        links = [link for link in found.links if link.relation == relation]
        heads = list(dict.fromkeys(map(_head, links)))
        if links:
            yield title, [(head, [link for link in links if _head(link) == head]) for head in heads]


def _head(link: Link) -> str:
    """Who is quoted, and what is other: figures, days."""
    kinds = {
        "date-changed": "when",
        "number-changed": "how many",
        "money-changed": "how much",
        "unit-changed": "how much",
    }
    kind = kinds.get(link.facets[0].name, "") if link.facets else ""
    return " · ".join(part for part in (link.speaker or "", kind) if part)


def _lone(found: Comparison) -> list[tuple[str, list[Said]]]:
    lone = [(name, [s for s in found.lone if s.report == n]) for n, name in enumerate(found.names)]
    return [(name, those) for name, those in lone if those]


def _pieces(link: Link, side: int) -> list[tuple[str, bool]]:
    """A side's sentence cut at the words that differ: (text, marked)."""
    said = (link.a, link.b)[side]
    spans = sorted({place for facet in link.facets if (place := facet.bounds[side]) is not None})
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start >= at:
            pieces += [(said.facts.text[at:start], False), (said.facts.text[start:end], True)]
            at = end
    return [piece for piece in [*pieces, (said.facts.text[at:], False)] if piece[0]]


FORMATS: dict[str, Callable[[Sequence[Comparison]], str]] = {
    "text": to_text, "json": to_json, "html": to_html, "markdown": to_markdown,
}  # fmt: skip
