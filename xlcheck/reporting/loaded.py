"""A report out of its JSON: what was kept is shown, reviewed and judged on like one just made."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from xlcheck.article import Article, Notice, Paragraph, Role, Sentence, Span, Unit
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.report import CheckedBead, Finding, Measure, Report

_SIDES = ("original", "translation")
#: Characters of an article: longer ones are no article, but a file that is after memory.
_LONGEST = 5_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")
#: What checks and fingerprints are made of.
_NAME = re.compile(r"[\w-]{1,100}")
_STATUSES = ("new", "confirmed", "dismissed", "baselined")


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
        notices = tuple(Notice(_text(n["code"]), _text(n["message"]), n["side"]) for n in told["notices"])
        measures = tuple(Measure(**measure) for measure in told.get("measures", ()))
        return Report(articles[0], articles[1], beads, notices, _text(told["signature"]), measures)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        raise XlcheckError(
            f"{name}: is no report of xlcheck ({type(error).__name__}: {_text(str(error))[:200]})"
        ) from None


def _article(told: Mapping[str, Any], spans: Iterable[Span | None]) -> Article:
    sentences = tuple(
        Sentence(_int(s["start"]), _int(s["end"]), _int(s["paragraph"]), Role(s["role"]), _text(s["text"]))
        for s in told["sentences"]
    )
    units = tuple(
        Unit(_int(u["start"]), _int(u["end"]), _text(u["id"]), tuple(map(_text, u["notes"])))
        for u in told.get("units", ())
    )
    text = _filled(sentences, [span for span in spans if span])
    path, language, title, date = (
        None if told[key] is None else _text(told[key]) for key in ("path", "language", "title", "date")
    )
    return Article(text, path, language, title, date, tuple(_paragraphs(sentences)), sentences, units=units)


def _filled(sentences: tuple[Sentence, ...], spans: list[Span]) -> str:
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
    sides = [tuple(map(_int, told[side])) for side in _SIDES]
    for indices, article in zip(sides, articles, strict=True):
        if not all(0 <= i < len(article.sentences) for i in indices):
            raise IndexError("a passage of sentences that there aren't")
    drift = None if told["drift"] is None else _share(told["drift"])
    return CheckedBead(
        sides[0],
        sides[1],
        _share(told["score"]),
        drift,
        tuple(findings),
        bool(told["crossing"]),
        told.get("scores", {}),
    )


def _finding(told: Mapping[str, Any]) -> Finding:
    if not (_NAME.fullmatch(told["check"]) and _NAME.fullmatch(told["fingerprint"]) and told["status"] in _STATUSES):
        raise ValueError("a finding of no check, without fingerprint, or of another status")
    if any(span and span["side"] not in _SIDES for span in told["related"]):
        raise ValueError("a place on neither side")
    related = tuple((r["side"], _place(r)) for r in told["related"])
    spans = [None if told[side] is None else _place(told[side]) for side in _SIDES]
    return Finding(
        told["check"], _text(told["category"]), Severity[told["severity"].upper()], _share(told["confidence"]),
        _text(told["message"]), _int(told["bead"]), spans[0], spans[1], told["fingerprint"], told["status"], related,
        {_text(key): _plain(value) for key, value in told["evidence"].items()},
    )  # fmt: skip


def _place(told: Mapping[str, Any]) -> Span:
    return Span(_int(told["start"]), _int(told["end"]), _text(told["text"]))


def _text(told: Any) -> str:
    """Text, with a sign for what is no character; a JSON file can hold such."""
    if not isinstance(told, str):
        raise TypeError(f"{type(told).__name__} for a text")
    return _SURROGATE.sub("\ufffd", told)


def _plain(told: Any) -> Any:
    """Data whose texts are text and whose numbers are numbers."""
    if isinstance(told, str):
        return _text(told)
    if isinstance(told, list):
        return [_plain(value) for value in told]
    if isinstance(told, dict):
        return {_text(key): _plain(value) for key, value in told.items()}
    if isinstance(told, float) and not math.isfinite(told):
        raise ValueError("no number")
    return told


def _int(told: Any) -> int:
    if not isinstance(told, int):
        raise TypeError(f"{type(told).__name__} for a whole number")
    return told


def _share(told: Any) -> float:
    """A number from 0 to 1."""
    if not (isinstance(told, int | float) and math.isfinite(told) and 0 <= told <= 1):
        raise ValueError("no number from 0 to 1")
    return float(told)
