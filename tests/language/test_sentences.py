import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.article import Article, Paragraph, Role
from xlcheck.errors import ReadingError
from xlcheck.language.sentences import split, split_article, split_lines
from xlcheck.reading import read_text

LANGUAGES = st.sampled_from(
    ["en", "de", "fr", "es", "ru", "uk", "zh-Hans", "zh-Hant", "ja", "ko", "ar", "hi", "tr", "xx", None]
)
#: Everything that cutting looks at, and all else that Unicode has.
TEXTS = st.text(alphabet="aB1г桥は .!?…。！？，,:;“”\"'«»「」()（）—-\n\r\t\u3000", max_size=80) | st.text(max_size=80)


def sentences(text: str, language: str | None) -> list[str]:
    article = split_article(Article(text, paragraphs=(Paragraph(0, len(text)),)), language)
    return [sentence.text for sentence in article.sentences]


def cut(marked: str) -> list[str]:
    """The sentences of a text whose cuts are marked by bars."""
    return [piece.strip() for piece in marked.split("|")]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "The bridge closed. |The ferry left! |Who waits? |Nobody."),
        ("de", "Die Brücke ist zu. |Wer wartet? |Niemand!"),
        ("es", "El puente cerró. |¿Quién espera? |¡Nadie!"),
        ("ru", "Мост закрыли. |Кто ждёт? |Никто."),
        ("zh", "桥关了。|船开了！|谁在等？|没有人。"),
        ("ja", "橋が閉まった。|船が出た。"),
        ("ko", "다리가 닫혔다. |배가 떠났다."),
        ("ar", "أغلق الجسر. |من ينتظر؟ |لا أحد."),
        ("hi", "पुल बंद है। |नाव चली गई।"),
        ("en", "They waited… |Then it moved."),
        (None, "The bridge closed. |The ferry left."),
        ("xx", "The bridge closed. |The ferry left."),
    ],
)
def test_sentences_end_where_their_language_ends_them(language: str | None, marked: str) -> None:
    assert sentences(marked.replace("|", ""), language) == cut(marked)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "Dr. Lee met Gen. Ortiz on Friday. |They spoke."),
        ("en", "The U.S. envoy left. |He flew home."),
        ("en", "J. R. Hart won. |He smiled."),
        ("en", "Boat No. 5 won, e.g. against No. 3. |It was close."),
        ("en", "It rose 3.5 percent. |Then it fell."),
        ("en", "Visit example.org today. |Then call."),
        ("de", "Am 3. Oktober kam Dr. Weiß. |Er blieb z.B. zwei Tage."),
        ("de", "Das war 1989. |Danach kam nichts."),
        ("fr", "M. Petit est venu. |Il a vu Mme Roux."),
        ("es", "El Sr. Ríos llegó. |Nadie esperaba."),
        ("it", "Il dott. Rossi è arrivato. |Nessuno aspettava."),
        ("pt", "O Sr. Rios chegou. |Ninguém esperava."),
        ("ru", "В 2026 г. мост закрыли. |Жители ждут."),
        ("ru", "А. С. Орлов пришёл. |Его ждали."),
        ("uk", "У 2026 р. міст закрили. |Мешканці чекають."),
        ("cs", "Přišel 21. července 2026. |Nikdo nečekal."),
        ("tr", "3. köprü kapandı. |Kimse beklemedi."),
        ("zh", "增长了3.5%。|随后下跌。"),
    ],
)
def test_the_dot_of_an_abbreviation_or_a_number_ends_nothing(language: str, marked: str) -> None:
    assert sentences(marked.replace("|", ""), language) == cut(marked)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "He works at Acme Inc. |The firm is old."),
        ("ru", "Это стоило 3 млн руб. |Жители ждут."),
    ],
)
def test_an_abbreviation_may_also_end_its_sentence(language: str, marked: str) -> None:
    assert sentences(marked.replace("|", ""), language) == cut(marked)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", '"We are ready," she said. |"Nobody will wait."'),
        ("en", "“Are you ready?” he asked. |Nobody answered."),
        ("en", "“We are ready.” |The mayor left."),
        ("de", "„Wir sind bereit“, sagte sie. |„Niemand wartet.“"),
        ("fr", "« Nous sommes prêts », dit-elle. |Personne n'attend."),
        ("ru", "«Мы готовы», — сказал он. |Все ушли."),
        ("zh", "“我们准备好了。”市长说。|船开了。"),
        ("zh", "“我们准备好了！”他说。|船开了。"),
        ("zh", "“桥什么时候开？”一位居民问道。|没有人回答。"),
        ("zh", "“我们准备好了。”|船开了。"),
        ("zh", "市长说：“没有人在等。”|随后他走了。"),
        ("zh-Hant", "「我們準備好了。」市長說。|船開了。"),
        ("ja", "「準備はできた。」と市長は話した。|皆が去った。"),
    ],
)
def test_a_quotation_stays_with_the_clause_that_reports_it(language: str, marked: str) -> None:
    assert sentences(marked.replace("|", ""), language) == cut(marked)


def test_a_headline_and_a_line_of_furniture_are_one_sentence_each() -> None:
    article = split_article(
        read_text("Who waits? Nobody does!\n\nSource: River Post. Page 3.\n\nThe bridge closed. The ferry left."), "en"
    )
    assert [(s.text, s.role) for s in article.sentences] == [
        ("Who waits? Nobody does!", Role.HEADLINE),
        ("Source: River Post. Page 3.", Role.PROVENANCE),
        ("The bridge closed.", Role.BODY),
        ("The ferry left.", Role.BODY),
    ]


def test_sentences_know_their_paragraph_and_place() -> None:
    article = split_article(read_text("The bridge closed. The ferry left.\n\nNobody waits."), "en")
    assert [s.paragraph for s in article.sentences] == [0, 0, 1]
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)


def test_every_line_is_a_sentence_for_text_that_was_split_before() -> None:
    article = split_lines(read_text("The bridge closed. The ferry left.\n\n  Nobody waits. \r\n\t\nNo one"), "en")
    assert [s.text for s in article.sentences] == ["The bridge closed. The ferry left.", "Nobody waits.", "No one"]
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)


def test_a_paragraph_of_book_length_is_cut_in_reasonable_time() -> None:
    text = "“The ferry left,” he said. Nobody waited. " * 2_000
    found = sentences(text, "en")
    assert len(found) == 4_000
    assert max(map(len, found)) < 60


@given(TEXTS, LANGUAGES)
def test_cuts_are_inside_the_text_and_sorted(text: str, language: str | None) -> None:
    cuts = split(text, language)
    assert cuts == sorted(set(cuts))
    assert all(0 < place < len(text) for place in cuts)


@given(TEXTS, LANGUAGES)
def test_every_letter_belongs_to_exactly_one_sentence(text: str, language: str | None) -> None:
    try:
        article = split_article(read_text(text), language)
    except ReadingError:
        return
    owners = [0] * len(article.text)
    for sentence in article.sentences:
        assert sentence.text == article.text[sentence.start : sentence.end] == sentence.text.strip() != ""
        for place in range(sentence.start, sentence.end):
            owners[place] += 1
    assert [owners[i] for i, letter in enumerate(article.text) if not letter.isspace()].count(1) == sum(
        not letter.isspace() for letter in article.text
    )
    assert max(owners) == 1
