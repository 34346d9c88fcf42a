import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.romanise import likeness, romanised, skeleton

ONE_NAME = [
    ("Michael Thompson", "迈克尔·汤普森"),
    ("Robert Lindqvist", "罗伯特·林德奎斯特"),
    ("Andrei Sokolov", "Андрей Соколов"),
    ("Oksana Kovalenko", "Оксана Коваленко"),
    ("Kamal Haddad", "كمال حداد"),
    ("Maria Santos", "マリア・サントス"),
    ("Peng Shikun", "彭世坤"),
]
TWO_NAMES = [
    ("Michael Thompson", "罗伯特·林德奎斯特"),
    ("Andrei Sokolov", "Оксана Коваленко"),
    ("Maria Santos", "كمال حداد"),
    ("Robert Lindqvist", "マリア・サントス"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_name_in_two_scripts_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) > 0.6


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < 0.5


def test_a_name_is_most_like_itself() -> None:
    assert likeness("Andrei Sokolov", "Andrei Sokolov") == pytest.approx(1.0)
    assert likeness("Sokolov", "Соколов") > likeness("Sokolov", "Соколенко") > likeness("Sokolov", "Петренко")


def test_a_name_in_plain_letters_has_only_those() -> None:
    assert romanised("Соколов, А.") == "sokolova"


def test_transcriptions_of_one_sound_are_one() -> None:
    assert skeleton("Khrushchev") == skeleton("Hruschew")


def test_what_has_no_letters_is_like_nothing() -> None:
    assert likeness("", "Sokolov") == likeness("…", "123") == 0.0


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_share_and_has_no_direction(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == pytest.approx(likeness(other, one))
