import codecs

import pytest

from xlcheck.errors import ReadingError
from xlcheck.reading.decoding import decode

ENGLISH = "The town closes two bridges in May – the café stays open."
SIMPLIFIED = (
    "市政府周三宣布，老城区的两座桥将于五月关闭维修。居民可以改乘渡船过河，票价不变。一位船长说，他已经准备好了。"
)
TRADITIONAL = (
    "市政府週三宣布，舊城區的兩座橋將於五月關閉維修。居民可以改搭渡船過河，票價不變。一位船長說，他已經準備好了。"
)
JAPANESE = (
    "市は水曜日、旧市街の二つの橋を五月に閉鎖すると発表した。住民は渡し船で川を渡ることができ、運賃は変わらない。"
)
KOREAN = (
    "시는 수요일 구시가지의 두 다리를 오월에 닫는다고 발표했다. 주민들은 나룻배로 강을 건널 수 있고 요금은 그대로다."
)
RUSSIAN = "Город объявил в среду, что два моста закроют на ремонт в мае. Жители смогут переправляться на пароме."
ARABIC = "أعلنت البلدية يوم الأربعاء أن جسرين سيغلقان للإصلاح في مايو. ويمكن للسكان عبور النهر بالعبارة."
GERMAN = (
    "Die Stadt schließt im Mai zwei Brücken für den Verkehr. Die Fähre fährt häufiger, und der Preis ändert sich nicht."
)

LEGACY = [
    ("gb18030", SIMPLIFIED),
    ("big5", TRADITIONAL),
    ("shift_jis", JAPANESE),
    ("euc-kr", KOREAN),
    ("cp1251", RUSSIAN),
    ("cp1256", ARABIC),
    ("cp1252", GERMAN),
]
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("text", [ENGLISH, SIMPLIFIED, KOREAN, RUSSIAN, ARABIC], ids=["en", "zh", "ko", "ru", "ar"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_or_without_its_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), name="a.txt") == text


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")])
def test_big_endian_unicode_is_told_by_its_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + RUSSIAN.encode(encoding), name="a.txt") == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_in_its_zeros(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding), name="a.txt") == GERMAN


@pytest.mark.parametrize(("encoding", "text"), LEGACY)
def test_a_national_encoding_is_found_out(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), name="a.txt") == text


@pytest.mark.parametrize(("encoding", "text"), [*LEGACY, *((name, GERMAN) for name in UNICODE)])
def test_an_encoding_that_is_named_is_taken(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), name="a.txt", encoding=encoding) == text


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("gb2312", "gb18030", "镕基路的渡口。"),
        ("big5", "big5", "渡口關閉。"),
        ("shift_jis", "cp932", "①番の渡し場。"),
        ("euc-kr", "cp949", "똠방각하 나루터."),
        ("windows-1251", "cp1251", "Паром."),
        ("iso-8859-1", "cp1252", "“Brücke”"),
    ],
)
def test_a_page_is_read_as_it_declares_itself(label: str, encoding: str, text: str) -> None:
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={label}"></head><p>{text}</p></html>'
    )
    assert decode(page.encode(encoding), name="a.html") == page


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    page = f'<meta charset="gb2312"><p>{RUSSIAN}</p>'
    assert decode(page.encode(), name="a.html") == page


def test_a_declared_encoding_that_nobody_knows_is_passed_over() -> None:
    page = f'<meta charset="x-klingon"><p>{RUSSIAN}</p>'
    assert decode(page.encode("cp1251"), name="a.html") == page


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 text", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04docx", b"\x7fELF\x02", b"\x1f\x8b\x08"]
)
def test_a_binary_file_is_called_one(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"^a\.txt: is a binary file"):
        decode(data, name="a.txt")


def test_bytes_without_sense_are_no_text() -> None:
    with pytest.raises(ReadingError, match="not text in any encoding"):
        decode(bytes(range(256)) * 4, name="a.txt")


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "undefined", "\0"])
def test_an_encoding_that_cannot_be_had_is_one_clear_line(encoding: str) -> None:
    with pytest.raises(ReadingError, match=r"^a\.txt: [^\n]+$"):
        decode(GERMAN.encode(), name="a.txt", encoding=encoding)


def test_a_wrongly_named_encoding_tells_where_it_fails() -> None:
    with pytest.raises(ReadingError, match="is not utf-8: byte 16"):
        decode(GERMAN.encode("cp1252"), name="a.txt", encoding="utf-8")
