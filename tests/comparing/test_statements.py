from __future__ import annotations

from datetime import date

import pytest

from xlcheck.article import Article
from xlcheck.comparing.statements import Said, statements
from xlcheck.preparing import prepared

LONG = """Bridge of Orford closed for repairs

A former envoy warned on Monday that the bridge would not last the winter.

Tilda Marrow, who was ambassador in Oslo, said that the repairs were late. She said that the town had no money. \
“We waited too long,” the ambassador told reporters.

The ministry said that the work would begin in May. Two cars were damaged.

Photo: Orford Press
"""


def article(text: str, language: str = "en") -> Article:
    return prepared(text, "original", language, None, lines=False)


def said(text: str, language: str = "en") -> list[Said]:
    return statements(article(text, language), 0)


def of(words: str, found: list[Said]) -> Said:
    """The statement whose sentence has some words."""
    having = [one for one in found if words in one.sentence.text]
    assert len(having) == 1, f"{words!r} is in {[one.sentence.text for one in found]}"
    return having[0]


def speaker(words: str, found: list[Said]) -> str | None:
    who = of(words, found).speaker
    return who and who.name


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        ("en", "The bridge shut. Tilda Marrow said that the repairs were late.", "repairs", "Tilda Marrow"),
        ("en", "“The repairs were always going to be late,” Tilda Marrow said.", "repairs", "Tilda Marrow"),
        ("de", "Detlef Harmsen sagte, die Brücke sei sicher.", "sicher", "Detlef Harmsen"),
        ("zh", "镇长汤姆·马罗周一说，维修太晚。", "维修", "汤姆·马罗"),
        ("ru", "Антон Белов заявил, что мост закрыт.", "закрыт", "Антон Белов"),
    ],
)
def test_a_speaker_is_known_by_name(language: str, text: str, words: str, name: str) -> None:
    found = said(text, language)
    assert speaker(words, found) == name
    assert of(words, found).attributed


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        ("en", "Tilda Marrow came. She said that the town had no money.", "money", "Tilda Marrow"),
        ("en", "Anton Belov came. He denied that the town had no money.", "money", "Anton Belov"),
        ("de", "Detlef Harmsen kam. Er sagte, das Werk sei sicher.", "sicher", "Detlef Harmsen"),
        ("zh", "汤姆·马罗周一来了。他说，维修费用太高。", "费用", "汤姆·马罗"),
        ("ru", "Антон Белов приехал. Он сказал, что денег нет.", "денег", "Антон Белов"),
        ("ru", "Антон Белов приехал. По его словам, ремонт начнётся в мае.", "ремонт", "Антон Белов"),
    ],
)
def test_a_pronoun_leads_back_to_the_last_who_was_named(language: str, text: str, words: str, name: str) -> None:
    assert speaker(words, said(text, language)) == name


def test_an_office_leads_back_to_the_last_who_was_named() -> None:
    found = said(LONG)
    assert speaker("We waited", found) == "Tilda Marrow"
    assert of("We waited", found).text.strip("“”,") == "We waited too long"


def test_the_speaker_changes_with_the_next_name() -> None:
    found = said(
        "Tilda Marrow opposed the plan. Anton Belov called for the road to be closed. He said that it was unsafe. "
        "Marrow said that the town had no money."
    )
    assert [one.speaker and one.speaker.last for one in found] == ["Marrow", "Belov", "Belov", "Marrow"]


def test_who_denies_warns_or_asks_is_a_speaker_of_the_whole_sentence() -> None:
    found = said("Tilda Marrow denied the report about the bridge. Anton Belov rejected the plan.")
    assert [one.speaker and one.speaker.last for one in found] == ["Marrow", "Belov"]
    assert all(one.text == one.sentence.text for one in found)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Tilda Marrow came. The ministry said that the work would begin in May.", "work"),
        ("en", "Tilda Marrow came. The regulator warned that the bridge was weak.", "weak"),
        ("de", "Detlef Harmsen kam. Das Ministerium teilte mit, dass die Arbeiten im Mai beginnen.", "Arbeiten"),
        ("zh", "汤姆·马罗周一来了。外交部表示，工程将于五月开始。", "工程"),
        ("ru", "Антон Белов приехал. Министерство сообщило, что средства найдены.", "средства"),
    ],
)
def test_a_body_is_nobody_even_behind_a_name(language: str, text: str, words: str) -> None:
    found = said(text, language)
    assert speaker(words, found) is None
    assert of(words, found).attributed


@pytest.mark.parametrize("who", ["The residents", "Another driver on the road", "A spokesman for the railway"])
def test_others_without_a_name_are_not_the_last_who_was_named(who: str) -> None:
    found = said(f"Two cars were damaged. Tilda Marrow said that it was late. {who} said that the bridge was old.")
    assert speaker("old", found) is None


def test_what_the_report_tells_itself_is_nobodys() -> None:
    cars = of("Two cars", said(LONG))
    assert (cars.speaker, cars.attributed, cars.quoted) == (None, False, False)


def test_somebody_without_a_name_is_whoever_is_named_next() -> None:
    found = said(LONG)
    assert speaker("former envoy", found) == "Tilda Marrow"
    assert of("former envoy", found).text.startswith("the bridge would not last")


def test_somebody_without_a_name_stays_so_where_nobody_is_named() -> None:
    found = said("Bridge closed\n\nA former envoy warned that the bridge was weak. Two cars were damaged.")
    assert speaker("former envoy", found) is None


@pytest.mark.parametrize(
    ("language", "headline", "below", "name", "text"),
    [
        (
            "en", "Veteran diplomat Tilda Marrow: the bridge must close", "Tilda Marrow said that it must close.",
            "Tilda Marrow", "the bridge must close",
        ),
        (
            "zh", "挪威前大使：不应关闭大桥", "挪威前大使玛丽特·索尔旺周一表示，大桥不应关闭。",
            "玛丽特·索尔旺", "不应关闭大桥",
        ),
    ],
)  # fmt: skip
def test_a_headline_with_a_colon_is_someones_words(
    language: str, headline: str, below: str, name: str, text: str
) -> None:
    first = said(f"{headline}\n\n{below}", language)[0]
    assert first.is_headline
    assert first.speaker is not None
    assert (first.speaker.name, first.text) == (name, text)


def test_the_colon_of_an_hour_attributes_nothing() -> None:
    first = said("Vote at 10:30 ends in chaos\n\nTwo cars were damaged. Tilda Marrow said that it was late.")[0]
    assert (first.speaker, first.text) == (None, "Vote at 10:30 ends in chaos")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Tilda Marrow said that it was late. “Nobody in this town ever listened to us.” It rained.", "listened"),
        ("de", "Detlef Harmsen sagte, es sei spät. „Niemand in dieser Stadt hat uns gehört.“ Es regnete.", "gehört"),
        ("ru", "Антон Белов заявил, что уже поздно. «Никто в городе нас не слушал». Шёл дождь.", "слушал"),
    ],
)
def test_a_quotation_behind_someones_statement_is_theirs_in_their_own_words(
    language: str, text: str, words: str
) -> None:
    found = said(text, language)
    before, quotation = found[0], of(words, found)
    assert quotation.quoted
    assert quotation.speaker is not None
    assert quotation.speaker == before.speaker
    assert not before.quoted


def test_a_quotation_goes_on_over_sentences_and_paragraphs_to_its_end() -> None:
    found = said(
        "Bridge closed\n\nTilda Marrow said that it was late. “We waited for far too many years.\n\n"
        "“Now the town pays for it. It is a shame for all of us.” \n\nTwo cars were damaged on the bridge."
    )
    assert speaker("Now the town pays", found) == "Tilda Marrow"
    assert of("Now the town pays", found).quoted
    assert speaker("Two cars", found) is None
    assert not of("Two cars", found).quoted


@pytest.mark.parametrize("marks", ["„“", "»«"])
def test_a_german_quotation_ends_at_its_mark(marks: str) -> None:
    found = said(
        f"Detlef Harmsen sagte, es sei spät. {marks[0]}Niemand in dieser Stadt hat uns gehört.{marks[1]} "
        "Zwei Autos wurden beschädigt. Die Straße bleibt offen.",
        "de",
    )
    assert (speaker("Zwei Autos", found), of("Zwei Autos", found).quoted) == (None, False)
    assert (speaker("Straße", found), of("Straße", found).quoted) == (None, False)


def test_the_first_sentence_of_a_long_chinese_quotation_is_quoted_too() -> None:
    found = said("镇长汤姆·马罗说，维修太晚。“我们等得太久了。没有人听我们的。现在我们要付钱。”两辆汽车受损。", "zh")
    assert speaker("没有人听", found) == "汤姆·马罗"
    assert speaker("我们等得太久", found) == "汤姆·马罗"
    assert speaker("两辆汽车", found) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", LONG),
        ("de", "Brücke gesperrt\n\nDetlef Harmsen sagte, es sei spät. Laut Polizei wurde niemand verletzt."),
        ("zh", "挪威前大使：不应关闭大桥\n\n汤姆·马罗周一说，维修太晚。他说，费用太高。"),
        ("ru", "Мост закрыт\n\nАнтон Белов заявил, что мост закрыт. По его словам, ремонт начнётся в мае."),
    ],
)
def test_what_is_said_lies_in_its_sentence_and_the_sentence_in_the_article(language: str, text: str) -> None:
    told = article(text, language)
    found = statements(told, 0)
    assert any(one.claim != (0, len(one.facts.text)) for one in found)
    for one in found:
        start, end = one.claim
        assert 0 <= start < end <= len(one.facts.text)
        at = one.sentence.start
        assert told.text[at : one.sentence.end] == one.facts.text
        assert told.text[at + start : at + end].strip() == one.text
        assert told.sentences[one.number] == one.sentence


def test_captions_and_credits_say_nothing() -> None:
    told = article(LONG)
    assert "Photo: Orford Press" in [sentence.text for sentence in told.sentences]
    assert not any("Photo" in one.sentence.text for one in statements(told, 0))


def test_each_statement_has_its_report_and_day() -> None:
    found = statements(article(LONG), 2, date(2026, 5, 9))
    assert {(one.report, one.day) for one in found} == {(2, date(2026, 5, 9))}
