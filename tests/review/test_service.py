from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import xlcheck
from tests.conftest import Pair
from tests.review.web import HOST, TOKEN, Answer, Web, asked, desk_of
from xlcheck.batch import Settings
from xlcheck.report import Report
from xlcheck.reporting.json import as_dict
from xlcheck.review import service

SCHEMA = Path(xlcheck.__file__).parent / "reporting" / "report.schema.json"
HEADERS = (("host", HOST), ("authorization", f"Bearer {TOKEN}"), ("content-type", "application/json"))
TEXTS = {"original": "公司去年售出105.8万辆汽车。", "translation": "The company sold 10.58 million cars last year."}


@pytest.fixture
def web(tmp_path: Path, report: Report) -> Web:
    return Web.of(desk_of(tmp_path, report))


@pytest.fixture
def told(report: Report) -> dict[str, Any]:
    return as_plain(report)


def as_plain(report: Report) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(as_dict(report)))
    return data


def check(web: Web, **texts: Any) -> Answer:
    return web.post("/v1/check", {**TEXTS, **texts})


def test_the_report_is_that_of_the_library(web: Web, pair: Pair, told: dict[str, Any]) -> None:
    answer = check(web, original=pair.original, translation=pair.drifted)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == told


def test_the_report_is_what_its_schema_says(web: Web, pair: Pair) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(check(web, original=pair.original, translation=pair.drifted).json(), schema)


def test_languages_and_the_day_of_publication_go_into_it(web: Web) -> None:
    texts = {"original": "Sie kam gestern an.", "translation": "She arrived on 3 May.", "original_language": "de"}
    answers = [check(web, **texts, original_date=day).json() for day in ("2026-05-04", "2026-05-09")]
    expected = [
        as_plain(xlcheck.check(texts["original"], texts["translation"], original_language="de", original_date=day))
        for day in ("2026-05-04", "2026-05-09")
    ]
    assert answers == expected
    assert answers[0]["findings"] != answers[1]["findings"]


def test_checks_are_selected_and_ignored(web: Web) -> None:
    found = {f["check"] for f in check(web).json()["findings"]}
    assert "number-changed" in found
    assert {f["check"] for f in check(web, select=["number-changed"]).json()["findings"]} == {"number-changed"}
    assert "number-changed" not in {f["check"] for f in check(web, ignore=["number-changed"]).json()["findings"]}


def test_the_settings_of_the_desk_go_for_what_is_asked(tmp_path: Path, report: Report) -> None:
    settings = Settings(select=("number-changed",), severities={"number-changed": "minor"})
    web = Web.of(desk_of(tmp_path, report, settings=settings))
    assert [(f["check"], f["severity"]) for f in check(web).json()["findings"]] == [("number-changed", "minor")]


@pytest.mark.parametrize("name", ["select", "ignore"])
def test_a_check_that_there_is_not_is_named(web: Web, name: str) -> None:
    answer = check(web, **{name: ["no-such-check"]})
    assert answer.status == 400
    assert "there is no check named no-such-check" in answer.json()["error"]


def test_a_text_without_sentences_is_told(web: Web) -> None:
    answer = check(web, translation=" \n ")
    assert answer.status == 400
    assert answer.json() == {"error": "the translation: there is no sentence in it"}


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"original": ""}, "original"),
        ({"translation": "x" * (service.LONGEST + 1)}, "translation"),
        ({"original": None}, "original"),
        ({"original": ["x"]}, "original"),
        ({"original": "\ud800"}, "original"),
        ({"original_language": "x" * 36}, "original_language"),
        ({"original_date": "yesterday"}, "original_date"),
        ({"select": ["x"] * 61}, "select"),
        ({"select": ["x" * 61]}, "select.0"),
        ({"ignore": "number-changed"}, "ignore"),
        ({"models": "/etc"}, "models"),
    ],
)
def test_what_is_no_request_is_refused_with_its_field(web: Web, more: dict[str, Any], name: str) -> None:
    answer = check(web, **more)
    assert answer.status == 422
    assert answer.json()["error"].startswith(f"{name}: ")
    assert len(answer.text) < 500


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"original": NaN}', b"[" * 100_000])
def test_a_body_that_is_no_json_of_ours_is_refused(web: Web, body: bytes) -> None:
    answer = web.ask("POST", "/v1/check", headers={"content-type": "application/json"}, body=[body])
    assert answer.status in (400, 422)
    assert list(answer.json()) == ["error"]


def test_an_unknown_language_is_no_error(web: Web) -> None:
    answer = check(web, original_language="xx\u202e")
    assert answer.status == 200
    assert answer.json()["notices"]


def test_programs_find_the_contract(web: Web) -> None:
    told = web.get("/openapi.json").json()
    assert told == web.get("/openapi.json").json()
    named = set(told["components"]["schemas"])
    used = {ref.rsplit("/", 1)[1] for ref in _refs(told)}
    assert "report" in used
    assert used <= named
    assert set(told["paths"]["/v1/check"]["post"]["responses"]) >= {"200", "400", "401", "413", "422", "503", "504"}


def _refs(told: Any) -> list[str]:
    if isinstance(told, dict):
        own = [told["$ref"]] if isinstance(told.get("$ref"), str) else []
        return own + [ref for value in told.values() for ref in _refs(value)]
    return [ref for value in told for ref in _refs(value)] if isinstance(told, list) else []


class Slow:
    """Checks that go on until they are told to stop, or let go."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.begun = threading.Semaphore(0)
        self.ended = threading.Event()
        self.go_on = threading.Event()
        self.running = self.most = 0

    def __call__(self, *arguments: Any, progress: Callable[[int, int], None], **settings: Any) -> Report:
        self.running += 1
        self.most = max(self.most, self.running)
        self.begun.release()
        until = time.monotonic() + 15  # a test that went wrong ends as well
        try:
            while not self.go_on.is_set() and time.monotonic() < until:
                progress(0, 1)
                time.sleep(0.01)
        except BaseException:
            self.ended.set()
            raise
        finally:
            self.running -= 1
        return self.report


@pytest.fixture
def slow(report: Report, monkeypatch: pytest.MonkeyPatch) -> Slow:
    found = Slow(report)
    monkeypatch.setattr("xlcheck.api.check", found)
    return found


async def hanging_up(web: Web, gone: threading.Event) -> list[Any]:
    """A request whose asker is gone at some time; what was sent to them."""
    body, sent = json.dumps(TEXTS).encode(), list[Any]()
    told = [{"type": "http.request", "body": body, "more_body": False}]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": "POST", "root_path": "",
        "path": "/v1/check", "raw_path": b"/v1/check", "query_string": b"", "client": None, "server": None,
        "headers": [(name.encode(), value.encode()) for name, value in HEADERS],
    }  # fmt: skip

    async def receive() -> Any:
        if told:
            return told.pop()
        if gone.is_set():
            return {"type": "http.disconnect"}
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    await web.guard(scope, receive, send)
    return sent


async def until(semaphore: threading.Semaphore) -> None:
    assert await asyncio.to_thread(semaphore.acquire, timeout=20)


def asking(web: Web) -> asyncio.Task[Answer]:
    return asyncio.create_task(asked(web.guard, "POST", "/v1/check", HEADERS, [json.dumps(TEXTS).encode()]))


def test_an_asker_who_hangs_up_ends_the_check(web: Web, slow: Slow) -> None:
    async def story() -> Answer:
        gone = threading.Event()
        request = asyncio.create_task(hanging_up(web, gone))
        await until(slow.begun)
        gone.set()
        await asyncio.wait_for(request, 10)
        assert slow.ended.is_set()
        assert not slow.running
        # And the next one has its turn.
        slow.go_on.set()
        return await asyncio.wait_for(asking(web), 10)

    assert asyncio.run(story()).status == 200


def test_an_asker_who_hangs_up_in_the_queue_gives_the_turn_away(web: Web, slow: Slow) -> None:
    async def story() -> list[int]:
        first = asking(web)
        await until(slow.begun)
        gone = threading.Event()
        gone.set()
        leaving = asyncio.create_task(hanging_up(web, gone))
        last = asking(web)
        await asyncio.sleep(0.3)
        slow.go_on.set()
        await asyncio.wait_for(leaving, 10)
        return [(await asyncio.wait_for(task, 10)).status for task in (first, last)]

    assert asyncio.run(story()) == [200, 200]


def test_a_real_check_that_nobody_waits_for_stops_on_its_way(
    web: Web, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, steps = threading.Event(), list[tuple[int, int]]()
    real = xlcheck.api.check

    def watched(*arguments: Any, progress: Callable[[int, int], None], **settings: Any) -> Report:
        def step(done: int, total: int) -> None:
            gone.set()
            steps.append((done, total))
            time.sleep(0.3)
            progress(done, total)

        return real(pair.original, pair.drifted, **settings | {"progress": step})

    monkeypatch.setattr("xlcheck.api.check", watched)
    asyncio.run(asyncio.wait_for(hanging_up(web, gone), 20))
    assert len(steps) == 1
    assert steps[0][0] < steps[0][1]


def test_one_is_checked_at_a_time_and_too_many_are_sent_away(web: Web, slow: Slow) -> None:
    async def story() -> tuple[Answer, list[Answer]]:
        waiting = [asking(web) for _ in range(service.WAITING)]
        await until(slow.begun)
        await asyncio.sleep(0.2)
        more = await asyncio.wait_for(asking(web), 10)
        slow.go_on.set()
        return more, [await asyncio.wait_for(task, 20) for task in waiting]

    more, answers = asyncio.run(story())
    assert more.status == 503
    assert more.headers["retry-after"].isdecimal()
    assert more.json() == {"error": "too many checks wait; come again"}
    assert [answer.status for answer in answers] == [200] * service.WAITING
    assert slow.most == 1
    assert check(web).status == 200


def test_a_check_that_takes_too_long_is_ended(web: Web, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "PATIENCE", 0.2)
    answer = check(web)
    assert answer.status == 504
    assert "took more than" in answer.json()["error"]
    assert slow.ended.is_set()


def test_pages_answer_while_something_is_checked(web: Web, slow: Slow) -> None:
    async def story() -> Answer:
        task = asking(web)
        await until(slow.begun)
        try:
            return await asyncio.wait_for(asked(web.guard, "GET", "/pair/0", HEADERS[:2]), 10)
        finally:
            slow.go_on.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(task, 10)

    assert asyncio.run(story()).status == 200


def test_a_check_that_fails_gives_its_turn_back(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any, **settings: Any) -> Report:
        raise RuntimeError("nobody foresaw this")

    with monkeypatch.context() as patch:
        patch.setattr("xlcheck.api.check", broken)
        assert [check(web).status for _ in range(service.WAITING + 2)] == [500] * (service.WAITING + 2)
    assert check(web).status == 200
