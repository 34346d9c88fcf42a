from datetime import date

from xlcheck.facts.statement import Statement


def test_a_statement_tells_dates_from_numbers() -> None:
    statement = Statement("On 5 March 2026 some 1,250 boats left.", "en")
    assert [fact.stated for fact in statement.dates] == [{"day": 5, "month": 3, "year": 2026}]
    assert [number.value for number in statement.numbers] == [1250]


def test_a_statement_in_an_unknown_language_still_has_digits() -> None:
    statement = Statement("Il-belt għandha 1250 dar.", "mt")
    assert not statement.lexicon
    assert [number.value for number in statement.numbers] == [1250]


def test_an_empty_statement_states_nothing() -> None:
    statement = Statement("", None, today=date(2026, 3, 12))
    assert (statement.dates, statement.numbers, statement.names, statement.quotations, statement.cues("negation")) == (
        [],
        [],
        [],
        [],
        [],
    )
