"""Placeholders and tags in running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.placeholders import placeholders


def keys(text: str) -> list[str]:
    return [placeholder.key for placeholder in placeholders(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("%d boats left", ["%d"]),
        ("%s left at %s", ["%s", "%s"]),
        ("%2$s saw %1$s", ["%s", "%s"]),
        ("%(name)s left", ["%(name)s"]),
        ("%-5.2f kilometres", ["%f"]),
        ("%05d", ["%d"]),
        ("%lld of %zu", ["%lld", "%zu"]),
        ("Hallo %@!", ["%@"]),
        ("约%d艘船", ["%d"]),
        ("%s。", ["%s"]),
        ("(%s)", ["%s"]),
        ("%s's boat", ["%s"]),
        ("%d%%", ["%d"]),
    ],
)
def test_those_of_printf_are_found(text: str, wanted: list[str]) -> None:
    assert keys(text) == wanted


@pytest.mark.parametrize(
    "text", ["{name}", "${name}", "%{name}", "#{name}", "{{name}}", "{{ name }}", "{ name }", "{name:>10}", "{name!r}"]
)
def test_braces_with_a_name_are_one_placeholder_however_they_are_written(text: str) -> None:
    assert [(p.key, p.named) for p in placeholders(f"Hello {text}, you left.")] == [("{name}", True)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{0} of {1}", ["{0}", "{1}"]),
        ("{0:.2f} metres", ["{0}"]),
        ("{user.first_name} left", ["{user.first_name}"]),
        ("{items[0]} left", ["{items[0]}"]),
        ("{day, date, short}", ["{day}"]),
        ("{n, number}", ["{n}"]),
        ("{n, plural, one {# boat} other {# boats}}", ["{n}"]),
        ("{n, plural, one {boat} other {boats}}", ["{n}"]),
        ("{who, select, male {He} female {She} other {They}} left", ["{who}"]),
        ("{n, plural, one {# boat of {owner}} other {# boats of {owner}}}", ["{n}", "{owner}", "{owner}"]),
    ],
)
def test_braces_with_numbers_and_those_of_icu_are_found_by_their_names(text: str, wanted: list[str]) -> None:
    assert keys(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<b>Zwei</b> Boote<br/>", ["<b>", "</b>", "<br/>"]),
        ('<a href="https://a.example/" title="x">here</a>', ["<a>", "</a>"]),
        ("<1>Zwei</1><x id='1'/>", ["<1>", "</1>", "<x/>"]),
        ("<span class='n'>3</span>", ["<span>", "</span>"]),
    ],
)
def test_tags_are_found_without_their_attributes(text: str, wanted: list[str]) -> None:
    assert keys(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose by 20% and 3 % in May.",
        "20% off, 5% dearer, 100%d",
        "增长了20%，下降了百分之五。",
        "Die Preise stiegen um 3 % der Summe.",
        "Цены выросли на 3 % с мая, 5% — нет.",
        "Les prix ont augmenté de 3 % en mai.",
        "Fiyatlar %20 arttı, %5'i düştü.",
        "値上げは20%、5 %です。",
        "50%-60% of all; 100%.",
        "https://a.example/%D0%B1%D0%BE%D0%B9",
        "https://a.example/%E2%80%99s-end",
        "https://a.example/?q=%2F%2F",
        "https://a.example/%5Fa%5F%64",
        "100%%",
        "a < b and c > d",
        "{}",
        "{ two words }",
        "{…}",
        "He said: {渡轮}",
        "f(x) = {1, 2, 300}",
        "Nothing here.",
        "",
    ],
)
def test_prose_has_none(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    ("one", "other"), [("<br/>", "<br />"), ("<x/>", "<x id='1'/>"), ("%1$s", "%s"), ("{a}", "${a}")]
)
def test_another_writing_of_the_same_has_the_same_key(one: str, other: str) -> None:
    assert len(keys(one)) == 1
    assert keys(one) == keys(other)


_PLACEHOLDERS = st.sampled_from(
    ["%d", "%1$s", "%(name)s", "%.2f", "{name}", "{0}", "{{ name }}", "${x.y}", "<b>", "</a>", "<br/>", '<a href="x">']
)
_PROSE = st.text("ab 渡轮,.", max_size=5).map(lambda words: f" {words} ")


@given(st.lists(st.tuples(_PROSE, _PLACEHOLDERS), max_size=5))
def test_offsets_lead_to_each_placeholder_of_a_text(pieces: list[tuple[str, str]]) -> None:
    text = "".join(f"{prose}{placeholder}" for prose, placeholder in pieces) + " "
    assert [text[p.start : p.end] for p in placeholders(text)] == [placeholder for _, placeholder in pieces]


@given(st.text("%sd$1(n){}<b/>a# ,:!", max_size=40))
def test_whatever_a_text_holds_offsets_lie_in_it_in_order(text: str) -> None:
    found = list(placeholders(text))
    assert all(text[p.start] in "%{<$#" and p.end <= len(text) for p in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
