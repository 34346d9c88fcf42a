import csv
import io
import json
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from xlcheck import check
from xlcheck.report import Report
from xlcheck.reporting import render_alignment

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


def units(text: str) -> list[list[tuple[str | None, str]]]:
    root: Element = ElementTree.fromstring(text.encode())
    return [[(tuv.get(LANG), tuv.findtext("seg") or "") for tuv in unit.iter("tuv")] for unit in root.iter("tu")]


def sentences(cell: str) -> list[int]:
    return [int(number) for number in cell.split(",") if number]


def test_tsv_is_read_back_as_it_was(report: Report) -> None:
    read = rows(render_alignment("tsv", report))
    assert len(read) == len(report.beads)
    for row, bead in zip(read, report.beads, strict=True):
        assert tuple(sentences(row["original_sentences"])) == bead.original
        assert tuple(sentences(row["translation_sentences"])) == bead.translation
        assert row["original"] == " ".join(report.original.sentences[i].text for i in bead.original)
        assert float(row["score"]) == pytest.approx(bead.score, abs=1e-4)


def test_tsv_keeps_its_columns_whatever_an_article_holds(hostile: Report) -> None:
    read = rows(render_alignment("tsv", hostile))
    assert len(read) == len(hostile.beads)
    assert all(len(row) == 6 and None not in row.values() for row in read)


def test_tmx_is_read_back_as_it_was(report: Report) -> None:
    read = units(render_alignment("tmx", report))
    joined = [bead for bead in report.beads if bead.original and bead.translation]
    assert len(read) == len(joined) < len(report.beads)
    for unit, bead in zip(read, joined, strict=True):
        assert [language for language, _ in unit] == ["en", "zh-Hans"]
        assert unit[0][1] == " ".join(report.original.sentences[i].text for i in bead.original)
        assert unit[1][1] == " ".join(report.translation.sentences[j].text for j in bead.translation)


def test_tmx_names_itself_and_its_source_language(report: Report) -> None:
    root = ElementTree.fromstring(render_alignment("tmx", report).encode())
    header = root.find("header")
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    assert header is not None
    assert (header.get("srclang"), header.get("segtype")) == ("en", "sentence")


def test_tmx_of_a_hostile_article_is_well_formed(hostile: Report) -> None:
    read = units(render_alignment("tmx", hostile))
    assert '<script>alert("x")</script>' in read[0][0][1]


@given(
    st.text(
        alphabet=st.sampled_from("ab.<&>\"'\t\n\r\x0b\x0c\x1c\x85\u2028\ufdd0\ufffe\uffff\U0001ffff") | st.characters(),
        max_size=40,
    )
)
def test_tmx_and_tsv_of_any_text_can_be_read(text: str) -> None:
    report = check(f"It rained. {text}", "下雨了。", original_language="en", translation_language="zh")
    joined = [bead for bead in report.beads if bead.original and bead.translation]
    assert len(units(render_alignment("tmx", report))) == len(joined)
    assert len(rows(render_alignment("tsv", report))) == len(report.beads)


def test_json_holds_the_beads_with_their_texts(report: Report) -> None:
    data = json.loads(render_alignment("json", report))
    assert [(bead["original"], bead["translation"]) for bead in data["beads"]] == [
        (list(b.original), list(b.translation)) for b in report.beads
    ]
    assert data["beads"][0]["texts"] == [report.original.sentences[0].text, report.translation.sentences[0].text]


def test_text_numbers_the_sentences_from_one(report: Report) -> None:
    lines = render_alignment("text", report).splitlines()
    assert lines[0].split()[0] == lines[1].split()[0] == "1"
    assert "(nothing)" in render_alignment("text", report)


def test_text_obeys_no_hidden_character(hostile: Report) -> None:
    assert not set(render_alignment("text", hostile)) & set("\x1b\x07\u202e\u2066")
