"""The summary of a run: its figures, its pictures, its page."""

from __future__ import annotations

import csv
import json
import random
import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from xlcheck.batch import Item, Settings, Store, run_batch
from xlcheck.batch.charts import counts, over_time, shares
from xlcheck.batch.figures import Figures, Found, Group, figures
from xlcheck.batch.summary import FORMATS
from xlcheck.evaluation.intervals import wilson
from xlcheck.review.actions import Kind, append

EVIL = '<script>alert("x")</script>\u202e\x1b[31m'
OUTLETS = ("Melby News", "Harbour Post", EVIL)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("summary")
    rows = [
        {
            "id": f"p{n}", "original_text": f"港口周一重新开放。维修费用为{n + 2}万美元。", "outlet": OUTLETS[n % 3],
            "translation_text": f"The harbour reopened on Monday. Repairs cost {(n + 2 + (n % 3 == 0)) * 10},000 dollars.",
            "original_language": "zh", "translation_language": "en", "date": f"2026-03-{n % 9 + 1:02}", "url": "javascript:alert(1)",
        }
        for n in range(24)
    ]  # fmt: skip
    rows.append({"id": EVIL, "original": "gone.txt", "translation": "gone.txt"})
    (folder / "m.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    made = Store(folder / "s.sqlite")
    run_batch(folder / "m.jsonl", made, Settings())
    return made


@pytest.fixture(scope="module")
def found(store: Store) -> Figures:
    return figures(store)


def test_figures_add_up_to_those_of_the_reports(store: Store, found: Figures) -> None:
    rows = list(
        store.query("SELECT beads, drifted, critical, major, minor FROM verdict JOIN item ON item.verdict = verdict.id")
    )
    assert found.total[1:] == (24, *(sum(row[n] for row in rows) for n in range(5)))
    assert found.total.drifted == 8
    for groups in (found.outlets, found.languages, found.days):
        assert [sum(column) for column in zip(*(group[1:] for group in groups), strict=True)] == list(found.total[1:])
    assert sum(check.critical + check.major + check.minor for check in found.checks) == sum(found.total[4:])
    assert (found.run.failed, [error for _, error in found.failures]) == (1, [found.failures[0][1]])


def test_outlets_stand_in_the_order_of_their_drift(found: Figures) -> None:
    assert found.outlets[0].name == "Melby News"
    assert [group.share for group in found.outlets] == sorted((group.share for group in found.outlets), reverse=True)
    assert found.outlets[0].interval == wilson(found.outlets[0].drifted, found.outlets[0].passages)


def test_the_worst_statements_come_first_with_both_sides_one_a_passage(found: Figures) -> None:
    severities = ["critical", "major"]
    assert [severities.index(s.severity) for s in found.worst] == sorted(
        severities.index(s.severity) for s in found.worst
    )
    assert len({(s.ordinal, s.original) for s in found.worst}) == len(found.worst) == 8
    assert all("万美元" in s.original and "dollars" in s.translation for s in found.worst)
    assert set(found.pairs) == {s.ordinal for s in found.worst}


def test_days_are_weeks_where_there_are_many(store: Store) -> None:
    from xlcheck.batch.figures import _weeks

    days = [Group(f"2026-03-{n:02}", 1, 2, n % 2, 1, 0, 0) for n in range(1, 15)]
    weeks = _weeks(days)
    assert [week.name for week in weeks] == ["2026-02-23", "2026-03-02", "2026-03-09"]
    assert [week.pairs for week in weeks] == [1, 7, 6]
    assert sum(week.drifted for week in weeks) == sum(day.drifted for day in days)


def svg(text: str) -> Element:
    root: Element = fromstring(text)
    return root


def test_pictures_are_whole_and_their_bars_are_as_long_as_the_figures_say() -> None:
    groups = [Group("a", 1, 100, 40, 1, 1, 1), Group("b <&>", 1, 100, 10, 1, 1, 1)]
    drawn = svg(shares("Drift", groups))
    widths = [float(bar.get("width", 0)) for bar in drawn.iter() if bar.get("class") == "bar"]
    assert widths[0] / widths[1] == pytest.approx(4, rel=0.01)
    assert drawn.get("role") == "img"
    pieces = svg(counts("Checks", [Found("x", 3, 2, 1)]))
    by_class = {bar.get("class"): float(bar.get("width", 0)) for bar in pieces.iter() if bar.tag.endswith("rect")}
    assert by_class["critical"] / by_class["minor"] == pytest.approx(3, rel=0.01)
    tall = [float(bar.get("height", 0)) for bar in svg(over_time("Time", groups)).iter() if bar.get("class") == "bar"]
    assert tall[0] / tall[1] == pytest.approx(4, rel=0.01)
    assert over_time("Time", []) == ""


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attributes if name in ("href", "src")]
        self.ids += [value or "" for name, value in attributes if name == "id"]


def test_the_page_runs_nothing_and_fetches_nothing(found: Figures) -> None:
    text = FORMATS["html"](found)
    page = Page(text)
    assert "script" not in page.tags
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "default-src 'none'" in text
    assert len(text.encode()) < 200_000


def test_an_address_of_the_web_is_a_link_and_no_other(found: Figures) -> None:
    worst = [replace_url(s, "https://a.example/?a=1&b=2") for s in found.worst]
    pairs = {
        ordinal: [replace_url(s, "https://a.example/?a=1&b=2") for s in those] for ordinal, those in found.pairs.items()
    }
    assert "https://a.example/?a=1&b=2" in Page(FORMATS["html"](replace(found, worst=worst, pairs=pairs))).links


def replace_url(statement: Any, url: str) -> Any:
    return statement._replace(url=url)


def test_every_picture_has_its_table(found: Figures) -> None:
    text = FORMATS["html"](found)
    assert text.count('role="img"') == text.count("<table") == 4


def test_markdown_and_csv_tell_the_same(found: Figures) -> None:
    rows = list(csv.DictReader(StringIO(FORMATS["csv"](found).lstrip("\ufeff"))))
    outlets = {row["name"]: int(row["drifted"]) for row in rows if row["by"] == "outlet"}
    assert outlets["Melby News"] == found.outlets[0].drifted
    text = FORMATS["markdown"](found)
    assert text.startswith(f"# {found.total.drifted} of {found.total.passages} passages of 24 pairs drifted")
    assert not re.search(r"<script|\x1b|\u202e", text)


def test_a_run_without_findings_outlets_and_dates_has_a_summary_too(tmp_path: Path) -> None:
    row = {"id": "a", "original_text": "他周一抵达。", "translation_text": "He arrived on Monday."}
    (tmp_path / "m.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with Store(tmp_path / "s.sqlite") as made:
        run_batch(tmp_path / "m.jsonl", made, Settings())
        for render in FORMATS.values():
            assert "1" in render(figures(made))


@pytest.mark.slow
def test_a_hundred_thousand_pairs_are_summed_up_in_under_five_seconds(tmp_path: Path) -> None:
    rng = random.Random(1)
    sentence = {"start": 0, "end": 5, "paragraph": 0, "role": "body", "text": "Boats"}
    side = {"path": None, "language": "en", "title": "T", "date": None, "sentences": [sentence] * 5}
    with Store(tmp_path / "s.sqlite") as made:
        run = made.begin("m", "d", {}, "s")
        with made.writing():
            for n in range(100_000):
                findings = [
                    {
                        "check": rng.choice(("number-changed", "negation-flipped")), "severity": rng.choice(("minor", "major", "critical")),
                        "confidence": rng.random(), "bead": rng.randrange(5), "fingerprint": "f", "status": "new", "message": "m", "original": None,
                        "translation": None,
                    }
                    for _ in range(rng.choice((0, 0, 1, 3)))
                ]  # fmt: skip
                told = {
                    "original": side, "translation": side, "findings": findings, "beads": [{"original": [k], "translation": [k], "drift": 0.1} for k in range(5)],
                    "summary": {"beads": 5, "drifted": len(findings), "critical": 0, "major": 0, "minor": 0},
                }  # fmt: skip
                item = Item(f"p{n}", outlet=f"o{n % 40}", date=f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}")
                made.record(run, n, item, made.keep(n.to_bytes(8, "big"), json.dumps(told).encode()), None)
        started = time.perf_counter()
        text = FORMATS["html"](figures(made))
        taken = time.perf_counter() - started
    print(f"\n100,000 pairs are summed up in {taken:.1f} s, {len(text) / 1e3:.0f} KB")
    assert taken < 5


def test_what_an_agency_gave_to_many_is_one_statement(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"p{n}",
            "original_text": "公司去年售出105.8万辆汽车。",
            "translation_text": "The company sold 10.58 million cars last year.",
        }
        for n in range(60)
    ] + [
        {
            "id": "other",
            "original_text": "维修费用为350万美元。",
            "translation_text": "Repairs cost 5.3 million dollars.",
        }
    ]
    (tmp_path / "m.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with Store(tmp_path / "s.sqlite") as made:
        run_batch(tmp_path / "m.jsonl", made, Settings())
        assert [statement.id for statement in figures(made).worst] in (["p0", "other"], ["other", "p0"])


def test_days_without_pairs_leave_a_gap() -> None:
    days = [Group(f"2026-01-{n:02}", 1, 10, 5, 0, 0, 0) for n in (9, 13, 15)]
    places = [float(bar.get("x", 0)) for bar in svg(over_time("Time", days)).iter() if bar.get("class") == "bar"]
    assert (places[1] - places[0]) / (places[2] - places[1]) == pytest.approx(2, rel=0.01)


def test_what_was_dismissed_in_review_is_no_place_to_look_first(store: Store) -> None:
    before = figures(store).worst
    (row,) = store.query(
        "SELECT fingerprint FROM item JOIN finding USING (verdict) WHERE ordinal = ? ORDER BY severity DESC LIMIT 1",
        (before[0].ordinal,),
    )
    with store.writing():
        append(store, before[0].id, Kind.DISMISS, "anna", {"reason": "so"}, row[0])
    after = figures(store).worst
    assert [statement for statement in before if statement not in after] == [before[0]]
    with store.writing():
        append(store, before[0].id, Kind.REOPEN, "ben", {}, row[0])
    assert figures(store).worst == before
