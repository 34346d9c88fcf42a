from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.digits import digit_readings
from xlcheck.facts.lexicon import load_lexicon
from xlcheck.facts.numbers import find_numbers
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
    ("en", "80, 000 goats", 80_000),
    ("en", "a quarter of a million goats", 250_000),
    ("en", "12.3K goats", 12_300),
    ("en", "four thousand million goats", 4_000_000_000),
    ("en", "5 lakh crore goats", 5_000_000_000_000),
    ("en", "3 1/2 goats", Fraction(7, 2)),
    ("en", "2½ goats", Fraction(5, 2)),
    ("zh", "廿五只山羊", 25),
    ("zh", "200 000只山羊", 200_000),
    ("zh", "九十六万一千只山羊", 961_000),
    ("ja", "百二十三万頭", 1_230_000),
    ("ko", "12만5000마리", 125_000),
    ("ko", "3억 5천만 마리", 350_000_000),
    ("ko", "오백만 마리", 5_000_000),
    ("ko", "스물다섯 마리", 25),
    ("de", "siebenhunderteinundvierzig Ziegen", 741),
    ("fr", "40 Md€", 40_000_000_000),
    ("fr", "deux millions et demi de chèvres", 2_500_000),
    ("es", "mil millones y medio de cabras", 1_500_000_000),
    ("es", "10,7 miles de millones de cabras", 10_700_000_000),
    ("it", "trentacinquemila capre", 35_000),
    ("it", "7 milioni e mezzo di capre", 7_500_000),
    ("pt", "7 milhões e meio de cabras", 7_500_000),
    ("ar", "خمسة وعشرون رأسا", 25),
    ("ar", "مئة وخمسة وعشرون رأسا", 125),
    ("ar", "ثلاثة ملايين ونصف رأس", 3_500_000),
    ("ar", "١٢٫٥ مليون رأس", 12_500_000),
    ("hi", "साढ़े तीन लाख बकरियां", 350_000),
    ("hi", "सवा करोड़ बकरियां", 12_500_000),
    ("hi", "पौने दो लाख बकरियां", 175_000),
    ("hi", "१२,३४,५६७ बकरियां", 1_234_567),
    ("tr", "iki buçuk milyon keçi", 2_500_000),
    ("tr", "yirmi beş keçi", 25),
    ("pl", "dwa i pół tysiąca kóz", 2_500),
    ("cs", "čtrnáct set koz", 1_400),
    ("cs", "pětadvacet koz", 25),
    ("ru", "двух десятков коз", 20),
    ("vi", "hai trăm năm mươi nghìn con dê", 250_000),
    ("vi", "hai triệu rưỡi con dê", 2_500_000),
    ("vi", "năm mươi bảy con dê", 57),
    ("id", "dua setengah juta kambing", 2_500_000),
    ("id", "seratus dua puluh lima kambing", 125),
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
    ("ja", "3割5分", 35),
    ("zh", "百分之负三", -3),
    ("zh", "七成人民币支付", 70),
    ("ko", "삼분의 이", Fraction(200, 3)),
    ("ko", "3분의 1", Fraction(100, 3)),
    ("ko", "이십오 퍼센트", 25),
    ("hi", "दो तिहाई सदस्य", Fraction(200, 3)),
    ("ru", "стопроцентное сходство", 100),
    ("ru", "15-процентный рост", 15),
    ("cs", "patnáctiprocentní růst", 15),
    ("pl", "15-procentowy wzrost", 15),
    ("tr", "yüzde otuzuna", 30),
    ("tr", "%30", 30),
    ("tr", "üyelerin üçte ikisinden", Fraction(200, 3)),
    ("ar", "٪٣٥", 35),
    ("vi", "ba phần tư thành viên", 75),
    ("id", "dua pertiga anggota", Fraction(200, 3)),
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
    ("ru", "трехчасовой", "hour"),
    ("cs", "30 mil", "mile"),
    ("zh", "华氏86度", "fahrenheit"),
    ("ko", "섭씨 30도", "celsius"),
    ("vi", "12 km", "kilometre"),
    ("id", "12 hektare", "hectare"),
]
#: Below zero, by a sign or by words.
NEGATIVE = [
    ("en", "-3%", -3),
    ("en", "minus three degrees", -3),
    ("en", "3 degrees below zero", -3),
    ("zh", "零下三度", -3),
    ("zh", "负3%", -3),
    ("de", "3 Grad unter null", -3),
    ("fr", "moins 15 degrés", -15),
    ("ru", "минус 5 градусов", -5),
    ("ko", "영하 5도", -5),
    ("ja", "氷点下5度", -5),
    ("en", "at least 3%", 3),
    ("fr", "au moins 15 degrés", 15),
    ("es", "al menos 5 grados", 5),
]
#: A half that stands behind its measure.
HALVES = [
    ("fr", "deux ans et demi"),
    ("es", "dos años y medio"),
    ("pt", "dois anos e meio"),
    ("it", "due anni e mezzo"),
    ("zh", "两年半"),
    ("ja", "2年半"),
    ("ru", "двух с половиной лет"),
    ("cs", "dva a půl roku"),
    ("de", "zweieinhalb Jahre"),
    ("en", "two and a half years"),
    ("vi", "2 năm rưỡi"),
]
MULTIPLES = [
    ("en", "doubled", [2]),
    ("en", "a threefold increase", [3]),
    ("zh", "翻了一番", [2]),
    ("zh", "是去年的两倍", [2]),
    ("zh", "增长两倍", [3, 2]),
    ("de", "doppelt so viele", [2]),
    ("ru", "в три раза", [3]),
    ("ko", "두 배로", [2]),
    ("id", "dua kali lipat", [2]),
    ("vi", "gấp đôi", [2]),
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


@pytest.mark.parametrize(("language", "text", "value"), NEGATIVE)
def test_a_number_below_zero_is_negative(number: Only, language: str, text: str, value: int) -> None:
    assert number(language, text).value == value


@pytest.mark.parametrize(("language", "text"), HALVES)
def test_a_half_behind_its_measure_belongs_to_the_number(number: Only, language: str, text: str) -> None:
    found = number(language, text)
    assert (found.value, found.unit) == (Fraction(5, 2), "year")


@pytest.mark.parametrize(("language", "text", "values"), MULTIPLES)
def test_a_multiple_says_by_how_much(number: Only, language: str, text: str, values: list[int]) -> None:
    found = number(language, text)
    assert (list(found.values), found.unit) == (values, "times")


@pytest.mark.parametrize(
    ("language", "text", "seconds"),
    [("zh", "9秒83", "9.83"), ("zh", "1分23秒45", "83.45"), ("en", "1:57.79", "117.79"), ("de", "2:21:31", "8491")],
)
def test_a_time_of_sport_is_so_many_seconds(number: Only, language: str, text: str, seconds: str) -> None:
    found = number(language, text)
    assert (found.value, found.unit) == (Fraction(seconds), "second")


@pytest.mark.parametrize("text", ["+49 30 1234567", "06181/100-123", "(030) 123 4567", "400-123-4567"])
def test_a_telephone_number_is_one_thing(number: Only, text: str) -> None:
    assert number("en", text).kind == "phone"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "millions of dollars"),
        ("zh", "数百万美元"),
        ("de", "Hunderte Millionen Euro"),
        ("ru", "миллионы рублей"),
        ("fr", "des milliards de dollars"),
        ("es", "decenas de millones de euros"),
    ],
)
def test_a_magnitude_without_a_figure_is_vague(numbers: Finder, language: str, text: str) -> None:
    assert {(n.vague, n.firm) for n in numbers(language, text)} == {(True, False)}


@pytest.mark.parametrize(("language", "text"), [("en", "a million dollars"), ("zh", "百万美元"), ("fr", "mille euros")])
def test_a_single_magnitude_is_a_figure(number: Only, language: str, text: str) -> None:
    found = number(language, text)
    assert (found.vague, found.firm) == (False, True)


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "two $70,000 cars", [2, 70_000]),
        ("en", "95 per cent to 2.3 million", [95, 2_300_000]),
        ("fr", "95 pour cent à 2,3 millions", [95, 2_300_000]),
        ("fr", "46 cents", [46]),
        ("en", "Dad, I'm 22", [22]),
        ("en", "110 million and 112 million years", [110_000_000, 112_000_000]),
        ("en", "in the thirty-seventh minute", [37]),
        ("fr", "à la trente-septième minute", [37]),
        ("zh", "五六十人", [50]),
        ("zh", "100—150亿美元", [100, 15_000_000_000]),
        ("es", "de doce mil a dieciséis mil", [12_000, 16_000]),
        ("ja", "7三振", [7, 3]),
        ("en", "&#8212; 3 goats", [3]),
        ("de", "am 31.8. drei", [3]),
    ],
)
def test_what_stands_side_by_side_stays_apart(numbers: Finder, language: str, text: str, values: list[int]) -> None:
    assert [n.value for n in numbers(language, text)] == values


@pytest.mark.parametrize(
    ("language", "text", "scaled"),
    [
        ("en", "between $265 and $275 million", 265_000_000),
        ("ru", "с £32,7 до £42,6 млрд", 32_700_000_000),
        ("es", "entre 30.000 y 40.000 millones de euros", 30_000_000_000),
        ("cs", "3 nebo 4 tisíce", 3_000),
        ("en", "another $10-15 billion", 10_000_000_000),
    ],
)
def test_the_magnitude_of_a_range_may_be_said_once(numbers: Finder, language: str, text: str, scaled: int) -> None:
    assert scaled in numbers(language, text)[0].values


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
