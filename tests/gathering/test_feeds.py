"""Items of two feeds that are one article."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.article import Article
from xlcheck.errors import ReadingError, XlcheckError
from xlcheck.gathering import Gathered, Work
from xlcheck.gathering.feeds import in_two_feeds
from xlcheck.models import Encoder

ONE, TWO = Path("zh.xml"), Path("en.xml")
STORIES = (
    (
        "梅尔比港在暴风雨后重新开放",
        "约1200艘船在暴风雨期间没有离开港口。",
        "Harbour of Melby reopens after the storm",
        "About 1,200 boats did not leave the harbour during the storm.",
    ),
    (
        "议会通过新的税法",
        "税法将于明年一月生效。",
        "Parliament passes the new tax law",
        "The tax law takes effect in January of next year.",
    ),
    (
        "气温创下历史新高",
        "周日首都的气温达到四十一度。",
        "Temperatures reach a record",
        "On Sunday it was forty-one degrees in the capital.",
    ),
)


def item(title: str, text: str = "", **fields: str) -> str:
    more = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<item><title>{title}</title><description>{text}</description>{more}</item>"


def feed(*items: str) -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'.encode()
    )


def nobody() -> NoReturn:
    raise AssertionError("no model is needed where names tell which items belong together")


def names(found: Gathered) -> list[str]:
    return [work.name for work in found.works]


def read(work: Work) -> tuple[Article, Article]:
    one, two = work.sides()
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    return one, two


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"guid": "n-1"}, {"guid": "n-1"}),
        ({"link": "https://a.example/1"}, {"link": "https://a.example/1"}),
        ({"link": "https://a.example/zh/1234567.html"}, {"link": "https://a.example/en/2026/1234567"}),
        ({"guid": "urn:zh:1234567"}, {"guid": "urn:en:1234567"}),
        ({"guid": "x", "link": "https://a.example/1"}, {"guid": "y", "link": "https://a.example/1"}),
        ({"guid": "x", "link": "https://a.example/zh-7654321"}, {"guid": "y", "link": "https://b.example/7654321"}),
    ],
)
def test_items_with_one_name_are_one_article(ours: dict[str, str], theirs: dict[str, str]) -> None:
    data = feed(item("渡轮停航", **ours)), feed(item("Ferry stops", **theirs))
    found = in_two_feeds(ONE, TWO, data, nobody)
    assert (names(found), found.remarks) == (["渡轮停航 → Ferry stops"], [])


def test_what_a_feed_calls_an_item_comes_before_its_address() -> None:
    ours = feed(item("A", guid="1", link="https://a.example/2"), item("B", guid="2", link="https://a.example/1"))
    theirs = feed(item("a", guid="1", link="https://a.example/1"), item("b", guid="2", link="https://a.example/2"))
    assert names(in_two_feeds(ONE, TWO, (ours, theirs), nobody)) == ["A → a", "B → b"]


@given(st.permutations(range(4)))
def test_the_order_of_the_other_feed_does_not_matter(order: list[int]) -> None:
    ours = feed(*(item(f"原{n}", guid=f"n-{n}") for n in range(4)))
    theirs = feed(*(item(f"T{n}", guid=f"n-{n}") for n in order))
    assert names(in_two_feeds(ONE, TWO, (ours, theirs), nobody)) == [f"原{n} → T{n}" for n in range(4)]


def test_a_name_that_two_items_share_tells_nothing(encoder: Encoder) -> None:
    ours = feed(*(item(zh, text, guid="same") for zh, text, _, _ in STORIES))
    theirs = feed(*(item(en, text, guid="same") for _, _, en, text in reversed(STORIES)))
    found = in_two_feeds(ONE, TWO, (ours, theirs), lambda: encoder)
    assert names(found) == [f"{zh} → {en}" for zh, _, en, _ in STORIES]


def test_items_without_a_common_name_are_matched_by_what_they_say(encoder: Encoder) -> None:
    ours = feed(*(item(zh, text) for zh, text, _, _ in STORIES))
    theirs = feed(*(item(en, f"&lt;p&gt;{text}&lt;/p&gt;") for _, _, en, text in reversed(STORIES)))
    found = in_two_feeds(ONE, TWO, (ours, theirs), lambda: encoder)
    assert names(found) == [f"{zh} → {en}" for zh, _, en, _ in STORIES]


def test_what_says_something_else_is_left_alone_and_told(encoder: Encoder) -> None:
    zh, text, en, other = STORIES[0]
    ours = feed(item(zh, text), item("郁金香在花园里盛开", "今年春天来得早。"))
    theirs = feed(item("Chess master loses his title", "The final game lasted nine hours."), item(en, other))
    found = in_two_feeds(ONE, TWO, (ours, theirs), lambda: encoder)
    assert names(found) == [f"{zh} → {en}"]
    assert found.remarks == ["1 item(s) of zh.xml without counterpart", "1 item(s) of en.xml without counterpart"]


def test_what_is_matched_by_name_is_not_matched_again(encoder: Encoder) -> None:
    zh, text, en, other = STORIES[0]
    ours = feed(item("渡轮停航", guid="1"), item(zh, text))
    theirs = feed(item(en, other, guid="1"))
    assert names(in_two_feeds(ONE, TWO, (ours, theirs), lambda: encoder)) == [f"渡轮停航 → {en}"]


def test_feeds_without_a_common_item_are_one_line(encoder: Encoder) -> None:
    data = feed(item("郁金香盛开", "今年春天来得早。")), feed(item("Chess", "The final game lasted nine hours."))
    with pytest.raises(XlcheckError) as error:
        in_two_feeds(ONE, TWO, data, lambda: encoder)
    assert str(error.value) == "zh.xml, en.xml: no item of the one feed has a counterpart in the other"


def test_the_articles_of_an_item_name_feed_and_item() -> None:
    data = (
        feed(item("渡轮停航", "周一停航。", guid="n-1")),
        feed(item("Ferry stops", "It stops on Monday.", guid="n-1")),
    )
    (work,) = in_two_feeds(ONE, TWO, data, nobody).works
    one, two = read(work)
    assert (one.path, two.path) == ("zh.xml#n-1", "en.xml#n-1")
    assert (one.text, two.text) == ("渡轮停航\n\n周一停航。", "Ferry stops\n\nIt stops on Monday.")
    assert work.files == (ONE, TWO)


def test_an_item_without_text_fails_its_own_pair() -> None:
    ours = feed("<item><guid>1</guid></item>", item("渡轮停航", guid="2"))
    theirs = feed(item("Bridge closed", guid="1"), item("Ferry stops", guid="2"))
    first, second = in_two_feeds(ONE, TWO, (ours, theirs), nobody).works
    with pytest.raises(ReadingError, match=r"^zh\.xml:1: the item has no text$"):
        first.sides()
    assert read(second)[1].text == "Ferry stops"


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (b"<rss><channel></channel></rss>", "is a feed without items"),
        (b"<rss><channel><item>", "is no XML"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><item><title>&a;</title></item></rss>', "declares entities"),
    ],
)
def test_a_feed_that_can_not_be_read_is_one_line(side: int, broken: bytes, problem: str) -> None:
    data = [feed(item("渡轮停航", guid="1")), feed(item("Ferry stops", guid="1"))]
    data[side] = broken
    with pytest.raises(ReadingError) as error:
        in_two_feeds(ONE, TWO, (data[0], data[1]), nobody)
    assert problem in str(error.value)
    assert str(error.value).startswith(("zh.xml", "en.xml")[side])
    assert "\n" not in str(error.value)
