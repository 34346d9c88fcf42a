"""Reports of `xlcheck check` put into a store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.conftest import told
from tests.conftest import Files
from xlcheck import check
from xlcheck.article import Article
from xlcheck.batch import Store
from xlcheck.errors import XlcheckError
from xlcheck.report import Failure, Report, Run
from xlcheck.reporting import render
from xlcheck.reporting.json import as_dict
from xlcheck.review.entering import enter, read_run

FAILED = Failure("c.txt", "c.txt: no such file")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "entered.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def calm() -> Report:
    """One without findings."""
    made = check("The ferry stopped.", "渡轮停了。")
    assert not made.findings
    return made


def written(path: Path, run: Report | Run) -> Path:
    path.write_text(render("json", run), encoding="utf-8")
    return path


def test_the_report_on_one_pair_is_read_as_it_was_made(tmp_path: Path, report: Report) -> None:
    (read,) = read_run(written(tmp_path / "report.json", report)).reports
    assert as_dict(read) == as_dict(report)


def test_reports_on_several_pairs_come_with_what_failed(tmp_path: Path, report: Report, calm: Report) -> None:
    run = read_run(written(tmp_path / "report.json", Run((report, calm), (FAILED,))))
    assert [as_dict(one) for one in run.reports] == [as_dict(report), as_dict(calm)]
    assert run.failures == (FAILED,)


def test_a_file_with_the_mark_of_its_byte_order_is_read(tmp_path: Path, report: Report) -> None:
    path = written(tmp_path / "report.json", report)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_run(path).reports) == 1


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"null", b"5", b"[]", b'"report"', b"{}", b"\xff\xfe", b"[" * 100_000, b'{"reports": 5}',
        b'{"reports": null}', b'{"reports": true}', b'{"reports": [5]}', b'{"reports": "all"}', b'{"reports": [[]]}',
        b'{"reports": [], "failures": 5}', b'{"reports": [], "failures": [{"name": "a"}]}',
    ],
)  # fmt: skip
def test_a_file_that_holds_no_report_is_one_line_with_its_name(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(text)
    with pytest.raises(XlcheckError, match=r"broken\.json: is no report") as refused:
        read_run(path)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_or_none_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(XlcheckError, match=r"gone\.json: can't be read"):
        read_run(tmp_path / "gone.json")
    with pytest.raises(XlcheckError, match="can't be read"):
        read_run(tmp_path)


def test_a_file_larger_than_any_report_is_not_read(
    tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlcheck.review.entering._LARGEST", 1000)
    with pytest.raises(XlcheckError, match=r"report\.json: is larger than"):
        read_run(written(tmp_path / "report.json", report))


def test_pairs_are_known_by_their_files_and_failures_come_last(store: Store, files: Files) -> None:
    made = check(files.original, files.drifted)
    number = enter(store, Run((made,), (FAILED,)), "report.json")
    one, two = told(store, number)
    assert (one["id"], one["original"], one["translation"]) == (
        str(files.drifted),
        str(files.original),
        str(files.drifted),
    )
    assert one["report"] == as_dict(made)
    assert (two["id"], two["error"]) == (FAILED.name, FAILED.message)
    run = store.run(number)
    assert (run.items, run.failed, run.manifest) == (2, 1, "report.json")
    assert run.finished
    assert run.signature == made.signature


def test_texts_without_files_go_by_their_title_or_number(store: Store, report: Report, calm: Report) -> None:
    assert (report.translation.title, calm.translation.title) == ("梅尔比港在暴风雨后重新开放", None)
    number = enter(store, Run((report, calm)), "report.json")
    names = [one["id"] for one in told(store, number)]
    assert [re.sub(r" \([0-9a-f]{8}\)$", "", name) for name in names] == ["梅尔比港在暴风雨后重新开放", "pair"]
    assert len(set(names)) == 2


def test_the_same_report_entered_twice_is_one_run(store: Store, report: Report, calm: Report) -> None:
    number = enter(store, Run((report, calm)), "report.json")
    assert enter(store, Run((report, calm)), "elsewhere.json") == number
    assert len(store.runs()) == 1
    assert store.run().items == 2


def test_another_report_is_another_run_and_shares_what_is_the_same(store: Store, report: Report, calm: Report) -> None:
    first = enter(store, Run((report,)), "one.json")
    assert enter(store, Run((report, calm)), "two.json") != first
    assert next(store.query("SELECT count(*) FROM verdict"))[0] == 2


def test_other_failures_are_told_too(store: Store, report: Report) -> None:
    enter(store, Run((), (FAILED,)), "one.json")
    other = Failure("d.txt", "d.txt: is empty")
    assert [one["error"] for one in told(store, enter(store, Run((), (other,)), "two.json"))] == [other.message]
    enter(store, Run((report,), (FAILED,)), "three.json")
    errors = [one.get("error") for one in told(store, enter(store, Run((report,), (other,)), "four.json"))]
    assert errors == [None, other.message]


def test_nothing_to_review_is_told(store: Store) -> None:
    with pytest.raises(XlcheckError, match=r"empty\.json: holds no pair to review"):
        enter(store, Run(()), "empty.json")
    assert store.runs() == []


@pytest.mark.parametrize("side", ["original", "translation"])
def test_half_a_letter_in_a_report_is_kept_or_told_in_one_line(
    tmp_path: Path, store: Store, report: Report, side: str
) -> None:
    path, data = tmp_path / "half.json", as_dict(report)
    data[side]["title"] = "Half \ud800 a letter"
    path.write_text(json.dumps(data), encoding="utf-8")
    try:
        number = enter(store, read_run(path), str(path))
    except XlcheckError:
        assert store.runs() == []
    else:
        assert store.run(number).items == 1


def test_articles_without_a_sentence_can_be_entered(store: Store) -> None:
    nothing = Report(Article(""), Article(""), (), (), "")
    (one,) = told(store, enter(store, Run((nothing,)), "report.json"))
    assert one["report"]["beads"] == []
