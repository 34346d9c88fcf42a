"""What is counted, with findings that are put into the translations' mouths: ``number-changed!`` a major one."""

from collections.abc import Iterable

import pytest

from xlcheck.checks.base import Severity
from xlcheck.evaluation import precision
from xlcheck.evaluation.pairs import Item, Sentence
from xlcheck.evaluation.precision import alarms, contrast
from xlcheck.report import CheckedBead, Finding

SEVERITIES = {"?": Severity.MINOR, "!": Severity.MAJOR, "‼": Severity.CRITICAL}


def said(word: str) -> Finding:
    return Finding(word[:-1], "accuracy", SEVERITIES[word[-1]], 0.5, "…", 0, None, None)


@pytest.fixture(autouse=True)
def judged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Pairs that were judged, each with the language of its original."""
    seen: list[tuple[str, str, str]] = []

    def check_pairs(pairs: Iterable[tuple[str, str]], *, original_language: str, **others: object) -> list[CheckedBead]:
        those = list(pairs)
        seen.extend((*pair, original_language) for pair in those)
        return [
            CheckedBead((0,), (0,), 1.0, 0.1, tuple(said(w) for w in text.split() if w != "-")) for _, text in those
        ]

    monkeypatch.setattr(precision, "check_pairs", check_pairs)
    return seen


def sentence(translation: str, original: str = "Satz", language: str = "de") -> Sentence:
    return Sentence(original, translation, language, "en")


def item(category: str, good: str, bad: str) -> Item:
    return Item(category, sentence(good), sentence(bad))


def test_a_find_is_any_finding_of_major_or_above_and_counts_once_a_side() -> None:
    found = contrast(
        [
            item("numbers", "-", "number-changed! number-changed‼ date-changed!"),
            item("numbers", "-", "number-changed?"),
            item("numbers", "name-changed‼", "-"),
        ]
    )
    table = found.categories["numbers"]
    assert (table.items, table.caught, table.alarms) == (3, 1, 1)
    assert table.caught_by == {"number-changed": 1, "date-changed": 1}
    assert table.alarms_by == {"name-changed": 1}


def test_all_categories_together_are_their_sum() -> None:
    found = contrast([item("one", "a!", "a! b!"), item("two", "-", "b!"), item("two", "-", "-")])
    assert (found.total.items, found.total.caught, found.total.alarms) == (3, 2, 1)
    assert (found.total.caught_by, found.total.alarms_by) == ({"a": 1, "b": 2}, {"a": 1})


def test_a_good_side_of_many_items_is_judged_once_and_counted_each_time(judged: list[object]) -> None:
    found = contrast([item("one", "a!", "b!"), item("two", "a!", "c!")])
    assert (found.goods, found.total.alarms) == (1, 2)
    assert len(judged) == len(set(judged)) == 3


def test_every_case_is_kept_with_what_became_of_it() -> None:
    found = contrast([item("one", "-", "a!"), item("two", "b!", "-")])
    assert [(c.kind, c.category, c.sentence.translation) for c in found.cases] == [
        ("caught", "one", "a!"),
        ("missed", "two", "-"),
        ("false", "two", "b!"),
    ]


def test_alarms_are_counted_by_pair_and_minor_findings_by_finding() -> None:
    found = alarms([sentence(text) for text in ("a! a! b‼", "-", "a?", "a? a? b!", "-")])
    assert (found.pairs, found.alarmed, found.findings) == (5, 2, 4)
    assert found.by_check == {"a": 1, "b": 2}
    assert found.minor == {"a": 3}
    assert [case.sentence.translation for case in found.cases] == ["a! a! b‼", "a? a? b!"]


def test_pairs_are_judged_in_their_own_languages_and_told_in_their_order(judged: list[object]) -> None:
    pairs = [sentence("a!", "eins", "de"), sentence("b!", "un", "fr"), sentence("c!", "zwei", "de")]
    found = alarms(pairs)
    assert [case.sentence for case in found.cases] == pairs
    assert set(judged) == {("eins", "a!", "de"), ("un", "b!", "fr"), ("zwei", "c!", "de")}
