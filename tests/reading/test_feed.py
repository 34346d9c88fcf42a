"""RSS 2.0, RSS 1.0 and Atom, item by item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.article import Article, Role
from xlcheck.errors import ReadingError, XlcheckError
from xlcheck.reading.feed import Item, is_feed, read

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>The Melby Courier</title><link>https://a.example/</link><description>All the news</description>
<item>
<title>Ferry &amp; bridge closed</title>
<link>https://a.example/1</link><guid isPermaLink="false">n-1</guid>
<pubDate>Mon, 02 Mar 2026 23:30:00 +0100</pubDate>
<description>In short.</description>
<media:title>A picture</media:title><media:description>A boat.</media:description>
<content:encoded><![CDATA[<p>The ferry stops on <b>Monday</b>.</p><p>Nobody was hurt.</p>]]></content:encoded>
</item>
<item><title>Second</title><description>&lt;p&gt;Escaped &amp;amp; read.&lt;/p&gt;</description></item>
</channel></rss>
"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://a.example/"><title>News</title><link>https://a.example/</link>
<items><rdf:Seq><rdf:li resource="https://a.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://a.example/1"><title>渡轮停航</title><link>https://a.example/1</link>
<description>渡轮周一停航。</description><dc:date>2026-03-02T09:00:00+08:00</dc:date></item>
</rdf:RDF>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>feed</id>
<updated>2026-03-09T00:00:00Z</updated>
<link href="https://a.example/"/>
<entry><id>n-1</id><title>Fähre &lt;3 Brücke</title><link rel="self" href="https://a.example/1.atom"/>
<link rel="alternate" href="https://a.example/1"/><published>2026-03-02T10:00:00Z</published>
<updated>2026-03-05T10:00:00Z</updated><author><name>Ines</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Die Fähre fährt <b>nicht</b>.</p>
<p>Ein &lt;b&gt; bleibt stehen.</p></div></content></entry>
<entry><id>n-2</id><title type="html">&lt;b&gt;Zweite&lt;/b&gt; Meldung</title><link href="https://a.example/2"/>
<updated>2026-03-03</updated><content type="html">&lt;p&gt;Die Brücke ist zu.&lt;/p&gt;</content></entry>
<entry><id>n-3</id><title type="text">Dritte</title>
<summary type="text">Aus 1 &lt; 2 folgt &lt;nichts&gt;.</summary></entry>
</feed>
"""


def items(text: str) -> list[Item]:
    return read(text.encode(), "feed.xml")


def item(inner: str) -> Item:
    (only,) = items(f'<rss xmlns:media="m" xmlns:content="c"><channel><item>{inner}</item></channel></rss>')
    return only


def paragraphs(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs]


def test_rss_is_read_item_by_item() -> None:
    one, two = items(RSS)
    assert (one.id, one.link) == ("n-1", "https://a.example/1")
    assert (one.title, one.date) == ("Ferry & bridge closed", "2026-03-02")
    assert paragraphs(one.article("f")) == ["Ferry & bridge closed", "The ferry stops on Monday.", "Nobody was hurt."]
    assert paragraphs(two.article("f")) == ["Second", "Escaped & read."]


def test_rss_of_old_is_read() -> None:
    (only,) = items(RDF)
    assert (only.link, only.title, only.date) == ("https://a.example/1", "渡轮停航", "2026-03-02")
    assert paragraphs(only.article("f")) == ["渡轮停航", "渡轮周一停航。"]


def test_atom_is_read_with_xhtml_with_html_and_with_text() -> None:
    one, two, three = items(ATOM)
    assert (one.id, one.link, one.title, one.date) == ("n-1", "https://a.example/1", "Fähre <3 Brücke", "2026-03-02")
    assert paragraphs(one.article("f"))[1:] == ["Die Fähre fährt nicht.", "Ein <b> bleibt stehen."]
    assert (two.link, two.title, two.date) == ("https://a.example/2", "Zweite Meldung", "2026-03-03")
    assert paragraphs(two.article("f"))[1:] == ["Die Brücke ist zu."]
    assert (three.link, three.date) == ("", None)
    assert paragraphs(three.article("f"))[1:] == ["Aus 1 < 2 folgt <nichts>."]


def test_the_whole_text_of_an_item_comes_before_its_summary() -> None:
    inner = "<title>A</title>{}<description>In short.</description>"
    assert item(inner.format("<content:encoded>At length.</content:encoded>")).text == "At length."
    assert item(inner.format("<content:encoded> </content:encoded>")).text == "In short."


def test_an_article_points_at_its_item_in_the_feed() -> None:
    article = items(RSS)[0].article("feed.xml")
    line = next(n for n, text in enumerate(RSS.splitlines(), start=1) if text == "<item>")
    assert (article.path, article.date) == ("feed.xml#n-1", "2026-03-02")
    assert {article.locate(p.start).line for p in article.paragraphs} == {line}
    assert article.paragraphs[0].role == Role.HEADLINE
    (unit,) = article.units
    assert (unit.id, unit.start, unit.end) == ("n-1", 0, len(article.text))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("<guid>g</guid><link>l</link><title>t</title>", "g"),
        ("<link>l</link><title>t</title>", "l"),
        ("<title>t</title>", "t"),
    ],
)
def test_an_article_is_called_by_what_its_item_has(fields: str, name: str) -> None:
    assert item(f"{fields}<description>Text.</description>").article("f").path == f"f#{name}"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Mon, 02 Mar 2026 23:30:00 +0100", "2026-03-02"),
        ("02 Mar 2026 23:30:00 GMT", "2026-03-02"),
        ("2026-03-02T10:00:00Z", "2026-03-02"),
        ("2026-03-02", "2026-03-02"),
        ("yesterday", None),
        ("2026-13-40", None),
        ("Mon, 99 Mar 2026 10:00:00 +0000", None),
        ("Mon, 02 Mar 99999999999999999999 10:00:00 +0000", None),
        ("Mon, 02 Mar 2026 10:00:00 +99999999999", None),
        ("", None),
    ],
)
def test_a_date_is_a_day_in_either_writing(stamp: str, day: str | None) -> None:
    assert item(f"<title>A</title><pubDate>{stamp}</pubDate>").date == day


@given(st.text())
def test_no_date_stops_the_reading(stamp: str) -> None:
    told = "".join(character for character in stamp if character.isprintable() and character not in "<&")
    day = item(f"<title>A</title><pubDate>{told}</pubDate>").date
    assert day is None or len(day) == 10


@pytest.mark.parametrize(
    "inner",
    ["", "<guid>1</guid>", "<title> </title><description>&lt;p&gt;&lt;/p&gt;</description>", "<title>…</title>"],
)
def test_an_item_without_text_is_told_with_its_line(inner: str) -> None:
    with pytest.raises(ReadingError, match=r"^feed\.xml:1: the item has no text$"):
        item(inner).article("feed.xml")


@pytest.mark.parametrize(
    "text",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Calm sea.&lt;/p&gt;",
        "<script>alert(1)</script><p>Calm sea.</p>",
        "<![CDATA[<style>p{}</style><p onclick='x'>Calm sea.</p>]]>",
        "&lt;iframe src='https://b.example'&gt;Look&lt;/iframe&gt;&lt;p&gt;Calm sea.&lt;/p&gt;",
        "&lt;p&gt;Calm&lt;!-- not --&gt; sea.&lt;/p&gt;",
    ],
)
def test_scripts_and_comments_of_an_item_are_no_text(text: str) -> None:
    article = item(f"<title>Weather</title><description>{text}</description>").article("f")
    assert paragraphs(article) == ["Weather", "Calm sea."]


@pytest.mark.parametrize(
    "text", ["&lt;/article&gt;&lt;p&gt;Calm.", "&lt;p&gt;&lt;b&gt;Calm.", "&lt;/h1&gt;Calm.", "&lt;!--&lt;p&gt;"]
)
def test_markup_that_is_not_closed_stays_within_its_item(text: str) -> None:
    inner = f"<item><title>One</title><description>{text}</description></item><item><title>Two</title></item>"
    one, two = items(f"<rss><channel>{inner}</channel></rss>")
    assert paragraphs(one.article("f"))[0] == "One"
    assert paragraphs(two.article("f")) == ["Two"]


@pytest.mark.parametrize("name", ["item", "entry", "title", "guid", "link", "description"])
def test_markup_that_is_named_as_a_field_is_no_field(name: str) -> None:
    inner = (
        f"<item><title>One</title><guid>1</guid><description><p>Calm <{name}>sea</{name}>.</p></description></item>"
        "<item><title>Two</title><guid>2</guid><description>Rain.</description></item>"
    )
    found = items(f"<rss><channel>{inner}</channel></rss>")
    assert [(one.id, one.title) for one in found] == [("1", "One"), ("2", "Two")]
    assert paragraphs(found[1].article("f")) == ["Two", "Rain."]


def test_where_an_entry_of_atom_was_taken_from_is_not_what_it_says() -> None:
    source = "<source><id>other</id><title>Other feed</title><updated>2020-01-01</updated></source>"
    entry = f"<entry>{source}<id>n-1</id><title>One</title><updated>2026-03-02</updated></entry>"
    (only,) = items(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>')
    assert (only.id, only.title, only.date) == ("n-1", "One", "2026-03-02")


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % a SYSTEM "https://b.example/x">'],
)
def test_entities_are_refused(declared: str) -> None:
    with pytest.raises(ReadingError, match="declares entities") as error:
        items(f"<!DOCTYPE rss [{declared}]><rss><channel><item><title>x</title></item></channel></rss>")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<rss><channel/></rss>", "is a feed without items"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "is a feed without items"),
        ("<html><p>x</p></html>", "is no RSS or Atom feed"),
        ("", "is no RSS or Atom feed"),
        ("<rss><channel><item><title>x</item>", "is no XML"),
        ("no feed", "is no XML"),
        ('<?xml version="1.0" encoding="klingon"?><rss/>', "encoding"),
    ],
)
def test_what_is_no_feed_is_one_line(text: str, problem: str) -> None:
    with pytest.raises(ReadingError) as error:
        items(text)
    assert str(error.value).startswith("feed.xml")
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("beginning", "told"),
    [
        (b"<rss version='2.0'>", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand -->\n<?xml-stylesheet href='a'?>\n<feed>", True),
        (b"<rdf:RDF xmlns:rdf='x'>", True),
        (b"<rssx>", False),
        (b"<html><rss>", False),
        (b"the <rss> of old", False),
        (b"", False),
    ],
)
def test_a_feed_is_told_by_its_beginning(beginning: bytes, told: bool) -> None:
    assert is_feed(beginning) is told


@given(st.binary(max_size=200), st.integers(0, len(ATOM.encode())), st.integers(0, 40))
def test_whatever_a_feed_holds_it_is_read_or_refused_in_one_line(noise: bytes, at: int, length: int) -> None:
    data = ATOM.encode()
    try:
        told = [str(one.article("feed.xml").path) for one in read(data[:at] + noise + data[at + length :], "feed.xml")]
    except XlcheckError as error:
        assert_one_line(error)
    else:
        assert all(name.startswith("feed.xml#") for name in told)


def assert_one_line(error: XlcheckError) -> None:
    assert str(error).startswith("feed.xml")
    assert "\n" not in str(error)
