import pytest

from xlcheck.article import Article, Role
from xlcheck.reading import read_text

DISCLAIMERS = [
    "声明：本文仅代表作者个人观点。",
    "特別聲明：圖片來自網絡",
    "版权所有，翻印必究",
    "免责声明",
    "本文代表作者观点",
    "Disclaimer: this is a translation.",
    "© 2026 Hafenbote",
    "All rights reserved",
    "The views in this piece represent those of the author only.",
    "免責事項",
    "무단 전재 금지",
    "Alle Rechte vorbehalten",
    "Tous droits réservés",
    "Все права защищены",
    "Усі права захищені",
    "جميع الحقوق محفوظة",
]
PROVENANCES = [
    "原标题：两座桥关闭",
    "來源：河口晚報",
    "转自：河口晚报",
    "出典：河口新聞",
    "출처: 강변일보",
    "Source: River Post",
    "Read the original: River Post",
    "Quelle: Flussbote",
    "Fuente: El Río",
    "Источник: Речной вестник",
    "المصدر: صحيفة النهر",
    "https://example.org/story",
    "Published: 5 March",
    "发布时间：08:15",
    "River Post, March 5, 2026",
    "河口晚报 2026-03-05 08:15",
]
CREDITS = [
    "责任编辑：王小河",
    "（编辑 王小河）",
    "记者：李明",
    "文/李明",
    "译者：陈舟",
    "By Ann Rivers",
    "Reporting by Ann Rivers; editing by Tom Quay",
    "Translated by Ann Rivers",
    "Von: Anna Fluss",
    "Автор: Анна Речная",
    "Переклад: Анна Річкова",
    "بقلم: سمير",
    "（完）",
    "(END)",
    "-30-",
]
CAPTIONS = [
    "图为两座旧桥",
    "图片来源：河口晚报",
    "资料图：旧桥",
    "▲旧桥",
    "摄影：李明",
    "写真：旧橋",
    "사진: 다리",
    "Photo: the old quay",
    "Photo by Ann Rivers",
    "Image courtesy of the port",
    "Foto: Anna Fluss",
    "Фото: Анна",
    "الصورة: الجسر",
]
STANDFIRSTS = [
    "摘要：两座桥关闭",
    "導語：渡船代替橋",
    "要旨：橋の閉鎖",
    "Summary: two bridges close",
    "Резюме: мосты закроют",
]


def role_of(line: str) -> Role:
    """Its role amid an article."""
    article = read_text(
        "Two bridges close\n\nThe town closes two bridges in May.\n\nThe ferry will run more often.\n\n"
        f"{line}\n\nThat is what the mayor said."
    )
    return next(p.role for p in article.paragraphs if article.text[p.start : p.end] == line)


def roles(article: Article) -> list[str]:
    return [str(p.role) for p in article.paragraphs]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        (line, role)
        for role, lines in (
            (Role.DISCLAIMER, DISCLAIMERS),
            (Role.PROVENANCE, PROVENANCES),
            (Role.CREDIT, CREDITS),
            (Role.CAPTION, CAPTIONS),
            (Role.STANDFIRST, STANDFIRSTS),
        )
        for line in lines
    ],
)
def test_a_line_of_furniture_is_told_by_how_it_begins(line: str, role: Role) -> None:
    assert role_of(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the water had fallen.",
        "By the end of May 300 homes will not have power.",
        "Text messages were sent to all residents.",
        "Reporter Ann Rivers was hurt in the storm.",
        "Editors left the building.",
        "Link roads to the harbour were cut.",
        "Ends of the rope were found.",
        "Photographs of the quay were lost.",
        "来源不明的水流进了地下室。",
        "记者李明在风暴中受伤。",
        "图书馆周一重新开放。",
        "Von der Brücke blieb nichts.",
    ],
)
def test_a_sentence_that_only_begins_like_furniture_is_prose(line: str) -> None:
    assert role_of(line) == Role.BODY


def test_a_long_paragraph_is_prose_whatever_it_begins_with() -> None:
    assert role_of("Source: " + "the river rose and the river fell again, " * 6 + "and so on.") == Role.BODY


def test_a_short_line_without_a_full_stop_amid_prose_is_a_heading() -> None:
    assert role_of("What happens now") == Role.HEADING


def test_a_line_that_announces_the_next_is_no_heading() -> None:
    assert role_of("The mayor named three reasons:") == Role.BODY


def test_the_headline_is_a_headline_wherever_it_is_repeated() -> None:
    article = read_text("Two bridges close\n\nThe town closes both.\n\nTwo bridges close!\n\nThe ferry runs.")
    assert roles(article) == ["headline", "body", "headline", "body"]


def test_what_stands_between_headline_and_dateline_is_a_standfirst() -> None:
    article = read_text(
        "Two bridges close\n\nThe ferry will have to do, the mayor says.\n\n"
        "MELBY, March 5 - The town closes two bridges.\n\nIt is May."
    )
    assert roles(article) == ["headline", "standfirst", "body", "body"]


def test_a_dateline_is_no_headline() -> None:
    assert roles(read_text("MELBY, March 5 - The town closes two bridges\n\nThe ferry runs."))[0] == "body"


def test_furniture_is_aligned_but_never_judged() -> None:
    from xlcheck import check

    report = check(
        "Two bridges close\n\nSource: River Post, 300 copies\n\nThe town closes two bridges in May.",
        "两座桥关闭\n\n来源：河口晚报，900份\n\n该镇五月将关闭两座桥。",
    )
    assert [bead.original for bead in report.beads] == [(0,), (1,), (2,)]
    assert report.findings == ()
