"""The formats that other tools read: what they hold of a report, and that nothing of a hostile one runs in them."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from importlib.metadata import files as files_of
from io import StringIO
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from jsonschema import validators

from tests.conftest import Files, Run
from xlcheck.checks.base import Severity
from xlcheck.report import Report
from xlcheck.reporting import FORMATS, render, sarif
from xlcheck.reporting.csv import COLUMNS, cell
from xlcheck.reporting.markdown import text

EVERY = pytest.mark.parametrize("name", FORMATS)


def accepted(report: Report) -> Report:
    beads = tuple(replace(b, findings=tuple(replace(f, status="baselined") for f in b.findings)) for b in report.beads)
    return replace(report, beads=beads)


@EVERY
def test_every_format_goes_to_its_own_file_in_one_run(
    name: str, files: Files, xlcheck: Callable[..., Run], tmp_path: Path
) -> None:
    outputs = [f for other in FORMATS for f in ("-f", f"{other}={tmp_path / other}")]
    if name == FORMATS[0]:
        run = xlcheck("check", files.original, files.drifted, *outputs)
        assert (run.code, run.out) == (1, "")
        assert all((tmp_path / other).stat().st_size > 100 for other in FORMATS)
    run = xlcheck("check", files.original, files.drifted, "-f", name)
    assert run.code == 1
    assert "\x1b" not in run.out


@EVERY
def test_a_report_is_the_same_bytes_twice(name: str, report: Report) -> None:
    assert render(name, report) == render(name, report)


@EVERY
def test_no_control_or_bidi_character_comes_through(name: str, hostile: Report) -> None:
    shown = (
        json.dumps(json.loads(render(name, hostile)), ensure_ascii=True)
        if name in ("json", "sarif", "gitlab")
        else render(name, hostile)
    )
    # JSON writes control characters as escapes: what matters there is what a reader of the JSON prints.
    if name != "json":
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


# GitHub


def test_annotations_stand_at_the_place_of_the_translation(report: Report) -> None:
    report = replace(report, translation=replace(report.translation, path="feed/b.txt"))
    lines = render("github", report).splitlines()
    assert len(lines) == len(report.findings) + len(report.notices)
    finding = next(f for f in report.findings if f.translation and f.severity >= Severity.MAJOR)
    where = report.translation.locate(finding.translation.start)
    assert any(line.startswith(f"::error file=feed/b.txt,line={where.line},col={where.column},") for line in lines)


def test_an_article_gives_no_commands(hostile: Report) -> None:
    bead = next(bead for bead in hostile.beads if bead.findings)
    evil = replace(bead.findings[0], message="fine\n::error::owned\r::set-env name=A::b%0A::x")
    report = replace(
        hostile,
        beads=(replace(bead, findings=(evil,)),),
        translation=replace(hostile.translation, path="a:b,c\n::error::d.txt"),
    )
    lines = render("github", report).splitlines()
    assert len(lines) == 1 + len(report.notices)
    assert lines[0].startswith("::")
    assert "%250A" in lines[0]
    assert "file=a%3Ab%2Cc %3A%3Aerror%3A%3Ad.txt," in lines[0]


def test_what_was_accepted_is_a_notice(report: Report) -> None:
    assert not re.search("^::(error|warning)", render("github", accepted(report)), re.MULTILINE)


# GitLab


def test_gitlab_gets_what_it_asks_for(report: Report) -> None:
    entries = json.loads(render("gitlab", report))
    assert [entry["fingerprint"] for entry in entries] == [f.fingerprint for f in report.findings]
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] >= 1
    assert json.loads(render("gitlab", accepted(report))) == []


# JUnit


def test_a_suite_fails_where_a_passage_drifted(report: Report) -> None:
    suite = fromstring(render("junit", report))
    drifted = [any(f.severity >= Severity.MAJOR for f in bead.findings) for bead in report.beads]
    assert [case.find("failure") is not None for case in suite][: len(drifted)] == drifted
    assert (int(suite.get("tests", 0)), int(suite.get("failures", 0))) == (len(drifted), sum(drifted))
    suite = fromstring(render("junit", accepted(report)))
    assert (suite.get("failures"), int(suite.get("skipped", 0))) == (
        "0",
        sum(bool(bead.findings) for bead in report.beads),
    )


def test_what_xml_can_not_hold_is_shown(hostile: Report) -> None:
    bead = next(bead for bead in hostile.beads if bead.findings)
    evil = replace(bead.findings[0], message="]]>\uffff\ud800\0<failure/>", severity=Severity.CRITICAL)
    suite = fromstring(render("junit", replace(hostile, beads=(replace(bead, findings=(evil,)),))))
    (failure,) = suite.iter("failure")
    assert failure.get("message") == "]]>⟨U+FFFF⟩⟨U+D800⟩⟨U+0000⟩<failure/>"


# Markdown


def test_a_summary_has_a_row_a_finding(report: Report) -> None:
    shown = render("markdown", report)
    assert shown.startswith(f"## {report.summary()['drifted']} of {len(report.beads)} passages drifted\n")
    assert shown.count("\n| **") == len(report.findings)


@pytest.mark.parametrize(
    "evil",
    [
        "[x](javascript:alert(1))",
        "![x](https://evil.example/a.png)",
        "<img src=x onerror=alert(1)>",
        "@everyone #1 `code` **bold** | cell",
        "https://evil.example",
        "a\n\n# heading",
        "&lt;b&gt;",
        "$x$ ~~y~~",
    ],
)
def test_words_of_an_article_are_words(evil: str) -> None:
    shown = text(evil)
    assert not re.search(r"[\[\]()<>@`*|~$!\n]|https?:|(?<!&)#(?!\d)", shown)
    assert re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), shown) == " ".join(evil.split())


def test_a_summary_of_thousands_is_cut_with_a_word(report: Report) -> None:
    bead = next(bead for bead in report.beads if bead.findings)
    many = replace(report, beads=(replace(bead, findings=bead.findings[:1] * 700),))
    many = replace(
        many, beads=(replace(many.beads[0], findings=tuple(replace(f, bead=0) for f in many.beads[0].findings)),)
    )
    shown = render("markdown", many)
    assert shown.count("\n| **") == 500
    assert "200 more are left out here." in shown


# CSV


def test_a_table_has_a_row_a_finding_and_both_sides(report: Report) -> None:
    shown = render("csv", report)
    assert shown.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(shown.removeprefix("\ufeff"), newline="")))
    assert [row["fingerprint"] for row in rows] == [f.fingerprint for f in report.findings]
    assert tuple(rows[0]) == COLUMNS
    for row, finding in zip(rows, report.findings, strict=True):
        if finding.original:
            assert row["original_words"] == finding.original.text
            assert int(row["original_line"]) == report.original.locate(finding.original.start).line


@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "＝1", "\t=1", "\u202e=1"])
def test_a_cell_is_no_formula(evil: str) -> None:
    assert not cell(evil).startswith(("=", "+", "-", "@", "＝", "\t"))
    assert cell(-0.5) == "-0.5"
    assert "\n" not in cell("a\nb")


# SARIF


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    """SARIF's own schema, out of the collection that the package schemastore carries; its answers are pickled, so only cut out."""
    (file,) = (file for file in files_of("schemastore") or () if file.name == "cache.sqlite")
    with closing(sqlite3.connect(f"file:{file.locate()}?mode=ro", uri=True)) as base:
        for (value,) in base.execute("SELECT value FROM responses"):
            start = value.find(b"{", max(value.find(b'"$schema"') - 9, 0))
            if b"Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema" in value[:2000] and start > 0:
                found: dict[str, object] = json.JSONDecoder().raw_decode(value[start:].decode("utf-8", "ignore"))[0]
                return found
    raise AssertionError("schemastore carries no SARIF 2.1.0")


def valid(report: Report, schema: dict[str, object]) -> list[str]:
    """What the schema has against a report's SARIF."""
    kind = validators.validator_for(schema)
    return [error.message for error in kind(schema).iter_errors(json.loads(render("sarif", report)))]


def test_what_is_written_is_valid_by_the_schema(report: Report, hostile: Report, schema: dict[str, object]) -> None:
    for one in (report, hostile, accepted(report), replace(report, beads=())):
        assert valid(one, schema) == []


def test_the_schema_would_tell(report: Report, schema: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "_LEVELS", dict.fromkeys(Severity, "awful"))
    assert valid(report, schema)


@pytest.mark.slow
def test_of_thirty_thousand_findings_a_service_gets_what_it_takes(report: Report, schema: dict[str, object]) -> None:
    bead = next(bead for bead in report.beads if bead.findings)
    many = replace(
        bead, findings=tuple(replace(bead.findings[0], bead=0, fingerprint=f"{n:012x}") for n in range(30_000))
    )
    told = json.loads(render("sarif", replace(report, beads=(many,))))
    assert len(told["runs"][0]["results"]) == 25_000
    assert "5000 less grave findings are left out" in json.dumps(told["runs"][0]["invocations"])
    assert len(json.dumps(told)) < 50_000_000


def run_of(report: Report) -> dict[str, object]:
    told = json.loads(render("sarif", report))
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    return run


def test_results_name_their_rule_their_place_and_their_fingerprint(report: Report) -> None:
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(report.findings)
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.check
        assert result["partialFingerprints"] == {"xlcheck/v1": finding.fingerprint}
        assert result["level"] == {1: "note", 2: "warning", 3: "error"}[finding.severity]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        if finding.original and finding.translation:
            assert result["relatedLocations"][0]["message"]["text"] == "In the original."
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}") for rule in rules)


def test_what_was_accepted_is_suppressed(report: Report) -> None:
    for result in run_of(accepted(report))["results"]:
        assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "baselined"}]
        assert result["baselineState"] == "unchanged"
    assert all(result["suppressions"] == [] for result in run_of(report)["results"])


def test_notices_are_notifications(hostile: Report) -> None:
    (notification,) = run_of(hostile)["invocations"][0]["toolExecutionNotifications"]
    assert notification["descriptor"] == {"id": "evil"}


def test_of_more_than_a_service_takes_the_gravest_are_kept(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 2)
    run = run_of(report)
    kept = {result["partialFingerprints"]["xlcheck/v1"] for result in run["results"]}
    gravest = sorted(report.findings, key=lambda f: -f.severity)[:2]
    assert {f.severity for f in report.findings if f.fingerprint in kept} == {f.severity for f in gravest}
    assert len(kept) == 2
    told = run["invocations"][0]["toolExecutionNotifications"][-1]
    assert f"{len(report.findings) - 2} less grave findings are left out" in told["message"]["text"]
