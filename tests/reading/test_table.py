import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.csvl10n import csvfile

from tests.reading.places import misplaced, of_wrong_lines, pairs_of, sides
from xlcheck.errors import ReadingError
from xlcheck.reading import table
from xlcheck.reading.aligned import aligned_of
from xlcheck.reading.units import Bilingual, State, UnitPair

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=20)
#: The toolkit escapes backslashes, as no spreadsheet does.
PLAIN = TEXTS.filter(lambda text: "\\" not in text)
#: What ends a line for Python, but neither for a spreadsheet nor for an editor.
NO_LINE_ENDS = ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"]


def texts(read: Bilingual) -> list[tuple[str, str]]:
    return [(unit.original.text, unit.translation.text) for unit in read.units]


def objects(*rows: dict[str, object]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def only(read: Bilingual) -> UnitPair:
    (unit,) = read.units
    return unit


def test_a_line_of_a_csv_is_a_pair() -> None:
    assert texts(table.read_csv("Ja.,Yes.\nNein.,No.\n", "a.csv")) == [("Ja.", "Yes."), ("Nein.", "No.")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_first_line_shows_what_parts_cells(delimiter: str) -> None:
    text = f'original{delimiter}translation\n"Ja{delimiter} gern.",Yes\n'.replace(",Yes", f"{delimiter}Yes")
    assert texts(table.read_csv(text, "a.csv")) == [(f"Ja{delimiter} gern.", "Yes")]


def test_a_cell_in_quotes_holds_quotes_and_delimiters() -> None:
    assert texts(table.read_csv('"Er sagte ""ja"", sofort.",Yes.\n', "a.csv")) == [('Er sagte "ja", sofort.', "Yes.")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_break_in_quotes_is_a_space(end: str) -> None:
    text = f'Ja.,Yes.{end}"Der Hafen{end}ist zu.",The harbour is closed.{end}Nein.,No.{end}'
    read = table.read_csv(text, "a.csv")
    units = list(read.units)
    assert [unit.original.text for unit in units] == ["Ja.", "Der Hafen ist zu.", "Nein."]
    assert [unit.original.line for unit in units] == [1, 2, 4]


@pytest.mark.parametrize("read", [table.read_csv, table.read_tsv])
@pytest.mark.parametrize("sign", NO_LINE_ENDS)
def test_a_sign_that_breaks_no_line_of_a_table_breaks_no_cell(read: object, sign: str) -> None:
    assert callable(read)
    delimiter = "\t" if read is table.read_tsv else ","
    assert texts(read(f"Ja{sign}gern.{delimiter}Yes.\nNein.{delimiter}No.\n", "a.csv")) == [
        (f"Ja{sign}gern.", "Yes."),
        ("Nein.", "No."),
    ]


@pytest.mark.parametrize(
    "heading",
    ["original,translation", "source,target", "SRC,TGT", "Source, Target", "src,mt", "source_text,target_text"],
)
def test_the_heading_names_the_sides(heading: str) -> None:
    assert texts(table.read_csv(f"{heading}\nJa.,Yes.\n", "a.csv")) == [("Ja.", "Yes.")]


def test_the_columns_stand_in_any_order() -> None:
    unit = only(table.read_csv("Target,Comment,Key,Other,Source\nYes.,A button.,k1,?,Ja.\n", "a.csv"))
    assert (unit.original.text, unit.translation.text, unit.id, unit.notes) == ("Ja.", "Yes.", "k1", ("A button.",))


@pytest.mark.parametrize(
    ("heading", "languages"),
    [("id,de,en", ("de", "en")), ("key,zh_CN,en-GB", ("zh-CN", "en-GB")), ("id,ja,ru,note", ("ja", "ru"))],
)
def test_columns_may_be_named_by_their_languages(heading: str, languages: tuple[str, str]) -> None:
    read = table.read_csv(f"{heading}\nk1,Ja.,Yes.\n", "a.csv")
    unit = only(read)
    assert read.languages == languages
    assert (unit.id, unit.original.text, unit.translation.text) == ("k1", "Ja.", "Yes.")


@pytest.mark.parametrize("line", ["Yes,Ja", "Nein,No", "Foo,Bar", "abc,xyz", "en-foo-bar,de", "Qaa-Zzz,xx"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_first_line_of_short_words_is_read_all_the_same(line: str, delimiter: str) -> None:
    read = table.read_csv if delimiter == "," else table.read_tsv
    assert ("Der Hafen ist zu.", "The harbour is closed.") in texts(
        read(f"{line}\nDer Hafen ist zu.,The harbour is closed.\n".replace(",", delimiter), "a.csv")
    )


@given(st.lists(st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}", fullmatch=True), min_size=2, max_size=3))
def test_whatever_a_first_line_looks_like_it_is_read(cells: list[str]) -> None:
    assert list(table.read_tsv("\t".join(cells) + "\nJa.\tYes.\n", "a.tsv").units)


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("new", State.UNTRANSLATED),
        ("Needs-Translation", State.UNTRANSLATED),
        ("initial", State.UNTRANSLATED),
        ("fuzzy", State.DRAFT),
        ("draft", State.DRAFT),
        (" locked ", State.LOCKED),
        ("final", State.READY),
        ("", State.READY),
    ],
)
def test_a_column_tells_the_state(state: str, wanted: State) -> None:
    assert only(table.read_csv(f"source,target,state\nJa.,Yes.,{state}\n", "a.csv")).state == wanted


@pytest.mark.parametrize(
    ("locked", "wanted"),
    [("true", State.LOCKED), ("YES", State.LOCKED), ("x", State.LOCKED), ("1", State.LOCKED), ("no", State.READY)],
)
def test_a_column_tells_what_is_locked(locked: str, wanted: State) -> None:
    assert only(table.read_csv(f"source,target,locked\nJa.,Yes.,{locked}\n", "a.csv")).state == wanted


def test_a_column_names_the_languages() -> None:
    read = table.read_tsv("source\ttarget\tsource_lang\ttarget_lang\nJa.\tYes.\tde\ten\n", "a.tsv")
    assert read.languages == ("de", "en")


def test_a_line_of_fewer_cells_has_an_empty_side() -> None:
    assert texts(table.read_csv("id,source,target\n1,Ja.\n", "a.csv")) == [("Ja.", "")]


def test_empty_lines_are_none() -> None:
    assert texts(table.read_csv("\nJa.,Yes.\n,,\n\n  \nNein.,No.\n", "a.csv")) == [("Ja.", "Yes."), ("Nein.", "No.")]


def test_a_table_by_tabs_quotes_nothing() -> None:
    assert texts(table.read_tsv('"Ja.\t"Yes,"\n', "a.tsv")) == [('"Ja.', '"Yes,"')]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.csv", "Ja.,Yes.\nNein.\n", r"a\.csv:2: has one column"),
        ("a.csv", 'Ja.,Yes.\n"Nein\n\n.,No.\n', r"a\.csv:2: has one column"),
        ("a.tsv", "Ja.\tYes.\n\nNein.\n", r"a\.tsv:3: has no tab"),
        (
            "a.jsonl",
            '{"source": "Ja.", "target": "Yes."}\n\n{"source": \n',
            r"a\.jsonl:3: is no JSON \(Expecting value",
        ),
        ("a.jsonl", '["Ja.", "Yes."]\n', r"a\.jsonl:1: is no object"),
        ("a.jsonl", '{"source": "Ja.", "other": "Yes."}\n', r"a\.jsonl:1: has no original and translation"),
        ("a.jsonl", '{"source": ' + "[" * 9000, r"a\.jsonl:1: is no JSON \(it is nested too deep\)"),
    ],
)
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, name: str, text: str, problem: str) -> None:
    with pytest.raises(ReadingError, match=problem) as error:
        pairs_of(tmp_path, name, text)
    assert "\n" not in str(error.value)


def test_a_number_that_is_too_long_is_not_called_nested() -> None:
    with pytest.raises(ReadingError, match=r"a\.jsonl:1: is no JSON") as error:
        texts(table.read_jsonl('{"source": ' + "9" * 5000 + ', "target": "Yes."}', "a.jsonl"))
    assert "nested" not in str(error.value)


def test_an_object_a_line_is_a_pair() -> None:
    text = objects({"source": "Ja.", "target": "Yes."}, {"source": "Nein.", "target": "No."})
    assert texts(table.read_jsonl(text, "a.jsonl")) == [("Ja.", "Yes."), ("Nein.", "No.")]


@pytest.mark.parametrize(
    "keys", [("original", "translation"), ("source", "target"), ("src", "tgt"), ("Source", "MT"), ("src", "trg")]
)
def test_keys_name_the_sides(keys: tuple[str, str]) -> None:
    assert texts(table.read_jsonl(objects({keys[1]: "Yes.", keys[0]: "Ja."}), "a.jsonl")) == [("Ja.", "Yes.")]


def test_keys_tell_id_note_state_and_languages() -> None:
    row: dict[str, object] = {
        "src": "Ja.",
        "tgt": "Yes.",
        "id": 12,
        "comment": "A button.",
        "locked": True,
        "other": [],
    }
    read = table.read_jsonl(objects({**row, "source_language": "de", "target_language": "en"}), "a.jsonl")
    unit = only(read)
    assert (unit.id, unit.notes, unit.state, read.languages) == ("12", ("A button.",), State.LOCKED, ("de", "en"))


def test_null_is_an_empty_side() -> None:
    row: dict[str, object] = {"src": "Ja.", "tgt": None, "id": None, "note": None, "state": None}
    unit = only(table.read_jsonl(objects(row), "a.jsonl"))
    assert (unit.translation.text, unit.id, unit.notes, unit.state) == ("", "", (), State.READY)


def test_line_breaks_in_a_string_are_spaces() -> None:
    assert texts(table.read_jsonl(objects({"src": " Ja,\r\ngern.\n", "tgt": "Yes.\nGladly."}), "a.jsonl")) == [
        ("Ja, gern.", "Yes. Gladly.")
    ]


def test_no_half_of_a_character_is_left_in_what_is_read(tmp_path: Path) -> None:
    row = '{"src": "Ja \\ud83d.", "tgt": "Yes.", "id": "k\\udc00", "note": "\\ud800!", "source_lang": "d\\ud800"}\n'
    article = pairs_of(tmp_path, "a.jsonl", row).original
    told = [article.text, *(word for unit in article.units for word in (unit.id, *unit.notes)), article.language or ""]
    assert [word for word in told if any("\ud800" <= c <= "\udfff" for c in word)] == []
    assert [notice.code for notice in article.notices] == ["characters-replaced"]


def test_offsets_lead_back_into_a_table_by_tabs(tmp_path: Path) -> None:
    text = "id\tsource\ttarget\nk1\tDer Hafen ist zu.\tThe harbour is closed.\r\nk2\t  Er öffnet heute.\t It opens today.\n"
    read = pairs_of(tmp_path, "a.tsv", text)
    assert [misplaced(text, article) for article in read[:2]] == [[], []]
    assert of_wrong_lines(text, read[:2]) == []


def test_offsets_lead_back_to_the_line_of_a_csv(tmp_path: Path) -> None:
    text = 'source;target\nDer Hafen ist zu.;"The harbour\nis closed."\nEr öffnet heute.;It opens today.\n'
    read = pairs_of(tmp_path, "a.csv", text)
    assert of_wrong_lines(text, read[:2]) == []
    assert [read.translation.locate(s.start).line for s in read.translation.sentences] == [2, 4]


def test_offsets_lead_back_to_the_line_of_an_object(tmp_path: Path) -> None:
    text = "\n" + objects({"src": "Der Hafen ist zu.", "tgt": "港口关闭。"}, {"src": "Er öffnet.", "tgt": "它开了。"})
    assert of_wrong_lines(text, pairs_of(tmp_path, "a.ndjson", text)[:2]) == []


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_any_pairs_come_back_from_objects(rows: list[tuple[str, str]]) -> None:
    text = objects(*({"source": one, "target": two} for one, two in rows))
    assert texts(table.read_jsonl(text, "a.jsonl")) == [(one.strip(), two.strip()) for one, two in rows]


@given(
    st.lists(st.tuples(TEXTS, TEXTS), max_size=5), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"])
)
def test_any_pairs_come_back_from_what_python_writes(rows: list[tuple[str, str]], delimiter: str, end: str) -> None:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows([("source", "target"), *rows])
    assert texts(table.read_csv(stream.getvalue(), "a.csv")) == [
        (one.strip(), two.strip()) for one, two in rows if one.strip() or two.strip()
    ]


@given(st.lists(st.tuples(PLAIN, PLAIN), max_size=5))
def test_what_the_translate_toolkit_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    file = csvfile()
    told = [
        ("Der Hafen\nist zu.", "The harbour\nis closed."),
        *((f"{n} {a}", f"{n} {b}") for n, (a, b) in enumerate(rows)),
    ]
    for one, two in told:
        file.addsourceunit(one).target = two
    wanted = [(one.replace("\n", " ").strip(), two.replace("\n", " ").strip()) for one, two in told]
    assert sides(aligned_of(BytesIO(bytes(file)), "a.csv")) == wanted


def test_a_whole_article_fits_into_a_cell(tmp_path: Path) -> None:
    read = pairs_of(tmp_path, "a.csv", f"Ja.,Yes.\n{'Nein. ' * 40_000},No.\n")
    assert len(read.original.sentences[1].text) > 200_000
