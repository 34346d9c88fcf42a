"""A report out of its JSON: what was kept is shown, reviewed and judged on like one just made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from xlcheck.article import Article, Notice, Paragraph, Role, Sentence, Span, Unit
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.report import CheckedBead, Finding, Measure, Report

_SIDES = ("original", "translation")
#: Longer texts are books of many volumes, or a file that is after memory.
_LONGEST = 50_000_000


def report_of(told: Any, name: str = "the report") -> Report:
    """The report that ``as_dict`` told of; raises XlcheckError with ``name`` where it is none.

    The articles hold what the report does: sentences at their offsets, the places of findings, and spaces in between.
    """
    try:
        findings = [_finding(finding) for finding in told["findings"]]
        articles = [_article(told[side], [getattr(finding, side) for finding in findings]) for side in _SIDES]
        found: dict[int, list[Finding]] = {n: [] for n in range(len(told["beads"]))}
        for finding in findings:
            found[finding.bead].append(finding)
        beads = tuple(_bead(bead, found[n], articles) for n, bead in enumerate(told["beads"]))
        notices = tuple(Notice(n["code"], n["message"], n["side"]) for n in told["notices"])
        measures = tuple(Measure(**measure) for measure in told.get("measures", ()))
        return Report(articles[0], articles[1], beads, notices, str(told["signature"]), measures)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise XlcheckError(f"{name}: is no report of xlcheck ({type(error).__name__}: {error})") from None


def _article(told: Mapping[str, Any], spans: Iterable[Span | None]) -> Article:
    sentences = tuple(
        Sentence(s["start"], s["end"], s["paragraph"], Role(s["role"]), str(s["text"])) for s in told["sentences"]
    )
    units = tuple(Unit(u["start"], u["end"], str(u["id"]), tuple(map(str, u["notes"]))) for u in told.get("units", ()))
    return Article(
        _text(sentences, [span for span in spans if span]), _word(told["path"]), _word(told["language"]),
        _word(told["title"]), _word(told["date"]), tuple(_paragraphs(sentences)), sentences, units=units,
    )  # fmt: skip


def _text(sentences: tuple[Sentence, ...], spans: list[Span]) -> str:
    """The text with every sentence and span in its place; paragraphs begin on new lines."""
    # Sentences last: where a damaged report has another text for a place of theirs, theirs stands.
    pieces: list[Span | Sentence] = [*spans, *sentences]
    end = max((piece.end for piece in pieces), default=0)
    if not all(0 <= piece.start <= piece.end == piece.start + len(piece.text) for piece in pieces):
        raise ValueError("a text longer or shorter than its place")
    if end > _LONGEST:
        raise ValueError("a text too long")
    signs = [" "] * end
    for before, after in pairwise(sentences):
        if after.start < before.end:
            raise ValueError("sentences that overlap")
        if after.paragraph != before.paragraph and after.start > before.end:
            signs[before.end] = "\n"
    for piece in pieces:
        signs[piece.start : piece.end] = piece.text
    return "".join(signs)


def _paragraphs(sentences: tuple[Sentence, ...]) -> Iterable[Paragraph]:
    found: dict[int, Paragraph] = {}
    for s in sentences:
        begun = found.get(s.paragraph)
        found[s.paragraph] = Paragraph(begun.start if begun else s.start, s.end, s.role)
    return found.values()


def _bead(told: Mapping[str, Any], findings: list[Finding], articles: list[Article]) -> CheckedBead:
    sides = [tuple(told[side]) for side in _SIDES]
    for indices, article in zip(sides, articles, strict=True):
        if not all(0 <= i < len(article.sentences) for i in indices):
            raise IndexError("a passage of sentences that there aren't")
    drift = None if told["drift"] is None else float(told["drift"])
    return CheckedBead(
        sides[0], sides[1], float(told["score"]), drift, tuple(findings), bool(told["crossing"]), told.get("scores", {})
    )


def _finding(told: Mapping[str, Any]) -> Finding:
    related = tuple((_side(r["side"]), Span(r["start"], r["end"], str(r["text"]))) for r in told["related"])
    return Finding(
        str(told["check"]), str(told["category"]), Severity[told["severity"].upper()], float(told["confidence"]),
        str(told["message"]), int(told["bead"]), _span(told["original"]), _span(told["translation"]),
        str(told["fingerprint"]), str(told["status"]), related, dict(told["evidence"]),
    )  # fmt: skip


def _side(name: Any) -> Any:
    if name not in _SIDES:
        raise ValueError(f"a side named {name!r}")
    return name


def _span(told: Mapping[str, Any] | None) -> Span | None:
    return None if told is None else Span(int(told["start"]), int(told["end"]), str(told["text"]))


def _word(told: Any) -> str | None:
    return None if told is None else str(told)
