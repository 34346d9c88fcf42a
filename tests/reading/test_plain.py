from hypothesis import given
from hypothesis import strategies as st

from xlcheck.article import Article, Role
from xlcheck.reading.plain import read

WRAPPED = """Two bridges close

The town closes two bridges over the river in May because the
piers have cracks that divers found in March and nobody can say
how deep they reach into the stone or whether they grow with the
frost of every new winter.

The ferry will run more often and the fare stays at what it was
last year."""


def paragraphs(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs]


def test_a_line_is_a_paragraph() -> None:
    assert paragraphs(read("One line.\nAnother line.\r\n\r\nA third.")) == ["One line.", "Another line.", "A third."]


def test_space_around_a_line_is_no_part_of_it() -> None:
    assert paragraphs(read("\n  \t One line. \u3000\n\n\u3000\u3000另一行。\n")) == ["One line.", "另一行。"]


def test_prose_wrapped_at_a_column_is_joined_to_paragraphs() -> None:
    article = read(WRAPPED)
    assert len(article.paragraphs) == 3
    assert paragraphs(article)[1].endswith("every new winter.")


def test_the_first_line_is_the_title_when_it_looks_like_one() -> None:
    article = read("Two bridges close\n\nThe town closes two bridges in May.")
    assert article.title == "Two bridges close"
    assert [p.role for p in article.paragraphs] == [Role.HEADLINE, Role.BODY]


def test_a_full_sentence_is_no_title() -> None:
    assert read("The town closes two bridges.\n\nThe ferry stays.").title is None


def test_a_line_of_furniture_gives_the_date() -> None:
    assert read("Two bridges close\n\nRiver Post 2026-03-05 08:15\n\nThe town closes two bridges.").date == "2026-03-05"


def test_a_day_that_no_month_has_is_no_date() -> None:
    assert read("Two bridges close\n\nRiver Post 2026-02-31\n\nThe town closes two bridges.").date is None


@given(st.text(alphabet="ab.。 \t\u3000\r\n", max_size=120))
def test_paragraphs_hold_all_that_is_no_space(text: str) -> None:
    article = read(text)
    covered = "".join(paragraphs(article))
    assert article.text == text
    assert "".join(covered.split()) == "".join(text.split())
    assert all(p.end <= q.start for p, q in zip(article.paragraphs, article.paragraphs[1:], strict=False))
