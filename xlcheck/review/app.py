"""The pages and what they send, as an ASGI application; nothing that a browser says becomes a path or a query of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from xlcheck.errors import XlcheckError
from xlcheck.review import pages
from xlcheck.review.acting import add_actions
from xlcheck.review.desk import ChangedError, Desk
from xlcheck.review.labels import labels
from xlcheck.review.queue import Filters
from xlcheck.review.reviewed import GoneError, Reviewed
from xlcheck.review.service import add_service
from xlcheck.versions import version_of
from xlcheck.visible import one_line

_TEMPLATES = Path(__file__).parent.parent / "reporting" / "templates"
#: What is served beside the pages, each of these files and no other.
_STATIC = {
    "review.css": ("text/css", ("report.css", "review.css")),
    "review.js": ("text/javascript", ("review.js",)),
    "queue.js": ("text/javascript", ("queue.js",)),
    "keys.js": ("text/javascript", ("keys.js",)),
    "icon.svg": ("image/svg+xml", ("icon.svg",)),
}
_Number = Annotated[int, Field(ge=0, lt=1 << 31)]


def create_app(desk: Desk) -> FastAPI:
    """The application of a desk; who may speak to it is `Guard`'s to say."""
    app = FastAPI(
        title="xlcheck", version=version_of("xlcheck", "0"), docs_url=None, redoc_url=None, openapi_url="/openapi.json"
    )
    _add_errors(app)
    _add_pages(app, desk)
    add_actions(app, desk)
    add_service(app, desk)
    return app


def _add_errors(app: FastAPI) -> None:
    """Every error is one line: a page for a reader, JSON for a program."""

    def answer(request: Request, status: int, word: str) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(pages.problem_page(status, word), status)
        return JSONResponse({"error": one_line(word)}, status)

    @app.exception_handler(XlcheckError)
    def known(request: Request, error: XlcheckError) -> Response:
        return answer(
            request,
            404 if isinstance(error, GoneError) else 409 if isinstance(error, ChangedError) else 400,
            str(error),
        )

    @app.exception_handler(Exception)
    def unknown(request: Request, error: Exception) -> Response:
        return answer(request, 500, f"this is an error of xlcheck ({type(error).__name__}); the terminal says more")

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
        # At once: what is streamed goes from thread to thread, and a store's connection doesn't.
        with desk.open() as store:
            return Response("".join(labels(store, desk.run)), media_type="application/x-ndjson")
