"""Glossaries: tables and TBX, and what they say for a pair of languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.errors import ReadingError, XlcheckError
from xlcheck.reading.glossary import Glossary, Term, read_glossaries, read_glossary

Written = Callable[..., Path]

MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="t1">
<descrip type="subjectField">politics</descrip>
<descripGrp><descrip type="definition">A union of states.</descrip></descripGrp>
<langSet xml:lang="zh-CN"><tig><term>欧盟</term></tig></langSet>
<langSet xml:lang="en">
<tig><term>European Union</term><termNote type="partOfSpeech">noun</termNote></tig>
<ntig><termGrp><term>EU</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>Common Market</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
</langSet>
</termEntry>
<termEntry><langSet xml:lang="zh-CN"><tig><term>渡轮</term></tig></langSet>
<langSet xml:lang="en"><tig><term>ferry</term></tig></langSet></termEntry>
</body></text></martif>
"""
V3 = """<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1">
<langSec xml:lang="zh"><termSec><term>欧盟</term></termSec></langSec>
<langSec xml:lang="en">
<termSec><term>European
  Union</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
<termSec><term>Common Market</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
</langSec>
<note>As in the treaties.</note>
</conceptEntry>
</body></text></tbx>
"""
DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:basic="b"><text><body>
<conceptEntry><langSec xml:lang="zh"><termSec><term>欧盟</term></termSec></langSec><langSec xml:lang="en">
<termSec><term>EU</term></termSec><termSec><term>Common Market</term>
<basic:administrativeStatus>deprecatedTerm-admn-sts</basic:administrativeStatus></termSec></langSec></conceptEntry>
</body></text></tbx>
"""


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(data: str | bytes, name: str = "terms.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def terms(glossary: Glossary, original: str | None = "zh", translation: str | None = "en") -> list[Term]:
    return list(glossary.terms(original, translation))


# Tables


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_is_read_whatever_is_between_its_cells(written: Written, sign: str, end: str, mark: str) -> None:
    path = written(mark + end.join((f"original{sign}translation", f"欧盟{sign}European Union", "")))
    assert terms(read_glossary(path)) == [Term("欧盟", ("European Union",))]


@pytest.mark.parametrize(
    "heading",
    ["source,target", "src,tgt", "term,translation", " Original , TRANSLATION ", "zh,en", "zh-CN,en_GB", "ZH,EN"],
)
def test_columns_may_be_called_otherwise(written: Written, heading: str) -> None:
    assert terms(read_glossary(written(f"{heading}\n欧盟,EU\n"))) == [Term("欧盟", ("EU",))]


def test_several_names_stand_between_bars(written: Written) -> None:
    path = written('zh,en,forbidden\n欧盟|欧洲联盟,European  Union | EU|,"Common Market|EEC"\n')
    names, avoided = ("European Union", "EU"), ("Common Market", "EEC")
    assert terms(read_glossary(path)) == [Term("欧盟", names, avoided), Term("欧洲联盟", names, avoided)]


def test_a_cell_may_hold_what_is_between_cells_and_lines(written: Written) -> None:
    path = written('original,translation,note\n"渡轮, 船","ferry ""boat""","first\nsecond"\n')
    assert terms(read_glossary(path)) == [Term("渡轮, 船", ('ferry "boat"',), note="first\nsecond")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_table_is_read_in_its_encoding(written: Written, encoding: str) -> None:
    text = "original,translation\n欧盟,European Union\n渡轮从北码头出发开往岛上,the ferry to the island\n"
    assert terms(read_glossary(written(text.encode(encoding))))[0].original == "欧盟"


@pytest.mark.parametrize("rule", ["keep", "do-not-translate", "DNT", "Do Not Translate"])
def test_what_is_to_stay_is_its_own_translation(written: Written, rule: str) -> None:
    path = written(f"original,rule,note\nMelby Courier,{rule},a paper\n")
    assert terms(read_glossary(path)) == [Term("Melby Courier", ("Melby Courier",), (), keep=True, note="a paper")]


@pytest.mark.parametrize("rule", ["forbidden", "avoid", "Deprecated"])
def test_what_is_to_be_avoided_stands_in_the_last_column(written: Written, rule: str) -> None:
    path = written(f"original,translation,rule\n欧盟,Common Market,{rule}\n")
    assert terms(read_glossary(path)) == [Term("欧盟", (), ("Common Market",))]
    path = written(f"translation,rule\nirregardless,{rule}\n")
    assert terms(read_glossary(path)) == [Term("", (), ("irregardless",))]


@pytest.mark.parametrize(("cell", "case"), [("yes", True), ("X", True), ("1", True), ("no", False), ("", False)])
def test_capitals_count_where_the_table_says_so(written: Written, cell: str, case: bool) -> None:
    (term,) = terms(read_glossary(written(f"zh,en,case\n苹果,Apple,{cell}\n")))
    assert term.case is case


def test_empty_rows_and_short_ones_are_no_matter(written: Written) -> None:
    path = written("zh,en,note\n\n,,\n欧盟,EU\n  \n渡轮,ferry,a boat\n")
    assert terms(read_glossary(path)) == [Term("欧盟", ("EU",)), Term("渡轮", ("ferry",), note="a boat")]


def test_a_column_of_nothing_at_the_end_is_no_matter(written: Written) -> None:
    assert terms(read_glossary(written("zh;en;\n欧盟;EU;\n"))) == [Term("欧盟", ("EU",))]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("zh,en,forbiden\n欧盟,EU,blue\n", "terms.csv:1: has a column 'forbiden'; did you mean forbidden?"),
        ("欧盟,European Union\n", "terms.csv:1: has no heading of a glossary"),
        ("zh,note\n欧盟,x\n", "terms.csv:1: has no heading of a glossary"),
        ("zh,en,rule\n欧盟,EU,frobidden\n", "terms.csv:2: has an unknown rule 'frobidden'"),
        ("zh,en,rule\n欧盟,EU,\n,,keep\n", "terms.csv:3: names no term"),
        ('zh,en,note\n"欧盟","EU","a\nb"\n,,note\n', "terms.csv:4: names no term"),
        ("zh,en\n", "terms.csv: holds no term"),
        ("\n", "terms.csv:1: has "),
    ],
)
def test_what_is_wrong_with_a_table_is_one_line_with_its_place(written: Written, text: str, problem: str) -> None:
    with pytest.raises(ReadingError) as error:
        read_glossary(written(text))
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    for name in ("gone.csv", "gone.tbx"):
        with pytest.raises(ReadingError, match=f"{name}: no such file"):
            read_glossary(tmp_path / name)


# TBX


def test_tbx_of_old_is_read_with_its_deprecated_terms(written: Written) -> None:
    eu, ferry = terms(read_glossary(written(MARTIF, "terms.tbx")))
    assert eu == Term("欧盟", ("European Union", "EU"), ("Common Market",), note="A union of states.")
    assert ferry == Term("渡轮", ("ferry",))


def test_tbx_of_today_is_read_with_its_superseded_terms(written: Written) -> None:
    assert terms(read_glossary(written(V3, "terms.TBX"))) == [
        Term("欧盟", ("European Union",), ("Common Market",), note="As in the treaties.")
    ]


def test_the_dialect_with_elements_for_everything_is_read(written: Written) -> None:
    assert terms(read_glossary(written(DCT, "terms.xml"))) == [Term("欧盟", ("EU",), ("Common Market",))]


def test_markup_within_a_term_is_left_out(written: Written) -> None:
    text = V3.replace("European\n  Union", "European <hi>Union</hi>")
    assert terms(read_glossary(written(text, "terms.tbx")))[0].translations == ("European Union",)


def test_a_deprecated_original_is_not_looked_for(written: Written) -> None:
    assert terms(read_glossary(written(V3, "terms.tbx")), "en", "zh") == [
        Term("European Union", ("欧盟",), note="As in the treaties.")
    ]


@pytest.mark.parametrize("declared", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_entities_are_refused(written: Written, declared: str) -> None:
    path = written(f"<!DOCTYPE tbx [{declared}]><tbx><term>&a;</term></tbx>", "terms.tbx")
    with pytest.raises(ReadingError, match=r"terms\.tbx: declares entities") as error:
        read_glossary(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("<tbx>", "is no XML"), ("", "terms.tbx"), ("<tbx/>", "holds no term"), ("zh,en\n欧盟,EU\n", "is no XML")],
)
def test_what_is_no_tbx_is_one_line(written: Written, text: str, problem: str) -> None:
    with pytest.raises(ReadingError) as error:
        read_glossary(written(text, "terms.tbx"))
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


# Pairs of languages


@pytest.mark.parametrize(
    ("original", "translation", "wanted"),
    [
        ("zh", "en", [Term("欧盟", ("EU",))]),
        ("zh-CN", "en-GB", [Term("欧盟", ("EU",))]),
        ("zh-Hant", "en", [Term("欧盟", ("EU",))]),
        ("en", "zh", [Term("EU", ("欧盟",))]),
        ("de", "zh-TW", [Term("Europäische Union", ("欧盟",))]),
        ("zh", "ru", []),
        ("zh", None, []),
        (None, None, []),
    ],
)
def test_terms_are_those_of_a_pair_of_languages(
    written: Written, original: str | None, translation: str | None, wanted: list[Term]
) -> None:
    path = written("zh,en,de\n欧盟,EU,Europäische Union\n")
    assert terms(read_glossary(path), original, translation) == wanted


def test_a_region_of_a_glossary_goes_for_its_region_and_for_the_language(written: Written) -> None:
    glossary = read_glossary(written("zh-CN,zh-TW,en\n打印机,印表機,printer\n"))
    assert [term.original for term in terms(glossary, "zh-CN")] == ["打印机"]
    assert [term.original for term in terms(glossary, "zh-TW")] == ["印表機"]
    assert [term.original for term in terms(glossary, "zh")] == ["打印机", "印表機"]


def test_a_table_that_names_no_languages_goes_for_every_pair(written: Written) -> None:
    glossary = read_glossary(written("original,translation\n欧盟,EU\n"))
    assert terms(glossary, None, None) == terms(glossary, "ja", "de") == [Term("欧盟", ("EU",))]


def test_several_glossaries_are_one(written: Written) -> None:
    paths = [written("zh,en\n欧盟,EU\n", "a.csv"), written(MARTIF, "b.tbx")]
    assert [term.original for term in terms(read_glossaries(paths))] == ["欧盟", "欧盟", "渡轮"]


# Whatever a file holds

_SEEDS = {"terms.csv": b"zh,en,rule,case\n\xe6\xac\xa7,EU,keep,x\n", "terms.tbx": V3.encode()}


@pytest.mark.parametrize("name", sorted(_SEEDS))
@given(st.binary(max_size=80), st.integers(0, 900), st.integers(0, 60), st.booleans())
def test_whatever_a_file_holds_it_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, name: str, noise: bytes, at: int, length: int, alone: bool
) -> None:
    path, seed = tmp_path_factory.mktemp("any") / name, _SEEDS[name]
    path.write_bytes(noise if alone else seed[: at % len(seed)] + noise + seed[at % len(seed) + length :])
    try:
        glossary = read_glossary(path)
    except XlcheckError as error:
        assert_one_line(error, path)
    else:
        assert all(any(term[:3]) for term in glossary.terms("zh", "en"))


def assert_one_line(error: XlcheckError, path: Path) -> None:
    assert str(error).startswith(str(path))
    assert "\n" not in str(error)


@given(st.text("abfo,;\t|\"\n'zhen", max_size=30))
def test_whatever_a_table_holds_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "table.csv"
    path.write_text(text, encoding="utf-8")
    try:
        glossary = read_glossary(path)
    except XlcheckError as error:
        assert_one_line(error, path)
    else:
        assert glossary.concepts


@pytest.mark.parametrize(
    "heading", ["Term,Translation,Part of speech", "source term,target term,id", "Chinese,English,colour"]
)
def test_columns_of_other_programs_are_passed_over(written: Written, heading: str) -> None:
    assert terms(read_glossary(written(f"{heading}\n欧盟,EU,noun\n"))) == [Term("欧盟", ("EU",))]


def test_a_workbook_is_told_to_be_saved_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "terms.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(ReadingError, match="save the sheet of terms as CSV"):
        read_glossary(tmp_path / "terms.xlsx")
