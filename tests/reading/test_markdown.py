import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.places import blocks, misplaced
from xlcheck.article import Article, Role
from xlcheck.reading.markdown import read
from xlcheck.reading.source import article_of

PAGE = """---
title: "Ferry news"
date: 2026-03-05T08:00:00Z
tags: [ferry, harbour]
---

# Two ferries stop

The town stops **both** ferries in *May*, says
the [harbour office](https://example.org/notes "Notes").

## What now?

> A captain said: "I am _ready_."

- Tram
- Bus 12

| Who | Fare |
| --- | ---: |
| Adults | 12.50 |
| Children | 6.00 |

```python
fare = 12.5
```

    indented = True

![The old quay](quay.jpg)

<div>Raw &amp; hidden</div>

Last words: `ferry --now` runs.
"""


def roles(article: Article) -> dict[str, Role]:
    return dict(zip(blocks(article), (p.role for p in article.paragraphs), strict=True))


def test_the_prose_is_read_and_nothing_else() -> None:
    assert blocks(read(PAGE)) == [
        "Two ferries stop",
        "The town stops both ferries in May, says the harbour office.",
        "What now?",
        'A captain said: "I am ready."',
        "Tram",
        "Bus 12",
        "Who",
        "Fare",
        "Adults",
        "12.50",
        "Children",
        "6.00",
        "Last words: ferry --now runs.",
    ]


def test_headings_have_their_roles() -> None:
    found = roles(read(PAGE))
    assert found["Two ferries stop"] == Role.HEADLINE
    assert found["What now?"] == Role.HEADING
    assert found["The town stops both ferries in May, says the harbour office."] == Role.BODY


@pytest.mark.parametrize("line", ["=====", "="])
def test_an_underlined_heading_is_one(line: str) -> None:
    text = f"Ferries stop\n{line}\n\nThey stop in May.\n\nTrams\n-----\n\nTrams run.\n"
    assert roles(read(text))["Ferries stop"] == Role.HEADLINE
    assert roles(read(text))["Trams"] == Role.HEADING


def test_front_matter_gives_title_and_date() -> None:
    article = read(PAGE.replace("# Two ferries stop\n", ""))
    assert (article.title, article.date) == ("Ferry news", "2026-03-05")
    assert "tags" not in article.text


def test_the_headline_counts_before_the_title_of_the_front_matter() -> None:
    assert read(PAGE).title == "Two ferries stop"


@pytest.mark.parametrize("end", ["---", "..."])
def test_front_matter_ends_as_yaml_does(end: str) -> None:
    article = read(f"---\ntitle: 渡轮停航\ndate: 2026-13-45\n{end}\n渡轮五月停航。\n")
    assert (article.text, article.title, article.date) == ("渡轮停航\n\n渡轮五月停航。", "渡轮停航", None)


def test_a_rule_amid_the_text_is_no_front_matter() -> None:
    assert blocks(read("Die Fähre fährt.\n\n---\n\ntitle: nichts\n\n---\n\nSie ist voll.\n")) == [
        "Die Fähre fährt.",
        "title: nichts",
        "Sie ist voll.",
    ]


def test_of_links_the_text_is_read_and_not_the_address() -> None:
    text = "See [the notes](https://a.example/x_y), [more][1], <https://b.example> and [1].\n\n[1]: https://c.example 'C'\n"
    assert read(text).text == "See the notes, more, https://b.example and 1."


def test_character_references_and_escapes_become_characters() -> None:
    assert read("Fares &lt; 5 &amp; caf&eacute; &#8230; \\*not\\* bold").text == "Fares < 5 & café … *not* bold"


def test_a_hard_break_is_a_space() -> None:
    assert read("The ferry  \nruns\\\ntoday.").text == "The ferry runs today."


def test_offsets_lead_back_to_every_word() -> None:
    assert misplaced(PAGE, read(PAGE)) == []


def test_line_and_column_are_exact() -> None:
    article = read(PAGE)
    assert article.locate(article.text.index("both")) == (9, 18)
    assert article.locate(article.text.index("harbour office")) == (10, 6)
    assert article.locate(article.text.index("Children")) == (22, 3)
    assert article.locate(article.text.index("6.00")) == (22, 14)
    start = article.text.index("The town")
    assert article.text[start : article.text.index("office.") + 7] == blocks(article)[1]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_change_nothing(end: str) -> None:
    page = PAGE.replace("\n", end)
    assert read(page).text == read(PAGE).text
    assert misplaced(page, read(page)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The ferry &amp; the tram stop **today**, not\ntomorrow &mdash; says the *mayor*.",
        "> > Die Fähre\n> > fährt *nicht*.",
        "1. Eins\n   zwei\n2. Drei\n   - Vier\n\n     Fünf",
        "* * Паром\n* __Трамвай__",
        "フェリー、**五月**、止まる。\n船長、*準備*、できた。",
        "  Text  with   wide \t gaps\n\tand a tab",
    ],
)
def test_offsets_lead_back_through_marks(text: str) -> None:
    assert misplaced(text, read(text)) == []


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("| ja | ja |\n|---|---|\n| Boot | Boot |", "Boot", (3, 10)),
        ("[x](harbour.html) harbour", "harbour", (1, 19)),
        ("![harbour](a.png) harbour", "harbour", (1, 19)),
        ('<b title="new">new</b>', "new", (1, 16)),
        ("1. 1 boat", "1", (1, 4)),
        ("See `two\nlines` and more", "more", (2, 12)),
        ("See [it](a.html\n'title') and more", "more", (2, 14)),
        ("See <b\nclass='x'>it</b> and more", "more", (2, 22)),
    ],
)
def test_a_word_is_told_from_the_same_letters_in_the_marks_before_it(
    text: str, word: str, place: tuple[int, int]
) -> None:
    article = read(f"{text}\n")
    assert article.locate(article.text.rindex(word)) == place


def test_a_page_that_begins_with_raw_html_is_still_markdown() -> None:
    text = '<p align="center"><img src="logo.png"></p>\n\n# Ferry news\n\nThe *ferry* runs.\n'
    assert blocks(article_of(text.encode(), "readme.md")) == ["Ferry news", "The ferry runs."]


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.MD"])
def test_the_ending_names_the_format(name: str) -> None:
    assert article_of("Die *Fähre* fährt.".encode(), name).text == "Die Fähre fährt."


WORDS = st.lists(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=8), min_size=1)
MARKS = st.sampled_from(["{}", "*{}*", "**{}**", "`{}`", "[{}](#)", "~{}", "({})", '"{}"'])


@given(st.lists(st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=4), min_size=1, max_size=4), st.booleans())
def test_whatever_is_marked_its_words_are_found_again(lines: list[list[tuple[list[str], str]]], wrapped: bool) -> None:
    written = ["x " + " ".join(mark.format(" ".join(words)) for words, mark in line) for line in lines]
    text = ("\n" if wrapped else "\n\n").join(written)
    article = read(text)
    assert misplaced(text, article) == []
    told = ["x", *(word for words, _ in lines[0] for word in words)]
    assert re.findall(r"\w+", article.text)[: len(told)] == re.findall(r"\w+", " ".join(told))


@given(st.text())
def test_paragraphs_of_any_text_are_within_it_and_in_order(text: str) -> None:
    article = read(text)
    bounds = [place for p in article.paragraphs for place in (p.start, p.end)]
    assert bounds == sorted(bounds)
    assert "".join(blocks(article)) == article.text.replace("\n\n", "")


def test_footnotes_are_read_and_their_marks_are_not() -> None:
    text = "# Head\n\nThe bridge has 12 arches[^1].\n\n[^1]: Source: the city's office.\n[^b]:没有空格也行。\n"
    article = read(text)
    assert "^" not in article.text
    assert "12 arches." in article.text
    assert article.locate(article.text.index("city's")) == (5, 19)
    assert "没有空格也行。" in article.text


def test_front_matter_of_toml_is_no_text_and_its_title_is_a_headline() -> None:
    article = read('+++\ntitle = "Bridge closed"\ndate = 2026-03-14\n+++\n\nIt rains. It pours.\n')
    assert (article.title, article.date) == ("Bridge closed", "2026-03-14")
    assert [(article.text[p.start : p.end], str(p.role)) for p in article.paragraphs] == [
        ("Bridge closed", "headline"),
        ("It rains. It pours.", "body"),
    ]
    assert article.locate(0) == (2, 10)


def test_a_title_above_a_heading_of_the_same_rank_is_not_told_twice() -> None:
    article = read("---\ntitle: Bridge closed\n---\n# Bridge closed\n\nIt rains.\n")
    assert article.text.count("Bridge closed") == 1


@pytest.mark.parametrize(
    "line", ["{% include a.html %}", '{{< figure src="a.png" >}}', "{: .lead}", ":::note", "- [x] It rains."]
)
def test_what_other_programs_read_is_no_text(line: str) -> None:
    words = read(f"# Head\n\n{line}\n\nIt pours.\n").text
    assert not any(sign in words for sign in ("{", ":", "["))
