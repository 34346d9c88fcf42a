from collections.abc import Sequence

import pytest

from xlcheck.article import Article
from xlcheck.report import CheckedBead, Report
from xlcheck.reporting.order import order


def report(*beads: tuple[Sequence[int], Sequence[int], bool]) -> Report:
    checked = tuple(CheckedBead(tuple(a), tuple(b), 1.0, 0.0, crossing=crossing) for a, b, crossing in beads)
    return Report(Article(""), Article(""), checked, (), "")


def test_an_order_that_was_kept_is_one_line() -> None:
    assert list(order(report(([0], [0], False), ([1], [], False)))) == [
        "The translation keeps the order of the original."
    ]


def test_what_moved_is_named_and_the_order_is_shown_in_runs() -> None:
    moved = report(
        ([0, 1], [0], False),
        ([2], [], False),
        ([3], [1], False),
        ([4, 5], [3], True),
        ([6], [2], False),
        ([7], [4], False),
    )
    assert list(order(moved)) == [
        "Sentences 5–6 of the original are sentence 4 of the translation.",
        "The original's sentences in the order of the translation: 1–4, 7, 5–6, 8.",
    ]


@pytest.mark.parametrize("command", ["check", "align"])
def test_explain_tells_what_moved_on_standard_error(command: str, tmp_path, xlcheck) -> None:  # type: ignore[no-untyped-def]
    from tests.alignment.test_aligner import CHINESE, ENGLISH

    translation = [*CHINESE[:2], *CHINESE[3:8], CHINESE[2], *CHINESE[8:]]
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    files[0].write_text("\n".join(ENGLISH))
    files[1].write_text("\n".join(translation))
    run = xlcheck(command, *files, "--lines", "--explain")
    assert "Sentence 3 of the original is sentence 8 of the translation." in run.err
    assert "1–2, 4–8, 3, 9–11" in run.err
    assert "Sentence 3 of the original" not in run.out
