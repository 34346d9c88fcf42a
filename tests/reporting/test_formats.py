"""The formats that other tools read: what they hold of a report, and that nothing of a hostile one runs in them."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from html import unescape
from importlib.metadata import files as files_of
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from jsonschema import validators

from tests.conftest import Files, Run
from xlcheck.checks.base import Severity
from xlcheck.report import Failure, Report
from xlcheck.report import Run as Reports
from xlcheck.reporting import FORMATS, render, sarif
from xlcheck.reporting.csv import COLUMNS, cell
from xlcheck.reporting.markdown import text
from xlcheck.reporting.places import joined

EVERY = pytest.mark.parametrize("name", FORMATS)


def workbook(told: Report | Reports) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(BytesIO(render("xlsx", told)))
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def shown(name: str, told: Report | Reports) -> str:
    """What a reader of the format sees: escapes undone, a workbook's cells."""
    if name == "xlsx":
        return str(workbook(told))
    text = unescape(render(name, told)) if name == "markdown" else render(name, told)
    return json.dumps(json.loads(text), ensure_ascii=False) if name in ("sarif", "gitlab") else text


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
    if name == "xlsx":
        return
    run = xlcheck("check", files.original, files.drifted, "-f", name)
    assert run.code == 1
    assert "\x1b" not in run.out


@EVERY
def test_a_report_is_the_same_bytes_twice(name: str, report: Report) -> None:
    assert render(name, report) == render(name, report)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_no_control_or_bidi_character_comes_through(name: str, hostile: Report) -> None:
    # JSON proper keeps the articles as they are, and writes control characters as escapes.
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown(name, hostile))


@EVERY
def test_a_run_of_several_pairs_tells_of_all_and_of_what_failed(name: str, report: Report, hostile: Report) -> None:
    run = Reports((report, hostile), (Failure("c.txt", "c.txt: no such <file>"),))
    told = shown(name, run)
    for one in run.reports:
        finding = next(f for f in one.findings if f.counts)
        assert finding.check in told
    if name not in ("text", "csv", "xlsx", "tmx", "xliff"):
        # The others are for readers of findings; what failed stands on standard error, and in the exit code.
        assert "no such" in told
    assert shown(name, Reports((), run.failures)) is not None


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
    assert len({entry["fingerprint"] for entry in entries}) == len(report.findings)
    elsewhere = json.loads(render("gitlab", replace(report, translation=replace(report.translation, path="c.txt"))))
    # The same words in another file are another entry.
    assert {entry["fingerprint"] for entry in entries} != {entry["fingerprint"] for entry in elsewhere}
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


def test_a_pair_that_failed_is_an_error_of_its_own_suite(report: Report) -> None:
    root = fromstring(render("junit", Reports((report,), (Failure("c.txt", "c.txt: no such file"),))))
    assert [suite.get("errors") for suite in root.iter("testsuite")] == [None, "1"]
    (error,) = root.iter("error")
    assert error.get("message") == "c.txt: no such file"


@EVERY
def test_a_file_name_that_is_no_unicode_is_told_in_every_format(name: str, report: Report) -> None:
    odd = replace(report, translation=replace(report.translation, path="bad\udcff.txt"))
    assert len(render(name, odd)) > 100


# TMX, XLIFF and the workbook


def test_a_memory_is_read_back_by_another_tool(report: Report, tmp_path: Path) -> None:
    from translate.storage.tmx import tmxfile

    (tmp_path / "a.tmx").write_text(render("tmx", report), encoding="utf-8")
    units = tmxfile.parsefile(str(tmp_path / "a.tmx")).units
    beads = [bead for bead in report.beads if bead.original and bead.translation]
    assert [unit.source for unit in units] == [joined(report.original, bead.original) for bead in beads]
    assert [unit.target for unit in units] == [joined(report.translation, bead.translation) for bead in beads]
    assert [len(unit.getnotes().splitlines()) for unit in units] == [len(bead.findings) for bead in beads]


def test_a_translation_tool_is_told_what_to_review(report: Report, tmp_path: Path) -> None:
    from translate.storage.xliff import xlifffile

    (tmp_path / "a.xlf").write_text(render("xliff", report), encoding="utf-8")
    units = xlifffile.parsefile(str(tmp_path / "a.xlf")).units
    assert len(units) == len(report.beads)
    drifted = [any(f.severity >= Severity.MAJOR for f in bead.findings) for bead in report.beads]
    states = [unit.xmlelement.find(".//{*}target").get("state") for unit in units]
    assert [state != "translated" for state in states] == drifted
    for unit, bead in zip(units, report.beads, strict=True):
        assert all(finding.message in unit.getnotes() for finding in bead.findings)


def test_a_workbook_has_a_row_a_finding_and_a_sheet_of_pairs(report: Report) -> None:
    book = workbook(report)
    assert len(book["findings"]) == len(report.findings) + 1
    assert book["findings"][1][0] == str(report.findings[0].severity)
    assert book["pairs"][1][3] == report.summary()["drifted"]


def test_a_formula_in_an_article_is_words_in_a_workbook(report: Report) -> None:
    bead = next(bead for bead in report.beads if bead.findings)
    evil = replace(bead.findings[0], message="=cmd|'/c calc'!A0")
    book = openpyxl.load_workbook(BytesIO(render("xlsx", replace(report, beads=(replace(bead, findings=(evil,)),)))))
    cell = next(cell for row in book["findings"] for cell in row if str(cell.value).startswith("=cmd"))
    assert cell.data_type == "s"


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
