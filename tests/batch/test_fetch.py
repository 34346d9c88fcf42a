"""Fetching, from a server of the tests' own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from xlcheck.batch import fetch
from xlcheck.batch.fetch import Fetched, Fetcher, FetchError


class Server(ThreadingHTTPServer):
    """Answers by path; what it was asked is kept."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.home = f"http://127.0.0.1:{self.server_port}"

    def answer(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> str:
        """The next answer to a path, the last of them for good; its address."""
        told = {key.replace("_", "-"): value for key, value in headers.items()}
        self.answers.setdefault(path, []).append((status, told, body))
        return self.home + path


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:  # the name that the library calls
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        waiting = self.server.answers.get(self.path, [(404, {}, b"")])
        status, headers, data = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if status == 200 and headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, data = 304, b""
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(private=True)


def test_what_has_not_changed_is_not_sent_again(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", body=b"<rss/>", ETag='"1"')
    first = fetcher.fetch(url)
    assert first == Fetched(b"<rss/>", '"1"', "")
    assert fetcher.fetch(url, first.etag, first.modified) == Fetched(None, '"1"', "")
    assert server.asked[-1][2]["if-none-match"] == '"1"'
    assert "xlcheck" in server.asked[-1][2]["user-agent"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/feed", "http://localhost:{port}/feed", "http://[::1]:{port}/feed", "http://0.0.0.0:{port}/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[::127.0.0.1]/", "http://224.0.0.1/", "http://[ff02::1]/", "http://[fec0::1]/"])  # fmt: skip
def test_private_addresses_are_refused_unless_they_are_wanted(server: Server, url: str) -> None:
    with pytest.raises(FetchError, match=r"private address|can't be reached"):
        Fetcher().fetch(url.format(port=server.server_port))
    assert server.asked == []


def test_an_address_that_is_moved_to_a_private_one_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.answer("/feed", 302, Location="http://10.0.0.1/feed")
    known = fetch.ipaddress.ip_address

    # The server of the tests passes for a public one, so that what it leads to is what is refused.
    class Public:
        is_global = True
        is_multicast = is_reserved = False

    monkeypatch.setattr(fetch.ipaddress, "ip_address", lambda text: Public() if text == "127.0.0.1" else known(text))
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        Fetcher().fetch(url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "http://", "//a.example/x", "javascript:alert(1)"]
)
def test_only_the_web_is_fetched(url: str) -> None:
    with pytest.raises(FetchError, match="is no address of the web"):
        Fetcher(private=True)._ask("GET", url, {})


def test_what_robots_are_asked_to_leave_alone_is_left_alone(server: Server, fetcher: Fetcher) -> None:
    server.answer("/robots.txt", body=b"User-agent: *\nDisallow: /private/\n")
    with pytest.raises(FetchError, match=r"robots\.txt asks not to fetch it"):
        fetcher.fetch(server.answer("/private/feed", body=b"x"))
    assert fetcher.fetch(server.answer("/feed", body=b"x")).data == b"x"
    assert [path for _, path, _, _ in server.asked] == ["/robots.txt", "/feed"]


def test_a_feed_that_was_moved_is_followed_and_a_circle_is_not(server: Server, fetcher: Fetcher) -> None:
    server.answer("/new", body=b"x")
    assert fetcher.fetch(server.answer("/old", 301, Location="/new")).data == b"x"
    with pytest.raises(FetchError, match="is moved more than 5 times"):
        fetcher.fetch(server.answer("/round", 302, Location="/round"))


@pytest.mark.parametrize(("header", "after"), [("120", 120.0), ("999999999", 86400.0), ("soon", None), ("", None)])
def test_a_server_that_asks_to_wait_is_heard(
    server: Server, fetcher: Fetcher, header: str, after: float | None
) -> None:
    with pytest.raises(FetchError, match="answered 503") as error:
        fetcher.fetch(server.answer("/feed", 503, Retry_After=header))
    assert error.value.after == after


def test_what_is_too_large_or_too_slow_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.answer("/feed", body=b"x" * 200_000)
    monkeypatch.setattr(fetch, "LARGEST", 100_000)
    with pytest.raises(FetchError, match="is larger than"):
        Fetcher(private=True).fetch(url)
    monkeypatch.setattr(fetch, "LARGEST", 1 << 24)
    ticks = iter(range(0, 100_000, 1000))
    with pytest.raises(FetchError, match="takes longer than 60 seconds"):
        Fetcher(private=True, clock=lambda: float(next(ticks))).fetch(url)


def test_nobody_there_is_one_line(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="can't be reached") as error:
        fetcher.fetch("http://127.0.0.1:1/feed")
    assert "\n" not in str(error.value)


def test_json_is_posted_and_a_refusal_is_told(server: Server, fetcher: Fetcher) -> None:
    fetcher.post(server.answer("/hook", 204), b"{}")
    assert (server.asked[-1][0], server.asked[-1][3]) == ("POST", b"{}")
    with pytest.raises(FetchError, match="answered 500"):
        fetcher.post(server.answer("/broken", 500), b"{}")


@pytest.mark.parametrize("header", ["²", "1e9", "-5"])
def test_a_time_to_wait_that_is_none_is_none(header: str) -> None:
    assert fetch._wait(header) is None


def test_addresses_that_are_broken_are_one_line(server: Server, fetcher: Fetcher) -> None:
    for url in ("http://[/", "http://a:99999999/"):
        with pytest.raises(FetchError, match="is no address of the web"):
            fetcher.fetch(url)
    with pytest.raises(FetchError, match=r"is moved to what is no address|is no address of the web"):
        fetcher.fetch(server.answer("/feed", 302, Location="http://["))
    with pytest.raises(FetchError, match="answered 304"):
        fetcher.fetch(server.answer("/nothing", 304))


def test_an_address_with_chinese_letters_is_escaped(server: Server, fetcher: Fetcher) -> None:
    server.answer("/%E6%96%B0%E9%97%BB.rss", body=b"x")
    assert fetcher.fetch(f"{server.home}/新闻.rss").data == b"x"


def test_an_answer_that_trickles_in_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket
    import time

    monkeypatch.setattr(fetch, "_WHOLE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            while True:
                try:
                    peer, _ = listener.accept()
                except OSError:
                    return
                with peer:
                    try:
                        for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n" * 3:
                            peer.sendall(bytes([byte]))
                            time.sleep(0.1)
                    except OSError:
                        pass

        threading.Thread(target=drip, daemon=True).start()
        started = time.monotonic()
        with pytest.raises(FetchError):
            Fetcher(private=True)._ask("GET", f"http://127.0.0.1:{listener.getsockname()[1]}/", {})
        assert time.monotonic() - started < 4


def test_robots_are_asked_where_a_feed_was_moved_to_and_again_after_a_day(server: Server) -> None:
    now = 0.0
    fetcher = Fetcher(private=True, clock=lambda: now)
    server.answer("/robots.txt", body=b"User-agent: *\nDisallow: /closed\n")
    server.answer("/robots.txt", body=b"")
    url = server.answer("/old", 302, Location="/closed")
    server.answer("/closed", body=b"x")
    with pytest.raises(FetchError, match=r"/closed: robots\.txt asks not to fetch it"):
        fetcher.fetch(url)
    now = 90_000.0
    assert fetcher.fetch(url).data == b"x"
