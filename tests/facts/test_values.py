from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcheck.facts.values import FACTORS, Number, same, same_but_for_the_sign, same_size

Only = Callable[[str, str], Number]
KINDS = st.sampled_from(["count", "percent", "multiple", "ordinal", "label"])
BOUNDS = st.sampled_from(["", "about", "under", "over", "at_most", "at_least"])
NUMBERS = st.builds(
    Number,
    st.just(0),
    st.just(1),
    st.lists(st.fractions(min_value=0, max_value=10**9, max_denominator=1000), min_size=1, max_size=2).map(tuple),
    KINDS,
    BOUNDS,
    st.sampled_from([None, "percent", "kilometre", "mile", "tonne", "day", "times"]),
    st.sampled_from([None, "USD", "EUR"]),
)


def of(value: float | Fraction | str, **facts: str) -> Number:
    return Number(0, 1, (Fraction(value),), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("en", "1,058,000 people"), ("zh", "105.8万人")),
        (("en", "a third of them"), ("zh", "三分之一的人")),
        (("en", "30 percent"), ("zh", "三成学生")),
        (("en", "$3.5 million"), ("zh", "350万美元")),
        (("de", "1.250 Ziegen"), ("fr", "1 250 chèvres")),
        (("en", "a 20 percent discount"), ("zh", "打八折")),
        (("ru", "полтора миллиона коз"), ("uk", "1,5 млн кіз")),
    ],
)
def test_one_value_is_the_same_in_two_languages(number: Only, one: tuple[str, str], other: tuple[str, str]) -> None:
    assert same(number(*one), number(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("en", "1,058,000 people"), ("zh", "10.58万人")),
        (("en", "30 percent"), ("zh", "三成五学生")),
        (("en", "$3.5 million"), ("zh", "530万美元")),
        (("en", "3.5 billion dollars"), ("zh", "3.5亿美元")),
        (("de", "1,25 Tonnen"), ("en", "125 tonnes")),
        (("en", "15 days"), ("en", "50 days")),
    ],
)
def test_another_value_is_not_the_same(number: Only, one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not same(number(*one), number(*other))


@pytest.mark.parametrize(
    ("exact", "rounded"), [("23.8", "24"), ("1058000", "1060000"), ("49.7", "50"), ("1249", "1250")]
)
def test_a_value_may_be_rounded(exact: str, rounded: str) -> None:
    assert same(of(exact), of(rounded))
    assert same(of(rounded), of(exact))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("23.8", "25"),
        ("23.8", "23"),
        ("1058000", "1070000"),
        ("8.6", "9"),
        ("7", "8"),
        ("1240", "1300"),
        ("121", "123"),
    ],
)
def test_what_is_no_rounding_is_another_value(one: str, other: str) -> None:
    assert not same(of(one), of(other))


@pytest.mark.parametrize(
    ("bounded", "exact"),
    [
        (of(3000, bound="over"), of(3120)),
        (of(20, bound="over"), of("23.8")),
        (of(900, bound="under"), of(871)),
        (of(400, bound="about"), of(412)),
        (of(400, bound="about"), of(391)),
    ],
)
def test_a_bounded_figure_stands_for_what_it_reaches(bounded: Number, exact: Number) -> None:
    assert same(bounded, exact)
    assert same(exact, bounded)


@pytest.mark.parametrize(
    ("bounded", "exact"),
    [
        (of(3000, bound="over"), of(2900)),
        (of(3000, bound="over"), of(4100)),
        (of(900, bound="under"), of(950)),
        (of(900, bound="under"), of(700)),
        (of(400, bound="about"), of(460)),
        (of(400, bound="at_least"), of(460)),
    ],
)
def test_a_bounded_figure_reaches_only_so_far(bounded: Number, exact: Number) -> None:
    assert not same(bounded, exact)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of(100, unit="kilometre"), of(62, unit="mile")),
        (of(1500, unit="metre"), of("1.5", unit="kilometre")),
        (of(10, unit="hectare"), of(150, unit="mu")),
        (of(2, unit="tonne"), of(2000, unit="kilogram")),
        (of(48, unit="hour"), of(2, unit="day")),
        (of(18, unit="month"), of("1.5", unit="year")),
        (of(100, unit="kilometre-per-hour"), of(62, unit="mile-per-hour")),
        (of(3, kind="multiple", unit="times"), of(300, kind="percent", unit="percent")),
    ],
)
def test_a_value_may_be_converted(one: Number, other: Number) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of(100, unit="kilometre"), of(100, unit="mile")),
        (of(100, unit="kilometre"), of(50, unit="mile")),
        (of(3, unit="day"), of(3, unit="week")),
        (of(5, unit="tonne"), of(5, unit="kilogram")),
        (of(5, kind="percent", unit="percent"), of(5, unit="kilometre")),
        (of(3, currency="USD"), of(3, currency="EUR")),
        (of(3, kind="ordinal"), of(4, kind="ordinal")),
        (of(100, kind="ordinal"), of(101, kind="ordinal")),
    ],
)
def test_a_figure_in_another_unit_is_another_value(one: Number, other: Number) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("zh", "1.23万人"), ("en", "12,300 people")),
        (("zh", "近八成"), ("en", "nearly 80 percent")),
        (("zh", "23.8%"), ("en", "over 20 percent")),
        (("zh", "增长两倍"), ("en", "tripled")),
        (("zh", "增长两倍"), ("en", "an increase of 200 percent")),
        (("zh", "摄氏30度"), ("en", "86 degrees Fahrenheit")),
        (("ko", "25도"), ("en", "77 degrees")),
        (("zh", "零下10度"), ("en", "14 °F")),
        (("zh", "时速60公里"), ("en", "37 mph")),
        (("zh", "500亩"), ("en", "82 acres")),
        (("zh", "3斤"), ("en", "1.5 kg")),
        (("ru", "0,5 балла"), ("en", "half a point")),
        (("de", "325 Millionen australische Dollar"), ("en", "$325 million")),
        (("zh", "打八折"), ("fr", "20 % de remise")),
        (("zh", "7600亿元人民币"), ("en", "CN¥760 billion")),
        (("zh", "0.5摄氏度"), ("en", "half a degree")),
        (("fr", "62,3 milliards de mètres cubes"), ("en", "2.2 trillion cubic feet")),
    ],
)
def test_what_says_the_same_in_another_way_is_the_same(
    number: Only, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert same(number(*one), number(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("zh", "近八成"), ("en", "nearly 90 percent")),
        (("en", "19 percent"), ("de", "über 20 Prozent")),
        (("zh", "-3%"), ("en", "3%")),
        (("zh", "零下3度"), ("en", "3 degrees")),
        (("zh", "翻一番"), ("en", "tripled")),
        (("zh", "摄氏30度"), ("en", "96 degrees Fahrenheit")),
        (("zh", "300万港元"), ("en", "US$3 million")),
        (("de", "5 Pfund"), ("en", "5 euros")),
    ],
)
def test_what_says_something_else_is_not_the_same(number: Only, one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not same(number(*one), number(*other))


def test_only_the_sign_may_be_told_apart() -> None:
    assert same_but_for_the_sign(of(-3), of(3))
    assert not same_but_for_the_sign(of(-3), of(4))
    assert not same_but_for_the_sign(of(3), of(3))


def test_the_bare_figures_agree_whatever_they_count() -> None:
    assert same_size(of(5, unit="tonne"), of(5, unit="kilogram"))
    assert not same_size(of(5, unit="tonne"), of(6, unit="tonne"))


def test_any_reading_of_a_number_may_match() -> None:
    assert same(Number(0, 1, (Fraction(3), Fraction(4))), of(4))


@given(NUMBERS)
def test_a_number_is_the_same_as_itself(number: Number) -> None:
    assert same(number, number)


@settings(max_examples=200)
@given(NUMBERS, NUMBERS, st.sampled_from(["1", "1.001", "1.02", "1.05", "1.1", "0.95", "100", "1.6"]))
def test_being_the_same_has_no_direction(one: Number, other: Number, times: str) -> None:
    other = replace(other, values=(one.value * Fraction(times), *other.values[1:]))
    assert same(one, other) == same(other, one)


@given(st.sampled_from(sorted(FACTORS)), st.sampled_from(sorted(FACTORS)), st.integers(min_value=1, max_value=10**6))
def test_an_exact_conversion_is_the_same(one: str, other: str, value: int) -> None:
    (base, factor), (other_base, other_factor) = FACTORS[one], FACTORS[other]
    if base == other_base:
        assert same(of(value, unit=one), of(value * factor / other_factor, unit=other))
