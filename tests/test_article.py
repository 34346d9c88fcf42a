import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.article import Article, Location, Role, Span

FURNITURE = {Role.CAPTION, Role.CREDIT, Role.PROVENANCE, Role.DISCLAIMER}


@pytest.mark.parametrize("role", Role)
def test_only_what_the_article_says_is_a_statement(role: Role) -> None:
    assert role.is_statement == (role not in FURNITURE)


def test_a_span_knows_its_text() -> None:
    assert Article("Boats left early.").span(6, 10) == Span(6, 10, "left")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_begins_a_new_line(end: str) -> None:
    text = f"One{end}two{end}{end}three"
    assert Article(text).locate(text.index("two")) == Location(2, 1)
    assert Article(text).locate(text.index("ree")) == Location(4, 3)


def test_the_first_letter_stands_at_line_one_column_one() -> None:
    assert Article("Boats").locate(0) == Location(1, 1)


def test_the_end_of_the_text_can_be_located() -> None:
    assert Article("One\ntwo").locate(7) == Location(2, 4)


def test_columns_count_letters_of_any_width_as_one() -> None:
    text = "渡轮🚢开了\n一艘"
    assert Article(text).locate(text.index("开")) == Location(1, 4)
    assert Article(text).locate(text.index("艘")) == Location(2, 2)


def test_anchors_lead_back_into_the_file() -> None:
    article = Article("Boats left. All of them.", anchors=((0, 4, 7), (12, 9, 1)))
    assert article.locate(6) == Location(4, 13)
    assert article.locate(12) == Location(9, 1)
    assert article.locate(15) == Location(9, 4)


@given(st.text(alphabet="ab 。\n\r", max_size=60), st.data())
def test_line_and_column_find_the_letter_again(text: str, data: st.DataObject) -> None:
    letters = [i for i, letter in enumerate(text) if letter not in "\r\n"]
    if letters:
        offset = data.draw(st.sampled_from(letters))
        line, column = Article(text).locate(offset)
        assert re.split(r"\r\n|\r|\n", text)[line - 1][column - 1] == text[offset]
