import re
from dataclasses import replace
from html.parser import HTMLParser

from xlcheck import check
from xlcheck.report import Report
from xlcheck.reporting import render


class Page(HTMLParser):
    """Counts the tags of a page, and collects its marks and addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marks: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._in_mark = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "mark":
            self._in_mark = True
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._in_mark = False

    def handle_data(self, data: str) -> None:
        if self._in_mark:
            self.marks[-1] += data


def test_a_script_of_an_article_never_appears_unescaped(hostile: Report) -> None:
    text = render("html", hostile)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert Page(text).tags.count("script") == 1


def test_an_article_brings_no_handler_and_no_address_of_its_own(hostile: Report) -> None:
    attributes = Page(render("html", hostile)).attributes
    assert not [name for name, _ in attributes if name.startswith("on")]
    assert all(re.fullmatch(r"#bead-\d+", value or "") for name, value in attributes if name in ("href", "src"))


def test_a_quotation_mark_does_not_leave_its_attribute() -> None:
    text = render("html", check("It rained.", "下雨了。", original_language='en" onclick="alert(1)'))
    assert ("lang", 'en" onclick="alert(1)') in Page(text).attributes
    assert not [name for name, _ in Page(text).attributes if name == "onclick"]


def test_hidden_characters_are_shown_as_marks(hostile: Report) -> None:
    text = render("html", hostile)
    assert not set(text) & set("\x1b\x07\u202e\u2066\u2069")
    assert "⟨U+202E⟩" in text


def test_the_page_asks_nobody_for_anything(report: Report) -> None:
    text = render("html", report)
    assert "default-src 'none'" in text
    assert not re.search(r"https?://|@import|url\(", text)


def test_the_words_of_every_finding_are_marked_on_both_sides(report: Report) -> None:
    words = [span.text for f in report.findings for span in (f.original, f.translation) if span]
    assert sorted(Page(render("html", report)).marks) == sorted(words)


def test_every_sentence_stands_on_the_page(report: Report) -> None:
    plain = re.sub(r"<[^>]+>", "", render("html", report))
    for article in (report.original, report.translation):
        assert [s.text for s in article.sentences if s.text not in plain] == []


def test_every_tag_is_closed(hostile: Report) -> None:
    text = render("html", hostile)
    for tag in (
        "section",
        "div",
        "article",
        "mark",
        "main",
        "body",
        "html",
        "a",
        "p",
        "small",
        "span",
        "label",
        "select",
    ):
        assert len(re.findall(rf"<{tag}\b", text)) == text.count(f"</{tag}>"), tag


def test_arabic_runs_from_right_to_left() -> None:
    text = render("html", check("أغلق الجسر يوم الاثنين.", "The bridge closed on Monday."))
    assert [value for name, value in Page(text).attributes if name == "dir"] == ["rtl", "ltr"]


def test_a_page_without_findings_says_so() -> None:
    assert "No drift found" in render("html", check("It rained.", "下雨了。"))


def test_a_narrow_mark_is_seen_inside_a_wide_one(report: Report) -> None:
    number, bead = next((n, b) for n, b in enumerate(report.beads) if b.findings and b.findings[0].original)
    narrow = bead.findings[0]
    start, end = (report.original.sentences[bead.original[k]] for k in (0, -1))
    wide = replace(narrow, original=report.original.span(start.start, end.end), check="meaning-drifted")
    beads = (*report.beads[:number], replace(bead, findings=(wide, narrow)), *report.beads[number + 1 :])
    assert narrow.original is not None
    assert narrow.original.text in Page(render("html", replace(report, beads=beads))).marks
