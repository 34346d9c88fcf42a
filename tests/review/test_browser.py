"""The review as a reader has it: in Chromium, by keyboard and mouse."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import Files
from tests.review.web import EVIL, hostile, told_of, written
from xlcheck.report import Report
from xlcheck.reporting.json import as_dict

pytestmark = pytest.mark.slow

Serve = Callable[..., str]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """The address of a review: ``serve("report.json", "--read-only")``; it ends with the test."""
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str | Path) -> str:
        with (tmp_path / "server.log").open("w") as log:
            command = [sys.executable, "-m", "xlcheck", "review", *map(str, arguments), "--author", "anna", "--no-open"]
            server = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=log, text=True)
        running.append(server)
        assert server.stdout
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), (tmp_path / "server.log").read_text()
        return address

    yield start
    for server in running:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)
    assert "Traceback" not in ((tmp_path / "server.log").read_text() if running else "")


@pytest.fixture
def context(browser: Browser, serve: Serve) -> Iterator[BrowserContext]:
    """A browser's window; nothing may go wrong in it, and nothing go elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    wrong: list[str] = []
    context.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    context.on("weberror", lambda told: wrong.append(str(told.error)))
    context.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    context.on("request", lambda sent: None if sent.url.startswith("http://127.0.0.1:") else wrong.append(sent.url))
    yield context
    context.close()
    assert wrong == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def file(tmp_path: Path, report: Report) -> Path:
    """A report with three findings."""
    return written(tmp_path / "report.json", report)


@pytest.fixture
def many(tmp_path: Path, report: Report) -> Path:
    """A run of three: one with three findings, one with one, one without."""
    names = [("Harbour", []), ("Ferry", [{"bead": 0}]), ("Quay", [])]
    told = [told_of(["It reopened on Monday.", "Nobody was hurt."], ["It opened.", "No one."], f) for _, f in names]
    for one, (name, _) in zip(told, names, strict=True):
        one["translation"]["title"] = name
    whole = as_dict(report)
    whole["translation"]["title"] = "Storm"
    path = tmp_path / "many.json"
    path.write_text(json.dumps({"reports": [*told[1:], whole], "failures": []}), encoding="utf-8")
    return path


def entered(page: Page, address: str) -> None:
    """Go to the address with the token, and wait until it has led on."""
    page.goto(address)
    page.wait_for_url(address.split("?")[0])
    page.wait_for_load_state()


def tabs(context: BrowserContext, address: str) -> tuple[Page, Page]:
    """Two pages at the address."""
    one, two = context.new_page(), context.new_page()
    entered(one, address)
    entered(two, address)
    return one, two


def walked_to(page: Page) -> int:
    """Which finding has the focus."""
    found = page.evaluate("[...document.querySelectorAll('.finding')].indexOf(document.activeElement)")
    return int(found)


def actions(path: Path) -> list[tuple[Any, ...]]:
    """What the log of a store holds."""
    base = sqlite3.connect(path)
    try:
        return list(base.execute("SELECT kind, value, author, undone IS NOT NULL FROM action ORDER BY id"))
    finally:
        base.close()


def status(page: Page, number: int, word: str) -> None:
    """Wait until a finding is so."""
    expect(page.locator(".finding").nth(number)).to_have_attribute("data-status", word)


def opened(page: Page, title: str) -> None:
    """Wait until another page is there, with its keys."""
    expect(page.locator("h1")).to_contain_text(title)
    page.wait_for_load_state()


def passages(page: Page, count: int) -> None:
    """Wait until the page is loaded anew, with so many passages."""
    expect(page.locator(".bead")).to_have_count(count)
    page.wait_for_load_state()


def answer(page: Page, text: str) -> None:
    """Fill in what is asked."""
    expect(page.locator("#ask")).to_be_visible()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("#ask")).to_be_hidden()


def select(page: Page, side: int, words: str, bead: int = 0) -> None:
    """Select words as a mouse does, wherever marks cut them."""
    page.evaluate(
        """([bead, side, words]) => {
            const place = document.querySelectorAll(`#bead-${bead} .side`)[side];
            const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walker.nextNode()) nodes.push(walker.currentNode);
            const at = nodes.map((node) => node.data).join("").indexOf(words);
            const find = (offset) => {
                for (const node of nodes) {
                    if (offset <= node.data.length) return [node, offset];
                    offset -= node.data.length;
                }
            };
            if (at < 0) throw new Error(`${words} isn't there`);
            getSelection().setBaseAndExtent(...find(at), ...find(at + words.length));
        }""",
        [bead, side, words],
    )


def test_the_address_opens_the_pair_and_keeps_no_token(page: Page, serve: Serve, files: Files) -> None:
    address = serve(files.original, files.drifted)
    entered(page, address)
    assert page.url == address.split("?")[0]
    expect(page.locator(".finding")).to_have_count(3)
    expect(page.locator("#head")).to_contain_text("0 of 3 decided")


def test_findings_are_walked_and_decided_by_keyboard(page: Page, serve: Serve, files: Files) -> None:
    entered(page, serve(files.original, files.drifted))
    walked = []
    for _ in range(4):
        page.keyboard.press("j")
        walked.append(walked_to(page))
    assert walked == [0, 1, 2, 2]
    page.keyboard.press("k")
    page.keyboard.press("c")
    status(page, 1, "confirmed")
    page.keyboard.press("j")
    page.keyboard.press("d")
    answer(page, "said in the caption")
    status(page, 2, "dismissed")
    expect(page.locator("#head")).to_contain_text("2 of 3 decided")
    page.reload()
    for number, word in ((0, "new"), (1, "confirmed"), (2, "dismissed")):
        status(page, number, word)
    expect(page.locator(".finding").nth(2).locator(".said")).to_contain_text("dismissed: said in the caption")
    fingerprint = page.locator(".finding").nth(2).get_attribute("data-fingerprint")
    kept = (files.folder / ".xlcheck-dismissed.json").read_text(encoding="utf-8")
    assert str(fingerprint) in kept
    assert "said in the caption" in kept


def test_a_dismissal_without_a_reason_is_not_sent(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    expect(page.locator("#ask")).to_be_visible()
    assert page.evaluate("document.querySelector('#ask-text').validity.valueMissing")
    page.keyboard.press("Escape")
    expect(page.locator("#ask")).to_be_hidden()
    assert actions(file.with_suffix(".review.sqlite")) == []


def test_a_dialog_that_is_left_does_nothing(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    page.keyboard.press("j")
    for key in ("d", "n"):
        page.keyboard.press(key)
        expect(page.locator("#ask")).to_be_visible()
        page.keyboard.type("left")
        page.keyboard.press("Escape")
        expect(page.locator("#ask")).to_be_hidden()
    page.reload()
    assert actions(file.with_suffix(".review.sqlite")) == []


def test_a_note_a_severity_and_what_is_taken_back(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    finding = page.locator(".finding").nth(0)
    page.keyboard.press("j")
    page.keyboard.press("n")
    answer(page, "ask the author, c or d?")
    expect(finding).to_contain_text("ask the author, c or d?")
    page.keyboard.press("s")
    expect(finding.locator("select")).to_be_focused()
    finding.locator("select").select_option("minor")
    expect(finding).to_contain_text("made minor")
    expect(finding.locator(".tag")).to_have_text("minor")
    finding.focus()
    page.keyboard.press("c")
    status(page, 0, "confirmed")
    page.keyboard.press("o")
    status(page, 0, "new")
    for word, after in (("reopen", "confirmed"), ("confirm", "new"), ("severity", "new"), ("note", "new")):
        page.keyboard.press("u")
        expect(page.locator("#word")).to_have_text(f"Taken back: {word}")
        status(page, 0, after)
    expect(finding.locator(".tag")).to_have_text("critical")
    page.keyboard.press("u")
    expect(page.locator("#word")).to_contain_text("nothing of yours")


def test_keys_in_quick_succession_lose_nothing(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    for key in "jcjcjc":
        page.keyboard.press(key)
    for number in range(3):
        status(page, number, "confirmed")
    assert walked_to(page) == 2
    assert [kind for kind, *_ in actions(file.with_suffix(".review.sqlite"))] == ["confirm"] * 3


def test_a_key_that_is_held_down_decides_once(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    for key in "jcjc":
        page.keyboard.press(key)
    for _ in range(5):
        page.keyboard.down("u")
    page.keyboard.up("u")
    status(page, 1, "new")
    status(page, 0, "confirmed")


def test_a_severity_goes_to_its_finding_whatever_is_done_next(page: Page, serve: Serve, file: Path) -> None:
    address = serve(file)
    entered(page, address)
    first, second = page.locator(".finding").nth(0), page.locator(".finding").nth(1)
    first.locator("select").select_option("minor")
    second.locator("[data-do=confirm]").click()
    page.keyboard.press("j")
    expect(first.locator(".tag")).to_have_text("minor")
    expect(second.locator(".tag")).to_have_text("critical")
    second.locator("select").select_option("major")
    # Whoever leaves at once has chosen all the same.
    page.reload()
    page.wait_for_timeout(500)
    page.reload()
    expect(second.locator(".tag")).to_have_text("major")


def test_a_mark_says_who_made_it_and_only_they_take_it_away(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    select(page, 0, "Melby")
    page.keyboard.press("m")
    page.locator("#missed").get_by_role("button", name="Save").click()
    expect(page.locator("#bead-0 .said")).to_contain_text("“Melby” anna")
    base = sqlite3.connect(file.with_suffix(".review.sqlite"))
    base.execute("UPDATE action SET author = 'ben'")
    base.commit()
    base.close()
    page.reload()
    expect(page.locator("#bead-0 .said")).to_contain_text("“Melby” ben")
    expect(page.get_by_role("button", name="Take the mark away")).to_have_count(0)


def test_the_passage_that_is_aligned_is_the_one_that_was_chosen(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    page.locator("#bead-3 .side").first.click(click_count=3)
    page.locator(".tools [data-do=align]").click()
    expect(page.locator("#align h2")).to_have_text("Passage 4")


def test_words_on_both_sides_are_marked_as_missed(page: Page, serve: Serve, tmp_path: Path) -> None:
    texts = ["It \u202ecost\u202c 😀 5 crowns.", "Price 😀😀: \u20665\u2069 crowns."]
    file = written(tmp_path / "report.json", told_of(["First.", texts[0]], ["One.", texts[1]]))
    entered(page, serve(file))
    words = ("5 crowns", "⟨U+2066⟩5⟨U+2069⟩ crowns")
    select(page, 0, words[0], bead=1)
    page.keyboard.press("m")
    expect(page.locator("#missed-original")).to_have_text(words[0])
    select(page, 1, words[1], bead=1)
    page.keyboard.press("m")
    expect(page.locator("#missed-translation")).to_have_text(words[1])
    page.locator("#missed-severity").select_option("critical")
    page.locator("#missed-note").fill("other money")
    page.keyboard.press("Enter")
    expect(page.locator("#bead-1 mark")).to_have_text([*words])
    expect(page.locator("#bead-1 .finding")).to_contain_text("other money")
    ((kind, value, _, _),) = actions(file.with_suffix(".review.sqlite"))
    assert kind == "missed"
    places = json.loads(value)
    begun = [len("First. "), len("One. ")]
    for side, text, words_there, first in zip(
        ("original", "translation"), texts, ("5 crowns", "\u20665\u2069 crowns"), begun, strict=True
    ):
        start = first + text.index(words_there)
        assert places[side] == {"start": start, "end": start + len(words_there), "text": words_there}
    page.get_by_role("button", name="Take the mark away").click()
    expect(page.locator("#bead-1 mark")).to_have_count(0)


def test_words_across_a_marked_finding_can_be_marked(page: Page, serve: Serve, file: Path, report: Report) -> None:
    finding = report.findings[0]
    assert finding.original
    text = report.original.sentences[report.beads[finding.bead].original[0]].text
    entered(page, serve(file))
    select(page, 0, text, bead=finding.bead)
    page.keyboard.press("m")
    expect(page.locator("#missed-original")).to_have_text(text)
    page.locator("#missed").get_by_role("button", name="Save").click()
    expect(page.locator(f"#bead-{finding.bead} .finding")).to_have_count(2)
    ((_, value, _, _),) = actions(file.with_suffix(".review.sqlite"))
    assert json.loads(value)["original"]["text"] == text


def test_passages_are_joined_taken_apart_and_left_as_they_were(page: Page, serve: Serve, file: Path, report: Report) -> None:  # fmt: skip
    entered(page, serve(file))
    passages(page, len(report.beads))
    page.keyboard.press("J")
    page.keyboard.press("J")
    page.keyboard.press("a")
    dialog = page.locator("#align")
    expect(dialog).to_be_visible()
    number = int(dialog.locator("h2").inner_text().removeprefix("Passage "))
    dialog.get_by_role("button", name="Join with the one below").click()
    passages(page, len(report.beads) - 1)
    expect(page.locator(".notice")).to_contain_text("aligned by hand")
    page.keyboard.press("u")
    passages(page, len(report.beads))
    expect(page.locator(".notice")).to_have_count(0)
    page.locator(f"#bead-{number - 1}").evaluate("bead => { bead.tabIndex = -1; bead.focus(); }")
    page.keyboard.press("a")
    dialog.get_by_role("button", name="Take the sides apart").click()
    passages(page, len(report.beads) + 1)
    expect(page.locator(".bead .nothing")).to_have_count(3)
    page.keyboard.press("u")
    passages(page, len(report.beads))


def test_two_tabs_lose_nothing_of_one_another(context: BrowserContext, serve: Serve, file: Path) -> None:
    one, two = tabs(context, serve(file))
    with one.expect_response("**/decide") as first, two.expect_response("**/decide") as second:
        one.locator(".finding").nth(0).locator("[data-do=confirm]").click()
        two.locator(".finding").nth(1).locator("[data-do=confirm]").click()
    assert (first.value.status, second.value.status) == (200, 200)
    one.locator(".finding").nth(2).locator("[data-do=confirm]").click()
    status(one, 2, "confirmed")
    two.locator(".finding").nth(2).locator("[data-do=dismiss]").click()
    answer(two, "the author says so")
    status(two, 2, "dismissed")
    for page in (one, two):
        page.reload()
        for number, word in enumerate(("confirmed", "confirmed", "dismissed")):
            status(page, number, word)
        expect(page.locator(".finding").nth(2).locator(".said li")).to_have_count(2)
    assert [kind for kind, *_ in actions(file.with_suffix(".review.sqlite"))] == ["confirm"] * 3 + ["dismiss"]


def test_a_tab_that_comes_back_shows_what_another_did(context: BrowserContext, serve: Serve, file: Path) -> None:
    one, two = tabs(context, serve(file))
    two.locator(".finding").nth(1).locator("[data-do=confirm]").click()
    status(two, 1, "confirmed")
    one.evaluate("dispatchEvent(new Event('focus'))")
    status(one, 1, "confirmed")


def test_a_tab_that_decides_does_not_miss_what_another_did(context: BrowserContext, serve: Serve, file: Path) -> None:
    one, two = tabs(context, serve(file))
    two.locator(".finding").nth(1).locator("[data-do=confirm]").click()
    status(two, 1, "confirmed")
    one.locator(".finding").nth(0).locator("[data-do=confirm]").click()
    status(one, 0, "confirmed")
    one.evaluate("dispatchEvent(new Event('focus'))")
    status(one, 1, "confirmed")


def test_a_mark_above_leaves_the_reader_at_their_finding(page: Page, serve: Serve, file: Path, report: Report) -> None:
    entered(page, serve(file))
    page.keyboard.press("j")
    page.keyboard.press("j")
    select(page, 0, report.original.sentences[report.beads[1].original[0]].text, bead=1)
    page.keyboard.press("m")
    page.locator("#missed").get_by_role("button", name="Save").click()
    expect(page.locator(".finding")).to_have_count(4)
    expect(page.locator(".finding.here")).to_have_attribute("data-fingerprint", report.findings[1].fingerprint)


def test_a_hostile_article_runs_nothing(page: Page, serve: Serve, tmp_path: Path) -> None:
    entered(page, serve(written(tmp_path / "report.json", hostile())))
    expect(page.locator("#bead-0")).to_contain_text("First <script>window.hacked = 1</script>")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("n")
    answer(page, EVIL.replace("\u202e\u2066", ""))
    expect(page.locator(".finding").nth(1).locator(".said")).to_contain_text("<img src=x onerror=window.hacked=1>")
    select(page, 0, "<script>window.hacked = 1</script>")
    page.keyboard.press("m")
    page.locator("#missed").get_by_role("button", name="Save").click()
    expect(page.locator("#bead-0 .finding")).to_have_count(2)
    page.keyboard.press("a")
    expect(page.locator("#align li")).to_contain_text(["<script>window.hacked = 1</script>"] * 2)
    page.keyboard.press("Escape")
    assert page.evaluate("[window.hacked, document.querySelectorAll('img, b, #hacked').length]") == [None, 0]


def test_a_long_pair_is_there_at_once_and_scrolls_smoothly(page: Page, serve: Serve, tmp_path: Path) -> None:
    numbers = range(3000)
    told = told_of(
        [f"Sentence {n} of the report tells how the harbour of Melby was dredged in the {n}th week." for n in numbers],
        [f"Satz {n} des Berichts sagt, wie der Hafen von Melby in der {n}. Woche vertieft wurde." for n in numbers],
        [{"bead": n} for n in numbers if n % 20 == 7],
    )
    entered(page, serve(written(tmp_path / "report.json", told)))
    expect(page.locator(".bead")).to_have_count(3000)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted < 1500
    frames = page.evaluate(
        """() => new Promise((done) => {
            const times = [];
            const step = (time) => {
                times.push(time);
                if (times.length > 150) return done(times.slice(1).map((t, i) => t - times[i]));
                scrollBy({ top: 400, behavior: "instant" });
                requestAnimationFrame(step);
            };
            requestAnimationFrame(step);
        })"""
    )
    assert page.evaluate("scrollY") > 20_000
    assert sorted(frames)[int(0.95 * len(frames))] < 50
    page.keyboard.press("j")
    expect(page.locator(".finding.here")).to_be_in_viewport()


def test_where_one_may_only_look_nothing_changes(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file, "--read-only"))
    assert page.locator("button:visible").all_inner_texts() == ["Keys ?"]
    expect(page.locator("select:visible")).to_have_count(0)
    page.keyboard.press("j")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    for key in "cdonsmaru":
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert "POST" not in sent
    assert walked_to(page) == 0


def test_the_keys_are_listed_and_put_away(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".finding.here")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator(".finding").nth(0)).to_be_focused()


def test_the_queue_goes_by_keyboard(page: Page, serve: Serve, many: Path) -> None:
    address = serve(many)
    entered(page, address)
    names = page.locator("a.go").all_inner_texts()
    assert names == ["Storm", "Ferry", "Quay"]
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("a.go", has_text="Ferry")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    opened(page, "Storm")
    page.keyboard.press("N")
    opened(page, "Ferry")
    page.keyboard.press("j")
    page.keyboard.press("c")
    status(page, 0, "confirmed")
    page.keyboard.press("]")
    opened(page, "Quay")
    page.keyboard.press("[")
    opened(page, "Ferry")
    page.keyboard.press("q")
    opened(page, "1 of 3 pairs to decide")


def test_the_queue_is_searched_and_filtered(page: Page, serve: Serve, many: Path) -> None:
    entered(page, serve(many))
    page.keyboard.press("/")
    expect(page.locator("input[type=search]")).to_be_focused()
    page.keyboard.type("渡轮")
    page.keyboard.press("Enter")
    expect(page.locator("a.go")).to_have_text(["Storm"])
    page.goto(page.url.split("?")[0])
    page.get_by_label("Status").select_option("open")
    page.get_by_label("Sort by").select_option("order")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("a.go")).to_have_text(["Ferry", "Storm"])
    page.locator("a.go").first.click()
    opened(page, "Ferry")
    page.keyboard.press("j")
    page.keyboard.press("c")
    status(page, 0, "confirmed")
    page.keyboard.press("q")
    opened(page, "1 of 3 pairs to decide")
    expect(page.locator("a.go")).to_have_text(["Storm"])
    page.get_by_label("Status").select_option("failed")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("No pair is like that.")


def barriers(page: Page, name: str) -> list[str]:
    """What axe calls serious, with where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{name}: {one['id']} ({one['impact']}) at {one['nodes'][0]['target']}: {one['nodes'][0]['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_barriers(page: Page, serve: Serve, many: Path, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    address = serve(many)
    home = address.split("?")[0]
    entered(page, address)
    found = barriers(page, "queue")
    page.goto(f"{home}?status=failed")
    found += barriers(page, "empty queue")
    page.goto(f"{home}pair/2")
    found += barriers(page, "pair")
    page.locator(".finding").nth(0).locator("[data-do=confirm]").click()
    status(page, 0, "confirmed")
    page.locator(".finding").nth(1).locator("[data-do=dismiss]").click()
    found += barriers(page, "asking")
    answer(page, "said elsewhere")
    status(page, 1, "dismissed")
    page.keyboard.press("r")
    expect(page.locator("#head")).to_contain_text("read through")
    found += barriers(page, "decided pair")
    for key, dialog in (("?", "#help"), ("a", "#align"), ("m", "#missed")):
        page.keyboard.press(key)
        expect(page.locator(dialog)).to_be_visible()
        found += barriers(page, dialog)
        page.locator(f"{dialog} form button").last.click()
    for path in ("checks/number-changed", "checks/meaning-drifted"):
        page.goto(f"{home}{path}")
        found += barriers(page, path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_problem_is_told_without_barriers(browser: Browser, serve: Serve, file: Path, scheme: Any) -> None:
    # By itself: the browser writes an answer of 404 to its console.
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        address = serve(file)
        entered(page, address)
        page.goto(address.split("/pair")[0] + "/pair/99")
        expect(page.locator("h1")).to_have_text("run 1 has no pair 99")
        assert barriers(page, "problem") == []


@pytest.mark.parametrize("place", ["", "pair/2"])
def test_everything_is_reached_by_tab(page: Page, serve: Serve, many: Path, place: str) -> None:
    address = serve(many)
    entered(page, address)
    page.goto(address.split("?")[0] + place)
    wanted = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("a[href], button, select, input, [tabindex='0']")];
            const seen = all.filter((e) => e.tabIndex >= 0 && e.checkVisibility() && !e.closest("dialog:not([open])"));
            seen.forEach((element, number) => (element.dataset.wanted = number));
            return seen.length;
        }"""
    )
    assert wanted > 10
    reached = set()
    for _ in range(3 * wanted):  # a date is three stops
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.wanted ?? null"))
    assert {str(number) for number in range(wanted)} <= reached


def test_what_is_focused_can_be_seen(page: Page, serve: Serve, file: Path) -> None:
    entered(page, serve(file))
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    for key in "jjj":
        page.keyboard.press(key)
        hidden = page.evaluate(
            "document.activeElement.getBoundingClientRect().top < document.querySelector('.bar').getBoundingClientRect().bottom"
        )
        assert not hidden


def test_what_could_not_be_saved_is_said(browser: Browser, serve: Serve, file: Path) -> None:
    # By itself: the browser writes an answer of 409 to its console.
    with browser.new_context() as context:
        one, two = tabs(context, serve(file))
        for page in (one, two):
            page.locator("#bead-3").evaluate("bead => { bead.tabIndex = -1; bead.focus(); }")
            page.keyboard.press("a")
            expect(page.locator("#align")).to_be_visible()
        one.get_by_role("button", name="Join with the one below").click()
        expect(one.locator(".notice")).to_contain_text("aligned by hand")
        two.get_by_role("button", name="Join with the one below").click()
        expect(two.locator("#word")).to_contain_text("Not saved: the passages were aligned anew meanwhile")
