"""Fetching feeds from the web: politely, in little, and from nowhere that is private unless that is wanted."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from xlcheck.errors import XlcheckError
from xlcheck.versions import version_of

#: Of a feed: bytes, seconds for an answer and for all of it, addresses that it may be moved to in turn.
LARGEST, _ANSWER, _WHOLE, _MOVES = 16 << 20, 20.0, 60.0, 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_DAY = 86_400.0
#: Signs of a path and a query that stay as they are; all others, such as those of 新闻.rss, are escaped.
_SAFE = "/?%&=+:;@,!$'()*~#[]-._"


class FetchError(XlcheckError):
    """An address could not be fetched; ``after`` are seconds that its server asks to wait, ``status`` what it answered."""

    def __init__(self, message: str, after: float | None = None, status: int = 0) -> None:
        super().__init__(message)
        self.after = after
        self.status = status


class Fetched(NamedTuple):
    """What an address answered: None where nothing has changed since; with its marks for the next time."""

    data: bytes | None
    etag: str = ""
    modified: str = ""


@dataclass
class Fetcher:
    """``private`` allows addresses of this machine and its network; what robots.txt forbids is not fetched."""

    private: bool = False
    clock: Callable[[], float] = time.monotonic
    #: By server: its rules, None where they couldn't be had, and until when they are held.
    _robots: dict[str, tuple[RobotFileParser | None, float]] = field(default_factory=dict)

    def fetch(self, url: str, etag: str = "", modified: str = "") -> Fetched:
        """What an address holds, unless nothing has changed; raises FetchError."""
        return self._get(url, {"If-None-Match": etag, "If-Modified-Since": modified})

    def post(self, url: str, data: bytes) -> None:
        """JSON sent to an address; raises FetchError where it isn't taken."""
        status, _, _ = self._ask("POST", url, {"Content-Type": "application/json"}, data)
        if not 200 <= status < 300:
            raise FetchError(f"{url}: answered {status}", status=status)

    def _get(self, url: str, marks: dict[str, str], *, heeding: bool = True) -> Fetched:
        place = url
        for _ in range(_MOVES + 1):
            if heeding and not self._allowed(place):
                raise FetchError(f"{place}: robots.txt asks not to fetch it")
            status, headers, body = self._ask("GET", place, {key: mark for key, mark in marks.items() if mark})
            if status in _MOVED and headers.get("location"):
                place = _joined(place, headers["location"])
            elif status == 304 and any(marks.values()):
                return Fetched(None, marks["If-None-Match"], marks["If-Modified-Since"])
            elif status == 200:
                return Fetched(body, headers.get("etag", ""), headers.get("last-modified", ""))
            else:
                raise FetchError(f"{url}: answered {status}", _wait(headers.get("retry-after", "")), status)
        raise FetchError(f"{url}: is moved more than {_MOVES} times")

    def _allowed(self, url: str) -> bool:
        """By robots.txt, asked once a day for each server; one that can't be had forbids nothing for an hour."""
        parts = _split(url)
        home = f"{parts.scheme}://{parts.netloc}"
        rules, until = self._robots.get(home, (None, 0.0))
        if self.clock() >= until:
            rules, held = RobotFileParser(), _DAY
            try:
                found = self._get(f"{home}/robots.txt", {"If-None-Match": "", "If-Modified-Since": ""}, heeding=False)
                rules.parse((found.data or b"").decode("utf-8", "replace").splitlines())
            except FetchError as error:
                # That there is none is an answer for a day, that nobody answers is not.
                rules, held = None, _DAY if error.status == 404 else 3600.0
            self._robots[home] = rules, self.clock() + held
        return rules is None or rules.can_fetch("xlcheck", url)

    def _ask(
        self, method: str, url: str, headers: dict[str, str], data: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        parts = _split(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError(f"{url}: is no address of the web")
        begun = self.clock()
        try:
            address = self._address(url, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
            connection = _connection(parts.scheme, parts.hostname, address)
            path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE)
            told = {
                "User-Agent": f"xlcheck/{version_of('xlcheck', '0')} (watches feeds)",
                "Accept-Encoding": "identity",
                **headers,
            }
            # Whatever trickles in, and headers too, ends with the time for all of it.
            timer = threading.Timer(_WHOLE, _cut, (connection,))
            timer.daemon = True
            timer.start()
            try:
                connection.request(method, path, body=data, headers={"Host": parts.netloc.rpartition("@")[2], **told})
                answer = connection.getresponse()
                body = self._body(url, answer, begun)
                return answer.status, {key.lower(): value for key, value in answer.getheaders()}, body
            finally:
                timer.cancel()
                connection.close()
        except (OSError, HTTPException, ValueError) as error:
            raise FetchError(f"{url}: can't be reached ({error or type(error).__name__})") from None

    def _body(self, url: str, answer: HTTPResponse, begun: float) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := answer.read1(1 << 16):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise FetchError(f"{url}: is larger than {LARGEST >> 20} MiB")
            if self.clock() - begun > _WHOLE:
                raise FetchError(f"{url}: takes longer than {_WHOLE:.0f} seconds")
        return b"".join(pieces)

    def _address(self, url: str, host: str, port: int) -> tuple[str, int]:
        """The address of a host that is connected to: looked up once, so that it can't be another one by then."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for *_, place in found:
            address = str(place[0])
            if not self.private and not _is_public(ipaddress.ip_address(address.split("%")[0])):
                raise FetchError(f"{url}: is a private address ({address}); --allow-private fetches it all the same")
        return str(found[0][4][0]), int(found[0][4][1])


def _connection(scheme: str, host: str, address: tuple[str, int]) -> HTTPConnection:
    """A connection to an address that was looked up before, under the name that the certificate has to bear."""
    if scheme == "http":
        return HTTPConnection(*address, timeout=_ANSWER)
    context = ssl.create_default_context()
    connection = HTTPSConnection(*address, timeout=_ANSWER, context=context)
    plain = socket.create_connection(address, _ANSWER)
    try:
        connection.sock = context.wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise
    return connection


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise FetchError(f"{url}: is no address of the web") from None
    return parts


def _joined(place: str, other: str) -> str:
    try:
        return urljoin(place, other)
    except ValueError:
        raise FetchError(f"{place}: is moved to what is no address") from None


def _cut(connection: HTTPConnection) -> None:
    """Whoever waits for the connection waits no longer."""
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


#: Networks of IPv6 that stand for an address of IPv4 in their last bytes.
_WRAPPING = tuple(ipaddress.ip_network(network) for network in ("64:ff9b::/96", "::/96", "::ffff:0:0/96"))
_CLOSED = tuple(ipaddress.ip_network(network) for network in ("64:ff9b:1::/48", "fec0::/10", "2001::/32"))


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is anybody's; one that holds another is judged by that."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.sixtofour is not None:
            return _is_public(address.sixtofour)
        if any(address in network for network in _WRAPPING):
            return _is_public(ipaddress.IPv4Address(address.packed[-4:]))
        if any(address in network for network in _CLOSED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _wait(header: str) -> float | None:
    """Seconds that a server asks to wait, as a number or as a time; a day at most."""
    if header.isascii() and header.strip().isdigit():
        return min(float(header), _DAY)
    try:
        return min(max(parsedate_to_datetime(header).timestamp() - time.time(), 0.0), _DAY)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
