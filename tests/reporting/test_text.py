import pytest

from xlcheck import check
from xlcheck.report import Report
from xlcheck.reporting import render


def test_without_colour_there_are_no_escape_codes(report: Report, hostile: Report) -> None:
    for shown in (render("text", report), render("text", hostile)):
        assert "\x1b" not in shown


def test_with_colour_there_are(report: Report) -> None:
    assert "\x1b[" in render("text", report, color=True)


def test_an_article_cannot_send_escape_codes_of_its_own(hostile: Report) -> None:
    shown = render("text", hostile, color=True)
    assert "\x1b[31mm" not in shown
    assert "\x1b[2J" not in shown
    assert "\x1b]" not in shown
    assert not set(shown) & set("\x07\u202e\u2066\u2069")


def test_severity_check_and_both_sides_are_shown(report: Report) -> None:
    shown = render("text", report)
    assert "CRITICAL" in shown
    assert "negation-flipped" in shown
    assert "⟦not⟧" in shown
    assert "⟦530万美元⟧" in shown


def test_the_place_of_a_finding_is_line_and_column(report: Report) -> None:
    place = report.original.locate(report.original.text.index("not leave"))
    assert f"{place.line}:{place.column}  " in render("text", report)
    assert (place.line, place.column) == (3, 64)


def test_a_side_without_counterpart_is_called_nothing(report: Report) -> None:
    assert "– nothing –" in render("text", report)


def test_the_last_lines_count_the_findings(report: Report) -> None:
    summary = report.summary()
    assert f"{summary['critical']} critical" in render("text", report)
    assert f"{summary['drifted']} of {summary['beads']} passages drifted" in render("text", report)


def test_a_faithful_translation_is_called_so() -> None:
    assert "No drift found in 1 passage." in render("text", check("It rained.", "下雨了。"))


@pytest.mark.parametrize("columns", ["20", "80", "300"])
def test_lines_are_as_wide_as_the_terminal_within_reason(
    report: Report, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", columns)
    body = render("text", report).split("\n\n", 1)[1]
    assert max(map(cell_len, body.splitlines())) <= max(60, min(140, int(columns)))
