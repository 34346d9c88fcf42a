"""Where a finding is shown by tools that know one file and one line."""

from __future__ import annotations

from typing import NamedTuple

from xlcheck.article import Article, Location, Span, Unit
from xlcheck.report import CheckedBead, Finding, Report


class Place(NamedTuple):
    """A stretch of a file; the name of the side stands for a text that came from no file."""

    path: str
    start: Location
    end: Location


def place(report: Report, finding: Finding) -> Place:
    """In the translation, since that is what is to be mended; in the original where it has no counterpart there."""
    if finding.translation:
        return _place(report.translation, finding.translation, "translation")
    bead = report.beads[finding.bead]
    if bead.translation:
        return _place(report.translation, sentences(report.translation, bead.translation), "translation")
    return other(report, finding) or Place(report.translation.path or "translation", Location(1, 1), Location(1, 1))


def other(report: Report, finding: Finding) -> Place | None:
    """In the original, where it has a place there."""
    return _place(report.original, finding.original, "original") if finding.original else None


def sentences(article: Article, indices: tuple[int, ...]) -> Span:
    """The text of a bead's side, from its first to its last sentence; an empty one without any."""
    if not indices:
        return Span(0, 0, "")
    return article.span(*article.bounds(indices))


def joined(article: Article, indices: tuple[int, ...]) -> str:
    """The sentences of a bead's side with a space between them, as a translation memory wants them."""
    return " ".join(article.sentences[i].text for i in indices)


def told_of(bead: CheckedBead) -> list[str]:
    """A line a finding, for formats that have notes."""
    return [
        f"{finding.severity} {finding.check}{'' if finding.counts else f' ({finding.status})'}: {finding.message}"
        for finding in bead.findings
    ]


def unit_of(report: Report, bead: CheckedBead) -> Unit | None:
    """What its file calls a bead, where it does: of a bilingual file both sides are one unit."""
    sides = ((report.translation, bead.translation), (report.original, bead.original))
    found = (article.unit(article.sentences[indices[0]].start) for article, indices in sides if indices)
    return next((unit for unit in found if unit), None)


def _place(article: Article, span: Span, name: str) -> Place:
    return Place(article.path or name, article.locate(span.start), article.locate(span.end))
