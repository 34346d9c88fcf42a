import pytest

from tests.reading.places import blocks
from xlcheck.reading.source import article_of

XHTML = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml"])
@pytest.mark.parametrize("before", [f"{XHTML}<body>", "<b>", "<!-- saved --> ", "<table><tr><td>", "Ja. "])
def test_a_page_is_known_by_the_ending_of_its_name(name: str, before: str) -> None:
    article = article_of(f"{before}<p>The <i>ferry</i> runs.</p>".encode(), name)
    assert blocks(article)[-1] == "The ferry runs."


def test_a_page_with_a_declaration_of_xml_is_known_without_a_name() -> None:
    assert article_of(f"{XHTML}<body><p>The <i>ferry</i> runs.</p>".encode(), "-").text == "The ferry runs."


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.md"])
def test_tags_at_the_beginning_do_not_make_a_page_of_a_file_with_another_ending(name: str) -> None:
    text = "<p>x</p>\n\n00:00:01.000 --> 00:00:02.000\nThe *ferry* runs.\n"
    assert "x" not in article_of(text.encode(), name).text.split()
