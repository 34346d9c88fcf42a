from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck import Report
from xlcheck.api import check_aligned
from xlcheck.errors import ReadingError
from xlcheck.reading.aligned import read_aligned

UNIT = '<tu>\n<tuv xml:lang="{}"><seg>{}</seg></tuv><tuv xml:lang="{}"><seg>{}</seg></tuv></tu>\n'
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)


def table(folder: Path, text: str) -> Path:
    file = folder / "pairs.tsv"
    file.write_bytes(text.encode())
    return file


def memory(folder: Path, *units: str) -> Path:
    file = folder / "memory.tmx"
    file.write_text(f"<tmx><header/><body>\n{''.join(units)}</body></tmx>", encoding="utf-8")
    return file


def test_each_line_is_a_pair_and_an_empty_side_has_no_counterpart(tmp_path: Path) -> None:
    read = read_aligned(table(tmp_path, "Ja.\tYes.\tnote\n\nNein.\t\n\tMaybe.\n"))
    assert read.pairs == [((0,), (0,)), ((1,), ()), ((), (1,))]
    assert [s.text for s in read.original.sentences] == ["Ja.", "Nein."]
    assert [s.text for s in read.translation.sentences] == ["Yes.", "Maybe."]


def test_offsets_lead_back_into_the_table(tmp_path: Path) -> None:
    read = read_aligned(table(tmp_path, "original\ttranslation\nJa.\tYes.\n  Nein.\t No.\n"))
    no = read.translation.sentences[1]
    assert read.translation.locate(no.start) == (3, 10)
    assert read.original.locate(read.original.sentences[1].start) == (3, 3)
    assert read.translation.text[no.start : no.end] == "No."


def test_a_unit_of_a_memory_is_found_by_its_line(tmp_path: Path) -> None:
    read = read_aligned(
        memory(tmp_path, UNIT.format("de", "Ja.", "en", "Yes."), UNIT.format("de", "Nein.", "en", "No."))
    )
    assert (read.original.language, read.translation.language) == ("de", "en")
    assert [read.original.locate(s.start).line for s in read.original.sentences] == [3, 5]


def test_of_three_languages_two_are_named(tmp_path: Path) -> None:
    file = memory(tmp_path, UNIT.format("de", "Ja.", "en-GB", "Yes."), UNIT.format("fr", "Non.", "en-GB", "No."))
    with pytest.raises(ReadingError, match="has 3 languages"):
        read_aligned(file)
    read = read_aligned(file, original_language="fr", translation_language="en")
    assert [s.text for s in read.original.sentences] == ["Non."]
    assert read.pairs == [((), (0,)), ((0,), (1,))]
    with pytest.raises(ReadingError, match="holds nothing in ja"):
        read_aligned(file, original_language="ja", translation_language="en")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Ja.\tYes.\nNein.\n", r"pairs\.tsv:2: has no tab"),
        ("\n\n", "holds no pair"),
        ("Ja.\t\n", "one side of all its pairs is empty"),
    ],
)
def test_what_is_no_table_of_pairs_is_one_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ReadingError, match=problem) as error:
        read_aligned(table(tmp_path, text))
    assert "\n" not in str(error.value)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_any_pairs_come_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    file = table(tmp_path_factory.mktemp("pairs"), "original\ttranslation\n" + "".join(f"{a}\t{b}\n" for a, b in rows))
    wanted = [(a.strip(), b.strip()) for a, b in rows if a.strip() or b.strip()]
    if not any(a for a, _ in wanted) or not any(b for _, b in wanted):
        with pytest.raises(ReadingError):
            read_aligned(file)
        return
    read = read_aligned(file)
    sides = [[s.text for s in article.sentences] for article in (read.original, read.translation)]
    assert [
        ("".join(sides[0][i] for i in ours), "".join(sides[1][j] for j in theirs)) for ours, theirs in read.pairs
    ] == wanted


def test_pairs_that_are_aligned_are_checked_as_they_stand(tmp_path: Path) -> None:
    text = (
        "公司去年售出105.8万辆汽车。\tThe company sold 10.58 million cars last year.\n"
        "这座灯塔是一个世纪前由丹麦石匠建造的。\t\n"
        "他周一抵达。\tHe arrived on Monday.\n"
    )
    report: Report = check_aligned(table(tmp_path, text))
    assert [(f.check, f.bead) for f in report.findings] == [("number-changed", 0), ("sentence-omitted", 1)]
    assert [(b.original, b.translation) for b in report.beads] == [((0,), (0,)), ((1,), ()), ((2,), (1,))]
    assert report.translation.language == "en"


def test_pairs_that_were_given_are_never_called_two_articles_on_their_own(tmp_path: Path) -> None:
    from tests.alignment.test_aligner import CHINESE
    from tests.alignment.test_relation import STRANGERS

    rows = [
        f"{text}\t{other} It cost {700 + n} euros."
        for n, (text, other) in enumerate(zip(CHINESE, STRANGERS, strict=True))
    ]
    report = check_aligned(table(tmp_path, "\n".join(rows)), original_language="zh", translation_language="en")
    assert not report.notices
    assert sum(f.check in ("number-added", "money-changed") for f in report.findings) > 5
