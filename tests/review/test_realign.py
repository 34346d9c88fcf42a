"""Passages joined, divided and moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.alignment.bead import Bead
from xlcheck.errors import XlcheckError
from xlcheck.review.realign import divided, merged, moved

Change = Callable[[Sequence[Bead]], list[Bead]]


def bead(original: Sequence[int], translation: Sequence[int]) -> Bead:
    return Bead(tuple(original), tuple(translation), 0.5)


def sides(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(one.original, one.translation) for one in beads]


#: Three sentences a side, one by one, and an added one at the end.
PLAIN = [bead([0], [0]), bead([1], [1]), bead([2], [2]), bead([], [3])]


def sound(beads: Sequence[Bead], originals: int, translations: int) -> None:
    """Each sentence in one passage, sides without gaps, in order of the original, none of them empty."""
    assert sorted(i for one in beads for i in one.original) == list(range(originals))
    assert sorted(i for one in beads for i in one.translation) == list(range(translations))
    for one in beads:
        assert one.original or one.translation
        for side in (one.original, one.translation):
            assert list(side) == list(range(side[0], side[0] + len(side))) if side else True
    firsts = [one.original[0] for one in beads if one.original]
    assert firsts == sorted(firsts)


def longest(numbers: Sequence[int]) -> int:
    """How many members the longest rising row has, the slow way."""
    best: list[int] = []
    for at, number in enumerate(numbers):
        best.append(1 + max((best[k] for k in range(at) if numbers[k] < number), default=0))
    return max(best, default=0)


@st.composite
def alignments(draw: st.DrawFn) -> tuple[list[Bead], int, int]:
    """Beads as an alignment gives them, with two of them crossed now and then; and how many sentences each side has."""
    found: list[Bead] = []
    one = two = 0
    for a, b in draw(st.lists(st.sampled_from([(1, 1), (1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2)]), max_size=7)):
        found.append(bead(range(one, one + a), range(two, two + b)))
        one, two = one + a, two + b
    full = [n for n in range(len(found) - 1) if all(map(all_sided, found[n : n + 2]))]
    if full and draw(st.booleans()):
        n = draw(st.sampled_from(full))
        # The translation tells the second first.
        a, b = found[n], found[n + 1]
        start = a.translation[0]
        middle = start + len(b.translation)
        end = middle + len(a.translation)
        found[n : n + 2] = [bead(a.original, range(middle, end)), bead(b.original, range(start, middle))]
    return found, one, two


def all_sided(one: Bead) -> bool:
    return bool(one.original and one.translation)


NUMBERS = st.integers(-1, 9)
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(lambda a, b: lambda beads: merged(beads, a, b), NUMBERS, NUMBERS),
    st.builds(lambda n, a, b: lambda beads: divided(beads, n, a, b), NUMBERS, NUMBERS, NUMBERS),
    st.builds(
        lambda side, i, to: lambda beads: moved(beads, side, i, to),
        st.sampled_from(["original", "translation"]),
        NUMBERS,
        st.one_of(st.none(), NUMBERS),
    ),
)


@given(alignments(), st.lists(CHANGES, max_size=12))
def test_whatever_is_done_each_sentence_stays_in_one_passage(
    given_beads: tuple[list[Bead], int, int], changes: list[Change]
) -> None:
    beads, originals, translations = given_beads
    for change in changes:
        try:
            beads = change(beads)
        except XlcheckError:
            continue
        sound(beads, originals, translations)
        both = [one for one in beads if one.original and one.translation]
        straight = [one.translation[0] for one in both if not one.crossing]
        assert straight == sorted(straight), "what isn't marked goes forward on both sides"
        assert len(straight) == longest([one.translation[0] for one in both]), "no more is marked than has to be"
        assert not any(one.crossing for one in beads if one not in both)


@given(alignments(), st.data())
def test_dividing_undoes_joining(given_beads: tuple[list[Bead], int, int], data: st.DataObject) -> None:
    beads, _, _ = given_beads
    n = data.draw(st.integers(0, max(len(beads) - 2, 0)))
    a, b = [*beads, *[bead([], [])] * 2][n : n + 2]
    try:
        joined = merged(beads, n, n + 1)
    except XlcheckError:
        return
    at = next(k for k, one in enumerate(joined) if {*a.original, *b.original} == {*one.original} and
              {*a.translation, *b.translation} == {*one.translation})  # fmt: skip
    assert len(joined) == len(beads) - 1
    if a.translation and b.translation and a.translation > b.translation:
        return  # which of the two comes first isn't the same on both sides
    parts = divided(joined, at, len(a.original), len(a.translation))
    assert sorted(sides(parts)) == sorted(sides(beads))


def test_two_passages_become_one() -> None:
    assert sides(merged(PLAIN, 0, 1)) == [((0, 1), (0, 1)), ((2,), (2,)), ((), (3,))]
    assert sides(merged(PLAIN, 1, 0)) == sides(merged(PLAIN, 0, 1))


def test_what_was_added_joins_the_passage_before_it() -> None:
    assert sides(merged(PLAIN, 2, 3)) == [((0,), (0,)), ((1,), (1,)), ((2,), (2, 3))]


@pytest.mark.parametrize(
    ("one", "two", "says"),
    [
        (0, 2, "must follow one another"),
        (0, 3, "must follow one another"),
        (1, 1, "can't be joined with itself"),
        (0, 4, "there is no passage 5"),
        (-1, 0, "there is no passage 0"),
    ],
)
def test_passages_that_can_not_be_joined_are_told(one: int, two: int, says: str) -> None:
    with pytest.raises(XlcheckError, match=says):
        merged(PLAIN, one, two)


@pytest.mark.parametrize(
    ("originals", "translations", "expected"),
    [
        (1, 1, [((0,), (0,)), ((1,), (1,))]),
        (2, 1, [((0, 1), (0,)), ((), (1,))]),
        (1, 0, [((0,), ()), ((1,), (0, 1))]),
        (0, 1, [((), (0,)), ((0, 1), (1,))]),
    ],
)
def test_a_passage_is_divided_where_it_is_said(originals: int, translations: int, expected: list[object]) -> None:
    assert sides(divided([bead([0, 1], [0, 1])], 0, originals, translations)) == expected


@pytest.mark.parametrize(("originals", "translations"), [(0, 0), (2, 2), (5, 5), (-1, 1), (1, -1)])
def test_a_division_that_leaves_nothing_is_refused(originals: int, translations: int) -> None:
    with pytest.raises(XlcheckError, match="leaves nothing"):
        divided([bead([0, 1], [0, 1])], 0, originals, translations)


def test_a_sentence_goes_to_the_passage_beside_it() -> None:
    beads = [bead([0], [0]), bead([1], [1, 2]), bead([2], [])]
    assert sides(moved(beads, "translation", 2, 2)) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    assert sides(moved(beads, "translation", 1, 0)) == [((0,), (0, 1)), ((1,), (2,)), ((2,), ())]


def test_a_passage_that_is_left_empty_goes() -> None:
    assert sides(moved([bead([0], [0]), bead([], [1])], "translation", 1, 0)) == [((0,), (0, 1))]


def test_a_sentence_of_its_own_is_omitted_or_added() -> None:
    assert sides(moved([bead([0, 1], [0])], "original", 1, None)) == [((0,), (0,)), ((1,), ())]
    assert sides(moved([bead([0], [0])], "translation", 0, None)) == [((), (0,)), ((0,), ())]


@pytest.mark.parametrize(
    ("side", "sentence", "to", "says"),
    [
        ("original", 3, 0, "the original has no sentence 4"),
        ("translation", -1, 0, "the translation has no sentence 0"),
        ("original", 0, 0, "in that passage already"),
        ("original", 0, 2, "must follow one another"),
        ("original", 0, 7, "there is no passage 8"),
    ],
)
def test_a_sentence_that_can_not_go_there_is_told(side: str, sentence: int, to: int, says: str) -> None:
    with pytest.raises(XlcheckError, match=says):
        moved(PLAIN, side, sentence, to)  # type: ignore[arg-type]


def test_a_sentence_out_of_the_middle_leaves_a_gap_and_is_refused() -> None:
    with pytest.raises(XlcheckError, match="must follow one another"):
        moved([bead([0, 1, 2], [0])], "original", 1, None)


def test_what_changed_place_is_marked_and_unmarked_when_it_is_joined() -> None:
    beads = [bead([0], [0]), bead([1], [2]), bead([2], [1]), bead([3], [3]), bead([4, 5], [4, 5])]
    apart = divided(beads, 4, 1, 1)
    assert sum(one.crossing for one in apart) == 1
    assert not any(one.crossing for one in merged(apart, 1, 2))


def test_passages_that_were_left_alone_keep_their_score_and_those_of_a_hand_are_sure() -> None:
    assert [one.score for one in merged(PLAIN, 0, 1)] == [1.0, 0.5, 0.5]
    assert [one.score for one in moved(PLAIN, "translation", 3, 2)] == [0.5, 0.5, 1.0]
