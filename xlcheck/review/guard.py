"""Who may speak to the server: this machine's browser with the token, and no page of anybody else's."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Bytes of a request's body: two texts of the service's longest, each letter written as "\\uXXXX".
LARGEST = 16 << 20
_SAFE = ("GET", "HEAD")
#: The port that addresses leave out.
_HTTP = 80
#: Nothing from elsewhere, nothing written into the page, no frame around it; answers are for this reader only.
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_TOO_LARGE = 413, f"a request may have {LARGEST >> 20} MB at most"


@dataclass(frozen=True)
class Guard:
    """Around an ASGI application that listens at ``port`` of this machine.

    The token comes in the first address (which puts a session into a cookie, and leaves the address without it), or as
    ``Authorization: Bearer``. Requests for another host are refused (DNS rebinding), and so are those that another page
    sends (CSRF), whatever they carry.
    """

    app: App
    token: str
    port: int
    #: What the cookie holds: whoever sees it can't speak as a program does.
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        names = Counter(name.decode("latin-1").lower() for name, _ in scope["headers"])
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        answer = self._refused(scope, headers, names) or self._entered(scope, headers)
        if answer is None and not self._known(headers):
            answer = 401, "open the address that xlcheck review printed: it carries the token"
        body = None if answer else await _body(receive)
        if body is None:
            return await _say(send, *(answer or _TOO_LARGE))
        await self.app(scope, _replayed(body, receive), _dressed(send))

    def _refused(self, scope: Scope, headers: dict[str, str], names: Counter[str]) -> tuple[int, str] | None:
        """Status and word of a request that nobody may send."""
        own = "127.0.0.1" if self.port == _HTTP and ":" not in headers.get("host", "") else f"127.0.0.1:{self.port}"
        if any(names[name] > 1 for name in ("host", "origin", "authorization", "content-length")):
            return 400, "a header stands twice"
        if headers.get("host") != own:
            return 421, f"this server is for this machine only, at {own}"
        elsewhere = headers.get("origin", f"http://{own}") != f"http://{own}"
        if elsewhere or (
            headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and scope["method"] not in _SAFE
        ):
            return 403, "a page from elsewhere may not ask this server"
        size = headers.get("content-length", "0")
        if not (size.isascii() and size.isdecimal()):
            return 400, "content-length is no number"
        return _TOO_LARGE if int(size[:20]) > LARGEST else None

    def _entered(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str, dict[str, str], str] | None:
        """The way in: from the address with the token to the one without, which stays in no history and on no screenshot."""
        told = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if scope["method"] not in _SAFE or not _same(told.pop("token", ""), self.token):
            return None
        # One slash: two would be another host's name.
        place = "/" + quote(scope["path"].replace("\\", "/").lstrip("/")) + (f"?{urlencode(told)}" if told else "")
        cookie = f"{self.cookie}={self.session}; HttpOnly; SameSite=Strict; Path=/"
        # By a page of ours, not by its status: a cookie that is this strict goes only where our own pages lead.
        page = f'<!doctype html><title>xlcheck</title><link rel="icon" href="/static/icon.svg"><meta http-equiv="refresh" content="0;url={escape(place)}">'
        return 200, "", {"set-cookie": cookie, "content-type": "text/html; charset=utf-8"}, page

    def _known(self, headers: dict[str, str]) -> bool:
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and _same(bearer.strip(), self.token):
            return True
        return any(_same(session, self.session) for session in self._sessions(headers.get("cookie", "")))

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies don't tell ports apart."""
        return f"xlcheck-{self.port}"

    def _sessions(self, cookies: str) -> Iterator[str]:
        """What stands under our name; other programs of this machine have cookies of any kind."""
        for pair in cookies.split(";"):
            name, _, value = pair.strip().partition("=")
            if name == self.cookie:
                yield value


def _same(one: str, two: str) -> bool:
    return secrets.compare_digest(one.encode(), two.encode())


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is too large, whatever its header says."""
    pieces: list[bytes] = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if sum(map(len, pieces)) > LARGEST:
            return None
        if not message.get("more_body"):
            return b"".join(pieces)


def _replayed(body: bytes, receive: Receive) -> Receive:
    left = [body]

    async def receiving() -> Message:
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

    return receiving


def _dressed(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            added = [pair for pair in _encoded(_HEADERS) if pair[0] not in given]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return sending


async def _say(send: Send, status: int, word: str, more: dict[str, str] | None = None, page: str = "") -> None:
    body = (page or json.dumps({"error": word})).encode()
    known = {"www-authenticate": "Bearer"} if status == 401 else {}
    headers = {
        **_HEADERS,
        "content-type": "application/json",
        "content-length": str(len(body)),
        **known,
        **(more or {}),
    }
    await send({"type": "http.response.start", "status": status, "headers": _encoded(headers)})
    await send({"type": "http.response.body", "body": body})


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
