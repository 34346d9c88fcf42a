"""A number has its value in whatever language, and whatever way of that language, it is written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.facts import writers
from xlcheck.facts.lexicon import load_lexicon
from xlcheck.facts.numbers import find_numbers
from xlcheck.facts.values import LONGEST, Number, same
from xlcheck.language.folding import fold

LANGUAGES = st.sampled_from(writers.LANGUAGES)
#: Whole numbers of every size, and round ones, which are written with magnitudes.
VALUES = st.one_of(
    st.integers(min_value=21, max_value=10**9),
    st.builds(
        lambda head, power: head * 10**power,
        st.integers(min_value=11, max_value=999),
        st.integers(min_value=3, max_value=10),
    ),
)


def read(text: str, language: str) -> list[Number]:
    return find_numbers(fold(text, language), load_lexicon(language))


def ways(language: str, value: int) -> list[str]:
    """All ways to write a value in a language."""
    forms = [*writers.digits(language, value), *writers.words(language, value)]
    if value >= 10**4 and len(str(value).rstrip("0")) <= 3:
        forms += writers.compact(language, value)
    return forms


@st.composite
def writings(draw: st.DrawFn, value: int) -> tuple[str, str]:
    language = draw(LANGUAGES)
    return f"{draw(st.sampled_from(ways(language, value)))} {writers.THINGS[language]}", language


def only(text: str, language: str) -> Number:
    found = read(text, language)
    assert len(found) == 1, f"{language}: {text!r} has {len(found)} numbers: {found}"
    return found[0]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES, st.data())
def test_a_number_is_read_with_its_value(value: int, data: st.DataObject) -> None:
    text, language = data.draw(writings(value))
    assert value in only(text, language).values, f"{language}: {text!r}"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES, st.data())
def test_a_number_equals_itself_in_any_other_language(value: int, data: st.DataObject) -> None:
    one, other = data.draw(writings(value)), data.draw(writings(value))
    assert same(only(*one), only(*other)), f"{one} and {other}"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES, st.integers(min_value=21, max_value=10**9), st.data())
def test_a_number_is_no_other_number(value: int, other: int, data: st.DataObject) -> None:
    # Beyond any rounding; and 1.234, which is 1,234 elsewhere, may be either.
    assume(abs(value - other) * 20 > max(value, other))
    one, two = only(*data.draw(writings(value))), only(*data.draw(writings(other)))
    assume(len(one.values) == len(two.values) == 1)
    assert not same(one, two), f"{value} and {other}"


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=1, max_value=9999), LANGUAGES)
def test_a_percentage_is_one_in_every_language(hundredths: int, language: str) -> None:
    value = Fraction(hundredths, 100) if hundredths % 10 else Fraction(hundredths // 10, 10)
    for digits in writers.digits(language, int(value) if value.denominator == 1 else float(value)):
        if digits.startswith("٠") and "." in digits:
            continue
        found = only(writers.PERCENT[language].format(digits), language)
        assert (found.kind, value in found.values) == ("percent", True), f"{language}: {digits}"


@pytest.mark.parametrize("language", writers.LANGUAGES)
@pytest.mark.parametrize(("number", "share"), list(enumerate([(1, 3), (2, 3), (1, 4), (3, 4), (2, 5)])))
def test_a_fraction_is_a_share_in_every_language(language: str, number: int, share: tuple[int, int]) -> None:
    found = only(writers.FRACTIONS[language][number], language)
    assert (found.kind, found.value) == ("percent", Fraction(100 * share[0], share[1]))


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=2, max_value=60), st.integers(min_value=1, max_value=39), LANGUAGES)
def test_both_ends_of_a_range_of_percentages_are_percentages(low: int, more: int, language: str) -> None:
    text = writers.PERCENT[language].format(f"{low}{writers.TO[language]}{low + more}")
    found = read(text, language)
    assert [number.value for number in found] == [low, low + more], f"{language}: {text!r}"
    assert {number.kind for number in found} == {"percent"}, f"{language}: {text!r}"


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=0, max_value=30), st.integers(min_value=0, max_value=30), LANGUAGES)
def test_the_two_numbers_of_a_score_are_both_read(ours: int, theirs: int, language: str) -> None:
    for mark in (":", "-", "–"):
        found = read(f"{ours}{mark}{theirs}", language)
        assert [number.value for number in found] == [ours, theirs], f"{language}: {ours}{mark}{theirs}"


@pytest.mark.parametrize(
    "text",
    [
        "9" * 400,
        "9" * 10_000,
        "0." + "0" * 5000 + "1",
        "1" + " 000" * 900,
        "1" + ",000" * 900,
        "٩" * 5000,
        "९" * 5000,
        "九" * 5000,
        "million billion " * 400,
        "万亿" * 300,
        "3" + "만억" * 300,
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "zh", "ja", "ko", "ar", "hi"])
def test_what_is_too_long_for_a_figure_is_none(language: str, text: str) -> None:
    assert all(abs(value) < 10**LONGEST for number in read(text, language) for value in number.values)


@pytest.mark.parametrize("language", ["en", "de"])
def test_only_the_last_separator_is_the_decimal_one(language: str) -> None:
    assert [number.value for number in read("1.000.000,000.00 km", language)] == [Fraction(10**9)]
