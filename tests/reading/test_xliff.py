from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from tests.reading.places import folded, of_wrong_lines, pairs_of, sides
from xlcheck.errors import ReadingError
from xlcheck.reading import xliff
from xlcheck.reading.aligned import aligned_of
from xlcheck.reading.units import State, UnitPair

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.html" source-language="de" target-language="en" datatype="html"><body>
{}
</body></file></xliff>
"""
NEW = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.0" srcLang="de" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f1">
{}
</file></xliff>
"""
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=20)


def old(source: str, target: str = "Yes.", attributes: str = "", inside: str = "", state: str = "") -> str:
    told = f' state="{state}"' if state else ""
    return OLD.format(
        f'<trans-unit id="7" {attributes}><source>{source}</source><target{told}>{target}</target>{inside}</trans-unit>'
    )


def new(source: str, target: str = "Yes.", attributes: str = "", notes: str = "", state: str = "") -> str:
    told = f' state="{state}"' if state else ""
    pair = f"<segment{told}><source>{source}</source><target>{target}</target></segment>"
    return NEW.format(f'<unit id="7" {attributes}>{notes}{pair}</unit>')


def units(text: str) -> list[UnitPair]:
    return list(xliff.read(BytesIO(text.encode()), "a.xlf", None, None).units)


def states(text: str) -> list[State]:
    return [unit.state for unit in units(text)]


@pytest.mark.parametrize("form", [old, new])
def test_a_unit_has_both_texts_and_its_id(form: Any) -> None:
    unit = units(form("Der Hafen\n   ist zu.", "The harbour is  closed."))[0]
    assert (unit.original.text, unit.translation.text, unit.id) == ("Der Hafen ist zu.", "The harbour is closed.", "7")
    assert unit.state == State.READY


@pytest.mark.parametrize("form", [old, new])
def test_the_languages_are_those_that_the_file_names(form: Any) -> None:
    assert xliff.read(BytesIO(form("Ja.").encode()), "a.xlf", None, None).languages == ("de", "en")


def test_a_file_may_name_no_language_of_the_translation() -> None:
    text = old("Ja.").replace(' target-language="en"', "")
    assert xliff.read(BytesIO(text.encode()), "a.xlf", None, None).languages == ("de", None)


def test_a_unit_without_an_id_is_called_by_its_resource() -> None:
    assert units(old("Ja.").replace('id="7"', 'resname="menu.yes"'))[0].id == "menu.yes"


def test_notes_are_kept_in_the_order_of_the_file() -> None:
    assert units(old("Ja.", inside="<note>A button.</note><note from='me'> Short! </note><note/>"))[0].notes == (
        "A button.",
        "Short!",
    )
    noted = "<notes><note id='n1'>A button.</note><note>Short!</note></notes>"
    assert units(new("Ja.", notes=noted))[0].notes == ("A button.", "Short!")


@pytest.mark.parametrize("state", ["new", "needs-translation"])
def test_a_target_that_is_new_is_not_translated_yet(state: str) -> None:
    assert states(old("Ja.", "Ja.", state=state)) == [State.UNTRANSLATED]


@pytest.mark.parametrize("state", ["translated", "final", "needs-review-translation", "signed-off"])
def test_a_target_that_somebody_wrote_is_checked(state: str) -> None:
    assert states(old("Ja.", state=state)) == [State.READY]


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("initial", State.UNTRANSLATED),
        ("translated", State.READY),
        ("reviewed", State.READY),
        ("final", State.READY),
    ],
)
def test_a_segment_tells_its_state(state: str, wanted: State) -> None:
    assert states(new("Ja.", state=state)) == [wanted]


@pytest.mark.parametrize("target", ["<target/>", "<target> </target>", ""])
def test_a_unit_without_a_translation_is_not_translated_yet(target: str) -> None:
    assert states(OLD.format(f"<trans-unit id='1'><source>Ja.</source>{target}</trans-unit>")) == [State.UNTRANSLATED]


@pytest.mark.parametrize("form", [old, new])
@pytest.mark.parametrize(
    "attributes", ['translate="no"', 'xmlns:m="m" m:locked="true"', 'xmlns:q="q" q:locked="locked"', 'locked="yes"']
)
def test_a_locked_unit_is_not_checked(form: Any, attributes: str) -> None:
    assert states(form("Ja.", attributes=attributes)) == [State.LOCKED]


@pytest.mark.parametrize("attributes", ['translate="yes"', 'xmlns:m="m" m:locked="false"', ""])
def test_a_unit_that_is_not_locked_is_checked(attributes: str) -> None:
    assert states(old("Ja.", attributes=attributes)) == [State.READY]


def test_a_group_hands_down_that_it_is_not_translated() -> None:
    unit = "<trans-unit id='{}' {}><source>Ja.</source><target>Yes.</target></trans-unit>"
    free = unit.format(2, "translate='yes'")
    inner = f"<group>{unit.format(1, '')}{free}</group>"
    text = OLD.format(f'<group translate="no">{inner}</group>{unit.format(3, "")}')
    assert states(text) == [State.LOCKED, State.READY, State.READY]


def test_a_file_hands_down_that_it_is_not_translated() -> None:
    assert states(new("Ja.").replace('<file id="f1"', '<file id="f1" translate="no"')) == [State.LOCKED]


def test_only_what_is_ready_is_checked_and_the_rest_is_counted(tmp_path: Path) -> None:
    unit = "<trans-unit id='{}' {}><source>Ja {}.</source><target>{}</target></trans-unit>"
    body = unit.format(1, "", 1, "Yes.") + unit.format(2, "", 2, "") + unit.format(3, "translate='no'", 3, "Yes.")
    read = pairs_of(tmp_path, "a.xlf", OLD.format(body))
    assert sides(read) == [("Ja 1.", "Yes.")]
    assert [n.code for n in read.original.notices] == ["units-left-out"]
    assert "1 unit is not translated yet, 1 unit is locked" in read.original.notices[0].message


def test_a_file_with_nothing_to_check_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"holds no pair to check: 1 unit is not translated yet"):
        pairs_of(tmp_path, "a.xlf", old("Ja.", ""))


@pytest.mark.parametrize(
    ("source", "text", "codes"),
    [
        ('Das <g id="1">neue</g> Boot', "Das neue Boot", ((4, '<g id="1">'), (8, "</g>"))),
        ('Eins<x id="2"/>zwei', "Einszwei", ((4, '<x id="2"/>'),)),
        ('Eins<x id="2" equiv-text="&lt;br&gt;"/>', "Eins", ((4, "<br>"),)),
        ('<bx id="1"/>Neu<ex id="1"/>', "Neu", ((0, '<bx id="1"/>'), (3, '<ex id="1"/>'))),
        ('<bpt id="1">&lt;b></bpt>Neu<ept id="1">&lt;/b></ept>', "Neu", ((0, "<b>"), (3, "</b>"))),
        ('Um <ph id="1">{time}</ph> Uhr', "Um Uhr", ((3, "{time}"),)),
        ('Neu<it id="1" pos="open">&lt;i></it>', "Neu", ((3, "<i>"),)),
        ('Um <ph id="4"/> Uhr', "Um Uhr", ((3, '<ph id="4"/>'),)),
        ('Das <mrk mtype="term">Boot</mrk> ist <g id="1"><x id="2"/>da</g>', "Das Boot ist da",
         ((13, '<g id="1">'), (13, '<x id="2"/>'), (15, "</g>"))),
    ],
)  # fmt: skip
def test_inline_codes_of_the_old_version_are_taken_out(
    source: str, text: str, codes: tuple[tuple[int, str], ...]
) -> None:
    cell = units(old(source))[0].original
    assert (cell.text, cell.codes) == (text, codes)


@pytest.mark.parametrize(
    ("source", "text", "codes"),
    [
        ('Das <pc id="1">neue</pc> Boot', "Das neue Boot", ((4, '<pc id="1">'), (8, "</pc>"))),
        ('<pc id="1" equivStart="[" equivEnd="]">Neu</pc>', "Neu", ((0, "["), (3, "]"))),
        ('Um <ph id="1" equiv="{time}"/> Uhr', "Um Uhr", ((3, "{time}"),)),
        ('Um <ph id="1" disp="Zeit"/> Uhr', "Um Uhr", ((3, "Zeit"),)),
        ('<sc id="1"/>Neu<ec startRef="1"/>', "Neu", ((0, '<sc id="1"/>'), (3, '<ec id="1"/>'))),
        ('Das <mrk id="m1" type="term">Boot</mrk>.', "Das Boot.", ()),
        ('<pc id="1">Das <pc id="2">neue</pc></pc>', "Das neue",
         ((0, '<pc id="1">'), (4, '<pc id="2">'), (8, "</pc>"), (8, "</pc>"))),
    ],
)  # fmt: skip
def test_inline_codes_of_the_new_version_are_taken_out(
    source: str, text: str, codes: tuple[tuple[int, str], ...]
) -> None:
    cell = units(new(source))[0].original
    assert (cell.text, cell.codes) == (text, codes)


def test_what_a_code_holds_is_no_text_even_where_it_holds_another_code() -> None:
    source = 'Das <ph id="1">a<sub>Titel <ph id="2">b</ph> mehr</sub>c</ph>Boot'
    assert units(old(source))[0].original.text == "Das Boot"


def test_the_offset_of_a_code_is_into_the_text_of_the_article(tmp_path: Path) -> None:
    unit = "<trans-unit id='{}'><source>Nummer {}<x id='1'/> ist da.</source><target>Yes.</target></trans-unit>"
    article = pairs_of(tmp_path, "a.xlf", OLD.format(unit.format("a", 1) + unit.format("b", 2))).original
    assert [article.text[: at] for unit in article.units for at, _ in unit.codes] == [
        "Nummer 1",
        "Nummer 1 ist da.\nNummer 2",
    ]  # fmt: skip


def test_a_suggestion_is_neither_text_nor_note() -> None:
    match = (
        "<alt-trans match-quality='80'><source>Nein.</source><target state='new'>No.</target>"
        "<note>Old.</note></alt-trans>"
    )
    unit = units(old("Ja.", inside=match))[0]
    assert (unit.original.text, unit.translation.text, unit.notes) == ("Ja.", "Yes.", ())
    assert unit.state == State.READY


def test_the_segmented_source_is_not_read_twice() -> None:
    segmented = '<seg-source><mrk mtype="seg" mid="1">Ja <x id="9"/></mrk></seg-source>'
    unit = units(old("Ja.", inside=segmented))[0]
    assert (unit.original.text, unit.original.codes) == ("Ja.", ())


def test_each_segment_of_a_unit_is_a_pair_with_a_state_of_its_own() -> None:
    parts = (
        "<segment id='s1' state='final'><source>Eins.</source><target>One.</target></segment>"
        "<ignorable><source> </source><target> </target></ignorable>"
        "<segment state='initial'><source>Zwei.</source><target>Zwei.</target></segment>"
        "<segment><source>Drei.</source></segment>"
    )
    read = units(NEW.format(f"<unit id='u'><notes><note>Numbers.</note></notes>{parts}</unit>"))
    assert [(u.id, u.original.text, u.translation.text) for u in read] == [
        ("u/s1", "Eins.", "One."),
        ("u/2", "Zwei.", "Zwei."),
        ("u/3", "Drei.", ""),
    ]
    assert [u.state for u in read] == [State.READY, State.UNTRANSLATED, State.UNTRANSLATED]
    assert {u.notes for u in read} == {("Numbers.",)}


def test_all_files_in_one_are_read() -> None:
    body = "<body><trans-unit id='{}'><source>Ja.</source><target>Yes.</target></trans-unit></body>"
    files = "".join(f"<file source-language='de'>{body.format(n)}</file>" for n in (1, 2))
    assert [unit.id for unit in units(f"<xliff version='1.2'>{files}</xliff>")] == ["1", "2"]


def test_a_prefix_changes_nothing() -> None:
    text = (
        "<x:xliff xmlns:x='urn:x' version='1.2'><x:file source-language='ru'><x:body><x:trans-unit id='1'>"
        "<x:source>Да.</x:source><x:target>Yes.</x:target></x:trans-unit></x:body></x:file></x:xliff>"
    )
    assert [(u.original.text, u.translation.text) for u in units(text)] == [("Да.", "Yes.")]


@pytest.mark.parametrize("form", [old, new])
def test_offsets_lead_back_to_the_line_of_a_text(tmp_path: Path, form: Any) -> None:
    text = form("Der <x id='1'/>Hafen ist zu.", "The harbour is closed.").replace("<target", "\n<target")
    read = pairs_of(tmp_path, "a.xliff", text)
    assert of_wrong_lines(text, read[:2]) == []
    assert read.translation.locate(0).line == read.original.locate(0).line + 1


def test_another_xml_is_no_xliff(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is no XLIFF: its first element is no <xliff>"):
        pairs_of(tmp_path, "a.xlf", "<tmx><body/></tmx>")


def test_a_broken_file_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"a\.xlf:4:\d+: is no XML"):
        pairs_of(tmp_path, "a.xlf", OLD.format("<trans-unit><source>Ja.</target>"))


@pytest.mark.parametrize("ending", ["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff", "XLF"])
def test_every_ending_of_the_format_is_known(ending: str) -> None:
    assert sides(aligned_of(BytesIO(old("Ja.").encode()), f"a.{ending}")) == [("Ja.", "Yes.")]


def test_a_file_in_another_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    text = old("Die Fähre fährt.").replace("UTF-8", "ISO-8859-1")
    assert sides(pairs_of(tmp_path, "a.xlf", text.encode("latin-1"))) == [("Die Fähre fährt.", "Yes.")]
    wide = old("渡轮停了。").replace("UTF-8", "UTF-16")
    assert sides(pairs_of(tmp_path, "a.xlf", wide.encode("utf-16"))) == [("渡轮停了。", "Yes.")]


@pytest.mark.parametrize("kind", [xlifffile, Xliff2File])
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_what_another_tool_writes_comes_back(kind: Any, rows: list[tuple[str, str]]) -> None:
    file = kind(sourcelanguage="ja", targetlanguage="en")
    for n, (source, target) in enumerate([("港は閉まっている。", "The harbour is closed."), *rows]):
        unit = file.addsourceunit(source)
        unit.setid(f"k{n}")
        unit.target = target
        unit.addnote(f"Number {n}.")
    read = xliff.read(BytesIO(bytes(file)), "a.xlf", None, None)
    assert read.languages == ("ja", "en")
    found = [(u.original.text, u.translation.text, u.id, u.notes) for u in read.units if u.original.text]
    assert found == [
        (folded(source), folded(target), f"k{n}", (f"Number {n}.",))
        for n, (source, target) in enumerate([("港は閉まっている。", "The harbour is closed."), *rows])
        if folded(source)
    ]


SDL = """<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="a.docx" source-language="en-GB" target-language="de-DE"><body><trans-unit id="a">
<source>The bridge is closed. It <g id="1">reopens</g> on Monday. It is old.</source>
<seg-source><mrk mtype="seg" mid="1">The bridge is closed.</mrk> <mrk mtype="seg" mid="2">It <g id="1">reopens</g> on Monday.</mrk> <mrk mtype="seg" mid="3">It is old.</mrk></seg-source>
<target><mrk mtype="seg" mid="1">Die Brücke ist <mrk mtype="x-sdl-comment">gesperrt</mrk>.</mrk> <mrk mtype="seg" mid="2"/> <mrk mtype="seg" mid="3">Sie ist alt.</mrk></target>
<sdl:seg-defs><sdl:seg id="1" conf="Translated"/><sdl:seg id="2" conf="Draft"/><sdl:seg id="3" locked="true"/></sdl:seg-defs>
</trans-unit></body></file></xliff>"""


def test_segments_of_a_paragraph_are_units_of_their_own_with_their_locks() -> None:
    read = xliff.read(BytesIO(SDL.encode()), "a.sdlxliff", None, None)
    told = [(unit.id, unit.original.text, unit.translation.text, unit.state) for unit in read.units]
    assert told == [
        ("a/1", "The bridge is closed.", "Die Brücke ist gesperrt.", State.READY),
        ("a/2", "It reopens on Monday.", "", State.UNTRANSLATED),
        ("a/3", "It is old.", "Sie ist alt.", State.LOCKED),
    ]


def test_codes_of_a_segment_stand_in_it() -> None:
    _, second, _ = xliff.read(BytesIO(SDL.encode()), "a.sdlxliff", None, None).units
    assert second.original.codes == ((3, '<g id="1">'), (10, "</g>"))
