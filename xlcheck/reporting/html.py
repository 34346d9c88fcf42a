"""The report as one HTML page: no network, no script from elsewhere, everything from the articles escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlcheck.article import Article, Role, Span, Unit
from xlcheck.report import CheckedBead, Finding, Report, Run
from xlcheck.reporting.places import unit_of
from xlcheck.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence: plain, or marked by a finding, perhaps one that a person settled."""

    text: str
    finding: str | None = None
    severity: str = ""
    settled: bool = False


@dataclass(frozen=True)
class Row:
    """A bead as the page shows it: the pieces of both sides, and what was found."""

    number: int
    original: list[Piece]
    translation: list[Piece]
    role: str
    severity: str
    findings: list[tuple[str, Finding, str]]
    drift: float | None
    missing: bool
    crossing: bool
    unit: Unit | None


@dataclass(frozen=True)
class Shown:
    """A pair of articles as the page shows it; its passages are numbered from where those before it end."""

    report: Report
    rows: list[Row]
    names: list[str]
    paths: list[str]
    directions: list[str]
    summary: dict[str, Any]

    @classmethod
    def of(cls, report: Report, first: int = 0, *, located: bool = True) -> Shown:
        """A report's pair; not ``located`` where the files' lines aren't known."""
        sides = ((report.original, "Original"), (report.translation, "Translation"))
        names = [visible(article.title or article.path or name) for article, name in sides]
        paths = [visible(article.path) if article.title and article.path else "" for article, _ in sides]
        directions = [direction(article.language) for article, _ in sides]
        rows = list(_rows(report, first, located=located))
        return cls(report, rows, names, paths, directions, report.summary())


def direction(language: str | None) -> str:
    """In which a language is written, as HTML says it."""
    return "rtl" if (language or "").split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def render(run: Run) -> str:
    """The whole page; the passages of all pairs are numbered through."""
    pairs = list(_pairs(run))
    return (
        environment()
        .get_template("report.html")
        .render(
            pairs=pairs,
            failures=run.failures,
            summary=run.summary(),
            checks=sorted({finding.check for _, finding in run.findings}),
            title=pairs[0].names[1] if len(pairs) == 1 else f"{len(pairs)} pairs",
        )
    )


def _pairs(run: Run) -> Iterator[Shown]:
    first = 0
    for report in run.reports:
        shown = Shown.of(report, first)
        first += len(shown.rows)
        yield shown


@cache
def environment() -> Environment:
    """Where templates come from; what they are given is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["visible"] = visible
    return made


def _where(report: Report, finding: Finding) -> str:
    """Lines of both sides, where they come from files."""
    lines = [
        f"{article.locate(span.start).line}" if article.path and span else ""
        for article, span in ((report.original, finding.original), (report.translation, finding.translation))
    ]
    return f"line {' / '.join(line or '–' for line in lines)}" if any(lines) else ""


def _rows(report: Report, first: int, *, located: bool) -> Iterator[Row]:
    for i, bead in enumerate(report.beads, start=first):
        # By passage: one more in the first changes no name in the others.
        found = [(f"{i + 1}-{n}", finding) for n, finding in enumerate(bead.findings, start=1)]
        worst = max((f.severity for f in bead.findings if f.counts), default=None)
        yield Row(
            number=i,
            original=_pieces(report.original, bead.original, [(n, f, f.original) for n, f in found]),
            translation=_pieces(report.translation, bead.translation, [(n, f, f.translation) for n, f in found]),
            role=_role(report, bead),
            severity=str(worst) if worst else "",
            findings=[(n, f, _where(report, f) if located else "") for n, f in found],
            drift=bead.drift,
            missing=not (bead.original and bead.translation),
            crossing=bead.crossing,
            unit=unit_of(report, bead),
        )


def _role(report: Report, bead: CheckedBead) -> str:
    if bead.original:
        return str(report.original.sentences[bead.original[0]].role)
    return str(report.translation.sentences[bead.translation[0]].role) if bead.translation else str(Role.BODY)


def _apart(marks: list[tuple[str, Finding, Span | None]]) -> list[tuple[str, Finding, Span]]:
    """The marks that don't overlap, the narrower before the wider, in the order of the text."""
    kept: list[tuple[str, Finding, Span]] = []
    for number, finding, span in sorted(marks, key=lambda m: m[2].end - m[2].start if m[2] else 0):
        if span and all(span.end <= other.start or other.end <= span.start for _, _, other in kept):
            kept.append((number, finding, span))
    return sorted(kept, key=lambda mark: mark[2].start)


def _pieces(article: Article, indices: tuple[int, ...], marks: list[tuple[str, Finding, Span | None]]) -> list[Piece]:
    """The bead's text cut at the edges of its findings' spans; where two overlap, the wider gives way."""
    if not indices:
        return []
    at, end = article.bounds(indices)
    pieces = []
    for number, finding, span in _apart(marks):
        if span.start < at or span.end > end:
            continue
        pieces += [
            Piece(visible(article.text[at : span.start])),
            Piece(visible(span.text), number, str(finding.severity), not finding.counts),
        ]
        at = span.end
    pieces.append(Piece(visible(article.text[at:end])))
    return [piece for piece in pieces if piece.text]
