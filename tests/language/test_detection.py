import pytest

from xlcheck.language.detection import detect, primary

ARTICLES = [
    ("zh-Hans", "市政府宣布两座桥将关闭维修，居民可以改乘渡船。"),
    ("zh-Hant", "市政府宣布兩座橋將關閉維修，居民可以改搭渡船。"),
    ("ja", "市は二つの橋を閉鎖すると発表した。"),
    ("ko", "시는 두 다리를 닫는다고 발표했다."),
    ("en", "The town closes two bridges in May and the ferry will run more often."),
    ("de", "Die Stadt schließt im Mai zwei Brücken, und die Fähre fährt häufiger."),
    ("fr", "La ville ferme deux ponts en mai et le bac passera plus souvent."),
    ("es", "La ciudad cierra dos puentes en mayo y el transbordador pasará más a menudo."),
    ("pt", "A cidade fecha duas pontes em maio e a balsa passará com mais frequência."),
    ("it", "La città chiude due ponti a maggio e il traghetto passerà più spesso."),
    ("ru", "Город закроет два моста в мае, и паром будет ходить чаще."),
    ("uk", "Місто закриє два мости у травні, і пором ходитиме частіше."),
    ("pl", "Miasto zamyka dwa mosty w maju, a prom będzie pływał częściej."),
    ("cs", "Město v květnu uzavře dva mosty a přívoz bude jezdit častěji."),
    ("tr", "Belediye mayıs ayında iki köprüyü kapatıyor, vapur daha sık çalışacak."),
    ("ar", "تغلق المدينة جسرين في مايو وستعمل العبارة أكثر."),
    ("hi", "शहर मई में दो पुल बंद करेगा और नाव अधिक बार चलेगी।"),
    ("he", "העיר תסגור שני גשרים במאי."),
    ("el", "Η πόλη κλείνει δύο γέφυρες."),
    ("th", "เมืองปิดสะพานสองแห่ง"),
]


@pytest.mark.parametrize(("language", "text"), ARTICLES, ids=[tag for tag, _ in ARTICLES])
def test_the_language_of_a_text_is_told(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", " \n", "12345 !!!", "…", "🚢🚢🚢"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert detect(text) is None


def test_english_names_do_not_make_a_chinese_text_english() -> None:
    assert detect("OpenBridge公司周三宣布River City的两座桥将关闭。") == "zh-Hans"


def test_one_chinese_name_does_not_make_an_english_text_chinese() -> None:
    assert detect("The ferry company Heping (和平) closes two bridges in the old town for the whole of May.") == "en"


def test_a_japanese_brand_does_not_make_a_chinese_text_japanese() -> None:
    assert (
        detect(
            "市政府宣布两座桥将关闭维修，居民可以改乘渡船，船由トヨタ公司制造，票价不变，每天两班，周末停运，夜间照常。"
        )
        == "zh-Hans"
    )


def test_a_language_is_told_the_same_way_every_time() -> None:
    assert len({detect("La ville ferme deux ponts.") for _ in range(10)}) == 1


@pytest.mark.parametrize(
    ("tag", "language"), [("zh-Hant-TW", "zh"), ("EN_us", "en"), ("de", "de"), ("", ""), (None, "")]
)
def test_the_primary_subtag_stands_first(tag: str | None, language: str) -> None:
    assert primary(tag) == language
