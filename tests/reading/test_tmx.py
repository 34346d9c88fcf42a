import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.errors import ReadingError
from xlcheck.reading.tmx import Unit, read_units

UNIT = '<tu><tuv xml:lang="{}"><seg>{}</seg></tuv><tuv xml:lang="{}"><seg>{}</seg></tuv></tu>'


def memory(folder: Path, *units: str, root: str = '<tmx version="1.4">') -> Path:
    file = folder / "memory.tmx"
    file.write_text(f'<?xml version="1.0"?>{root}<header/><body>{"".join(units)}</body></tmx>', encoding="utf-8")
    return file


def texts(unit: Unit) -> dict[str, str]:
    return {tag: cell.text for tag, cell in unit.cells.items()}


def test_units_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = memory(
        tmp_path, UNIT.format("de-DE", "Guten Tag.", "en", "Good day."), UNIT.format("de", "Ja", "en-GB", "Yes")
    )
    assert [texts(unit) for unit in read_units(file)] == [
        {"de-DE": "Guten Tag.", "en": "Good day."},
        {"de": "Ja", "en-GB": "Yes"},
    ]


def test_inline_code_is_left_out_and_what_it_marks_stays(tmp_path: Path) -> None:
    text = 'The <bpt i="1">&lt;b&gt;</bpt>new<ept i="1">&lt;/b&gt;</ept> <hi>bridge</hi><ph>{0}</ph>.'
    file = memory(tmp_path, UNIT.format("en", text, "fr", "Le nouveau pont."))
    assert next(read_units(file)).cells["en"].text == "The new bridge."


def test_a_default_namespace_changes_nothing(tmp_path: Path) -> None:
    file = memory(tmp_path, UNIT.format("de", "Ja", "en", "Yes"), root='<tmx xmlns="http://www.lisa.org/tmx14">')
    assert [texts(unit) for unit in read_units(file)] == [{"de": "Ja", "en": "Yes"}]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1), max_size=4))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, written: list[str]) -> None:
    folder = tmp_path_factory.mktemp("memory")
    file = memory(folder, *(UNIT.format("xx", escape(text), "en", "Yes") for text in written))
    assert [unit.cells["xx"].text for unit in read_units(file)] == [
        re.sub("[ \t\r\n]+", " ", text).strip(" ") for text in written
    ]


def test_a_broken_file_is_one_line_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "broken.tmx"
    file.write_text("<tmx>\n<body><tu></body>")
    with pytest.raises(ReadingError, match=r"broken\.tmx:2:\d+: is no XML"):
        list(read_units(file))


def test_entities_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.tmx"
    file.write_text('<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tmx><body><tu>&b;</tu></body></tmx>')
    with pytest.raises(ReadingError, match="declares entities"):
        list(read_units(file))


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        list(read_units(tmp_path / "none.tmx"))
