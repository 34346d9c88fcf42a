from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from xlcheck.comparing.api import compare
from xlcheck.comparing.compare import Comparison, Link
from xlcheck.comparing.facet import Facet, Relation
from xlcheck.comparing.formats import FORMATS, to_html, to_json, to_markdown, to_text
from xlcheck.comparing.people import Person

WIRE = """Bridge of Lindby reopens after repairs

LINDBY, 9 May 2026 - The bridge of Lindby reopened on Saturday, the mayor said.

The repairs cost 12 million euros. Mayor Ellen Brandt rejected the proposal for a second bridge.

"Nobody was hurt," Brandt told reporters. Fishermen complained about the noise at night.
"""
RENDERED = """林德比大桥维修后重新开放

2026年5月9日

林德比大桥周六重新开放。维修费用为2100万欧元。市长埃伦·布兰特支持修建第二座桥的提议。

天气将在周末转好。
"""
LOCAL = """Bridge of Lindby reopens

The repairs cost 21 million euros. Mayor Ellen Brandt supported the proposal for a second bridge.

The museum will show paintings by Danish masters.
"""
#: A tag, a bidi control, an escape, signs of Markdown and of tables, a formula, an address.
EVIL = (
    "=cmd|' /C'!A1 <script>alert(\"x\")</script>\u202e\x1b[31m`|`\n\n# [x](https://evil.example/x) | **b** @all &amp;"
)


class Page(HTMLParser):
    """What a browser makes of a page: its tags with their attributes, those left open, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.words = ""
        self.marks: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "link", "br", "img", "input"):
            self.open.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data
        if "mark" in self.open:
            self.marks[-1] += data


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(WIRE, RENDERED, LOCAL)


@pytest.fixture(scope="module")
def told(found: Comparison) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(to_json([found]))
    return data


@pytest.fixture(scope="module")
def hostile() -> Comparison:
    """Every field that a report can fill holds hostile text, and there is a link of every relation."""
    evil = EVIL.replace("\n\n", " ")
    made = compare(
        f"Bridge {evil} reopens\n\nThe repairs {evil} cost 12 million euros.\n\nThe mayor {evil} was pleased.",
        f"Bridge {evil} opens again\n\nThe repairs {evil} cost 21 million euros.\n\nThe river {evil} froze.",
    )
    person = Person(EVIL, EVIL)
    said = tuple(replace(one, speaker=person, attributed=True, quoted=True) for one in made.statements)
    sides = [[one for one in said if one.report == report] for report in (0, 1)]
    pairs = list(product(*sides))
    links = []
    for (a, b), relation in zip(pairs, Relation, strict=False):
        facet = Facet(relation, "number-changed", (EVIL, EVIL), ((0, 4), (0, 4)), 0.9)
        plain = relation in (Relation.AGREES, Relation.UNSURE, Relation.ASSERTED)
        links.append(Link(a, b, relation, () if plain else (facet,), 0.9, 0.9, 5))
    reports = tuple(
        replace(one, path=EVIL, title=EVIL, language='en"><script>alert(1)</script>') for one in made.reports
    )
    return Comparison(reports, (EVIL, f"b {EVIL}"), said, tuple(links), EVIL)


# JSON


def test_statements_point_at_their_words_in_the_article(found: Comparison, told: dict[str, Any]) -> None:
    texts = [report.text for report in found.reports]
    assert [s["report"] for s in told["statements"]].count(1) >= 4
    assert {texts[s["report"]][s["start"] : s["end"]] == s["text"] for s in told["statements"]} == {True}


def test_what_differs_points_at_its_words_in_the_article(found: Comparison, told: dict[str, Any]) -> None:
    texts = [report.text for report in found.reports]
    pointed = [
        (
            texts[told["statements"][link[side]]["report"]][facet[side]["start"] : facet[side]["end"]],
            facet[side]["text"],
        )
        for link in told["links"]
        for facet in link["facets"]
        for side in ("a", "b")
        if facet[side]
    ]
    assert "21 million euros" in {words for words, _ in pointed}
    assert [pair for pair in pointed if pair[0] != pair[1]] == []


def test_offsets_are_right_in_a_page_too(tmp_path: Path) -> None:
    page = tmp_path / "wire.html"
    body = "".join(f"<p>{line}</p>" for line in WIRE.replace("cost", "cost&nbsp;<b>about</b>").split("\n\n"))
    page.write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
    found = compare(page, LOCAL)
    for statement in json.loads(to_json([found]))["statements"]:
        text = found.reports[statement["report"]].text
        assert text[statement["start"] : statement["end"]] == statement["text"] != ""


def test_links_lead_to_statements_that_are_about_the_matter(told: dict[str, Any]) -> None:
    statements, sums = told["statements"], set()
    for link in told["links"]:
        assert 0 <= link["a"] < len(statements)
        assert 0 <= link["b"] < len(statements)
        assert link["a"] != link["b"]
        if any(facet["name"] == "money-changed" for facet in link["facets"]):
            sums.add((statements[link["a"]]["text"], statements[link["b"]]["text"]))
    assert ("The repairs cost 12 million euros.", "The repairs cost 21 million euros.") in sums


def test_reports_are_told_with_language_and_day(told: dict[str, Any]) -> None:
    days = [(report["name"], report["language"], report["date"]) for report in told["reports"]]
    assert days == [("report 1", "en", "2026-05-09"), ("report 2", "zh-Hans", "2026-05-09"), ("report 3", "en", None)]


def test_one_event_is_an_object_and_several_are_a_list_in_one(found: Comparison) -> None:
    alone, several = (json.loads(to_json([found] * count)) for count in (1, 2))
    assert several == {"schema_version": 1, "comparisons": [alone, alone]}


# The other formats


def test_the_text_shows_both_sides_with_their_lines(found: Comparison) -> None:
    lines = [" ".join(line.split()) for line in to_text([found]).splitlines()]
    assert "report 1:5 The repairs cost 12 million euros." in lines
    assert "report 3:3 The repairs cost 21 million euros." in lines


def test_the_text_ends_with_what_one_report_alone_says(found: Comparison) -> None:
    _, _, alone = to_text([found]).partition("only in report 3")
    assert alone.split("\n\n")[0].strip() == "The museum will show paintings by Danish masters."


def test_every_markdown_row_has_as_many_cells_as_its_head(found: Comparison, hostile: Comparison) -> None:
    for one, least in ((found, 2), (hostile, 5)):
        rows = [line for line in to_markdown([one]).splitlines() if line.startswith("|")]
        assert len(rows) == 2 + len(one.telling) >= 2 + least
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_the_page_marks_the_words_that_differ(found: Comparison) -> None:
    marks = Page(to_html([found])).marks
    assert {"12 million euros", "21 million euros", "rejected", "supported"} <= set(marks)


def test_every_sentence_stands_on_the_page(found: Comparison) -> None:
    words = Page(to_html([found])).words
    assert [said.facts.text for said in found.statements if said.facts.text not in words] == []


def test_several_events_stand_on_one_page(found: Comparison) -> None:
    page = Page(to_html([found, compare("The ferry sank.", "The ferry did not sink.")]))
    assert (page.tags.count("html"), page.tags.count("h1"), page.open) == (1, 2, [])


def test_it_is_told_where_nothing_was_found() -> None:
    found = compare("The ferry sailed on Monday.", "Potatoes need much water.")
    for name in ("text", "markdown", "html"):
        assert "nothing that contradicts or differs was found" in FORMATS[name]([found])


def test_a_passage_of_another_direction_says_so() -> None:
    page = Page(to_html([compare("The council rejected the plan.", "رفض المجلس الخطة يوم الاثنين بعد نقاش طويل.")]))
    assert {("lang", "ar"), ("dir", "rtl")} <= set(page.attributes)


# Hostile reports


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_control_and_bidi_characters_are_shown_and_not_obeyed(hostile: Comparison, name: str) -> None:
    text = FORMATS[name]([hostile])
    assert not set(text) & set("\x1b\u202e")
    assert re.search(r"⟨U(\+|&#43;)202E⟩", text)


def test_hostile_names_and_speakers_add_no_line_to_the_text(hostile: Comparison) -> None:
    plain = replace(hostile, names=("a", "b"))
    starts = [[line for line in to_text([one]).splitlines() if not line.startswith(" ")] for one in (hostile, plain)]
    assert len(starts[0]) == len(starts[1])
    assert not [line for line in starts[0] if line.startswith("#")]


def test_hostile_fields_stay_what_they_are_in_json(hostile: Comparison) -> None:
    told = json.loads(to_json([hostile]))
    assert {told["signature"], told["reports"][0]["title"], told["reports"][0]["path"]} == {EVIL}
    assert {statement["speaker"] for statement in told["statements"]} == {EVIL}


def test_no_markup_of_a_report_is_left_in_markdown(hostile: Comparison) -> None:
    text = to_markdown([hostile])
    assert not re.search(r"<\w|`|\]\(|https:|@all|&amp;(?!#)", text)
    assert text.count("\n#") == 0


def test_a_page_of_hostile_reports_has_only_the_tags_that_are_its_own(found: Comparison, hostile: Comparison) -> None:
    page = Page(to_html([hostile]))
    assert page.open == []
    assert set(page.tags) <= set(Page(to_html([found])).tags) | {"details", "summary", "h3"}
    assert "script" not in page.tags
    assert 'alert("x")' in page.words


def test_no_attribute_of_a_page_comes_from_a_report(hostile: Comparison) -> None:
    attributes = Page(to_html([hostile])).attributes
    assert {name for name, _ in attributes} <= {"lang", "dir", "class", "charset", "name", "content", "http-equiv"}
    assert {value for name, value in attributes if name == "dir"} <= {"ltr", "rtl", "auto"}


@pytest.mark.parametrize("name", ["found", "hostile"])
def test_a_page_asks_nobody_for_anything(name: str, request: pytest.FixtureRequest) -> None:
    text = to_html([request.getfixturevalue(name)])
    policies = [value for key, value in Page(text).attributes if key == "content" and "-src" in (value or "")]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert not re.search(r"@import|url\(", text)
    assert not {"script", "link", "img", "iframe", "form", "base", "object"} & set(Page(text).tags)
