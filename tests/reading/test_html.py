import re

import pytest

from xlcheck.article import Article, Role
from xlcheck.reading.html import looks_like, read

PAGE = """<!doctype html>
<html><head><title>Ferry news</title>
<meta property="article:published_time" content="2026-03-05T08:00:00Z">
<style>p { color: red }</style><script>var hidden = "<p>nothing</p>";</script></head>
<body><nav><p>Home</p></nav>
<h1>Two bridges close</h1>
<p>The town closes <b>both</b> bridges in May.</p>
<p>
   A captain said:<br>"I am ready."</p>
<h2>What now?</h2>
<figure><img src="quay.jpg"><figcaption>The old quay</figcaption></figure>
<ul><li>Ferry</li><li>Tram</li></ul>
<footer><p>Imprint</p></footer>
</body></html>
"""


def blocks(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs]


def misplaced(page: str, article: Article) -> list[str]:
    """Words that ``locate`` doesn't find in the page."""
    lines = page.split("\n")
    places = [(word, article.locate(word.start())) for word in re.finditer(r"\w+", article.text)]
    return [word[0] for word, place in places if not lines[place.line - 1][place.column - 1 :].startswith(word[0])]


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE html><p>x", "\n <html>", "<!-- saved --><div>x</div>", "<article>x", "<p>x</p>"]
)
def test_a_page_is_told_by_its_first_tag(text: str) -> None:
    assert looks_like(text)


@pytest.mark.parametrize(
    "text", ["Boats < ships.", "<3 is a heart.", "A <p> tag amid prose.", "<parliament> is no tag", ""]
)
def test_prose_is_no_page(text: str) -> None:
    assert not looks_like(text)


def test_only_the_blocks_of_the_article_are_read() -> None:
    assert blocks(read(PAGE)) == [
        "Two bridges close",
        "The town closes both bridges in May.",
        "A captain said:",
        '"I am ready."',
        "What now?",
        "The old quay",
        "Ferry",
        "Tram",
    ]


def test_headings_and_captions_have_their_roles() -> None:
    article = read(PAGE)
    roles = dict(zip(blocks(article), (p.role for p in article.paragraphs), strict=True))
    assert roles["Two bridges close"] == Role.HEADLINE
    assert roles["What now?"] == Role.HEADING
    assert roles["The old quay"] == Role.CAPTION
    assert roles["The town closes both bridges in May."] == Role.BODY


def test_the_page_gives_title_and_date() -> None:
    article = read(PAGE)
    assert (article.title, article.date) == ("Two bridges close", "2026-03-05")


def test_without_a_heading_the_title_element_counts() -> None:
    assert (
        read("<html><head><title>Ferry news</title></head><p>The ferry runs.</p><p>It is full.</p>").title
        == "Ferry news"
    )


@pytest.mark.parametrize("stamp", ["0000-00-00", "2026-13-45"])
def test_a_stamp_that_is_no_day_is_no_date(stamp: str) -> None:
    assert read(f'<html><meta name="date" content="{stamp}"><p>The ferry runs.</p>').date is None


def test_character_references_become_characters() -> None:
    assert read("<p>Fares &lt; 5 &amp; more&#8230; caf&eacute;</p>").text == "Fares < 5 & more… café"


def test_a_page_with_broken_tags_is_still_read() -> None:
    assert blocks(read("<div>One</p></div>two <b>bold <p>three")) == ["One", "two bold", "three"]


def test_text_of_a_script_that_never_ends_is_not_shown() -> None:
    assert read("<p>One</p><script>alert(1)").text == "One"


def test_offsets_lead_back_into_the_page() -> None:
    assert misplaced(PAGE, read(PAGE)) == []


def test_offsets_lead_back_through_nested_tags() -> None:
    page = "<div>\n\n<p><i>One</i> <b>two</b> three</p>\n  <p>four <!-- five -->six</p></div>"
    assert misplaced(page, read(page)) == []


def test_offsets_lead_back_across_line_breaks_in_a_paragraph() -> None:
    page = "<p>The town closes\n   two bridges\n in   May.</p>"
    assert misplaced(page, read(page)) == []


def test_offsets_lead_back_behind_a_character_reference() -> None:
    page = "<p>Bridges &amp; ferries &#8212; all&nbsp;closed.</p>"
    assert misplaced(page, read(page)) == []


def test_offsets_lead_back_in_a_page_with_windows_line_ends() -> None:
    page = PAGE.replace("\n", "\r\n")
    assert misplaced(page, read(page)) == []
