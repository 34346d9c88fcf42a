from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest

from tests.review.web import HOST, PORT, SESSION, TOKEN, Answer, Page, Web, asked, desk_of
from xlcheck.checks import CHECKS
from xlcheck.report import Report
from xlcheck.review.guard import LARGEST

COOKIE = f"xlcheck-{PORT}={SESSION}"
PAGES = (
    "/",
    "/pair/0",
    "/pair/0/passage/0",
    "/checks/number-changed",
    "/labels.jsonl",
    "/static/review.js",
    "/openapi.json",
)
#: What a page of ours may be given by no answer.
GUARDING = {
    "content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
    "cross-origin-resource-policy", "cache-control",
}  # fmt: skip


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, report: Report) -> Web:
    return Web.of(desk_of(tmp_path_factory.mktemp("guard"), report))


def way_on(answer: Answer) -> str:
    """Where the page leads that a browser gets for the address with the token."""
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    (content,) = [value for tag, name, value in Page(answer.text).attributes if (tag, name) == ("meta", "content")]
    assert content is not None
    assert content.startswith("0;url=")
    return content.removeprefix("0;url=")


def first(web: Web, target: str) -> Answer:
    """The first request of a browser: nothing but the address."""
    return web.ask("GET", target, token=None)


@pytest.mark.parametrize("target", PAGES)
def test_without_the_token_nothing_is_told(web: Web, target: str) -> None:
    answer = first(web, target)
    assert answer.status == 401
    assert answer.json() == {"error": "open the address that xlcheck review printed: it carries the token"}


@pytest.mark.parametrize("target", ["/pair/0/decide", "/pair/0/undo", "/pair/0/done", "/v1/check"])
def test_without_the_token_nothing_is_done(web: Web, target: str) -> None:
    assert web.ask("POST", target, token=None, body=[b"{}"]).status == 401
    assert web.get("/pair/0/seen").json() == {"seen": "1.0.0"}


def test_the_token_goes_from_the_address_into_a_cookie(web: Web) -> None:
    answer = first(web, f"/pair/0?status=open&token={TOKEN}&text=a%26b")
    assert way_on(answer) == "/pair/0?status=open&text=a%26b"
    assert TOKEN not in answer.text + answer.headers["set-cookie"]
    cookie, *flags = answer.headers["set-cookie"].split("; ")
    assert cookie == COOKIE
    assert {flag.lower() for flag in flags} == {"httponly", "samesite=strict", "path=/"}
    assert web.ask("GET", way_on(answer), token=None, headers={"cookie": cookie}).status == 200


def test_the_token_is_written_into_no_page(web: Web) -> None:
    assert not [target for target in PAGES if TOKEN in web.get(target).text]


def test_programs_bring_the_token_along(web: Web) -> None:
    assert web.get("/pair/0/seen").status == 200


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], f"{TOKEN}x", TOKEN.upper(), f"{TOKEN} {TOKEN}", "ü" * 20])
def test_a_wrong_token_opens_nothing(web: Web, token: str) -> None:
    headers = {"cookie": f"xlcheck-{PORT}={token}", "authorization": f"Bearer {token}"}
    answer = web.ask("GET", "/", token=None, headers=headers)
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert first(web, f"/?token={token.replace(' ', '+').replace('ü', '%C3%BC')}").status == 401


def test_an_address_with_the_token_does_nothing_but_open(web: Web) -> None:
    answer = web.ask("POST", f"/pair/0/done?token={TOKEN}", token=None)
    assert answer.status == 401
    assert web.get("/pair/0/seen").json() == {"seen": "1.0.0"}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", f"evil.example:{PORT}", f"EVIL.EXAMPLE:{PORT}", f"[::1]:{PORT}", f"127.0.0.1.:{PORT}", "127.0.0.1",
        f"localhost.:{PORT}", "localhost", "localhost:80", f"localhost:{PORT}.evil.example", f"{HOST}@evil.example",
        f"evil.example@{HOST}", f"{HOST},evil.example", f"0.0.0.0:{PORT}", f"127.0.0.1.nip.io:{PORT}", "",
    ],
)  # fmt: skip
def test_another_host_is_refused_whatever_it_carries(web: Web, host: str) -> None:
    answer = web.ask("GET", f"/?token={TOKEN}", headers={"host": host, "cookie": COOKIE})
    assert answer.status == 421
    assert "set-cookie" not in answer.headers


def test_a_request_without_a_host_is_refused(web: Web) -> None:
    assert asyncio.run(asked(web.guard, "GET", "/", [("cookie", COOKIE)])).status == 421


def test_the_server_has_one_name(web: Web) -> None:
    assert web.get("/", origin=f"http://{HOST}").status == 200
    # Another program of this machine may be the one that listens there under IPv6.
    assert web.get("/", host=f"localhost:{PORT}").status == 421
    assert web.get("/", origin=f"http://localhost:{PORT}").status == 403


@pytest.mark.parametrize("name", ["host", "origin", "authorization", "content-length"])
def test_a_header_that_stands_twice_is_refused(web: Web, name: str) -> None:
    values = {"host": HOST, "origin": f"http://{HOST}", "authorization": f"Bearer {TOKEN}", "content-length": "0"}
    told = [*values.items(), (name, values[name])]
    assert asyncio.run(asked(web.guard, "GET", "/pair/0/seen", told)).status == 400
    assert asyncio.run(asked(web.guard, "GET", "/pair/0/seen", values.items())).status == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "origin",
    [
        "null", "http://evil.example", f"https://{HOST}", f"http://127.0.0.1:{PORT + 1}", "http://localhost", "file://",
        f"http://{HOST}.evil.example", f"http://evil.example:{PORT}", "",
    ],
)  # fmt: skip
def test_a_page_from_elsewhere_is_refused(web: Web, origin: str, method: str) -> None:
    answer = web.ask(method, "/pair/0/seen", headers={"origin": origin, "cookie": COOKIE})
    assert answer.status == 403
    assert "seen" not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_sends_is_refused(web: Web, site: str) -> None:
    assert web.ask("POST", "/pair/0/done", headers={"sec-fetch-site": site, "cookie": COOKIE}).status == 403
    assert web.get("/pair/0/seen").json() == {"seen": "1.0.0"}


def test_a_link_from_another_page_opens_one_of_ours(web: Web) -> None:
    headers = {"sec-fetch-site": "cross-site", "cookie": COOKIE}
    assert web.ask("GET", "/", token=None, headers=headers).status == 200


def test_a_body_that_says_it_is_too_large_is_refused(web: Web) -> None:
    answer = web.ask("POST", "/v1/check", headers={"content-length": str(LARGEST + 1)}, body=[b"{}"])
    assert answer.status == 413
    assert answer.json() == {"error": "a request may have 16 MB at most"}


def test_a_body_that_does_not_say_how_large_it_is_is_cut_off(web: Web) -> None:
    answer = web.ask("POST", "/v1/check", headers={"content-type": "application/json"}, body=[b" " * (1 << 20)] * 17)
    assert answer.status == 413
    assert answer.json() == {"error": "a request may have 16 MB at most"}


def test_a_body_that_is_larger_than_it_says_is_cut_off(web: Web) -> None:
    headers = {"content-type": "application/json", "content-length": "10"}
    assert web.ask("POST", "/pair/0/decide", headers=headers, body=[b" " * (1 << 20)] * 17).status == 413


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "0x10", "+5", "1, 1", " ", "\u00b2", "9" * 30, "1" + "0" * 5000])
def test_a_length_that_is_none_is_refused(web: Web, length: str) -> None:
    status = 413 if length.isdecimal() else 400
    assert web.ask("POST", "/v1/check", headers={"content-length": length}, body=[b"{}"]).status == status


def test_a_cookie_of_another_port_opens_nothing(web: Web) -> None:
    assert web.ask("GET", "/", token=None, headers={"cookie": f"xlcheck-{PORT + 1}={SESSION}"}).status == 401
    both = f"xlcheck-{PORT + 1}=another; {COOKIE}"
    assert web.ask("GET", "/", token=None, headers={"cookie": both}).status == 200


@pytest.mark.parametrize("other", ['prefs={"a":1}', "a b=c", "theme", "x=ü"])
def test_cookies_of_other_programs_on_this_machine_lock_nobody_out(web: Web, other: str) -> None:
    assert web.ask("GET", "/", token=None, headers={"cookie": f"{other}; {COOKIE}"}).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example", "///evil.example", "/%2Fevil.example", "/%5Cevil.example", "/\\evil.example", "/%5C%5Cevil.example",
        "/%09/evil.example", "/%0A/evil.example", "/%0D/evil.example", "/.//evil.example", "//evil.example/%2e%2e", "//@evil.example",
    ],
)  # fmt: skip
def test_the_way_on_leads_nowhere_else(web: Web, path: str) -> None:
    place = way_on(first(web, f"{path}?token={TOKEN}"))
    # As browsers do: a backslash is a slash, and tabs and ends of lines are nothing.
    found = urlsplit(place.replace("\\", "/"))
    assert (found.scheme, found.netloc) == ("", ""), place
    assert place.startswith("/")
    assert not place.startswith("//")


def test_an_address_brings_no_header_of_its_own(web: Web) -> None:
    answer = first(web, f"/%0D%0Aset-cookie:%20a=b?token={TOKEN}")
    assert not [value for value in answer.headers.values() if "\r" in value or "\n" in value]


def test_the_way_on_keeps_letters_of_other_scripts(web: Web) -> None:
    place = way_on(first(web, f"/checks/%E6%95%B0?token={TOKEN}&text=%E6%95%B0"))
    assert place == "/checks/%E6%95%B0?text=%E6%95%B0"


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 405, 413, 421, 422, 500])
def test_every_answer_keeps_the_browser_in_its_bounds(web: Web, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> str:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr("xlcheck.review.pages.check_page", broken)
    answers = {
        200: lambda: web.get("/"),
        400: lambda: web.ask("POST", "/v1/check", headers={"content-length": "x"}),
        401: lambda: first(web, "/"),
        403: lambda: web.get("/", origin="null"),
        404: lambda: web.get("/nowhere"),
        405: lambda: web.ask("DELETE", "/"),
        413: lambda: web.ask("POST", "/v1/check", headers={"content-length": "99999999"}),
        421: lambda: web.get("/", host="evil.example"),
        422: lambda: web.post("/pair/0/decide", {}),
        500: lambda: web.get("/checks/number-changed"),
    }
    answer = answers[status]()
    assert answer.status == status
    assert answer.headers.keys() >= GUARDING
    policy = answer.headers["content-security-policy"]
    assert first(web, f"/?token={TOKEN}").headers["content-security-policy"] == policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "target", ["/", "/pair/0", "/pair/0/passage/2", "/nowhere", *(f"/checks/{name}" for name in CHECKS)]
)
def test_no_page_has_a_script_or_a_style_within_it(web: Web, target: str) -> None:
    page = Page(web.get(target, accept="text/html").text)
    assert "style" not in page.tags
    assert page.tags.count("script") == len([1 for tag, name, _ in page.attributes if (tag, name) == ("script", "src")])
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]
    addresses = [value or "" for _, name, value in page.attributes if name in ("src", "href", "action", "formaction")]
    assert not [value for value in addresses if value.lower().startswith(("javascript:", "data:"))]


def test_nothing_is_loaded_from_elsewhere(web: Web) -> None:
    for target in ("/", "/pair/0"):
        loaded = [v or "" for tag, name, v in Page(web.get(target).text).attributes if tag in ("script", "link", "img") and name in ("src", "href")]  # fmt: skip
        assert loaded
        assert all(value.startswith("/static/") for value in loaded)
        assert {web.get(value).status for value in loaded} == {200}


def test_what_is_no_request_is_not_answered(web: Web) -> None:
    sent: list[object] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: object) -> None:
        sent.append(message)

    asyncio.run(web.guard({"type": "websocket", "path": "/", "headers": []}, receive, send))
    assert not sent
