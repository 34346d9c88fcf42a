from __future__ import annotations

import pytest

from xlcheck.article import Article
from xlcheck.comparing.people import Person, is_one, named, people
from xlcheck.preparing import prepared


def article(text: str, language: str) -> Article:
    return prepared(text, "original", language, None, lines=False)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Tilda Marrow opened the bridge. Anton Belov came late.", ["Tilda Marrow", "Anton Belov"]),
        ("de", "Am Montag sprach Almut Rieger. Danach sang Detlef Harmsen.", ["Almut Rieger", "Detlef Harmsen"]),
        ("zh", "汤姆·马罗表示感谢。玛丽特·索尔旺则拒绝。", ["汤姆·马罗", "玛丽特·索尔旺"]),
        ("ru", "Антон Белов выступил в субботу. Вера Ломова молчала.", ["Антон Белов", "Вера Ломова"]),
    ],
)
def test_full_names_are_people_in_the_order_in_which_they_stand(language: str, text: str, names: list[str]) -> None:
    assert [person.name for person in people(article(text, language))] == names


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "On Monday Governor Anton Belov came late.", "Anton Belov"),
        ("de", "Gestern sprach Werksleiter Detlef Harmsen lange.", "Detlef Harmsen"),
        ("zh", "挪威前大使玛丽特·索尔旺表示，应当谈判。", "玛丽特·索尔旺"),
        ("zh", "镇长汤姆·马罗周一说，大桥已经开放。", "汤姆·马罗"),
        ("ru", "Губернатор области Антон Белов выступил в субботу.", "Антон Белов"),
    ],
)
def test_neither_the_office_before_a_name_nor_the_verb_behind_it_is_part_of_it(
    language: str, text: str, name: str
) -> None:
    assert [person.name for person in people(article(text, language))] == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bridge was closed on Monday. Nobody was hurt in May."),
        ("de", "Die Brücke wurde am Montag gesperrt. Niemand wurde verletzt."),
        ("zh", "大桥周一关闭。无人受伤。"),
        ("ru", "Мост закрыли в понедельник. Никто не пострадал."),
    ],
)
def test_a_text_without_names_has_no_people(language: str, text: str) -> None:
    assert people(article(text, language)) == []


@pytest.mark.parametrize(
    ("language", "first", "later"),
    [
        ("en", "Tilda Marrow opened the bridge.", "Workers thanked Marrow for it."),
        ("de", "Am Montag sprach Detlef Harmsen.", "Die Arbeiter lobten Harmsen."),
        ("zh", "玛丽特·索尔旺周一表示拒绝。", "大家等待索尔旺。"),
        ("ru", "Антон Белов выступил в субботу.", "Слова Белова никого не удивили."),
    ],
)
def test_a_surname_leads_back_to_the_full_name(language: str, first: str, later: str) -> None:
    known = people(article(first + (" " if language != "zh" else "") + later, language))
    assert len(known) == 1
    assert named(later, known) == known[0]


@pytest.mark.parametrize("form", ["Белов", "Белова", "Белову", "Беловым", "Белове"])
def test_a_cyrillic_surname_is_known_in_every_case(form: str) -> None:
    known = [Person("Вера Ломова", "Ломова"), Person("Антон Белов", "Белов")]
    assert named(f"Об этом рассказали {form}.", known) == known[1]


def test_a_full_name_in_another_case_is_nobody_new() -> None:
    text = "Антон Белов выступил в субботу. Врачи поддержали Антона Белова."
    assert [person.name for person in people(article(text, "ru"))] == ["Антон Белов"]


def test_of_two_people_the_one_who_stands_first_is_named() -> None:
    known = [Person("Tilda Marrow", "Marrow"), Person("Anton Belov", "Belov")]
    assert named("Belov thanked Marrow.", known) == known[1]
    assert named("Marrow thanked Belov.", known) == known[0]
    assert named("The workers thanked nobody.", known) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("索尔旺", "Solvang"), ("马罗", "Marrow"), ("Белов", "Belov"), ("Ломова", "Lomova"), ("Сульванг", "Solvang")],
)
def test_one_person_is_known_by_sound_across_scripts(one: str, other: str) -> None:
    a, b = Person(one, one), Person(other, other)
    assert is_one(a, b)
    assert is_one(b, a)


@pytest.mark.parametrize(
    ("one", "other"),
    [("索尔旺", "Harmsen"), ("Белов", "Lomova"), ("Marrow", "Belov"), ("马罗", "Ломова"), ("Харм0441ен", "Solvang")],
)
def test_two_people_are_not_one(one: str, other: str) -> None:
    a, b = Person(one, one), Person(other, other)
    assert not is_one(a, b)
    assert not is_one(b, a)
