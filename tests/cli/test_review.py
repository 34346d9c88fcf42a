"""xlcheck review: what is opened, where decisions are kept, and what is wrong use."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Files, Run
from xlcheck.batch import Store
from xlcheck.review import server
from xlcheck.review.desk import Desk
from xlcheck.review.reviewed import Reviewed

Command = Callable[..., Run]
Review = Callable[..., tuple[Run, Desk, str]]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def review(xlcheck: Command, monkeypatch: pytest.MonkeyPatch) -> Review:
    """The command without its server: what it printed, the desk that would be served, and from which page on."""
    served: list[tuple[Desk, str]] = []

    def serve(desk: Desk, port: int, begun: Callable[[str], None], path: str) -> None:
        served.append((desk, path))
        begun(f"http://127.0.0.1:{port}{path}?token=t")

    monkeypatch.setattr(server, "serve", serve)

    def run(*arguments: str | Path) -> tuple[Run, Desk, str]:
        done = xlcheck("review", "--no-open", *arguments)
        return done, *served[-1]

    return run


def report_of(xlcheck: Command, files: Files) -> Path:
    path = Path("report.json")
    xlcheck("check", files.original, files.drifted, "-f", f"json={path}")
    return path


def findings(desk: Desk) -> int:
    with desk.open() as store:
        return int(
            next(store.query("SELECT count(*) FROM item JOIN finding USING (verdict) WHERE run = ?", (desk.run,)))[0]
        )


def test_a_report_is_kept_beside_itself_and_opened_at_its_pair(review: Review, xlcheck: Command, files: Files) -> None:
    path = report_of(xlcheck, files)
    run, desk, page = review(path, "--port", "4711", "--author", "anna")
    assert (run.code, run.out) == (0, "http://127.0.0.1:4711/pair/0?token=t\n")
    assert (str(desk.path), desk.author, desk.read_only, page) == ("report.review.sqlite", "anna", False, "/pair/0")
    assert findings(desk) == len(json.loads(path.read_text())["findings"]) > 0


def test_two_articles_are_checked_first(review: Review, files: Files) -> None:
    _, desk, page = review(files.original, files.drifted)
    assert (str(desk.path), page, findings(desk) > 2) == (".xlcheck-review.sqlite", "/pair/0", True)


def test_the_same_report_is_one_run_and_another_a_second(review: Review, files: Files) -> None:
    runs = [
        review(files.original, other, "--store", "mine.sqlite")[1].run
        for other in (files.drifted, files.drifted, files.faithful)
    ]
    assert runs == [1, 1, 2]


def test_a_store_is_opened_as_a_queue_at_its_latest_run_or_the_one_that_is_named(review: Review, files: Files) -> None:
    lines = [
        {"id": name, "original": str(files.original), "translation": str(file)}
        for name, file in (("a", files.drifted), ("b", files.faithful))
    ]
    Path("pairs.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    from xlcheck.batch import Settings, run_batch

    with Store(Path("runs.sqlite")) as store:
        for _ in range(2):
            run_batch(Path("pairs.jsonl"), store, Settings())
    _, desk, page = review("runs.sqlite", "--read-only")
    assert (desk.run, page, desk.read_only) == (2, "/", True)
    assert review("runs.sqlite", "--run", "1")[1].run == 1


def test_what_was_dismissed_before_is_shown_so(review: Review, xlcheck: Command, files: Files) -> None:
    path = report_of(xlcheck, files)
    fingerprint = json.loads(path.read_text())["findings"][0]["fingerprint"]
    xlcheck("dismiss", path, fingerprint, "--reason", "the harbour master's own figure")
    _, desk, _ = review(files.original, files.drifted)
    with desk.open() as store:
        pair = Reviewed.read(store, desk.run, 0)
    assert pair.report is not None
    assert {f.fingerprint for f in pair.report.findings if f.status == "dismissed"} == {fingerprint}
    assert pair.state.of(fingerprint).words[0].what == "dismissed: the harbour master's own figure"


def test_what_was_dismissed_since_makes_no_other_run_of_it(review: Review, xlcheck: Command, files: Files) -> None:
    path = report_of(xlcheck, files)
    _, desk, _ = review(files.original, files.drifted)
    desk.done(0)
    fingerprint = json.loads(path.read_text())["findings"][0]["fingerprint"]
    xlcheck("dismiss", path, fingerprint, "--reason", "so", "--author", "ann")
    xlcheck("check", files.original, files.drifted, "-f", "json=again.json")
    _, again, _ = review("again.json", "--store", desk.path)
    with again.open() as store:
        pair = Reviewed.read(store, again.run, 0)
    assert (again.run, pair.key in pair.state.done, pair.state.of(fingerprint).by) == (1, True, {"ann": "dismissed"})


def test_a_dismissal_that_has_run_out_is_open_again(review: Review, xlcheck: Command, files: Files) -> None:
    path = report_of(xlcheck, files)
    fingerprint = json.loads(path.read_text())["findings"][0]["fingerprint"]
    file = Path(".xlcheck-dismissed.json")
    states = []
    for until in ("2999-01-31", "2020-01-31"):
        xlcheck("dismiss", path, fingerprint, "--reason", "until then", "--expires", until)
        _, desk, _ = review(files.original, files.drifted)
        with desk.open() as store:
            states.append(Reviewed.read(store, desk.run, 0).state.of(fingerprint).status)
    assert states == ["dismissed", "new"]
    assert "2020-01-31" in file.read_text()


def test_to_look_only_leaves_everything_as_it_is(review: Review, xlcheck: Command, files: Files) -> None:
    path = report_of(xlcheck, files)
    before = {file.name: file.read_bytes() for file in Path().iterdir() if file.is_file()}
    run, desk, _ = review(path, "--read-only")
    assert (run.code, desk.read_only) == (0, True)
    assert {file.name: file.read_bytes() for file in Path().iterdir() if file.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "name a store, a report, or an original and a translation"),
        (["gone.json"], "gone.json: can't be read (No such file or directory)"),
        (["broken.json"], "broken.json: is no report; make one with xlcheck check -f json=broken.json"),
        (["list.json"], "list.json: is no report"),
        (["other.json"], "other.json: is no report"),
        (["other.sqlite"], "other.sqlite: is a database of something else"),
        (["gone.txt", "gone2.txt"], "gone.txt"),
        (["broken.json", "--run", "1"], "--run goes with a store"),
        (["other.sqlite", "--store", "x.sqlite"], "other.sqlite is a store already"),
        (["original.txt", "faithful.txt", "drifted.txt"], "and no more"),
        (["other.json", "list.json"], "name one store or one report at a time"),
        (["other.sqlite", "original.txt"], "name one store or one report at a time"),
        (["-"], "a review needs files"),
        (["original.txt", "faithful.txt", "--author", "a\tb"], "a name has 1 to 100 letters"),
        (["original.txt", "faithful.txt", "--author", " "], "a name has 1 to 100 letters"),
        (["original.txt", "faithful.txt", "--dismissed", "."], ".: dismissals can't be kept there"),
        (["original.txt", "faithful.txt", "--dismissed", "gone/d.json"], "gone/d.json: dismissals can't be kept there"),
        (["original.txt", "faithful.txt", "--select", "number-changd"], "there is no check named number-changd"),
        (["original.txt", "faithful.txt", "--store", "gone/x.sqlite"], "gone/x.sqlite: "),
    ],
)
def test_wrong_use_is_told_in_a_line(xlcheck: Command, files: Files, arguments: list[str], problem: str) -> None:
    import sqlite3

    Path("broken.json").write_text("{")
    Path("list.json").write_text("[1]")
    Path("other.json").write_text('{"findings": 3}')
    base = sqlite3.connect("other.sqlite")
    base.execute("CREATE TABLE cats(name)")
    base.commit()
    base.close()
    run = xlcheck("review", "--no-open", *arguments)
    assert (run.code, run.out) == (2, "")
    assert problem in run.err
    assert "Traceback" not in run.err


def test_a_run_that_there_is_not_is_told(xlcheck: Command, review: Review, files: Files) -> None:
    review(files.original, files.drifted, "--store", "mine.sqlite")
    run = xlcheck("review", "--no-open", "mine.sqlite", "--run", "99")
    assert (run.code, run.err) == (2, "xlcheck: mine.sqlite: has no run 99\n")


def test_a_port_that_is_taken_is_told(xlcheck: Command, files: Files) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = xlcheck("review", "--no-open", files.original, files.faithful, "--port", str(port))
    assert (run.code, run.out) == (2, "")
    assert f"port {port}: can't be used (Address already in use); name another one with --port" in run.err


def test_without_the_web_extra_it_says_what_to_install(
    xlcheck: Command, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    run = xlcheck("review", "--no-open", files.original, files.faithful)
    assert run.code == 2
    assert "pip install 'xlcheck[web]'" in run.err
