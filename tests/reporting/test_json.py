import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from xlcheck import check
from xlcheck.article import Notice, Role
from xlcheck.checks.base import Severity
from xlcheck.report import Failure, Report, Run
from xlcheck.reporting import render

SCHEMA = json.loads(files("xlcheck.reporting").joinpath("report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def validated(report: Report) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(render("json", report))
    VALIDATOR.validate(data)
    return data


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_knows_every_severity_and_role() -> None:
    assert set(SCHEMA["$defs"]["severity"]["enum"]) == {str(severity) for severity in Severity}
    assert set(SCHEMA["$defs"]["role"]["enum"]) == {str(role) for role in Role}


def test_a_report_follows_the_schema(report: Report) -> None:
    assert [f["check"] for f in validated(report)["findings"]] == [
        "negation-flipped",
        "money-changed",
        "sentence-omitted",
    ]


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("One bridge.", "一座桥。"),
        ("One bridge.", "12345"),
        (
            "Bridge closed\n\nSource: River Post\n\nMELBY, 2026-03-05 - It closed.",
            "桥关闭了\n\n来源：河口晚报\n\n它关闭了。",
        ),
        ("The ferry to the island will run.", "渡轮将开行。渡轮将开往岛上。渡轮将开往岛上。这座灯塔由丹麦人建造。"),
        ("<h1>Bridge</h1><figcaption>The quay</figcaption><p>It closed.</p>", "桥\n\n图为码头\n\n它关闭了。"),
        ("It rains \ud800 here.", "这里下雨。"),
    ],
)
def test_every_kind_of_report_follows_the_schema(original: str, translation: str) -> None:
    validated(check(original, translation))


def test_a_hostile_report_follows_the_schema_too(hostile: Report) -> None:
    data = validated(hostile)
    assert data["original"]["title"] == '<script>alert("x")</script>'


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("signature"),
        lambda data: data.update(schema_version=2),
        lambda data: data["findings"][0].update(severity="fatal"),
        lambda data: data["findings"][0].update(status="old"),
        lambda data: data["findings"][0].update(confidence=1.2),
        lambda data: data["findings"][0].update(fingerprint="xyz"),
        lambda data: data["findings"][0]["original"].pop("text"),
        lambda data: data["original"]["sentences"][0].update(role="advert"),
        lambda data: data["original"]["sentences"][0].update(start=-1),
        lambda data: data["original"].update(date="yesterday"),
        lambda data: data["beads"][0].update(drift="high"),
        lambda data: data["beads"][0].update(original=["0"]),
        lambda data: data["notices"].append({"code": "a", "message": "b", "side": "left"}),
        lambda data: data["summary"].pop("by_check"),
    ],
)
def test_the_schema_refuses_what_is_no_report(report: Report, spoil: Callable[[dict[str, Any]], None]) -> None:
    data = validated(report)
    spoil(data)
    assert not VALIDATOR.is_valid(data)


def test_the_schema_leaves_room_for_more(report: Report) -> None:
    data = validated(report)
    data["later"] = data["findings"][0]["later"] = data["beads"][0]["later"] = data["original"]["sentences"][0][
        "later"
    ] = 1
    VALIDATOR.validate(data)


@pytest.mark.parametrize("side", ["original", "translation"])
def test_offsets_are_those_of_the_article(report: Report, side: str) -> None:
    article, data = getattr(report, side), validated(report)
    spans = [*data[side]["sentences"], *(f[side] for f in data["findings"] if f[side])]
    assert len(spans) > 7
    assert all(article.text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_beads_partition_the_sentences_and_findings_name_theirs(report: Report) -> None:
    data = validated(report)
    for side in ("original", "translation"):
        assert sorted(i for bead in data["beads"] for i in bead[side]) == list(range(len(data[side]["sentences"])))
    for finding in data["findings"]:
        bead = data["beads"][finding["bead"]]
        for side in ("original", "translation"):
            if finding[side]:
                assert data[side]["sentences"][bead[side][0]]["start"] <= finding[side]["start"]
                assert finding[side]["end"] <= data[side]["sentences"][bead[side][-1]]["end"]


def test_the_summary_counts_the_findings(report: Report) -> None:
    data = validated(report)
    assert data["summary"]["beads"] == len(data["beads"])
    assert sum(data["summary"][severity] for severity in ("minor", "major", "critical")) == len(data["findings"])
    assert sum(data["summary"]["by_check"].values()) == len(data["findings"])


def test_letters_are_written_as_they_are(report: Report) -> None:
    text = render("json", report)
    assert "梅尔比港" in text
    assert "\\u" not in text
    assert text.endswith("}\n")


def test_what_is_told_of_several_pairs_is_valid_too(report: Report, hostile: Report) -> None:
    run = Run((report, hostile), (Failure("c.txt", "c.txt: no such file"),), (Notice("pair-incomplete", "d.txt"),))
    told = json.loads(render("json", run))
    assert [error.message for error in VALIDATOR.iter_errors(told)] == []
    assert len(told["reports"]) == 2
    assert told["failures"] == [{"name": "c.txt", "message": "c.txt: no such file"}]
    del told["reports"][0]["beads"]
    assert list(VALIDATOR.iter_errors(told))
