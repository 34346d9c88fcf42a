from hypothesis import given
from hypothesis import strategies as st

from tests.reading.places import folded
from xlcheck.reading.units import Cell, Gathered

PIECES = st.lists(st.tuples(st.text("ab 中\t\n\u00a0", max_size=6), st.booleans()), max_size=8)


def gathered(pieces: list[tuple[str, bool]]) -> Cell:
    text = Gathered(7)
    for piece, is_code in pieces:
        if is_code:
            text.code(piece)
        else:
            text.add(piece)
    return text.cell()


def test_breaks_and_runs_of_spaces_are_one_space() -> None:
    assert gathered([("\n  The ferry ", False), ("\t runs\r\n", False)]) == Cell("The ferry runs", 7)


def test_a_space_that_does_not_break_is_kept() -> None:
    assert gathered([("12\u00a0km ", False)]).text == "12\u00a0km"


def test_a_code_keeps_its_place_in_the_text_that_is_left() -> None:
    cell = gathered([("The  ", False), ("<b>", True), (" new", False), ("</b>", True), (" ferry", False)])
    assert (cell.text, cell.codes) == ("The new ferry", ((4, "<b>"), (7, "</b>")))


def test_a_code_at_the_end_stands_behind_the_last_letter() -> None:
    assert gathered([("Ja. ", False), ("<br/>", True), ("  ", False)]).codes == ((3, "<br/>"),)


def test_a_text_of_codes_alone_is_empty() -> None:
    assert gathered([(" ", False), ("<x/>", True), ("\n", False)]) == Cell("", 7, 0, ((0, "<x/>"),))


@given(PIECES)
def test_any_pieces_are_the_folded_text_of_them_all(pieces: list[tuple[str, bool]]) -> None:
    assert gathered(pieces).text == folded("".join(piece for piece, is_code in pieces if not is_code))


@given(PIECES)
def test_what_stands_before_a_code_in_the_file_stands_before_its_offset(pieces: list[tuple[str, bool]]) -> None:
    cell = gathered(pieces)
    before = [
        folded("".join(piece for piece, is_code in pieces[:at] if not is_code))
        for at, (_, is_code) in enumerate(pieces)
        if is_code
    ]
    assert [cell.text[:at].rstrip(" ") for at, _ in cell.codes] == before
    assert [name for _, name in cell.codes] == [piece for piece, is_code in pieces if is_code]
