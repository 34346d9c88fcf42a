import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.statement import Statement


def stated(language: str, text: str) -> list[dict[str, int]]:
    return [fact.stated for fact in Statement(text, language).dates]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "in the third quarter"),
        ("en", "Q3 results"),
        ("zh", "第三季度"),
        ("zh", "三季度"),
        ("zh-Hant", "第三季度"),
        ("ja", "第3四半期"),
        ("ko", "3분기"),
        ("de", "im dritten Quartal"),
        ("de", "im 3. Quartal"),
        ("fr", "au troisième trimestre"),
        ("es", "en el tercer trimestre"),
        ("pt", "no terceiro trimestre"),
        ("it", "nel terzo trimestre"),
        ("ru", "в третьем квартале"),
        ("ru", "в III квартале"),
        ("uk", "у третьому кварталі"),
        ("uk", "у ІІІ кварталі"),
        ("pl", "w trzecim kwartale"),
        ("cs", "ve třetím čtvrtletí"),
        ("tr", "üçüncü çeyrekte"),
        ("ar", "في الربع الثالث"),
        ("hi", "तीसरी तिमाही में"),
        ("vi", "trong quý III"),
        ("id", "pada kuartal ketiga"),
    ],
)
def test_a_quarter_is_read_in_every_language(language: str, text: str) -> None:
    assert stated(language, text) == [{"quarter": 3}]


@pytest.mark.parametrize(
    ("language", "text", "half"),
    [
        ("en", "in the first half", 1),
        ("zh", "上半年", 1),
        ("zh", "下半年", 2),
        ("ja", "下半期", 2),
        ("ko", "상반기", 1),
        ("de", "im zweiten Halbjahr", 2),
        ("fr", "au premier semestre", 1),
        ("ru", "во втором полугодии", 2),
    ],
)
def test_a_half_is_read(language: str, text: str, half: int) -> None:
    assert stated(language, text) == [{"half": half}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the 20th century"),
        ("en", "the twentieth century"),
        ("zh", "二十世纪"),
        ("zh", "20世纪"),
        ("ja", "20世紀"),
        ("ko", "20세기"),
        ("de", "im 20. Jahrhundert"),
        ("fr", "au XXe siècle"),
        ("es", "el siglo XX"),
        ("pt", "no século XX"),
        ("it", "nel XX secolo"),
        ("ru", "в XX веке"),
        ("uk", "у ХХ столітті"),
        ("pl", "w XX wieku"),
        ("cs", "ve 20. století"),
        ("tr", "20. yüzyılda"),
        ("ar", "القرن العشرين"),
        ("hi", "20वीं सदी"),
        ("vi", "thế kỷ 20"),
        ("id", "abad ke-20"),
    ],
)
def test_a_century_is_read_in_every_language(language: str, text: str) -> None:
    assert stated(language, text) == [{"century": 20}]


@pytest.mark.parametrize(
    ("language", "text", "century"),
    [
        ("en", "the twenty-first century", 21),
        ("ru", "в двадцать первом веке", 21),
        ("fr", "le dix-neuvième siècle", 19),
    ],
)
def test_a_century_in_two_words_is_one_number(language: str, text: str, century: int) -> None:
    (fact,) = Statement(text, language).dates
    assert fact.stated == {"century": century}
    assert Statement(text, language).numbers == []


@pytest.mark.parametrize(
    ("language", "text", "decade"),
    [
        ("en", "in the 1990s", 1990),
        ("zh", "20世纪90年代", 1990),
        ("zh", "上世纪九十年代", 1990),
        ("ja", "1990年代", 1990),
        ("ko", "1990년대", 1990),
        ("de", "in den neunziger Jahren", 90),
        ("fr", "dans les années quatre-vingt-dix", 90),
        ("es", "los años noventa", 90),
        ("it", "negli anni ’90", 90),
        ("pt", "nos anos 90", 90),
        ("ru", "в 1990-х", 1990),
        ("ru", "в девяностые годы", 90),
        ("uk", "у 90-ті роки", 90),
        ("pl", "w latach 90.", 90),
        ("cs", "v 90. letech", 90),
        ("tr", "1990’larda", 1990),
        ("ar", "في التسعينيات", 90),
        ("hi", "1990 के दशक में", 1990),
        ("vi", "thập niên 1990", 1990),
        ("id", "tahun 1990-an", 1990),
    ],
)
def test_a_decade_is_read_in_every_language(language: str, text: str, decade: int) -> None:
    assert stated(language, text) == [{"decade": decade}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("cs", "po 90 letech"),
        ("ru", "занял 20-е место"),
        ("en", "a quarter of them"),
        ("es", "cumple 90 años"),
        ("zh", "四季如春"),
        ("ru", "третий раз"),
    ],
)
def test_what_only_counts_is_no_period(language: str, text: str) -> None:
    assert stated(language, text) == []


QUARTERS = {
    "en": ("first", "second", "third", "fourth", "the {} quarter"),
    "zh": ("一", "二", "三", "四", "第{}季度"),
    "ja": ("1", "2", "3", "4", "第{}四半期"),
    "ko": ("1", "2", "3", "4", "{}분기"),
    "de": ("ersten", "zweiten", "dritten", "vierten", "im {} Quartal"),
    "fr": ("premier", "deuxième", "troisième", "quatrième", "au {} trimestre"),
    "es": ("primer", "segundo", "tercer", "cuarto", "el {} trimestre"),
    "pt": ("primeiro", "segundo", "terceiro", "quarto", "no {} trimestre"),
    "it": ("primo", "secondo", "terzo", "quarto", "nel {} trimestre"),
    "ru": ("первом", "втором", "третьем", "четвёртом", "в {} квартале"),
    "uk": ("першому", "другому", "третьому", "четвертому", "у {} кварталі"),
    "pl": ("pierwszym", "drugim", "trzecim", "czwartym", "w {} kwartale"),
    "cs": ("prvním", "druhém", "třetím", "čtvrtém", "v {} čtvrtletí"),
    "tr": ("birinci", "ikinci", "üçüncü", "dördüncü", "{} çeyrekte"),
    "ar": ("الأول", "الثاني", "الثالث", "الرابع", "في الربع {}"),
    "hi": ("पहली", "दूसरी", "तीसरी", "चौथी", "{} तिमाही में"),
    "vi": ("I", "II", "III", "IV", "trong quý {}"),
    "id": ("pertama", "kedua", "ketiga", "keempat", "pada kuartal {}"),
}


@given(st.sampled_from(sorted(QUARTERS)), st.integers(1, 4))
def test_every_quarter_is_read_as_itself_in_every_language(language: str, quarter: int) -> None:
    *words, form = QUARTERS[language]
    assert stated(language, form.format(words[quarter - 1])) == [{"quarter": quarter}]
