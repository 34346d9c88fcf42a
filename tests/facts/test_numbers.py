from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.lexicon import load_lexicon
from xlcheck.facts.numbers import digit_readings, find_numbers
from xlcheck.facts.values import Number, same
from xlcheck.language.folding import fold

Finder = Callable[[str, str], list[Number]]
Only = Callable[[str, str], Number]

COUNTS = [
    ("en", "1,250,000 goats", 1_250_000),
    ("en", "two hundred and fifty goats", 250),
    ("en", "twenty-one goats", 21),
    ("en", "twelve hundred goats", 1_200),
    ("en", "one thousand two hundred goats", 1_200),
    ("en", "2.5 billion goats", 2_500_000_000),
    ("en", "half a million goats", 500_000),
    ("en", "one and a half million goats", 1_500_000),
    ("en", "a million and a half goats", 1_500_000),
    ("zh", "一百二十万只山羊", 1_200_000),
    ("zh", "105.8万只山羊", 1_058_000),
    ("zh-Hant", "兩億三千萬隻山羊", 230_000_000),
    ("zh", "两万五千里", 25_000),
    ("zh", "１２０００只山羊", 12_000),
    ("de", "1.250.000 Ziegen", 1_250_000),
    ("de", "zweihundertfünfundzwanzig Ziegen", 225),
    ("de", "dreitausendzweihundert Ziegen", 3_200),
    ("de", "3,5 Millionen Ziegen", 3_500_000),
    ("ru", "1 250 000 коз", 1_250_000),
    ("ru", "двести пятьдесят коз", 250),
    ("ru", "двести четырёх коз", 204),
    ("ru", "3,5 млн коз", 3_500_000),
    ("ru", "полтора миллиона коз", 1_500_000),
    ("fr", "1\u202f250\u202f000 chèvres", 1_250_000),
    ("fr", "deux cent cinquante chèvres", 250),
    ("fr", "quatre-vingt-dix chèvres", 90),
    ("fr", "quatre-vingt-dix-sept chèvres", 97),
    ("fr", "sept cents chèvres", 700),
    ("fr", "3,5 millions de chèvres", 3_500_000),
    ("es", "1.250.000 cabras", 1_250_000),
    ("es", "doscientas cincuenta cabras", 250),
    ("es", "treinta y cinco cabras", 35),
    ("es", "3,5 millones de cabras", 3_500_000),
    ("ja", "約1万2千頭", 12_000),
    ("ja", "百二十頭", 120),
    ("ja", "3億5000万頭", 350_000_000),
    ("ja", "1,250,000頭", 1_250_000),
    ("uk", "1 250 000 кіз", 1_250_000),
    ("uk", "двісті п’ятдесят кіз", 250),
    ("uk", "3,5 млн кіз", 3_500_000),
    ("uk", "півтора мільйона кіз", 1_500_000),
]
SHARES = [
    ("en", "40 percent of them", 40),
    ("en", "12.5% of them", 12.5),
    ("en", "two-thirds of them", Fraction(200, 3)),
    ("en", "one in three", Fraction(100, 3)),
    ("zh", "百分之三十五", 35),
    ("zh", "百分之零点五", 0.5),
    ("zh", "三分之一的学生", Fraction(100, 3)),
    ("zh", "三成学生", 30),
    ("zh", "一成五", 15),
    ("de", "40 Prozent", 40),
    ("de", "ein Drittel der Schüler", Fraction(100, 3)),
    ("ru", "40 процентов", 40),
    ("ru", "треть учеников", Fraction(100, 3)),
    ("fr", "un tiers des élèves", Fraction(100, 3)),
    ("es", "el 12,5 % de ellos", 12.5),
    ("uk", "40 відсотків", 40),
    ("ja", "35%", 35),
    ("ja", "3割の家", 30),
    ("ja", "住民の三分の一", Fraction(100, 3)),
]
MONEY = [
    ("en", "3.5 million dollars", 3_500_000, "USD"),
    ("en", "$3.5 million", 3_500_000, "USD"),
    ("zh", "350万美元", 3_500_000, "USD"),
    ("zh", "3.2亿欧元", 320_000_000, "EUR"),
    ("de", "3,5 Millionen Euro", 3_500_000, "EUR"),
    ("fr", "3,5 millions d’euros", 3_500_000, "EUR"),
    ("es", "3,5 millones de euros", 3_500_000, "EUR"),
    ("ja", "3億5000万円", 350_000_000, "JPY"),
    ("ru", "3,5 млн рублей", 3_500_000, "RUB"),
    ("uk", "3,5 млн гривень", 3_500_000, "UAH"),
]
UNITS = [
    ("en", "3,000 km", "kilometre"),
    ("en", "twenty-one days", "day"),
    ("zh", "3000公里", "kilometre"),
    ("zh", "三千亩", "mu"),
    ("de", "12 Tonnen", "tonne"),
    ("fr", "12 hectares", "hectare"),
    ("ru", "12 километров", "kilometre"),
    ("es", "12 kilómetros", "kilometre"),
    ("uk", "12 кілометрів", "kilometre"),
]
BOUNDS = [
    ("en", "about 400 goats", "about"),
    ("en", "nearly 400 goats", "under"),
    ("en", "more than 400 goats", "over"),
    ("en", "at least 400 goats", "at_least"),
    ("zh", "约400只", "about"),
    ("zh", "超过400只", "over"),
    ("zh", "400多只", "over"),
    ("zh", "二十多万人", "over"),
    ("zh", "近400只", "under"),
    ("de", "rund 400 Ziegen", "about"),
    ("fr", "plus de 400 chèvres", "over"),
    ("es", "casi 400 cabras", "under"),
    ("ru", "более 400 коз", "over"),
    ("uk", "понад 400 кіз", "over"),
]


@pytest.mark.parametrize(("language", "text", "value"), COUNTS)
def test_a_count_has_its_value_however_it_is_written(number: Only, language: str, text: str, value: int) -> None:
    assert number(language, text).value == value


@pytest.mark.parametrize(("language", "text", "value"), SHARES)
def test_a_share_is_a_percentage_whatever_its_form(number: Only, language: str, text: str, value: Fraction) -> None:
    found = number(language, text)
    assert (found.kind, found.value) == ("percent", Fraction(value))


@pytest.mark.parametrize(("language", "text", "value", "currency"), MONEY)
def test_a_sum_of_money_knows_its_currency(number: Only, language: str, text: str, value: int, currency: str) -> None:
    found = number(language, text)
    assert (found.value, found.currency) == (value, currency)


@pytest.mark.parametrize(("language", "text", "unit"), UNITS)
def test_a_measure_knows_its_unit(number: Only, language: str, text: str, unit: str) -> None:
    assert number(language, text).unit == unit


@pytest.mark.parametrize(("language", "text", "bound"), BOUNDS)
def test_a_bound_beside_the_number_belongs_to_it(number: Only, language: str, text: str, bound: str) -> None:
    assert number(language, text).bound == bound


@pytest.mark.parametrize(
    ("language", "text"), [("en", "the 3rd boat"), ("zh", "第三艘船"), ("ru", "3-й мост"), ("fr", "le 2e pont")]
)
def test_an_ordinal_is_no_count(number: Only, language: str, text: str) -> None:
    found = number(language, text)
    assert found.kind == "ordinal"
    assert not found.firm


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "chapter 2.6.2.5"),
        ("zh", "统一行动"),
        ("zh", "一些居民"),
        ("zh", "十分重要"),
        ("zh", "老百姓"),
        ("en", "no boats at all"),
        ("de", "keine Boote"),
    ],
)
def test_a_word_that_only_looks_like_a_number_is_none(numbers: Finder, language: str, text: str) -> None:
    assert numbers(language, text) == []


@pytest.mark.parametrize(("language", "text"), [("en", "COVID-19 cases"), ("zh", "B-52轰炸机"), ("en", "the G20 met")])
def test_the_number_of_a_label_is_no_ground_for_an_alarm(numbers: Finder, language: str, text: str) -> None:
    assert [n.firm for n in numbers(language, text)] == [False]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "10 to 15 percent", [10, 15]),
        ("zh", "3%至5%", [3, 5]),
        ("de", "10 bis 15 Prozent", [10, 15]),
        ("ru", "от 10 до 15 процентов", [10, 15]),
    ],
)
def test_both_ends_of_a_range_have_its_unit(numbers: Finder, language: str, text: str, values: list[int]) -> None:
    found = numbers(language, text)
    assert [n.value for n in found] == values
    assert {n.unit for n in found} == {"percent"}


def test_both_ends_of_a_range_have_its_magnitude(numbers: Finder) -> None:
    one, two = numbers("zh", "3-5万人")
    low, high = numbers("en", "30,000 to 50,000 people")
    assert same(one, low)
    assert same(two, high)


def test_a_number_knows_where_it_stands(number: Only) -> None:
    text = "Some 1,250 goats"
    found = number("en", text)
    assert text[found.start : found.end] == "1,250"


@pytest.mark.parametrize("text", ["At 5:30 p.m.", "On 5 March 2026", "In 2019"])
def test_a_date_is_no_number(numbers: Finder, text: str) -> None:
    assert numbers("en", text) == []


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("1.234", "de", [1234]),
        ("1,234", "en", [1234]),
        ("1,234", "de", [Fraction("1.234"), 1234]),
        ("1.234", "en", [Fraction("1.234"), 1234]),
        ("1,5", "fr", [Fraction("1.5")]),
        ("1.234,5", "es", [Fraction("1234.5")]),
        ("1,234.5", "en", [Fraction("1234.5")]),
        ("1.234.567", "en", [1_234_567]),
        ("1\u00a0234", "ru", [1234]),
        ("1'234", "de", [1234]),
    ],
)
def test_digits_mean_what_their_language_makes_of_the_separators(
    text: str, language: str, readings: list[Fraction]
) -> None:
    assert list(digit_readings(text, language)) == readings


GROUPED = {"en": ",", "zh": ",", "ja": ",", "de": ".", "es": ".", "ru": "\u00a0", "uk": " ", "fr": "\u202f"}
THINGS = {
    "en": "goats",
    "zh": "只山羊",
    "ja": "頭",
    "de": "Ziegen",
    "es": "cabras",
    "ru": "коз",
    "uk": "кіз",
    "fr": "chèvres",
}


@st.composite
def writings(draw: st.DrawFn, value: int) -> tuple[str, str]:
    """A language and a way to write a number in it: digits, digits in groups, or 万 and 亿."""
    language = draw(st.sampled_from(sorted(GROUPED)))
    forms = [str(value), f"{value:,}".replace(",", GROUPED[language])]
    if language in ("zh", "ja"):
        forms.append(_in_myriads(value, "億" if language == "ja" else "亿"))
    return language, f"{draw(st.sampled_from(forms))} {THINGS[language]}"


def _in_myriads(value: int, name: str) -> str:
    high, rest = divmod(value, 10**8)
    middle, low = divmod(rest, 10**4)
    parts = [(high, name), (middle, "万"), (low, "")]
    return "".join(f"{part}{unit}" for part, unit in parts if part)


@given(st.integers(min_value=10_000, max_value=10**11), st.data())
def test_a_number_is_the_same_in_every_writing(value: int, data: st.DataObject) -> None:
    one, other = data.draw(writings(value)), data.draw(writings(value))
    assert same(_only(*one), _only(*other)), f"{one} and {other}"


@given(
    st.integers(min_value=10_000, max_value=10**11),
    st.sampled_from([Fraction(9, 10), Fraction(11, 10), Fraction(2), Fraction(10)]),
    st.data(),
)
def test_a_number_is_not_another_a_tenth_away(value: int, times: Fraction, data: st.DataObject) -> None:
    one, other = data.draw(writings(value)), data.draw(writings(max(10_000, round(value * times) + (times > 1))))
    if 10 * abs(_only(*one).value - _only(*other).value) >= value:
        assert not same(_only(*one), _only(*other)), f"{one} and {other}"


@given(st.integers(min_value=10_000, max_value=10**9), st.sampled_from([Fraction(1), Fraction(10**4), Fraction(10**8)]))
def test_decimals_before_a_magnitude_are_exact(value: int, size: Fraction) -> None:
    name = {1: "", 10**4: "万", 10**8: "亿"}[int(size)]
    written = f"{value // 100}.{value % 100:02}{name}"
    assert _only("zh", f"{written}吨").value == Fraction(value, 100) * size


def _only(language: str, text: str) -> Number:
    (found,) = find_numbers(fold(text, language), load_lexicon(language))
    return found


@given(
    st.text(alphabet="0123456789.,%$€ -万亿三十百点分之成多余万half twohundred млн", max_size=40),
    st.sampled_from(["en", "zh", "de", "fr", "es", "ru", "uk", "ja", "ar", "ko", "xx"]),
)
def test_numbers_of_any_text_lie_inside_it_in_order(text: str, language: str) -> None:
    found = find_numbers(fold(text, language), load_lexicon(language))
    assert all(0 <= n.start < n.end <= len(text) and n.values for n in found)
    assert all(a.start <= b.start for a, b in pairwise(found))
