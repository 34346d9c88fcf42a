from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.places import blocks
from xlcheck.article import Article, Role
from xlcheck.errors import ReadingError
from xlcheck.reading.docx import read
from xlcheck.reading.source import article_of, read_article

FILES = Path(__file__).parent / "files"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
LINES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=20),
    max_size=5,
)


def document(body: str, styles: str = "") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {SPACES}>{styles}</w:styles>")
    return stream.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, style: str = "", more: str = "") -> str:
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{told}{more}</w:pPr>{inside}</w:p>"


def texts(body: str) -> list[str]:
    return blocks(read(document(body), "a.docx"))


def roles(article: Article) -> list[Role]:
    return [p.role for p in article.paragraphs]


def written(word: "docx.document.Document") -> Article:
    stream = BytesIO()
    word.save(stream)
    return article_of(stream.getvalue(), "a.docx")


def test_runs_of_a_paragraph_are_one_text() -> None:
    assert texts(paragraph(run("Die neue ") + run("Fäh") + run("re fährt.")) + paragraph(run("港口关闭。"))) == [
        "Die neue Fähre fährt.",
        "港口关闭。",
    ]


def test_tabs_and_breaks_are_spaces_and_a_hard_hyphen_is_one() -> None:
    inside = "<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>"
    assert texts(paragraph(inside)) == ["One two well-known"]


def test_tab_stops_are_no_text() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert texts(paragraph(run("One."), more=stops) + paragraph(run("Two."), more=stops)) == ["One.", "Two."]


def test_a_tracked_insertion_is_read_and_a_deletion_is_not() -> None:
    inside = (
        f'{run("Fares ")}<w:ins w:id="1">{run("rise")}</w:ins>'
        '<w:del w:id="2"><w:r><w:delText>fall</w:delText></w:r></w:del>'
        f"{run(' in May.')}"
    )
    assert texts(paragraph(inside)) == ["Fares rise in May."]


def test_what_was_moved_is_read_where_it_stands_now() -> None:
    body = paragraph(f"<w:moveFrom>{run('Moved.')}</w:moveFrom>{run('First.')}") + paragraph(
        f"<w:moveTo>{run('Moved.')}</w:moveTo>"
    )
    assert texts(body) == ["First.", "Moved."]


def test_a_break_within_a_deletion_is_gone() -> None:
    inside = (
        f"{run('Har')}<w:del><w:r><w:br/><w:tab/><w:noBreakHyphen/><w:delText>x</w:delText></w:r></w:del>{run('bour')}"
    )
    assert texts(paragraph(inside)) == ["Harbour"]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    gone = "<w:rPr><w:del w:id='3'/></w:rPr>"
    assert texts(paragraph(run("The ferry "), more=gone) + paragraph(run("runs."))) == ["The ferry runs."]


def test_a_style_that_was_changed_counts_as_it_is_now() -> None:
    before = '<w:pPrChange w:id="4"><w:pPr><w:pStyle w:val="Heading2"/></w:pPr></w:pPrChange>'
    style = '<w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
    article = read(document(paragraph(run("It rains today."), more=before), style), "a.docx")
    assert roles(article) == [Role.BODY]


def test_codes_of_fields_and_formulas_are_no_text() -> None:
    inside = f"{run('Page ')}<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>{run('7')}<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    assert texts(paragraph(inside)) == ["Page 7"]


def test_a_link_is_read() -> None:
    assert texts(paragraph(f"{run('See ')}<w:hyperlink>{run('the notes')}</w:hyperlink>{run('.')}")) == [
        "See the notes."
    ]


def test_a_text_box_is_a_paragraph_of_its_own_and_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    choice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    found = texts(paragraph(f"{run('Before ')}<w:r>{choice}</w:r>{run('and after.')}"))
    assert sorted(found) == ["Before and after.", "In the box."]


def test_words_in_a_drawing_that_are_no_paragraph_do_not_end_one() -> None:
    drawing = "<w:drawing><a:p><a:r><a:t>Chart</a:t></a:r></a:p></w:drawing>"
    assert texts(paragraph(f"{run('The fares ')}<w:r>{drawing}</w:r>{run('rise.')}")) == ["The fares rise."]


def test_each_cell_of_a_table_is_a_paragraph() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    cells = row.format(paragraph(run("Adults")), paragraph(run("12.50")))
    assert texts(f"<w:tbl>{cells}</w:tbl>{paragraph(run('End.'))}") == ["Adults", "12.50", "End."]


def test_styles_are_known_by_their_names_in_any_language() -> None:
    names = {"Titre": "Title", "berschrift2": "heading 2", "a3": "Subtitle", "af": "caption", "Standard": "Normal"}
    styles = "".join(f'<w:style w:styleId="{i}"><w:name w:val="{n}"/></w:style>' for i, n in names.items())
    body = "".join(paragraph(run(f"Text {style} runs."), style) for style in names)
    assert roles(read(document(body, styles), "a.docx")) == [
        Role.HEADLINE,
        Role.HEADING,
        Role.STANDFIRST,
        Role.CAPTION,
        Role.BODY,
    ]


def test_below_a_title_a_first_heading_is_a_heading() -> None:
    body = paragraph(run("Ferry news"), "Title") + paragraph(run("Fares"), "h1") + paragraph(run("They rise."))
    styles = (
        '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="h1"><w:name w:val="heading 1"/></w:style>'
    )
    article = read(document(body, styles), "a.docx")
    assert roles(article) == [Role.HEADLINE, Role.HEADING, Role.BODY]
    assert article.title == "Ferry news"


def test_a_line_is_a_paragraph_of_the_document() -> None:
    body = paragraph(run("One.")) + paragraph("") + paragraph(run("The harbour ") + run("is closed."))
    article = read(document(body), "a.docx")
    start = article.text.index("is closed")
    assert article.locate(0) == (1, 1)
    assert article.locate(start) == (3, 13)
    assert article.text[article.paragraphs[1].start : article.paragraphs[1].end] == "The harbour is closed."


def test_another_prefix_changes_nothing() -> None:
    other = document(paragraph(run("The ferry runs.")))
    with ZipFile(BytesIO(other)) as archive:
        text = archive.read("word/document.xml").decode()
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", text.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0="))
    assert blocks(read(stream.getvalue(), "a.docx")) == ["The ferry runs."]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"no archive", "is no ZIP archive that can be read"),
        (document("<w:p>"), r"a\.docx:word/document\.xml:1:\d+: is no XML"),
        (document(paragraph("")), "there is no sentence in it"),
        (document(paragraph(run("One.")), "<w:style>"), r"a\.docx:word/styles\.xml:1:\d+: is no XML"),
    ],
)
def test_what_is_no_document_is_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(ReadingError, match=problem) as error:
        article_of(data, "a.docx")
    assert "\n" not in str(error.value)


def test_another_archive_is_no_document() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    with pytest.raises(ReadingError, match=r"a\.docx: is no Word document: it has no word/document\.xml"):
        article_of(stream.getvalue(), "a.docx")


def test_what_python_docx_writes_is_read_with_its_roles() -> None:
    word = docx.Document()
    word.add_heading("Ferry news", 0)
    word.add_heading("Fares", 2)
    word.add_paragraph("Die Preise ").add_run("steigen.").bold = True
    word.add_table(1, 2).cell(0, 1).text = "The fare is 12.50."
    word.add_paragraph("Old quay", style="Caption")
    article = written(word)
    assert list(zip(blocks(article), roles(article), strict=True)) == [
        ("Ferry news", Role.HEADLINE),
        ("Fares", Role.HEADING),
        ("Die Preise steigen.", Role.BODY),
        ("The fare is 12.50.", Role.BODY),
        ("Old quay", Role.CAPTION),
    ]


@given(LINES)
def test_any_paragraphs_of_python_docx_come_back(lines: list[str]) -> None:
    word = docx.Document()
    for line in ["渡轮停航了。", *lines]:
        word.add_paragraph(line)
    assert blocks(written(word)) == [" ".join(line.split()) for line in ["渡轮停航了。", *lines] if line.strip()]


def test_what_libreoffice_writes_is_read_with_its_roles() -> None:
    article = read_article(FILES / "libreoffice.docx")
    assert blocks(article) == [
        "New ferry for the island",
        "The new ferry left the harbour on Monday morning.",
        "Fares",
        "Ein Fahrschein kostet 12,50 Euro, 渡轮每天开两班。",
        *("Adults", "12.50", "Children", "6.00"),
        "Паром берёт на борт 240 пассажиров.",
    ]
    assert roles(article)[:4] == [Role.HEADLINE, Role.BODY, Role.HEADING, Role.BODY]
    assert article.title == "New ferry for the island"
    assert article.locate(article.text.index("Monday")) == (2, 35)


def test_a_page_that_libreoffice_saves_has_the_text_of_its_document() -> None:
    page = read_article(FILES / "libreoffice.html")
    assert blocks(page) == blocks(read_article(FILES / "libreoffice.docx"))
    start = page.text.index("Monday")
    line = (FILES / "libreoffice.html").read_text(encoding="utf-8").split("\n")[page.locate(start).line - 1]
    assert line[page.locate(start).column - 1 :].startswith("Monday")
