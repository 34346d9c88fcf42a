"""What a link says in a sentence that someone understands who reads only English; which report is right nobody says."""

from __future__ import annotations

from collections.abc import Sequence

from xlcheck.comparing.compare import Link
from xlcheck.comparing.facet import NOTHING, Facet, Relation

#: By the facet's name; {a} and {b} are the reports, {x} and {y} their words. "plain" where one side has no such word.
MESSAGES = {
    "number-changed": "{a} says {x}, {b} {y}.",
    "money-changed": "{a} gives the sum as {x}, {b} as {y}.",
    "unit-changed": "{a} says {x}, {b} {y}: the figure is the same, the unit is not.",
    "date-changed": "{a} says {x}, {b} {y}.",
    "antonym-used": "One says the opposite of the other: {x} in {a}, {y} in {b}.",
    "stance": "One is for it and one against: {x} in {a}, {y} in {b}.",
    "denied": "{a} denies ({x}) what {b} says.",
    "negated": "{a} negates ({x}) what {b} says.",
    "negation-flipped": "{a} negates ({x}) what {b} says.",
    "modality-changed": "{a} is less certain ({x}) than {b}.",
    "modality-changed.both": "How certain it is differs: {x} in {a}, {y} in {b}.",
    "reservation": "{a} says that it may be so ({x}), {b} that it is.",
    "condition": "{a} has {x} where {b} has {y}.",
    "condition-lost": "{a} sets a condition ({x}), {b} sets none.",
    "condition-added": "{a} sets a condition ({x}), {b} sets none.",
    "asserted": "{a} tells as somebody's words in one place what it tells as a fact in another.",
    "agrees": "Both say the same.",
    "unsure": "Both may be about the same; whether they agree can't be told.",
}


def message(link: Link, names: Sequence[str]) -> str:
    """The sentence of a link, with who is quoted and how far the reports are apart."""
    reports = names[link.a.report], names[link.b.report]
    if not link.facets:
        return MESSAGES[str(link.relation)].format(a=reports[0])
    parts = [_told(link.facets[0], reports, within=link.a.report == link.b.report)]
    if link.speaker and link.relation in (Relation.CONTRADICTS, Relation.CHANGED, Relation.CERTAINTY):
        parts.insert(
            0, f"{link.speaker} is quoted in both." if link.a.report != link.b.report else f"{link.speaker} is quoted."
        )
    if link.relation == Relation.CHANGED and link.days is not None:
        parts.append(
            f"The reports are {abs(link.days)} days apart ({link.a.day}, {link.b.day}): it may have changed meanwhile."
        )
    return " ".join(parts)


def _told(facet: Facet, reports: tuple[str, str], *, within: bool) -> str:
    (x, y), (a, b), name = facet.what, reports, facet.name
    if x == NOTHING:
        # Who has the word comes first.
        x, y, a, b = y, x, b, a
    elif name == "modality-changed" and y != NOTHING:
        name = "modality-changed.both"
    if within:
        a, b = "one passage", "another"
    told = MESSAGES[name].format(a=a, b=b, x=x, y=y)
    return told[:1].upper() + told[1:] if within else told
