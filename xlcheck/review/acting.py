"""What the pages send: decisions, marks, alignment, undo; each saved before it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article, Span
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.review import pages, realign
from xlcheck.review.actions import Kind
from xlcheck.review.desk import ChangedError, Desk, Done
from xlcheck.review.reviewed import Reviewed
from xlcheck.visible import hidden_offset

_Text = Annotated[str, Field(max_length=2000)]
_Number = Annotated[int, Field(ge=0, lt=1 << 31)]


class Seen(BaseModel):
    """What a page sends at least: what it knows of (`seen` of its last answer); anything that isn't named is refused."""

    model_config = ConfigDict(extra="forbid")

    seen: Annotated[str, Field(max_length=60)] | None = None


class Decision(Seen):
    """Something done to a finding."""

    fingerprint: Annotated[str, Field(min_length=1, max_length=100)]
    kind: Literal["confirm", "dismiss", "reopen", "severity", "note"]
    reason: _Text = ""
    text: _Text = ""
    severity: Literal["critical", "major", "minor"] | None = None


class Place(BaseModel):
    """Words of one side of a passage, by offsets into it as it is shown."""

    model_config = ConfigDict(extra="forbid")

    bead: _Number
    start: _Number
    end: _Number


class Mark(Seen):
    """A drift that was missed."""

    original: Place | None = None
    translation: Place | None = None
    severity: Literal["critical", "major", "minor"] = "major"
    note: _Text = ""
    #: The passages that were seen (`data-verdict`); where they changed since, the mark is refused.
    verdict: _Number | None = None


class Align(Seen):
    """Passages joined (bead and other), divided (the first originals and translations), or a sentence moved."""

    op: Literal["merge", "divide", "move"]
    verdict: _Number
    bead: _Number | None = None
    other: _Number = 0
    originals: _Number = 0
    translations: _Number = 0
    side: Literal["original", "translation"] = "original"
    sentence: _Number = 0


class Undo(Seen):
    """The author's last action on the pair, or the one of a number."""

    number: _Number | None = None


def add_actions(app: FastAPI, desk: Desk) -> None:
    """Add what can be done at a desk to an application."""

    def writable() -> None:
        if desk.read_only:
            raise HTTPException(403, "this review is read-only")

    def act(ordinal: int, told: Seen, work: Callable[[], Done]) -> dict[str, Any]:
        done = work()
        with desk.open() as store:
            after = Reviewed.read(store, desk.run, ordinal)
        # A page that hasn't seen what others did can't be mended in one place.
        stale = told.seen is not None and told.seen != done.before.seen
        shown = {"reload": True, "seen": after.seen} if stale else pages.changes(desk, done.before, after)
        undone = done.undone and done.undone.kind
        return {**shown, "warning": done.warning, "undone": undone}

    may = [Depends(writable)]

    @app.get("/pair/{ordinal}/seen", tags=["review"])
    def seen(ordinal: int) -> dict[str, str]:
        """Another word than before where something was done to the pair since."""
        with desk.open() as store:
            return {"seen": Reviewed.read(store, desk.run, ordinal).seen}

    @app.post("/pair/{ordinal}/decide", tags=["review"], dependencies=may)
    def decide(ordinal: int, told: Decision) -> dict[str, Any]:
        """Confirm, dismiss (with a reason) or open again a finding, change its severity, write a note."""
        return act(ordinal, told, lambda: desk.decide(ordinal, told.fingerprint, Kind(told.kind), _value(told)))

    @app.post("/pair/{ordinal}/mark", tags=["review"], dependencies=may)
    def mark(ordinal: int, told: Mark) -> dict[str, Any]:
        """Mark a drift that was missed."""
        with desk.open() as store:
            spans = _spans(Reviewed.read(store, desk.run, ordinal), told)
        severity = Severity[told.severity.upper()]
        return act(ordinal, told, lambda: desk.mark(ordinal, spans[0], spans[1], severity, told.note.strip()))

    @app.post("/pair/{ordinal}/done", tags=["review"], dependencies=may)
    def done(ordinal: int, told: Seen) -> dict[str, Any]:
        """The pair was read through."""
        return act(ordinal, told, lambda: desk.done(ordinal))

    @app.post("/pair/{ordinal}/align", tags=["review"], dependencies=may)
    def align(ordinal: int, told: Align) -> dict[str, Any]:
        """Align passages by hand; those that change are judged anew."""
        return act(ordinal, told, lambda: desk.align(ordinal, told.verdict, lambda beads: _aligned(beads, told)))

    @app.post("/pair/{ordinal}/undo", tags=["review"], dependencies=may)
    def undo(ordinal: int, told: Undo) -> dict[str, Any]:
        """Take back what this reviewer did."""
        return act(ordinal, told, lambda: desk.undo(ordinal, told.number))


def _value(told: Decision) -> dict[str, Any]:
    """What the log keeps of a decision; raises XlcheckError where it lacks what its kind needs."""
    if told.kind == "dismiss" and not told.reason.strip():
        raise XlcheckError("a dismissal needs a reason: the next reader wants to know")
    if told.kind == "note" and not told.text.strip():
        raise XlcheckError("a note needs a text")
    if told.kind == "severity" and told.severity is None:
        raise XlcheckError("name a severity: critical, major or minor")
    kept = {
        "dismiss": ("reason", told.reason.strip()),
        "note": ("text", told.text.strip()),
        "severity": ("severity", told.severity),
    }
    return dict([kept[told.kind]]) if told.kind in kept else {}


def _spans(pair: Reviewed, told: Mark) -> list[Span | None]:
    """The words of a mark, on either side; raises XlcheckError where they aren't of one passage as it stands."""
    report = pair.checked()
    if told.verdict not in (None, pair.verdict):
        raise ChangedError("the passages were aligned anew meanwhile; load the page again")
    if told.original and told.translation and told.original.bead != told.translation.bead:
        raise XlcheckError("mark words of one passage; where two belong together, join them first")
    return [
        _span(article, [getattr(bead, side) for bead in report.beads], getattr(told, side))
        for side, article in (("original", report.original), ("translation", report.translation))
    ]


def _span(article: Article, beads: list[tuple[int, ...]], place: Place | None) -> Span | None:
    """The words of a place; raises XlcheckError where the passage has none there."""
    if place is None:
        return None
    if place.bead >= len(beads) or not beads[place.bead]:
        raise XlcheckError(f"passage {place.bead + 1} has nothing on that side")
    start, end = article.bounds(beads[place.bead])
    text = article.text[start:end]
    found = article.span(start + hidden_offset(text, place.start), start + hidden_offset(text, place.end))
    if not found.text.strip():
        raise XlcheckError("mark some words first")
    return found


def _aligned(beads: Sequence[Bead], told: Align) -> list[Bead]:
    if told.op == "move":
        return realign.moved(beads, told.side, told.sentence, told.bead)
    if told.bead is None:
        raise XlcheckError("name a passage")
    if told.op == "merge":
        return realign.merged(beads, told.bead, told.other)
    return realign.divided(beads, told.bead, told.originals, told.translations)
