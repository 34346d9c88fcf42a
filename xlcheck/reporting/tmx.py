"""TMX 1.4: a unit for each bead with both sides, its findings as notes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from xlcheck.report import CheckedBead, Report, Run
from xlcheck.reporting.places import joined, told_of, unit_of
from xlcheck.versions import version_of
from xlcheck.visible import one_line, xml


def render(run: Run) -> str:
    """One memory of all pairs; what has no counterpart is no unit of a memory."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    sources = list(dict.fromkeys(report.original.language or "und" for report in run.reports))
    source = attribute(sources[0] if len(sources) == 1 else "*all*")
    version = attribute(version_of("xlcheck", "0"))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<tmx version="1.4">'
    yield (
        f' <header creationtool="xlcheck" creationtoolversion={version} segtype="sentence" o-tmf="xlcheck" adminlang="en" '
        f'srclang={source} datatype="plaintext"/>'
    )
    yield " <body>"
    for report in run.reports:
        for bead in report.beads:
            if bead.original and bead.translation:
                yield from _unit(report, bead)
    yield " </body>"
    yield "</tmx>"


def _unit(report: Report, bead: CheckedBead) -> Iterator[str]:
    unit = unit_of(report, bead)
    yield f"  <tu tuid={attribute(unit.id)}>" if unit and unit.id else "  <tu>"
    yield from (f"   <note>{content(note)}</note>" for note in told_of(bead))
    for article, indices in ((report.original, bead.original), (report.translation, bead.translation)):
        language = attribute(article.language or "und")
        yield f"   <tuv xml:lang={language}><seg>{content(joined(article, indices))}</seg></tuv>"
    yield "  </tu>"


def content(text: str) -> str:
    """Text of an element, on one line."""
    return escape(xml(one_line(text)))


def attribute(text: str) -> str:
    """The value of an attribute, with its quotation marks."""
    return quoteattr(xml(one_line(text)))
