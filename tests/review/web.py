"""Speaking to the review's pages without a network: requests as a server hands them over, and a report that is after them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from xlcheck.batch import Store
from xlcheck.report import Report, Run
from xlcheck.reporting.json import as_dict
from xlcheck.review.app import create_app
from xlcheck.review.desk import Desk
from xlcheck.review.entering import enter
from xlcheck.review.guard import App, Guard

TOKEN, SESSION, PORT = "token-of-this-start", "session-of-this-start", 8765
HOST = f"127.0.0.1:{PORT}"

#: Runs if it is ever taken for anything but text, and turns around what stands behind it.
EVIL = (
    "<script>window.hacked = 1</script><img src=x onerror=window.hacked=1>\"'><b id=hacked>\u202e\u2066&lt;{{ 7 * 7 }}"
)
#: What changes the direction of text.
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


async def asked(
    app: App, method: str, target: str, headers: Iterable[tuple[str, str]] = (), body: Iterable[bytes] = ()
) -> Answer:
    """A request, its target as it stands in the request's line; the body in the pieces in which it comes."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": method, "root_path": "",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"), "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
        "client": ("127.0.0.1", 50_000), "server": ("127.0.0.1", PORT),
    }  # fmt: skip
    pieces, sent = list(body) or [b""], list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        if pieces:
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}
        await asyncio.Event().wait()  # who asked is still there
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    try:
        await app(scope, receive, send)
    except Exception:
        # A server writes it to its log, where the answer says already that something went wrong.
        if not sent or sent[0]["status"] != 500:
            raise
    begun, *rest = sent
    told = {name.decode().lower(): value.decode("latin-1") for name, value in begun["headers"]}
    return Answer(begun["status"], told, b"".join(message.get("body", b"") for message in rest))


@dataclass(frozen=True)
class Web:
    """A desk and its application, behind the guard."""

    desk: Desk
    guard: Guard

    @classmethod
    def of(cls, desk: Desk) -> Web:
        return cls(desk, Guard(create_app(desk), TOKEN, PORT, SESSION))

    def ask(
        self,
        method: str,
        target: str,
        *,
        token: str | None = TOKEN,
        headers: Mapping[str, str] | None = None,
        body: Iterable[bytes] = (),
    ) -> Answer:
        """With the token of this start and the right host, if nothing else is said."""
        given = {"host": HOST} | ({"authorization": f"Bearer {token}"} if token else {}) | dict(headers or {})
        return asyncio.run(asked(self.guard, method, target, given.items(), body))

    def get(self, target: str, **headers: str) -> Answer:
        return self.ask("GET", target, headers=headers)

    def post(self, target: str, told: Any) -> Answer:
        return self.ask("POST", target, headers={"content-type": "application/json"}, body=[json.dumps(told).encode()])


def desk_of(folder: Path, report: Report, **more: Any) -> Desk:
    """A desk in a folder, with one pair."""
    path = folder / "store.sqlite"
    with Store(path) as store:
        run = enter(store, Run((report,), ()), more.pop("name", "report.json"))
    return Desk(path, run, **{"author": "anna"} | more)


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def told_of(original: list[str], translation: list[str], findings: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The JSON of a report, written down rather than judged: a passage for every two sentences."""
    sides = [_article(original), _article(translation)]
    beads = [
        {"original": [n], "translation": [n], "score": 0.9, "drift": 0.1, "crossing": False, "scores": {}}
        for n in range(len(original))
    ]
    return {
        "signature": "by hand", "summary": {}, "original": sides[0], "translation": sides[1], "beads": beads, "notices": [],
        "findings": [_finding(number, sides, finding) for number, finding in enumerate(findings)],
    }  # fmt: skip


def _article(texts: list[str]) -> dict[str, Any]:
    at, sentences = 0, []
    for number, text in enumerate(texts):
        sentences.append({"start": at, "end": at + len(text), "paragraph": number, "role": "body", "text": text})
        at += len(text) + 1
    return {"path": None, "language": "en", "title": None, "date": None, "sentences": sentences, "units": []}


def _finding(number: int, sides: list[dict[str, Any]], told: Mapping[str, Any]) -> dict[str, Any]:
    places = [side["sentences"][told["bead"]] for side in sides]
    spans = [{name: place[name] for name in ("start", "end", "text")} for place in places]
    return {
        "check": "number-changed", "category": "accuracy", "severity": "major", "confidence": 0.9, "message": "Another number.",
        "original": spans[0], "translation": spans[1], "fingerprint": f"finding-{number}", "status": "new", "related": [],
        "evidence": {}, **told,
    }  # fmt: skip


def hostile() -> dict[str, Any]:
    """A report of which everything that is text would be more than that."""
    told = told_of(
        [f"First {EVIL}", EVIL], [f"One {EVIL}", EVIL],
        [
            {"bead": 0, "check": "of-nobody", "category": EVIL, "message": EVIL, "evidence": {"place": EVIL, "reading": EVIL}},
            {"bead": 1, "check": "number-changed", "message": EVIL, "status": "dismissed"},
        ],
    )  # fmt: skip
    told["notices"] = [{"code": EVIL, "message": EVIL, "side": None}]
    told["signature"] = EVIL
    for side in ("original", "translation"):
        told[side] |= {"path": f"{side}-{EVIL}", "language": f"en-{EVIL}", "title": f"{side} {EVIL}", "date": EVIL}
        told[side]["units"] = [
            {"start": s["start"], "end": s["end"], "id": f"{n} {EVIL}", "notes": [EVIL]}
            for n, s in enumerate(told[side]["sentences"])
        ]
    return told


def written(path: Path, report: Report | dict[str, Any]) -> Path:
    """A report as a file."""
    told = report if isinstance(report, dict) else as_dict(report)
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path
