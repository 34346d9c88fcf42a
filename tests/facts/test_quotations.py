from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.facts.quotations import find_quotations, has_marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “we wait” twice.", ["we wait"]),
        ('He said "we wait" twice.', ["we wait"]),
        ("Er sagte: „Wir warten“.", ["Wir warten"]),
        ("Il dit « nous attendons ».", [" nous attendons "]),
        ("Он сказал: «Мы ждём».", ["Мы ждём"]),
        ("他说：“我们在等。”", ["我们在等。"]),
        ("他說：「我們在等。」", ["我們在等。"]),
        ("彼は『待つ』と言った。", ["待つ"]),
        ("“One” and “two”", ["One", "two"]),
        ("No quotation at all", []),
        ("An open “mark", []),
        ("“”", []),
        ('A 5" pipe and a 7" pipe', []),
    ],
)
def test_words_in_quotation_marks_are_found_without_the_marks(text: str, words: list[str]) -> None:
    assert [quotation.text for quotation in find_quotations(text)] == words


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("the “old quay”", False),
        ("“We have waited here for three days.”", True),
        ("“渡口”", False),
        ("“我们已经在这里等了三天。”", True),
    ],
)
def test_a_long_quotation_is_speech_and_a_short_one_a_name(text: str, speech: bool) -> None:
    assert [quotation.is_speech for quotation in find_quotations(text)] == [speech]


@given(st.text(alphabet='ab “”„"«»「」『』‹›', max_size=40))
def test_quotations_lie_inside_the_text_in_order(text: str) -> None:
    found = find_quotations(text)
    assert all(text[q.start : q.end] == q.text != "" for q in found)
    assert all(a.end < b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text", ["'We wait,' he said.", "`We wait,' he said.", "''We wait''", "He said: ‘We wait.’", "and then it ends.”"]
)
def test_single_half_and_typewritten_marks_are_marks(text: str) -> None:
    assert has_marks(text)


@pytest.mark.parametrize("text", ["They don't wait.", "The authors' view", "L'école n'attend pas."])
def test_an_apostrophe_is_no_mark(text: str) -> None:
    assert not has_marks(text)


@pytest.mark.parametrize(
    ("text", "whole"), [("“We wait.”", True), ("“waiting for ever”", False), ("“我们在等。”", True)]
)
def test_a_quotation_that_begins_with_a_capital_is_a_sentence(text: str, whole: bool) -> None:
    assert [quotation.is_sentence for quotation in find_quotations(text)] == [whole]
