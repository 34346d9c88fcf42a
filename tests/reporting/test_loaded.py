"""Reports out of their JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, Pair
from xlcheck import check, check_aligned
from xlcheck.errors import XlcheckError
from xlcheck.report import Report
from xlcheck.reporting import render
from xlcheck.reporting.json import as_dict
from xlcheck.reporting.loaded import report_of

#: Long ones, ones whose passages cross, right to left, without spaces.
CORPORA = ("ar-en-municipal-law", "en-zh-chip-packaging", "held-ja-en-rural-railway", "zh-en-appliance-chain")
PO = """msgid ""
msgstr "Language: de\\n"

#. about the ferry
msgctxt "ferry"
msgid "The ferry stopped at 7."
msgstr "Die Fähre hielt um 9."

msgid "The harbour is closed."
msgstr "Der Hafen ist offen."
"""


def through(data: dict[str, Any]) -> dict[str, Any]:
    """Data as it comes out of a file."""
    read: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False))
    return read


def same(report: Report) -> Report:
    """The report that was read back, which tells the same."""
    data = as_dict(report)
    back = report_of(through(data))
    assert json.dumps(as_dict(back)) == json.dumps(data)
    return back


@pytest.mark.parametrize("name", CORPORA)
def test_a_report_is_read_back_as_it_was_told(name: str) -> None:
    folder = ROOT / "corpora" / name
    made = check(folder / "original.txt", folder / "translation.txt")
    back = same(made)
    assert len(back.findings) >= 2
    for side in ("original", "translation"):
        old, new = getattr(made, side), getattr(back, side)
        assert [new.text[s.start : s.end] for s in new.sentences] == [s.text for s in old.sentences]
        for finding in back.findings:
            span = getattr(finding, side)
            assert span is None or new.text[span.start : span.end] == span.text


def test_places_of_findings_that_no_sentence_holds_are_in_the_text(report: Report) -> None:
    data = through(as_dict(report))
    end = data["original"]["sentences"][-1]["end"]
    data["findings"][0]["original"] = {"start": end + 3, "end": end + 7, "text": "boat"}
    back = report_of(data)
    assert back.original.text[end:] == "   boat"
    assert as_dict(back) == data


def test_paragraphs_are_on_lines_of_their_own(report: Report) -> None:
    back = report_of(as_dict(report))
    assert len(back.original.paragraphs) == len(report.original.paragraphs)
    assert back.original.text.splitlines()[0] == "Harbour of Melby reopens after the storm"
    assert [p.role for p in back.original.paragraphs] == [p.role for p in report.original.paragraphs]


def test_units_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "harbour.po"
    path.write_text(PO, encoding="utf-8")
    back = same(check_aligned(path, original_language="en"))
    assert len(back.original.units) == 2
    assert back.original.unit(3) == back.original.units[0]


def test_measures_against_a_reference_are_read_back(pair: Pair) -> None:
    back = same(check(pair.original, pair.drifted, reference=pair.faithful))
    assert back.measures
    assert any(bead.scores for bead in back.beads)


def test_a_hostile_report_is_read_back(hostile: Report) -> None:
    same(hostile)


@pytest.mark.parametrize("texts", [("One bridge.", "12345"), ("It rains \ud800 here.", "这里下雨。")])
def test_odd_texts_are_read_back(texts: tuple[str, str]) -> None:
    same(check(*texts))


def test_what_is_read_back_looks_the_same(report: Report) -> None:
    # All but lines and columns, which a report doesn't tell.
    back = report_of(through(as_dict(report)))
    for kind in ("html", "markdown", "tmx"):
        assert render(kind, back) == render(kind, report)


# Damage


def refused(data: Any) -> None:
    with pytest.raises(XlcheckError, match=r"^old: is no report of xlcheck") as error:
        report_of(data, "old")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("data", [None, 5, "report", [], {}, [[]], {"findings": 5}, {"findings": [5]}])
def test_what_is_no_report_is_told(data: Any) -> None:
    refused(data)


def first(data: dict[str, Any], side: str = "original") -> dict[str, Any]:
    sentence: dict[str, Any] = data[side]["sentences"][0]
    return sentence


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("signature"),
        lambda data: data.pop("beads"),
        lambda data: data.pop("notices"),
        lambda data: data["original"].pop("path"),
        lambda data: data["findings"][0].update(severity="fatal"),
        lambda data: data["findings"][0].update(severity=2),
        lambda data: data["findings"][0].update(confidence="high"),
        lambda data: data["findings"][0].update(bead=99),
        lambda data: data["findings"][0].update(bead=-1),
        lambda data: data["findings"][0].update(bead=float("inf")),
        lambda data: data["findings"][0].update(related=[{"side": "left", "start": 0, "end": 1, "text": "a"}]),
        lambda data: data["findings"][0].update(evidence=7),
        lambda data: data["findings"][0]["original"].update(text="longer than its place"),
        lambda data: data["findings"][0]["original"].update(start=float("inf")),
        lambda data: data["findings"][0]["original"].update(start=float("nan")),
        lambda data: data["beads"][0].update(original=[99]),
        lambda data: data["beads"][0].update(original=[-1]),
        lambda data: data["beads"][0].update(original=["0"]),
        lambda data: data["beads"][0].update(original=[0.0]),
        lambda data: data["beads"][0].update(original=None),
        lambda data: data["beads"][0].update(drift="high"),
        lambda data: data["beads"][0].update(score=None),
        lambda data: first(data).update(start=-1),
        lambda data: first(data).update(end=10**9),
        lambda data: first(data).update(start=10**30, end=10**30 + len(first(data)["text"])),
        lambda data: first(data).update(start=10**9, end=10**9 + len(first(data)["text"])),
        lambda data: first(data).update(text=None),
        lambda data: first(data).update(role="advert"),
        lambda data: first(data).update(paragraph=[]),
        lambda data: data["original"]["sentences"].reverse(),
        lambda data: data["original"].update(sentences=None),
        lambda data: data["original"].update(units=[{"start": 0}]),
        lambda data: data.update(measures=[{"by\nhand": 1}]),
        lambda data: data.update(translation=None),
    ],
)
def test_a_damaged_report_is_told_in_one_line(report: Report, spoil: Callable[[dict[str, Any]], Any]) -> None:
    data = through(as_dict(report))
    spoil(data)
    refused(data)


Place = tuple[Any, Any]


def places(data: Any, within: str = "") -> list[tuple[str, Place]]:
    """Every container of some data with each of its keys, by what it is: ``.findings[].original.text``."""
    pairs = [*data.items()] if isinstance(data, dict) else [*enumerate(data)] if isinstance(data, list) else []
    found = []
    for key, value in pairs:
        name = f"{within}[]" if isinstance(data, list) else f"{within}.{key}"
        found += [(name, (data, key)), *places(value, name)]
    return found


VALUES = st.one_of(
    st.sampled_from([None, True, False, "", "original", "major", "headline", "\ud800", "a\nb"]),
    st.sampled_from([float("inf"), float("nan")]),
    st.sampled_from([10**6, 10**12, -(10**20), 0.0, 0.5]),
    st.integers(-3, 60),
    st.sampled_from([[], {}, [0], [[]], {"start": 0, "end": 1, "text": "a"}]),
)


@st.composite
def damaged(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """A report in which something is gone, or something else; every kind of place as often as another."""
    data = through(whole)
    for _ in range(draw(st.integers(1, 2))):
        kinds: dict[str, list[Place]] = {}
        for name, place in places(data):
            kinds.setdefault(name, []).append(place)
        container, key = draw(st.sampled_from(kinds[draw(st.sampled_from(sorted(kinds)))]))
        if draw(st.integers(0, 3)):
            container[key] = through({"a": draw(VALUES)})["a"]
        else:
            del container[key]
    return data


@settings(max_examples=300)
@given(data=st.data())
def test_a_report_in_which_anything_is_damaged_is_read_or_told_in_one_line(report: Report, data: st.DataObject) -> None:
    told = data.draw(damaged(as_dict(report)))
    try:
        back = report_of(told, "old")
    except XlcheckError as error:
        line = str(error)
        assert line.startswith("old: is no report of xlcheck (")
        assert len(line.splitlines()) == 1
    else:
        as_dict(back)


def shown_or_told(data: dict[str, Any]) -> None:
    try:
        back = report_of(data)
    except XlcheckError:
        return
    for kind in ("html", "markdown"):
        render(kind, back)


@settings(max_examples=150)
@given(data=st.data())
def test_what_is_read_of_a_damaged_report_can_be_shown(report: Report, data: st.DataObject) -> None:
    shown_or_told(data.draw(damaged(as_dict(report))))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["notices"].append({"code": "a", "message": None, "side": None}),
        lambda data: data["notices"].append({"code": 5, "message": "b", "side": "left"}),
        lambda data: data["findings"][0].update(confidence=float("nan")),
        lambda data: data["findings"][0].update(confidence=float("inf")),
        lambda data: data["beads"][0].update(drift=float("nan")),
        lambda data: data["beads"][0].update(original=[True]),
        lambda data: data["beads"][0].update(original=[1, 0]),
        lambda data: data["beads"][0].update(original=[], translation=[]),
        lambda data: data["beads"][0].update(scores=5),
        lambda data: data["original"].update(sentences=[]),
    ],
)
def test_what_is_odd_in_a_report_is_shown_or_told(report: Report, spoil: Callable[[dict[str, Any]], Any]) -> None:
    data = through(as_dict(report))
    spoil(data)
    shown_or_told(data)
