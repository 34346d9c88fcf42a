import re

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.places import blocks, misplaced
from xlcheck.reading.source import article_of
from xlcheck.reading.subtitles import read

SRT = """1
00:00:01,000 --> 00:00:03,500
Die Fähre fährt heute

2
00:00:04,000 --> 00:00:06,000
nicht.

3
01:00:07,250 --> 01:00:09,000
Der Kapitän sagt:
Morgen.
"""
VTT = """WEBVTT - Ferry news

STYLE
::cue { color: red }

NOTE
Nobody reads this.

intro
00:01.000 --> 00:03.000 line:0 position:20%
<v Anna>The ferry <b>runs</b>.</v>

NOTE One more

00:00:04.000 --> 00:00:06.000
It is &lt;full&gt; &amp; late.
"""
#: Words alone: what pysubs2 takes for a mark, or would wrap, is another matter.
LINES = st.text("abcdefgzABCÄß港口船ёЖ0123456789,.?! ", min_size=1, max_size=20).map(str.strip).filter(bool)


def test_a_sentence_that_runs_over_cues_is_one() -> None:
    assert blocks(read(SRT)) == ["Die Fähre fährt heute nicht.", "Der Kapitän sagt: Morgen."]


def test_each_cue_is_a_unit_by_its_time() -> None:
    article = read(SRT)
    assert [(article.text[u.start : u.end], u.id) for u in article.units] == [
        ("Die Fähre fährt heute", "00:00:01.000"),
        ("nicht.", "00:00:04.000"),
        ("Der Kapitän sagt: Morgen.", "01:00:07.250"),
    ]
    found = article.unit(article.text.index("nicht"))
    assert found is not None
    assert found.id == "00:00:04.000"


def test_notes_styles_names_and_settings_are_no_text() -> None:
    article = read(VTT)
    assert blocks(article) == ["The ferry runs.", "It is <full> & late."]
    assert [u.id for u in article.units] == ["00:01.000", "00:00:04.000"]


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("The ferry", "runs.", True),
        ("The ferry.", "It runs.", False),
        ("The ferry...", "...runs.", True),
        ("The ferry runs", "Anna waits", False),
        ("The ferry, the", "Anna, runs.", False),
        ("One boat,", "Anna says.", True),
        ("渡轮停了，", "船长说。", True),
        ("渡轮停了。", "船长说。", False),
        ("フェリーは、", "止まった。", True),
        ("Паром", "идёт.", True),
    ],
)
def test_a_cue_goes_on_in_small_letters_or_after_a_comma(before: str, after: str, goes_on: bool) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{before}\n\n2\n00:00:02,000 --> 00:00:03,000\n{after}\n"
    assert blocks(read(text)) == ([f"{before} {after}"] if goes_on else [before, after])


@pytest.mark.parametrize(
    "line",
    [
        "<i>It rains.</i>",
        "<font color='#fff'>It rains.</font>",
        "{\\an8}It rains.",
        "<c.loud>It</c> <00:00:01.500>rains.",
        "<v Anna Berg>It rains.",
        "- It rains.",
        "– <i>It rains.</i>",
    ],
)
def test_styles_speakers_and_times_within_a_cue_are_no_text(line: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{line}\n"
    assert blocks(read(text)) == ["It rains."]


def test_a_number_that_is_said_is_text() -> None:
    assert read("7\n00:00:01,000 --> 00:00:02,000\n42\n").text == "42"


def test_a_line_of_a_time_begins_a_cue_even_without_an_empty_line_before() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nIt rains.\n00:02.000 --> 00:03.000\nIt snows.\n"
    article = read(text)
    assert [(article.text[u.start : u.end], u.id) for u in article.units] == [
        ("It rains.", "00:01.000"),
        ("It snows.", "00:02.000"),
    ]


def test_empty_cues_are_none() -> None:
    assert blocks(read("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:02,000 --> 00:00:03,000\nJa.\n")) == ["Ja."]
    assert blocks(read("1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n\n2\n00:00:02,000 --> 00:00:03,000\nJa.")) == ["Ja."]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("text", [SRT, VTT])
def test_other_line_ends_change_nothing(text: str, end: str) -> None:
    other = read(text.replace("\n", end))
    assert other == read(text)


def test_offsets_lead_back_to_the_words_of_a_cue() -> None:
    assert misplaced(SRT, read(SRT)) == []
    article = read(SRT)
    start = article.text.index("Der Kapitän")
    assert article.locate(start) == (11, 1)
    assert article.text[start : start + 25] == "Der Kapitän sagt: Morgen."


@pytest.mark.parametrize(
    "line",
    [
        "<i>it rains</i>",
        "The ferry <b>really</b> runs <i>today</i>.",
        "{\\an8}  an eight",
        "- <c.b>boat</c> a boat",
        "Fish &amp; chips, he said.",
        "  wide   gaps",
    ],
)
def test_offsets_lead_back_through_styles(line: str) -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n"
    assert misplaced(text, read(text)) == []


@pytest.mark.parametrize(("name", "text"), [("a.srt", SRT), ("a.vtt", VTT), ("A.SRT", SRT)])
def test_the_ending_names_the_format(name: str, text: str) -> None:
    assert "00:00" not in article_of(text.encode("utf-8-sig"), name).text


@pytest.mark.parametrize("form", ["srt", "vtt"])
@given(st.lists(st.lists(LINES, min_size=1, max_size=2), min_size=1, max_size=5))
def test_what_pysubs2_writes_comes_back(form: str, cues: list[list[str]]) -> None:
    file = pysubs2.SSAFile()
    for n, lines in enumerate(cues):
        file.append(pysubs2.SSAEvent(start=n * 2000, end=n * 2000 + 1000, text="\\N".join(lines)))
    text = file.to_string(form)
    article = read(text)
    assert [article.text[u.start : u.end] for u in article.units] == [
        re.sub(" +", " ", " ".join(lines)) for lines in cues
    ]
    assert [u.id for u in article.units] == [f"00:00:{n * 2:02}.000" for n in range(len(cues))]
    assert misplaced(text, article) == []
