import logging
import sys

import pytest

from tests.reading.places import blocks, misplaced
from xlcheck.article import Role
from xlcheck.reading import boilerplate, html
from xlcheck.reading.blocks import Block

WORDS = [
    "The ferry to the island runs again since Monday morning, said the harbour office of Melby in a note to the press.",
    "About 240 passengers waited at the quay, some of them since Saturday, because the storm had closed the harbour.",
    "The captain thanked the crew, which had worked through the night to clear the ramp of stones and of seaweed.",
    "A ticket costs 12.50 euros; children under six years travel free, and bicycles pay half of the fare this summer.",
    "The office expects more storms in autumn and wants to raise the wall of the harbour by one metre before then.",
]
PAGE = """<!doctype html>
<html><head><title>Ferry runs again | Melby Post</title>
<meta property="og:title" content="Ferry runs again"></head>
<body>
<div class="menu"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></div>
<div class="content"><h1>Ferry runs again</h1>
{}
</div>
<div class="related"><h3>Read also</h3><ul><li><a href="/a">Ten recipes with herring</a></li></ul></div>
<div class="cookie-banner"><p>We use cookies. <a href="/privacy">Accept all</a></p></div>
</body></html>
""".format("\n".join(f"<p>{words}</p>" for words in WORDS))


def usable() -> bool:
    """Whether trafilatura is there and can be loaded."""
    try:
        import trafilatura  # noqa: F401
    except ImportError:
        return False
    return True


needs_trafilatura = pytest.mark.skipif(not usable(), reason="the formats extra isn't installed")


def paragraphs(*texts: str) -> list[Block]:
    return [Block(text, Role.BODY, ()) for text in texts]


@needs_trafilatura
def test_menus_and_advertisements_are_left_out() -> None:
    assert blocks(html.read(PAGE)) == ["Ferry runs again", *WORDS]


@needs_trafilatura
def test_what_is_kept_is_found_again_in_the_page() -> None:
    assert misplaced(PAGE, html.read(PAGE)) == []


@needs_trafilatura
def test_the_page_tells_title_and_date_where_its_text_does_not() -> None:
    page = PAGE.replace("<h1>Ferry runs again</h1>", "").replace("<title>Ferry runs again | Melby Post</title>", "")
    page = page.replace("</head>", '<script type="application/ld+json">{"datePublished": "2026-03-05"}</script></head>')
    article = html.read(page)
    assert (article.title, article.date) == ("Ferry runs again", "2026-03-05")


@needs_trafilatura
def test_the_name_of_the_site_is_no_headline() -> None:
    page = PAGE.replace('<div class="menu">', '<div class="menu"><h1>The Melby Post</h1>')
    assert "The Melby Post" not in blocks(html.read(page))


@needs_trafilatura
def test_other_logs_stay_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    level = logging.getLogger().level
    html.read(PAGE)
    assert (logging.getLogger().level, caplog.records) == (level, [])


def test_a_short_page_is_kept_whole() -> None:
    kept = paragraphs("Home", "The ferry runs.", "Imprint")
    assert boilerplate.without("<p>Home</p><p>The ferry runs.</p><p>Imprint</p>", kept).blocks == kept


def test_a_page_that_is_too_long_is_kept_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boilerplate, "_LONGEST", 100)
    assert blocks(html.read(PAGE))[:2] == ["Home", "Sport"]


def test_without_trafilatura_all_blocks_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boilerplate, "available", lambda: False)
    assert blocks(html.read(PAGE))[:4] == ["Home", "Sport", "Ferry runs again", WORDS[0]]


def test_a_trafilatura_that_cannot_be_loaded_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setattr(boilerplate, "available", boilerplate.available.__wrapped__)
    assert WORDS[0] in blocks(html.read(PAGE))


@needs_trafilatura
@pytest.mark.parametrize("page", ["", "no page at all " * 60, "<p>" * 400 + "x" * 700, "<script>" + "a " * 400])
def test_where_nobody_can_tell_all_blocks_are_kept(page: str) -> None:
    kept = paragraphs("One " * 100, "Two " * 100)
    assert boilerplate.without(page, kept).blocks == kept


@needs_trafilatura
def test_a_short_line_has_to_be_a_line_of_the_article() -> None:
    page = PAGE.replace('<div class="menu">', '<div class="menu"><p>ferry</p>')
    assert "ferry" not in blocks(html.read(page))
