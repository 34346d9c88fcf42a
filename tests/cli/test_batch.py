from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import Row, row, rows, write_jsonl
from tests.conftest import Run
from xlcheck.batch import Settings, Store, run_batch

Command = Callable[..., Run]

#: A pair that can't be read.
GONE: Row = {"id": "gone", "original": "gone.txt", "translation_text": "Gone."}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def batch(xlcheck: Command) -> Command:
    """`xlcheck batch` of some lines, into results.db: ``batch(rows, "--strict")``."""

    def run(lines: list[Row], *more: str) -> Run:
        path = write_jsonl(Path("pairs.jsonl"), lines)
        return xlcheck("batch", path, "--store", "results.db", "--jobs", "1", *more)

    return run


@pytest.fixture
def exported(xlcheck: Command) -> Callable[..., list[dict[str, Any]]]:
    """The lines of the latest run."""
    return lambda: [json.loads(line) for line in xlcheck("store", "export", "results.db").out.splitlines()]


Exported = Callable[..., list[dict[str, Any]]]


def found(line: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding["check"], finding["severity"]) for finding in line["report"]["findings"]]


# What is told


def test_a_run_is_told_in_one_line_on_standard_error(batch: Command) -> None:
    assert batch(rows(3)) == Run(0, "", "xlcheck: run 1: 3 pairs, 3 judged, 0 known already, 0 failed\n")
    assert batch([*rows(4), GONE]) == Run(0, "", "xlcheck: run 2: 5 pairs, 1 judged, 3 known already, 1 failed\n")


def test_nothing_is_told_where_that_is_wished(batch: Command) -> None:
    assert batch(rows(2), "--quiet") == Run(0, "", "")
    assert batch([GONE, row(1)], "-q") == Run(0, "", "")


def test_a_long_run_tells_from_time_to_time_where_it_is(batch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlcheck.cli.batch._SELDOM", 0.0)
    monkeypatch.setattr("xlcheck.batch.run._PAIRS", 2)
    run = batch([GONE, *rows(4)])
    first, second, last = run.err.splitlines()
    assert first.startswith("xlcheck: 3 pairs, 1 failed, ")
    assert second.startswith("xlcheck: 5 pairs, 1 failed, ")
    assert (run.out, last) == ("", "xlcheck: run 1: 5 pairs, 4 judged, 0 known already, 1 failed")
    assert batch(rows(9), "--quiet").err == ""


def test_two_processes_are_as_good_as_one(batch: Command, exported: Exported) -> None:
    assert batch(rows(5)).code == 0
    one = exported()
    Path("results.db").unlink()
    assert batch(rows(5), "--jobs", "2").err == "xlcheck: run 1: 5 pairs, 5 judged, 0 known already, 0 failed\n"
    assert exported() == one


# How it ends


@pytest.mark.parametrize(
    ("lines", "options", "code"),
    [
        ([row(0)], [], 0),
        ([row(0)], ["--strict"], 0),
        ([row(1), GONE], [], 0),
        ([row(1), GONE], ["--strict"], 2),
        ([GONE], [], 2),
        ([GONE, {**GONE, "id": "gone as well"}], [], 2),
        ([row(0)], ["--fail-on", "critical"], 1),
        ([row(0)], ["--fail-on", "minor"], 1),
        ([row(1)], ["--fail-on", "minor"], 0),
        ([row(0)], ["--fail-on", "never"], 0),
        ([row(0), GONE], ["--fail-on", "major"], 1),
        ([row(0), GONE], ["--fail-on", "major", "--strict"], 2),
        ([row(0)], ["--fail-on", "major", "--select", "date-changed"], 0),
    ],
)
def test_the_exit_code_says_how_it_went(batch: Command, lines: list[Row], options: list[str], code: int) -> None:
    run = batch(lines, *options)
    assert (run.code, run.out, run.err.count("\n")) == (code, "", 1)


def test_the_exit_code_is_the_same_where_all_is_known(batch: Command) -> None:
    codes = [batch([row(0), row(1)], "--fail-on", "critical").code for _ in range(2)]
    assert codes == [1, 1]


def test_findings_of_other_runs_do_not_fail_this_one(batch: Command) -> None:
    assert batch([row(0)], "--fail-on", "minor").code == 1
    assert batch([row(1)], "--fail-on", "minor").code == 0


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["gone.jsonl"], "gone.jsonl: no such file or folder; name a manifest or a folder of pairs"),
        (["pairs.txt"], "pairs.txt: is no manifest; name one in .jsonl, .csv or .parquet, or a folder of pairs"),
        (["empty.jsonl"], "empty.jsonl: holds no pair"),
        (["pairs.jsonl", "--select", "number-changd"], "there is no check named number-changd; did you mean"),
        (["pairs.jsonl", "--profile", "huge"], "there is no profile huge"),
        (["pairs.jsonl", "--thresholds", "gone.json"], "gone.json"),
        (["pairs.jsonl", "--glossary", "gone.csv"], "gone.csv: no such file"),
        (["pairs.jsonl", "--config", "gone.toml"], "gone.toml"),
        (["pairs.jsonl", "--store", "pairs.jsonl"], "pairs.jsonl: is no store of xlcheck"),
        (["pairs.jsonl", "--store", "gone/results.db"], "gone/results.db: "),
        (["pairs.jsonl", "--store", "."], ".: "),
    ],
)
def test_what_is_wrong_for_all_pairs_is_one_line(xlcheck: Command, arguments: list[str], problem: str) -> None:
    write_jsonl(Path("pairs.jsonl"), rows(1))
    for name in ("pairs.txt", "empty.jsonl"):
        Path(name).touch()
    run = xlcheck("batch", "--store", "results.db", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith("xlcheck: ")
    assert problem in run.err


def test_a_store_has_to_be_named(xlcheck: Command) -> None:
    run = xlcheck("batch", write_jsonl(Path("pairs.jsonl"), rows(1)))
    assert (run.code, "Missing option '--store'" in run.err) == (2, True)


# What the configuration says


def test_the_values_of_a_configuration_go_for_a_batch(batch: Command, exported: Exported) -> None:
    config = 'select = ["number-changed"]\noriginal-language = "zh-TW"\nfail-on = "minor"\n[severity]\nnumber-changed = "minor"\n'
    Path("xlcheck.toml").write_text(config, encoding="utf-8")
    nameless = {key: text for key, text in row(0).items() if key != "original_language"}
    assert batch([nameless]).code == 1
    (line,) = exported()
    assert (found(line), line["report"]["original"]["language"]) == ([("number-changed", "minor")], "zh-TW")


def test_the_command_line_goes_before_the_configuration(batch: Command, exported: Exported) -> None:
    Path("xlcheck.toml").write_text('ignore = ["number-changed"]\nfail-on = "minor"\n', encoding="utf-8")
    assert batch([row(0)], "--ignore", "negation-flipped", "--fail-on", "never").code == 0
    assert ("number-changed", "critical") in found(exported()[0])
    assert batch([row(0)], "--no-config").code == 0


def test_a_severity_of_the_configuration_is_another_setting(batch: Command) -> None:
    batch([row(0)])
    Path("xlcheck.toml").write_text('[severity]\nnumber-changed = "minor"\n', encoding="utf-8")
    assert batch([row(0)]).err == "xlcheck: run 2: 1 pairs, 1 judged, 0 known already, 0 failed\n"


def test_overrides_of_a_configuration_are_told_to_go_for_check_alone(batch: Command) -> None:
    Path("xlcheck.toml").write_text('[[overrides]]\nfiles = ["a*"]\nignore = ["number-changed"]\n', encoding="utf-8")
    assert batch([row(1)]).err.splitlines()[0] == "xlcheck: overrides of xlcheck.toml go for xlcheck check alone"


def test_terms_of_a_glossary_are_checked_and_recognised_again(batch: Command, exported: Exported) -> None:
    Path("terms.csv").write_text("original,translation\n水泵,hydraulic pump\n", encoding="utf-8")
    batch([row(4)], "--glossary", "terms.csv")
    assert [check for check, _ in found(exported()[0])] == ["term-missing"]
    assert "1 known already" in batch([row(4)], "--glossary", "terms.csv").err
    Path("terms.csv").write_text("original,translation\n水泵,pump\n", encoding="utf-8")
    assert "1 judged" in batch([row(4)], "--glossary", "terms.csv").err
    assert found(exported()[0]) == []


def test_settings_are_recognised_by_another_process(batch: Command, python: Callable[..., Any], tmp_path: Path) -> None:
    Path("terms.csv").write_text("original,translation,forbidden\n水泵,pump,hose\n学校,school,\n", encoding="utf-8")
    Path("xlcheck.toml").write_text('glossary = ["terms.csv"]\nignore = ["date-changed", "unit-changed"]\n')
    batch(rows(2))
    for seed in ("1", "2"):
        done = python(
            "-m", "xlcheck", "batch", tmp_path / "pairs.jsonl", "--store", tmp_path / "results.db", "--config",
            tmp_path / "xlcheck.toml", "--jobs", "1", PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert "2 pairs, 0 judged, 2 known already" in done.stderr


# Going on


#: The first can't be read, the second drifted, and none of the others.
LINES = [GONE, *(row(number) for number in (0, 1, 2, 4, 5))]


@pytest.fixture
def _cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that was cut short after the first two."""
    with monkeypatch.context() as patch, Store(Path("results.db")) as store:
        patch.setattr("xlcheck.batch.run._PAIRS", 1)
        run_batch(write_jsonl(Path("pairs.jsonl"), LINES), store, Settings(), stop=lambda: True)


@pytest.mark.usefixtures("_cut_short")
class TestARunWasCutShort:
    def test_it_goes_on(self, batch: Command, xlcheck: Command) -> None:
        assert "cut short; --resume goes on with it; 2 pairs, 1 failed" in xlcheck("store", "info", "results.db").out
        run = batch(LINES, "--resume")
        assert (run.code, run.err) == (0, "xlcheck: run 1: 6 pairs, 4 judged, 0 known already, 1 failed\n")

    def test_what_failed_before_counts(self, batch: Command) -> None:
        assert batch(LINES, "--resume", "--strict").code == 2

    def test_what_was_found_before_counts(self, batch: Command) -> None:
        assert batch(LINES, "--resume", "--fail-on", "critical").code == 1

    @pytest.mark.parametrize(
        ("lines", "options"), [([*LINES, row(6)], []), (LINES[:-1], []), (LINES, ["--ignore", "date-changed"])]
    )
    def test_another_run_does_not_go_on(self, batch: Command, lines: list[Row], options: list[str]) -> None:
        run = batch(lines, "--resume", *options)
        assert (run.code, run.out) == (2, "")
        assert run.err == (
            "xlcheck: results.db: run 1 was of another manifest (pairs.jsonl) or of other settings; "
            "leave --resume out for a new run\n"
        )
        assert batch(lines, *options).err.startswith("xlcheck: run 2: ")


def test_where_nothing_was_cut_short_a_new_run_begins(batch: Command) -> None:
    assert batch(rows(1), "--resume").err.startswith("xlcheck: run 1: 1 pairs, 1 judged")
    assert batch(rows(1), "--resume").err.startswith("xlcheck: run 2: 1 pairs, 0 judged, 1 known already")
