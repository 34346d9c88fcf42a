"""The pages and what they send, as an ASGI application; nothing that a browser says becomes a path or a query of ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from xlcheck.article import Article, Span
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.review import pages, realign
from xlcheck.review.actions import Kind
from xlcheck.review.desk import ChangedError, Desk
from xlcheck.review.labels import labels
from xlcheck.review.queue import Filters
from xlcheck.review.reviewed import GoneError, Reviewed
from xlcheck.review.service import add_service
from xlcheck.versions import version_of
from xlcheck.visible import hidden_offset, visible

_TEMPLATES = Path(__file__).parent.parent / "reporting" / "templates"
#: What is served beside the pages, each of these files and no other.
_STATIC = {
    "review.css": ("text/css", ("report.css", "review.css")),
    "review.js": ("text/javascript", ("review.js",)),
    "queue.js": ("text/javascript", ("queue.js",)),
    "icon.svg": ("image/svg+xml", ("icon.svg",)),
}
_Text = Annotated[str, Field(max_length=2000)]
_Number = Annotated[int, Field(ge=0, lt=1 << 31)]


class _Body(BaseModel):
    """What a page sends; anything else in it is refused."""

    model_config = ConfigDict(extra="forbid")


class Decision(_Body):
    """Something done to a finding."""

    fingerprint: Annotated[str, Field(min_length=1, max_length=100)]
    kind: Literal["confirm", "dismiss", "reopen", "severity", "note"]
    reason: _Text = ""
    text: _Text = ""
    severity: Literal["critical", "major", "minor"] | None = None


class Place(_Body):
    """Words of one side of a passage, by offsets into it as it is shown."""

    bead: _Number
    start: _Number
    end: _Number


class Mark(_Body):
    """A drift that was missed."""

    original: Place | None = None
    translation: Place | None = None
    severity: Literal["critical", "major", "minor"] = "major"
    note: _Text = ""


class Align(_Body):
    """Passages joined (bead and other), divided (the first originals and translations), or a sentence moved."""

    op: Literal["merge", "divide", "move"]
    verdict: _Number
    bead: _Number | None = None
    other: _Number = 0
    originals: _Number = 0
    translations: _Number = 0
    side: Literal["original", "translation"] = "original"
    sentence: _Number = 0


class Undo(_Body):
    """The author's last action on the pair, or the one of a number."""

    number: _Number | None = None


def create_app(desk: Desk) -> FastAPI:
    """The application of a desk; who may speak to it is `Guard`'s to say."""
    app = FastAPI(
        title="xlcheck", version=version_of("xlcheck", "0"), docs_url=None, redoc_url=None, openapi_url="/openapi.json"
    )
    _add_errors(app)
    _add_pages(app, desk)
    _add_actions(app, desk)
    add_service(app, desk)
    return app


def _add_errors(app: FastAPI) -> None:
    """Every error is one line: a page for a reader, JSON for a program."""

    def answer(request: Request, status: int, word: str) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(pages.problem_page(status, word), status)
        return JSONResponse({"error": visible(word)}, status)

    @app.exception_handler(XlcheckError)
    def known(request: Request, error: XlcheckError) -> Response:
        return answer(
            request,
            404 if isinstance(error, GoneError) else 409 if isinstance(error, ChangedError) else 400,
            str(error),
        )

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return answer(request, error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, e['loc'][1:])) or 'the request'}: {e['msg']}" for e in error.errors()[:5])
        return answer(request, 422, told)


def _add_pages(app: FastAPI, desk: Desk) -> None:
    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def queue(request: Request, first: _Number = 0) -> Response:
        with desk.open() as store:
            return HTMLResponse(pages.queue_page(desk, store, Filters.of(request.query_params), first))

    @app.get("/pair/{ordinal}", response_class=HTMLResponse, include_in_schema=False)
    def pair(request: Request, ordinal: int) -> Response:
        with desk.open() as store:
            reviewed = Reviewed.read(store, desk.run, ordinal)
            return HTMLResponse(pages.pair_page(desk, store, reviewed, Filters.of(request.query_params)))

    @app.get("/pair/{ordinal}/passage/{bead}", response_class=HTMLResponse, include_in_schema=False)
    def passage(ordinal: int, bead: _Number) -> Response:
        with desk.open() as store:
            return HTMLResponse(pages.align_dialog(desk, Reviewed.read(store, desk.run, ordinal), bead))

    @app.get("/checks/{name}", response_class=HTMLResponse, include_in_schema=False)
    def check(name: str) -> Response:
        return HTMLResponse(pages.check_page(name))

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        if name not in _STATIC:
            raise GoneError(f"there is no {name}")
        kind, files = _STATIC[name]
        return Response("".join((_TEMPLATES / file).read_text(encoding="utf-8") for file in files), media_type=kind)

    @app.get("/labels.jsonl", include_in_schema=False)
    def labelled() -> Response:
        def lines() -> Any:
            with desk.open() as store:
                yield from labels(store, desk.run)

        return StreamingResponse(lines(), media_type="application/x-ndjson")


def _add_actions(app: FastAPI, desk: Desk) -> None:
    def writable() -> None:
        if desk.read_only:
            raise HTTPException(403, "this review is read-only")

    def act(ordinal: int, work: Callable[[], Any]) -> dict[str, Any]:
        with desk.open() as store:
            before = Reviewed.read(store, desk.run, ordinal)
            done = work()
            after = Reviewed.read(store, desk.run, ordinal)
        told = {"undone": done.kind} if hasattr(done, "kind") else {}
        return {**pages.changes(desk, before, after), **told}

    may = [Depends(writable)]

    @app.get("/pair/{ordinal}/seen", tags=["review"])
    def seen(ordinal: int) -> dict[str, str]:
        """Another word than before where something was done to the pair since."""
        with desk.open() as store:
            return {"seen": Reviewed.read(store, desk.run, ordinal).seen}

    @app.post("/pair/{ordinal}/decide", tags=["review"], dependencies=may)
    def decide(ordinal: int, told: Decision) -> dict[str, Any]:
        """Confirm, dismiss (with a reason) or open again a finding, change its severity, write a note."""
        return act(ordinal, lambda: desk.decide(ordinal, told.fingerprint, Kind(told.kind), _value(told)))

    @app.post("/pair/{ordinal}/mark", tags=["review"], dependencies=may)
    def mark(ordinal: int, told: Mark) -> dict[str, Any]:
        """Mark a drift that was missed."""
        with desk.open() as store:
            report = Reviewed.read(store, desk.run, ordinal).whole
        spans = [
            _span(article, [getattr(bead, side) for bead in report.beads], getattr(told, side))
            for side, article in (("original", report.original), ("translation", report.translation))
        ]
        return act(ordinal, lambda: desk.mark(ordinal, spans[0], spans[1], Severity[told.severity.upper()], told.note))

    @app.post("/pair/{ordinal}/done", tags=["review"], dependencies=may)
    def done(ordinal: int) -> dict[str, Any]:
        """The pair was read through."""
        return act(ordinal, lambda: desk.done(ordinal))

    @app.post("/pair/{ordinal}/align", tags=["review"], dependencies=may)
    def align(ordinal: int, told: Align) -> dict[str, Any]:
        """Align passages by hand; those that change are judged anew."""
        return act(ordinal, lambda: desk.align(ordinal, told.verdict, lambda beads: _aligned(beads, told)))

    @app.post("/pair/{ordinal}/undo", tags=["review"], dependencies=may)
    def undo(ordinal: int, told: Undo) -> dict[str, Any]:
        """Take back what this reviewer did."""
        return act(ordinal, lambda: desk.undo(ordinal, told.number))


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


def _aligned(beads: Any, told: Align) -> Any:
    if told.op == "move":
        return realign.moved(beads, told.side, told.sentence, told.bead)
    if told.bead is None:
        raise XlcheckError("name a passage")
    if told.op == "merge":
        return realign.merged(beads, told.bead, told.other)
    return realign.divided(beads, told.bead, told.originals, told.translations)
