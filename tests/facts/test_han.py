from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.han import RUN, value_of

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """A number below a trillion as a Chinese writer spells it."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return f"{spelled(high)}{name}{gap}{spelled(low) if low else ''}"
    text, gap = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("两千三百", 2300),
        ("一百二十万", 1_200_000),
        ("两亿三千万", 230_000_000),
        ("1亿2000万", 120_000_000),
        ("105.8万", 1_058_000),
        ("3.2万亿", 3_200_000_000_000),
        ("1,234,567", 1_234_567),
        ("二〇二六", 2026),
        ("三點一四".replace("點", "点"), Fraction("3.14")),
        ("零点五", Fraction("0.5")),
        ("1万2千", 12_000),
        ("三億五千萬", 350_000_000),
        ("廿五", 25),
        ("卅", 30),
        ("2万5300", 25_300),
        ("200 000", 200_000),
    ],
)
def test_a_run_of_numerals_has_its_value(run: str, value: Fraction) -> None:
    assert value_of(run) == value


@pytest.mark.parametrize(
    ("run", "value"),
    [("一万二", 12_000), ("三千二", 3_200), ("一百五", 150), ("两万五", 25_000), ("三亿五", 350_000_000)],
)
def test_a_last_digit_without_its_magnitude_counts_in_the_next_smaller_one(run: str, value: int) -> None:
    assert value_of(run) == value


@pytest.mark.parametrize("run", ["", "桥", "一座"])
def test_what_is_no_numeral_has_no_value(run: str) -> None:
    assert value_of(run) is None


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_that_is_spelled_out_is_read_back(number: int) -> None:
    assert value_of(spelled(number)) == number


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_that_is_spelled_out_is_one_run(number: int) -> None:
    match = RUN.match(spelled(number))
    assert match is not None
    assert match[0] == spelled(number)


@pytest.mark.parametrize("run", ["9" * 5000, "九" * 5000, "零点" + "一" * 5000, "万亿" * 100])
def test_a_run_too_long_for_a_figure_has_no_value(run: str) -> None:
    assert value_of(run) is None


@given(st.text(alphabet="0189.,零一二两十百千万亿兆点〇", max_size=20))
def test_any_run_can_be_read(text: str) -> None:
    for match in RUN.finditer(text):
        value = value_of(match[0])
        assert value is not None
        assert value >= 0
