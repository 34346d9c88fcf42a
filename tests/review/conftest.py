"""What the tests of the review share: a run of a few pairs, judged once and copied for each test, and desks to work at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import row, write_jsonl
from tests.conftest import Files
from xlcheck import check
from xlcheck.batch import Settings, Store, run_batch
from xlcheck.batch.judge import Judge
from xlcheck.report import Report, Run
from xlcheck.review.desk import Desk
from xlcheck.review.entering import enter
from xlcheck.review.reviewed import Reviewed

#: What needs a browser, or what sends random requests, is collected where the browser extra is installed.
collect_ignore = [
    f"test_{name}.py"
    for name, package in (("browser", "playwright"), ("schemathesis", "schemathesis"))
    if not find_spec(package)
]

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]
#: Pairs of the run by ordinal: two findings, none, none, one, two of another severity, one of the least, signs, one that fails.
NUMBER, CLEAN, LATER, PAINTINGS, GERMAN, OMITTED, SIGNS, GONE = range(8)


def _texts(identifier: str, languages: tuple[str, str], original: str, translation: str, **more: str) -> dict[str, Any]:
    one, two = languages
    told = {"id": identifier, "original_text": original, "translation_text": translation}
    return {**told, "original_language": one, "translation_language": two, **more}


MANIFEST = [
    row(0, outlet="The Quay", date="2026-03-01"),
    row(1, outlet="The Quay", date="2026-03-02"),
    row(2, outlet="The Lantern"),
    row(3, date="2026-03-03"),
    _texts(
        "d4",
        ("de", "en"),
        "Die Fähre fährt vielleicht zweimal am Tag. Die meisten Fischer müssen sich bis Freitag melden.",
        "The ferry runs twice a day. Some fishermen must register by Friday.",
        outlet="The Lantern",
        date="2026-03-04",
    ),
    _texts(
        "d5",
        ("de", "en"),
        "Die Fähre fährt zweimal am Tag. Der Leuchtturm wurde vor hundert Jahren von dänischen Maurern gebaut. "
        "Die Fischer müssen sich bis Freitag melden.",
        "The ferry runs twice a day. The fishermen must register by Friday.",
        outlet="The Lantern",
        date="2026-03-05",
    ),
    _texts(
        "s6",
        ("zh", "en"),
        "银行周一关门。河水很深。100%的鱼_死了。",
        'The bank closes on Monday. The "river" is deep. 100% of the fish_died.',
        date="2026-03-06",
    ),
    {"id": "gone", "original": "gone.zh.txt", "translation": "gone.en.txt"},
]


def pair_at(desk: Desk, ordinal: int = 0) -> Reviewed:
    """A pair as it is now."""
    with desk.open() as store:
        return Reviewed.read(store, desk.run, ordinal)


def sides(desk: Desk, ordinal: int = 0) -> Beads:
    """Its passages."""
    return [(bead.original, bead.translation) for bead in pair_at(desk, ordinal).checked().beads]


def statuses(desk: Desk, ordinal: int = 0) -> dict[str, str]:
    """The status of each finding by its check, as people left it."""
    report = pair_at(desk, ordinal).report
    return {finding.check: finding.status for finding in report.findings} if report else {}


def mark_of(desk: Desk, ordinal: int, check: str) -> str:
    """The fingerprint of the one finding of a check."""
    (found,) = [f.fingerprint for f in pair_at(desk, ordinal).checked().findings if f.check == check]
    return found


Entered = Callable[..., Desk]


@pytest.fixture(scope="session")
def judge() -> Judge:
    """The models, loaded once for all desks."""
    return Judge(Settings())


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of the manifest, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    with Store(folder / "results.db") as store:
        run_batch(write_jsonl(folder / "pairs.jsonl", MANIFEST), store, Settings())
    return folder / "results.db"


@pytest.fixture
def path(prepared: Path, tmp_path: Path) -> Path:
    """A store of one's own with the run in it."""
    return Path(shutil.copy(prepared, tmp_path / "results.db"))


@pytest.fixture
def desk(path: Path, judge: Judge) -> Desk:
    """Anna's desk."""
    return Desk(path, 1, "anna", judge.settings, _judge=judge)


@pytest.fixture
def other(path: Path, judge: Judge) -> Desk:
    """Ben's desk, at the same store."""
    return Desk(path, 1, "ben", judge.settings, _judge=judge)


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, must_exist=True) as opened:
        yield opened


@pytest.fixture
def entered(tmp_path: Path, judge: Judge) -> Entered:
    """Anna's desk at reports: ``entered(report, dismissed=path)``."""

    def at(*reports: Report, name: str = "entered.db", dismissed: Path | None = None) -> Desk:
        with Store(tmp_path / name) as opened:
            run = enter(opened, Run(reports), "report.json")
        return Desk(tmp_path / name, run, "anna", judge.settings, dismissed, _judge=judge)

    return at


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of dismissals."""
    return tmp_path / ".xlcheck-dismissed.json"


@pytest.fixture
def at_files(entered: Entered, files: Files, file: Path) -> Desk:
    """A desk at the report on two files, with a file of dismissals beside them."""
    return entered(check(files.original, files.drifted), dismissed=file)
