import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.statement import Statement


def stated(language: str, text: str) -> list[dict[str, int]]:
    return [fact.stated for fact in Statement(text, language).dates]


def at(hour: int, minute: int = 0) -> dict[str, int]:
    return {"hour": hour * 60 + minute}


def clock(hour: int, minute: int = 0) -> dict[str, int]:
    return {"clock": hour * 60 + minute}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "at half past three in the afternoon", at(15, 30)),
        ("en", "at half past three", clock(3, 30)),
        ("en", "at a quarter past nine", clock(9, 15)),
        ("en", "ten to six in the morning", at(5, 50)),
        ("en", "at 10am", at(10)),
        ("en", "half past midnight", at(0, 30)),
        ("en", "at 0200 GMT", at(2)),
        ("zh", "凌晨零点半", at(0, 30)),
        ("zh", "下午3点半", at(15, 30)),
        ("zh", "早上七点一刻", at(7, 15)),
        ("zh", "晚上12点", at(0)),
        ("zh-Hant", "下午三點", at(15)),
        ("ja", "午後3時半", at(15, 30)),
        ("ja", "午前0時", at(0)),
        ("ko", "오후 세 시 반", at(15, 30)),
        ("ko", "새벽 2시", at(2)),
        ("de", "um halb vier", clock(3, 30)),
        ("de", "um Viertel nach acht", clock(8, 15)),
        ("de", "um 14.35 Uhr", at(14, 35)),
        ("de", "um drei Uhr nachmittags", at(15)),
        ("fr", "à trois heures et demie", clock(3, 30)),
        ("fr", "à cinq heures moins dix du matin", at(4, 50)),
        ("fr", "à six heures trente", clock(6, 30)),
        ("fr", "à 10 h 30", clock(10, 30)),
        ("es", "a las tres y media de la tarde", at(15, 30)),
        ("es", "a las 20,30 horas", at(20, 30)),
        ("pt", "às três e meia", clock(3, 30)),
        ("pt", "às 15h", at(15)),
        ("it", "alle tre e mezza di notte", at(3, 30)),
        ("it", "alle ore 15", at(15)),
        ("ru", "в половине четвёртого", clock(3, 30)),
        ("ru", "без десяти шесть", clock(5, 50)),
        ("ru", "в три часа дня", at(15)),
        ("ru", "в 11 часов 28 минут", clock(11, 28)),
        ("uk", "о пів на четверту", clock(3, 30)),
        ("uk", "о третій годині", clock(3)),
        ("pl", "o wpół do czwartej", clock(3, 30)),
        ("pl", "o godz. 15.30", at(15, 30)),
        ("cs", "v půl čtvrté", clock(3, 30)),
        ("cs", "čtvrt na pět", clock(4, 15)),
        ("cs", "ve tři hodiny odpoledne", at(15)),
        ("tr", "saat üç buçukta", clock(3, 30)),
        ("tr", "akşam saat 8'de", at(20)),
        ("ar", "الساعة الثالثة والنصف", clock(3, 30)),
        ("ar", "الساعة 3 مساء", at(15)),
        ("hi", "शाम साढ़े पाँच बजे", at(17, 30)),
        ("vi", "lúc 3 giờ chiều", at(15)),
        ("id", "pukul setengah empat", clock(3, 30)),
    ],
)
def test_a_spoken_time_is_read(language: str, text: str, expected: dict[str, int]) -> None:
    assert stated(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "rates rose to 2.25."),
        ("en", "from 2.25–2.50%"),
        ("fr", "on passe à 9,06."),
        ("hi", "साढ़े नौ साल में"),
        ("zh", "负620点"),
        ("zh", "一时间"),
        ("ja", "3時間"),
        ("ko", "두 시간"),
        ("fr", "un T4 neuf"),
        ("es", "las tres personas"),
    ],
)
def test_a_figure_that_is_no_hour_is_read_as_none(language: str, text: str) -> None:
    assert stated(language, text) == []


def test_twelve_p_m_may_be_noon_or_midnight() -> None:
    assert stated("en", "at 12 p.m.") == stated("en", "at 12 a.m.") == [clock(0)]


@pytest.mark.parametrize(
    ("language", "text", "zones"),
    [
        ("en", "at 15:00 GMT", (0,)),
        ("en", "at 8 p.m. Eastern", (-300, -240)),
        ("zh", "北京时间23点", (480,)),
        ("ru", "в 19:00 мск", (180,)),
        ("de", "um 17 Uhr MEZ", (60,)),
        ("id", "pukul 15.30 WIB", (420,)),
        ("en", "at 8 p.m. yesterday", ()),
    ],
)
def test_the_zone_beside_an_hour_is_read(language: str, text: str, zones: tuple[int, ...]) -> None:
    assert Statement(text, language).dates[0].zones == zones


MORNING = {
    "en": "at {}:{:02} a.m.",
    "zh": "上午{}点{:02}分",
    "ja": "午前{}時{:02}分",
    "ko": "오전 {}시 {:02}분",
    "es": "a las {}:{:02} de la mañana",
    "pt": "às {}:{:02} da manhã",
    "it": "alle {}:{:02} di mattina",
    "fr": "à {}:{:02} du matin",
    "ru": "в {}:{:02} утра",
    "uk": "о {}:{:02} ранку",
    "pl": "o {}:{:02} rano",
    "cs": "v {}:{:02} ráno",
    "de": "um {}:{:02} Uhr morgens",
    "tr": "sabah saat {}:{:02}",
    "ar": "الساعة {}:{:02} صباحا",
    "hi": "सुबह {}:{:02} बजे",
}


@given(st.sampled_from(sorted(MORNING)), st.integers(1, 11), st.integers(1, 59))
def test_every_time_of_the_morning_is_read_as_itself(language: str, hour: int, minute: int) -> None:
    assert stated(language, MORNING[language].format(hour, minute)) == [at(hour, minute)]


@given(
    st.sampled_from("en de fr es pt it ru uk pl cs tr ar hi vi id zh ja ko".split()),
    st.integers(13, 23),
    st.integers(0, 59),
)
def test_a_time_of_24_hours_is_read_in_every_language(language: str, hour: int, minute: int) -> None:
    assert stated(language, f"{hour}:{minute:02}") == [at(hour, minute)]
