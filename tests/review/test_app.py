from __future__ import annotations

import asyncio
import builtins
import io
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.review.web import BIDI, EVIL, HOST, TOKEN, Answer, Page, Web, asked, desk_of, hostile, told_of, written
from xlcheck.batch import Store
from xlcheck.checks import CHECKS
from xlcheck.report import Failure, Report, Run
from xlcheck.review.desk import Desk
from xlcheck.review.entering import enter, read_run

Ask = Callable[[Web], Answer]


@pytest.fixture
def web(tmp_path: Path, report: Report) -> Web:
    return Web.of(desk_of(tmp_path, report, dismissed=tmp_path / "dismissed.json"))


@pytest.fixture
def fingerprint(report: Report) -> str:
    return report.findings[0].fingerprint


def of_file(folder: Path, told: dict[str, Any], **more: Any) -> Web:
    """The pages on a report as a file holds it."""
    (report,) = read_run(written(folder / "report.json", told)).reports
    return Web.of(desk_of(folder, report, **more))


def decide(web: Web, fingerprint: str, kind: str, **more: str) -> Answer:
    return web.post("/pair/0/decide", {"fingerprint": fingerprint, "kind": kind, **more})


def verdict(web: Web) -> int:
    found = re.search(r'data-verdict="(\d+)"', web.get("/pair/0").text)
    assert found
    return int(found[1])


def status(web: Web, fingerprint: str) -> str:
    found = re.search(rf'data-fingerprint="{fingerprint}" data-status="(\w+)"', web.get("/pair/0").text)
    assert found
    return found[1]


def test_the_pages_are_there(web: Web) -> None:
    for target in ("/", "/pair/0", "/pair/0/passage/0", *(f"/checks/{name}" for name in CHECKS)):
        answer = web.get(target)
        assert answer.status == 200, target
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_pair_shows_both_sides_and_every_finding(web: Web, report: Report) -> None:
    page = Page(web.get("/pair/0").text)
    assert [sentence.text for sentence in report.translation.sentences if sentence.text not in page.text] == []
    assert [value for _, name, value in page.attributes if name == "data-fingerprint"] == [
        finding.fingerprint for finding in report.findings
    ]


def test_a_decision_comes_back_as_the_passage_that_it_changed(web: Web, report: Report, fingerprint: str) -> None:
    told = decide(web, fingerprint, "confirm").json()
    assert list(told["passages"]) == [str(report.findings[0].bead)]
    assert 'data-status="confirmed"' in told["passages"][str(report.findings[0].bead)]
    assert "1 of 3 decided" in told["head"]
    assert told["seen"] == web.get("/pair/0/seen").json()["seen"]


@pytest.mark.parametrize(
    ("kind", "more", "after"),
    [("confirm", {}, "confirmed"), ("dismiss", {"reason": "as the agency has it"}, "dismissed")],
)
def test_a_finding_is_decided_opened_again_and_undone(
    web: Web, fingerprint: str, kind: str, more: dict[str, str], after: str
) -> None:
    assert decide(web, fingerprint, kind, **more).status == 200
    assert status(web, fingerprint) == after
    assert decide(web, fingerprint, "reopen").status == 200
    assert status(web, fingerprint) == "new"
    assert web.post("/pair/0/undo", {}).json()["undone"] == "reopen"
    assert status(web, fingerprint) == after


def test_a_severity_and_a_note_are_shown(web: Web, fingerprint: str) -> None:
    decide(web, fingerprint, "severity", severity="minor")
    part = decide(web, fingerprint, "note", text="  asked the author  ").json()["passages"]
    (html,) = part.values()
    assert "asked the author <small>anna," in html
    assert "<option selected>minor</option>" in html


@pytest.mark.parametrize(
    ("kind", "more", "word"),
    [
        ("dismiss", {}, "a dismissal needs a reason"),
        ("dismiss", {"reason": " \n"}, "a dismissal needs a reason"),
        ("note", {}, "a note needs a text"),
        ("severity", {}, "name a severity"),
    ],
)
def test_what_a_decision_needs_is_asked_for(
    web: Web, fingerprint: str, kind: str, more: dict[str, str], word: str
) -> None:
    answer = decide(web, fingerprint, kind, **more)
    assert answer.status == 400
    assert word in answer.json()["error"]
    assert web.get("/pair/0/seen").json() == {"seen": "1.0.0"}


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "confirm"},
        {"fingerprint": "", "kind": "confirm"},
        {"fingerprint": "f" * 101, "kind": "confirm"},
        {"fingerprint": "f", "kind": "delete"},
        {"fingerprint": "f", "kind": "note", "text": "x" * 2001},
        {"fingerprint": "f", "kind": "severity", "severity": "none"},
        {"fingerprint": "f", "kind": "confirm", "author": "somebody else"},
        {"fingerprint": ["f"], "kind": "confirm"},
        [],
        None,
    ],
)
def test_what_no_page_sends_is_refused(web: Web, told: Any) -> None:
    answer = web.post("/pair/0/decide", told)
    assert answer.status == 422
    assert list(answer.json()) == ["error"]


def test_letters_that_are_halves_are_refused(web: Web, fingerprint: str) -> None:
    body = json.dumps({"fingerprint": fingerprint, "kind": "note", "text": "\ud800"}).encode()
    headers = {"content-type": "application/json"}
    assert web.ask("POST", "/pair/0/decide", headers=headers, body=[body]).status == 422


def test_a_finding_that_is_not_there_is_gone(web: Web) -> None:
    answer = decide(web, "nothing", "confirm")
    assert answer.status == 404
    assert answer.json() == {"error": "there is no finding nothing any more; load the page again"}


def test_words_marked_as_missed_become_a_finding_that_can_be_taken_away(web: Web, report: Report) -> None:
    place = {"bead": 1, "start": 0, "end": 5}
    told = web.post("/pair/0/mark", {"original": place, "severity": "minor", "note": "the day"}).json()
    html = told["passages"]["1"]
    words = report.original.sentences[report.beads[1].original[0]].text[:5]
    assert f">{words}</mark>" in html
    assert "the day" in html
    number = re.search(r'data-number="(\d+)">Take', html)
    assert number
    assert web.post("/pair/0/undo", {"number": int(number[1])}).json()["undone"] == "missed"
    assert "the day" not in web.get("/pair/0").text


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"original": {"bead": 0, "start": 3, "end": 3}},
        {"original": {"bead": 0, "start": 9, "end": 2}},
        {"original": {"bead": 99, "start": 0, "end": 2}},
        {"translation": {"bead": 0, "start": 2_000_000_000, "end": 2_000_000_001}},
    ],
)
def test_a_mark_needs_words(web: Web, told: dict[str, Any]) -> None:
    assert web.post("/pair/0/mark", told).status == 400
    assert web.get("/pair/0/seen").json() == {"seen": "1.0.0"}


def test_a_mark_on_a_side_without_words_is_refused(web: Web, report: Report) -> None:
    omitted = next(n for n, bead in enumerate(report.beads) if not bead.translation)
    answer = web.post("/pair/0/mark", {"translation": {"bead": omitted, "start": 0, "end": 2}})
    assert answer.status == 400
    assert answer.json() == {"error": f"passage {omitted + 1} has nothing on that side"}


def test_offsets_of_a_mark_go_by_what_is_shown(tmp_path: Path) -> None:
    web = of_file(tmp_path, told_of(["It \u202ecost\u202c 😀 5 crowns."], ["Price 😀😀: \u20665\u2069 crowns."]))
    shown = [Page(web.get("/pair/0").text).text]
    for side, words in (("original", "5 crowns"), ("translation", "crowns")):
        line = next(text for text in shown[0].splitlines() if words in text and "⟨U+" in text and text.count("😀") == (1 if side == "original" else 2))  # fmt: skip
        at = line.index(words) - (len(line) - len(line.lstrip()))
        told = web.post("/pair/0/mark", {side: {"bead": 0, "start": at, "end": at + len(words)}}).json()
        (html,) = told["passages"].values()
        assert f">{words}</mark>" in html


def test_a_pair_is_read_through(web: Web) -> None:
    assert "read through by anna" in web.post("/pair/0/done", {}).json()["head"]


def test_passages_are_joined_and_taken_back(web: Web, report: Report) -> None:
    seen = verdict(web)
    assert web.post("/pair/0/align", {"op": "merge", "bead": 3, "other": 4, "verdict": seen}).json()["reload"] is True
    page = Page(web.get("/pair/0").text)
    assert sum(name == "data-bead" for _, name, _ in page.attributes) == len(report.beads) - 1
    assert "aligned by hand" in page.text
    assert web.post("/pair/0/undo", {}).json()["reload"] is True
    assert verdict(web) == seen


def test_an_alignment_of_what_was_seen_before_is_refused(web: Web) -> None:
    seen = verdict(web)
    web.post("/pair/0/align", {"op": "merge", "bead": 3, "other": 4, "verdict": seen})
    answer = web.post("/pair/0/align", {"op": "merge", "bead": 3, "other": 4, "verdict": seen})
    assert answer.status == 409
    assert "load the page again" in answer.json()["error"]


@pytest.mark.parametrize(
    "change",
    [
        {"op": "merge"},
        {"op": "merge", "bead": 0, "other": 0},
        {"op": "merge", "bead": 0, "other": 99},
        {"op": "merge", "bead": 0, "other": 5},
        {"op": "divide", "bead": 0, "originals": 1, "translations": 1},
        {"op": "divide", "bead": 2_000_000_000},
        {"op": "move", "sentence": 99},
        {"op": "move", "sentence": 0, "bead": 0},
        {"op": "move", "sentence": 0, "bead": 6},
    ],
)
def test_an_alignment_that_is_none_changes_nothing(web: Web, change: dict[str, Any]) -> None:
    seen = verdict(web)
    answer = web.post("/pair/0/align", {"verdict": seen, **change})
    assert answer.status == 400
    assert answer.json()["error"]
    assert verdict(web) == seen


@pytest.mark.parametrize("number", ["8", "99", "2000000000"])
def test_a_passage_that_is_not_there_can_not_be_aligned(web: Web, number: str) -> None:
    assert web.get(f"/pair/0/passage/{number}").status == 404


@pytest.mark.parametrize("ordinal", ["1", "-1", str(1 << 31), str(1 << 62), str(1 << 63), str(1 << 64), "9" * 400])
@pytest.mark.parametrize(
    "ask",
    [
        lambda web, ordinal: web.get(f"/pair/{ordinal}"),
        lambda web, ordinal: web.get(f"/pair/{ordinal}/passage/0"),
        lambda web, ordinal: web.get(f"/pair/{ordinal}/seen"),
        lambda web, ordinal: web.post(f"/pair/{ordinal}/done", {}),
        lambda web, ordinal: web.post(f"/pair/{ordinal}/decide", {"fingerprint": "f", "kind": "confirm"}),
        lambda web, ordinal: web.post(f"/pair/{ordinal}/align", {"op": "merge", "verdict": 0, "bead": 0}),
    ],
)
def test_a_pair_that_is_not_there_is_gone(web: Web, ask: Callable[[Web, str], Answer], ordinal: str) -> None:
    answer = ask(web, ordinal)
    assert answer.status == 404
    assert f"has no pair {ordinal}" in answer.json()["error"]


@pytest.mark.parametrize("ordinal", ["9" * 5000, "x", "1.5", "%00", "0%0A1"])
def test_what_is_no_number_names_no_pair(web: Web, ordinal: str) -> None:
    assert web.get(f"/pair/{ordinal}").status == 422


@pytest.mark.parametrize(
    "query",
    [
        "first=99999", "first=2147483647", "status=nonsense", "sort=ordinal;DROP+TABLE+item", "severity=worst", "check='+OR+1=1",
        "since=x&until=y", "text=%27%22%25_%5C", "text=a%22b%22c+NEAR(x)+OR+*", "text=%E6%B8%AF", "outlet=%FF%FE", "text=%ED%A0%80",
        "text=" + "x+" * 100, "text=%00abc", "text=abc%00", "nothing=x", "status=open&status=clean", "text=%F0%9F%98%80%F0%9F%98%80",
    ],
)  # fmt: skip
def test_the_queue_takes_whatever_it_is_asked(web: Web, query: str) -> None:
    answer = web.get(f"/?{query}")
    assert answer.status == 200
    assert "pairs to decide" in answer.text


@pytest.mark.parametrize("first", ["-1", "x", str(1 << 64), "9" * 5000])
def test_the_queue_begins_at_a_number(web: Web, first: str) -> None:
    assert web.get(f"/?first={first}").status == 422


READ_ONLY: list[Ask] = [
    lambda web: decide(web, "f", "confirm"),
    lambda web: web.post("/pair/0/mark", {"original": {"bead": 0, "start": 0, "end": 3}}),
    lambda web: web.post("/pair/0/done", {}),
    lambda web: web.post("/pair/0/align", {"op": "merge", "bead": 3, "other": 4, "verdict": 1}),
    lambda web: web.post("/pair/0/undo", {}),
]


@pytest.mark.parametrize("ask", READ_ONLY)
def test_a_review_to_look_at_takes_nothing(tmp_path: Path, report: Report, ask: Ask) -> None:
    web = Web.of(desk_of(tmp_path, report, read_only=True))
    answer = ask(web)
    assert (answer.status, answer.json()) == (403, {"error": "this review is read-only"})
    assert web.get("/pair/0/seen").json() == {"seen": "1.0.0"}


def test_every_action_is_refused_where_one_may_only_look(tmp_path: Path, report: Report) -> None:
    told = Web.of(desk_of(tmp_path, report)).get("/openapi.json").json()
    actions = {path for path, methods in told["paths"].items() if "post" in methods and path.startswith("/pair")}
    assert len(actions) == len(READ_ONLY)


def test_a_review_to_look_at_has_no_buttons_that_change(tmp_path: Path, report: Report) -> None:
    page = Page(Web.of(desk_of(tmp_path, report, read_only=True)).get("/pair/0").text)
    assert [value for _, name, value in page.attributes if name == "data-do"] == ["help"]


def test_an_error_is_a_page_for_readers_and_json_for_programs(web: Web) -> None:
    page = web.get("/pair/7", accept="text/html,application/xhtml+xml;q=0.9")
    data = web.get("/pair/7", accept="application/json")
    assert page.status == data.status == 404
    assert "<h1>run 1 has no pair 7</h1>" in page.text
    assert data.json() == {"error": "run 1 has no pair 7"}


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/nowhere"), ("GET", "/pair/7"), ("GET", "/pair/x"), ("GET", "/checks/nothing"), ("GET", "/static/a%0Ab"),
        ("GET", "/checks/a%E2%80%AEb%0D%0Ac"), ("PUT", "/"), ("POST", "/pair/0/decide"), ("POST", "/v1/check"),
    ],
)  # fmt: skip
def test_every_error_is_one_line(web: Web, method: str, target: str) -> None:
    answer = web.ask(method, target)
    assert 400 <= answer.status < 500
    (word,) = answer.json().values()
    assert word
    assert len(word.splitlines()) == 1
    page = web.ask(method, target, headers={"accept": "text/html"})
    assert page.status == answer.status
    assert page.text.count("<h1>") == 1
    assert not BIDI & {*page.text, *answer.text}


def test_an_error_repeats_no_script(web: Web) -> None:
    page = Page(web.get("/checks/%3Cscript%3Ehacked%3C%2Fscript%3E", accept="text/html").text)
    assert "script" not in page.tags


def test_a_store_that_went_away_is_told(web: Web, tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").unlink()
    answer = web.get("/")
    assert answer.status == 400
    assert "there is no such store" in answer.json()["error"]


def test_a_pair_that_could_not_be_checked_is_shown_with_why(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        run = enter(store, Run((report,), (Failure("broken.txt", f"no text {EVIL}"),)), "report.json")
    web = Web.of(Desk(path, run, "anna"))
    page = Page(web.get("/pair/1").text)
    assert "no text <script>" in page.text
    assert [value for _, name, value in page.attributes if name == "data-do"] == ["help"]
    assert "no text <script>" in Page(web.get("/?status=failed").text).text
    for ask in (
        web.post("/pair/1/done", {}),
        web.post("/pair/1/mark", {"original": {"bead": 0, "start": 0, "end": 2}}),
        web.post("/pair/1/decide", {"fingerprint": "f", "kind": "confirm"}),
        web.get("/pair/1/passage/0"),
    ):
        assert ask.status == 404


# What is after the reader.


@pytest.fixture
def after_us(tmp_path: Path) -> Web:
    """A report in which everything is more than text, reviewed by somebody of such a name."""
    return of_file(tmp_path, hostile(), author=EVIL, name=EVIL)


def parts(web: Web) -> Iterator[tuple[str, str]]:
    """All that the browser is given to show of it, with where it comes from."""
    for target in ("/", "/?status=open&text=First", "/pair/0", "/pair/0/passage/0", "/pair/0/passage/1"):
        yield target, web.get(target).text
    second = "finding-1"
    for told in (
        decide(web, second, "note", text=EVIL),
        decide(web, second, "dismiss", reason=EVIL),
        web.post("/pair/0/mark", {"original": {"bead": 0, "start": 0, "end": 300}, "note": EVIL}),
        web.post("/pair/0/done", {}),
    ):
        assert told.status == 200
        yield "head", told.json()["head"]
        yield from told.json()["passages"].items()
    yield "decided", web.get("/pair/0").text


def test_a_hostile_article_is_text_and_nothing_else(after_us: Web) -> None:
    for name, html in parts(after_us):
        page = Page(html)
        inline = [value for tag, attribute, value in page.attributes if (tag, attribute) == ("script", "src")]
        assert page.tags.count("script") == len(inline), name
        assert not {"img", "b", "iframe", "style"} & {*page.tags}, name
        assert not [attribute for _, attribute, _ in page.attributes if attribute.startswith("on")], name
        assert not [value for _, attribute, value in page.attributes if attribute == "id" and value == "hacked"], name


def test_a_hostile_article_is_shown_as_it_is(after_us: Web) -> None:
    shown = EVIL.replace("\u202e", "⟨U+202E⟩").replace("\u2066", "⟨U+2066⟩")
    page = Page(after_us.get("/pair/0").text)
    for what in (f"First {shown}", f"One {shown}", f"translation {shown}", f"0 {shown}", f"place: {shown}"):
        assert what in page.text, what
    assert page.text.count(shown) > 10
    assert f"translation {shown}" in Page(after_us.get("/").text).text


def test_nothing_of_a_hostile_article_turns_the_text_around(after_us: Web) -> None:
    turned = {name: BIDI & {*Page(html).text} for name, html in parts(after_us)}
    assert not {name: found for name, found in turned.items() if found}


def test_addresses_lead_to_our_own_pages_only(after_us: Web) -> None:
    for name, html in parts(after_us):
        found = [value or "" for _, attribute, value in Page(html).attributes if attribute in ("href", "src", "action")]
        assert not [value for value in found if not re.match(r"/(?!/)|#bead-\d+$", value)], name


# Files.


@pytest.mark.parametrize(
    "name",
    [
        "../review.css", "..%2freview.css", "..%2F..%2Fapp.py", "%2e%2e/%2e%2e/review/app.py", "%2e%2e%2freport.html", "report.html",
        "review_pair.html", "review.css/", "review.css%00", "REVIEW.CSS", "..%5Creport.html", "/etc/passwd", "%2Fetc%2Fpasswd",
        "..%252f..%252fapp.py", ".", "..", "", "report.js", "review.css%20", "C:%5Cwindows", "%E2%80%AEreview.css",
    ],
)  # fmt: skip
def test_only_its_own_files_are_served(web: Web, name: str) -> None:
    answer = web.get(f"/static/{name}")
    assert answer.status in (404, 307)
    assert list(answer.json() if answer.status == 404 else {"error": ""}) == ["error"]


def test_its_own_files_are_served_as_what_they_are(web: Web) -> None:
    kinds = {"review.css": "text/css", "review.js": "text/javascript", "queue.js": "text/javascript", "icon.svg": "image/svg+xml"}  # fmt: skip
    for name, kind in kinds.items():
        answer = web.get(f"/static/{name}")
        assert answer.status == 200
        assert answer.headers["content-type"].startswith(kind)
        assert answer.body


def test_nothing_that_a_browser_says_names_a_file(
    web: Web, fingerprint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "../../somewhere-else"
    web.get("/pair/0")
    opened: list[str] = []

    def watching(real: Callable[..., Any]) -> Callable[..., Any]:
        def opening(file: Any, *more: Any, **named: Any) -> Any:
            opened.append(str(file))
            return real(file, *more, **named)

        return opening

    monkeypatch.setattr(io, "open", watching(io.open))
    monkeypatch.setattr(builtins, "open", watching(builtins.open))
    monkeypatch.setattr(os, "open", watching(os.open))
    monkeypatch.setattr(sqlite3, "connect", watching(sqlite3.connect))
    coded = name.replace("/", "%2F")
    for target in ("/static/", "/checks/", "/pair/", "/pair/0/passage/", "/?text=", "/?check=", "/?outlet="):
        web.get(f"{target}{coded}")
    decide(web, name, "confirm")
    decide(web, fingerprint, "dismiss", reason=name)
    decide(web, fingerprint, "note", text=name)
    web.post("/v1/check", {"original": name, "translation": name, "select": [name], "original_language": name})
    assert opened
    assert not [file for file in opened if "somewhere-else" in file]
    assert {path.name for path in tmp_path.iterdir() if "-" not in path.name} <= {"store.sqlite", "dismissed.json"}


# Labels.


def test_labels_are_what_people_decided(web: Web, report: Report, fingerprint: str) -> None:
    assert web.get("/labels.jsonl").text == ""
    decide(web, fingerprint, "confirm")
    answer = web.get("/labels.jsonl")
    assert answer.headers["content-type"] == "application/x-ndjson"
    (row,) = [json.loads(line) for line in answer.text.splitlines()]
    assert (row["label"], row["category"]) == (1, report.findings[0].check)


def test_labels_come_whole_however_many_ask(tmp_path: Path, report: Report) -> None:
    web = Web.of(desk_of(tmp_path, report))
    web.post("/pair/0/done", {})
    headers = [("host", HOST), ("authorization", f"Bearer {TOKEN}")]

    async def all_at_once() -> list[Answer]:
        asks = [asked(web.guard, "GET", target, headers) for target in ["/labels.jsonl", "/"] * 10]
        return await asyncio.gather(*asks)

    answers = asyncio.run(all_at_once())[::2]
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert len(answers[0].text.splitlines()) == len([b for b in report.beads if b.original and b.translation]) - 2
