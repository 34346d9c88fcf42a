"""The HTTP API: POST /v1/check, for programs that have two texts and want the report."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from xlcheck.batch.judge import Judge, as_json
from xlcheck.review.desk import Desk

#: Letters of a side, checks that wait for their turn, and seconds that one may take.
LONGEST, WAITING, PATIENCE = 500_000, 8, 300.0
#: Seconds between two looks whether the asker is still there.
_LOOK = 0.1
_SCHEMA = Path(__file__).parent.parent / "reporting" / "report.schema.json"

_Language = Annotated[
    str | None, Field(max_length=35, description="BCP 47; found out without it.", examples=["zh-Hans"])
]
_Names = Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=60, description="Names of checks.")]


class Texts(BaseModel):
    """An original and its translation, and how to check them."""

    model_config = ConfigDict(extra="forbid")

    original: Annotated[str, Field(min_length=1, max_length=LONGEST, examples=["公司去年售出105.8万辆汽车。"])]
    translation: Annotated[
        str, Field(min_length=1, max_length=LONGEST, examples=["The company sold 10.58 million cars last year."])
    ]
    original_language: _Language = None
    translation_language: _Language = None
    original_date: Annotated[date | None, Field(description="Day of publication: gives 昨天 its value.")] = None
    select: _Names = []
    ignore: _Names = []


class Problem(BaseModel):
    """Why there is no report, in a line."""

    error: str


_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/report"}}},
        "description": "The report.",
    },
    400: {"model": Problem, "description": "What was asked can't be done, such as a check that there isn't."},
    401: {"model": Problem, "description": "No token, or another."},
    413: {"model": Problem, "description": "The request is too large."},
    422: {"model": Problem, "description": "The request isn't what it should be."},
    503: {"model": Problem, "description": "Too many wait; come again."},
    504: {"model": Problem, "description": "It took too long."},
}


class _Stopped(Exception):  # noqa: N818  # no error: nobody waits for the result any more
    """A check that was given up."""


def add_service(app: FastAPI, desk: Desk) -> None:
    """Add the API to an application; it judges by the desk's models and settings."""
    turns = asyncio.Semaphore(1)
    waiting = 0
    plain = app.openapi
    app.openapi = lambda: _documented(plain)  # type: ignore[method-assign]

    @app.post("/v1/check", tags=["check"], responses=_ANSWERS, response_class=Response)
    async def check(request: Request, texts: Texts) -> Response:
        """Check a translation against its original; an asker who hangs up ends it."""
        nonlocal waiting
        if waiting >= WAITING:
            return JSONResponse({"error": "too many checks wait; come again"}, 503, {"retry-after": "2"})
        waiting += 1
        try:
            while not await _turn(turns):
                if await request.is_disconnected():
                    return JSONResponse({"error": "nobody waits for it"}, 503)
            try:
                return await _checked(request, texts, desk)
            finally:
                turns.release()
        finally:
            waiting -= 1


async def _turn(turns: asyncio.Semaphore) -> bool:
    """Whether it is one's turn, after a moment's waiting."""
    try:
        await asyncio.wait_for(turns.acquire(), _LOOK)
    except TimeoutError:
        return False
    return True


async def _checked(request: Request, texts: Texts, desk: Desk) -> Response:
    given_up = threading.Event()
    work = asyncio.create_task(asyncio.to_thread(_report, texts, desk, given_up))
    until = asyncio.get_running_loop().time() + PATIENCE
    try:
        while not (await asyncio.wait([work], timeout=_LOOK))[0]:
            if asyncio.get_running_loop().time() > until or await request.is_disconnected():
                given_up.set()
                await asyncio.wait([work])
                work.exception()
                return JSONResponse({"error": f"it took more than {PATIENCE:.0f} seconds"}, 504)
        return Response(await work, media_type="application/json")
    finally:
        # At Ctrl-C too: the work of a thread ends when it is told to.
        given_up.set()


def _report(texts: Texts, desk: Desk, given_up: threading.Event) -> bytes:
    """The report as JSON; raises _Stopped as soon as nobody waits any more."""

    def progress(done: int, total: int) -> None:
        if given_up.is_set():
            raise _Stopped

    def work(judge: Judge) -> bytes:
        from xlcheck.api import check
        from xlcheck.judging.severities import with_severities

        if given_up.is_set():
            raise _Stopped
        settings = judge.settings
        report = check(
            texts.original, texts.translation, original_language=texts.original_language or settings.original_language,
            translation_language=texts.translation_language or settings.translation_language,
            original_date=texts.original_date.isoformat() if texts.original_date else None, profile=judge.profile,
            select=texts.select or settings.select, ignore=texts.ignore or settings.ignore, thresholds=settings.table,
            glossary=settings.glossary, progress=progress, lines=settings.lines,
        )  # fmt: skip
        return as_json(with_severities(report, settings.severities))

    done: bytes = desk.judging(work)
    return done


def _documented(plain: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The OpenAPI document with the report's schema among its components, and the token that every request needs."""
    told = plain()
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8").replace("#/$defs/", "#/components/schemas/"))
    told["components"]["schemas"] |= schema["$defs"]
    told["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    told["security"] = [{"token": []}]
    return told
