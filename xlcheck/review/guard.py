"""Who may speak to the server: this machine's browser with the token, and no page of anybody else's."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Bytes of a request's body.
LARGEST = 4 << 20
_SAFE = ("GET", "HEAD")
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


class _TooLargeError(Exception):
    """A body that goes on beyond the limit."""


@dataclass(frozen=True)
class Guard:
    """Around an ASGI application that listens at ``port`` of this machine.

    The token comes in the first address (and is put into a cookie, and out of the address), in the cookie from then on,
    or as ``Authorization: Bearer``. Requests for another host are refused (DNS rebinding), and so are those that another
    page sends (CSRF), whatever they carry.
    """

    app: App
    token: str
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI request."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return None
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refused(scope, headers)
        if refused is not None:
            return await _answer(send, *refused)
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                given = {name.lower() for name, _ in message["headers"]}
                added = [(n.encode(), v.encode()) for n, v in _HEADERS.items() if n.encode() not in given]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        try:
            return await self.app(scope, _limited(receive), sending)
        except _TooLargeError:
            if not begun:
                await _answer(send, 413, f"a request may have {LARGEST >> 20} MB at most")

    def _refused(self, scope: Scope, headers: dict[str, str]) -> tuple[Any, ...] | None:
        """Status and word of a request that isn't let through, perhaps with further headers."""
        own = [f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")]
        if headers.get("host") not in own:
            return 421, "this server is for this machine only"
        origin = headers.get("origin")
        if origin is not None and origin not in [f"http://{name}" for name in own]:
            return 403, "a page from elsewhere may not ask this server"
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and scope["method"] not in _SAFE:
            return 403, "a page from elsewhere may not ask this server"
        if not headers.get("content-length", "0").isdecimal() or int(headers.get("content-length", "0")[:20]) > LARGEST:
            return 413, f"a request may have {LARGEST >> 20} MB at most"
        told = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if self._right(told.get("token")) and scope["method"] in _SAFE:
            rest = urlencode({name: value for name, value in told.items() if name != "token"})
            cookie = f"{self.cookie}={self.token}; HttpOnly; SameSite=Lax; Path=/"
            # Out of the address, where it would stay in the history and on screenshots.
            place = scope["path"].replace("\\", "/").lstrip("/")
            return 303, "", {"location": f"/{place}" + (f"?{rest}" if rest else ""), "set-cookie": cookie}
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if not (self._right(bearer) or self._right(self._baked(headers.get("cookie", "")))):
            return (
                401,
                "open the address that xlcheck review printed: it carries the token",
                {"www-authenticate": "Bearer"},
            )
        return None

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies don't tell ports apart."""
        return f"xlcheck-{self.port}"

    def _baked(self, cookies: str) -> str | None:
        try:
            found = SimpleCookie(cookies).get(self.cookie)
        except CookieError:
            return None
        return found.value if found else None

    def _right(self, token: str | None) -> bool:
        return bool(token) and secrets.compare_digest(str(token).encode(), self.token.encode())


def _limited(receive: Receive) -> Receive:
    size = 0

    async def receiving() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST:
            raise _TooLargeError
        return message

    return receiving


async def _answer(send: Send, status: int, word: str, more: dict[str, str] | None = None) -> None:
    body = json.dumps({"error": word}).encode() if word else b""
    headers = {**_HEADERS, "content-type": "application/json", "content-length": str(len(body)), **(more or {})}
    await send({"type": "http.response.start", "status": status, "headers": [(n.encode(), v.encode("latin-1", "ignore")) for n, v in headers.items()]})  # fmt: skip
    await send({"type": "http.response.body", "body": body})
