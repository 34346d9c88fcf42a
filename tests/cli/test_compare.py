from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LOADED, Run

Command = Callable[..., Run]
Python = Callable[..., "subprocess.CompletedProcess[str]"]

HEAVY = ["numpy", "tokenizers", "onnxruntime", "babel", "opencc", "jinja2", "rich", "xlcheck.comparing.compare"]
OPEN = "Roads in Lindby\n\nAll roads in Lindby are open.\n\nThe repairs of the bridge cost 12 million euros.\n"
CLOSED = "Roads in Lindby\n\nAll roads in Lindby are closed.\n\nThe repairs of the bridge cost 12 million euros.\n"
DEARER = "Roads in Lindby\n\nAll roads in Lindby are open.\n\nThe repairs of the bridge cost 21 million euros.\n"
UNSURE = "Roads in Lindby\n\nAll roads in Lindby may be open.\n\nThe repairs of the bridge cost 12 million euros.\n"
TEXTS = {"open.txt": OPEN, "closed.txt": CLOSED, "dearer.txt": DEARER, "unsure.txt": UNSURE}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        Path(name).write_text(text, encoding="utf-8")


def event(folder: str, *names: str) -> Path:
    """A folder with some of the reports."""
    Path(folder).mkdir(parents=True)
    for name in names:
        (Path(folder) / name).write_text(TEXTS[name], encoding="utf-8")
    return Path(folder)


def manifest(name: str, *rows: dict[str, str]) -> Path:
    path = Path(name)
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def compared(run: Run) -> list[list[str]]:
    """Which reports the JSON of a run puts beside each other."""
    told = json.loads(run.out)
    return [[report["name"] for report in one["reports"]] for one in told.get("comparisons", [told])]


def relations(run: Run) -> set[str]:
    return {link["relation"] for link in json.loads(run.out)["links"]}


# What is compared


def test_files_are_compared_and_their_contradiction_is_told(xlcheck: Command) -> None:
    run = xlcheck("compare", "open.txt", "closed.txt")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("open.txt · closed.txt: 1 contradiction")
    assert "open.txt:3 All roads in Lindby are open." in run.out
    assert "closed.txt:3 All roads in Lindby are closed." in run.out


def test_each_two_of_three_files_are_compared(xlcheck: Command) -> None:
    told = json.loads(xlcheck("compare", "open.txt", "closed.txt", "dearer.txt", "-f", "json").out)
    sides = {
        (told["statements"][link["a"]]["report"], told["statements"][link["b"]]["report"])
        for link in told["links"]
        if link["relation"] in ("contradicts", "differs")
    }
    assert sides == {(0, 1), (0, 2), (1, 2)}


def test_a_folder_is_an_event(xlcheck: Command) -> None:
    folder = event("event", "open.txt", "closed.txt")
    (folder / "notes.toml").write_text("a = 1", encoding="utf-8")
    assert compared(xlcheck("compare", folder, "-f", "json")) == [["closed.txt", "open.txt"]]


def test_folders_in_a_folder_are_events_of_their_own(xlcheck: Command) -> None:
    event("all", "open.txt", "unsure.txt")
    event("all/roads", "open.txt", "closed.txt")
    event("all/bridge", "open.txt", "dearer.txt", "unsure.txt")
    event("all/alone", "open.txt")
    assert compared(xlcheck("compare", "all", "-f", "json")) == [
        ["open.txt", "unsure.txt"],
        ["dearer.txt", "open.txt", "unsure.txt"],
        ["closed.txt", "open.txt"],
    ]


@pytest.mark.parametrize("name", ["pairs.jsonl", "pairs.csv", "PAIRS.CSV"])
def test_each_row_of_a_manifest_is_an_event(xlcheck: Command, name: str) -> None:
    rows = [
        {"id": "1", "original": "open.txt", "translation": "closed.txt"},
        {"id": "2", "original": "dearer.txt", "translation": "open.txt"},
    ]
    path = manifest(name.lower(), *rows).rename(name)
    assert compared(xlcheck("compare", path, "-f", "json")) == [["open.txt", "closed.txt"], ["dearer.txt", "open.txt"]]


def test_texts_in_a_manifest_are_compared_as_files_are(xlcheck: Command) -> None:
    path = manifest("pairs.jsonl", {"id": "1", "original_text": OPEN, "translation_text": CLOSED})
    run = xlcheck("compare", path, "-f", "json")
    assert compared(run) == [["report 1", "report 2"]]
    assert "contradicts" in relations(run)


def test_a_report_is_named_once(xlcheck: Command) -> None:
    run = xlcheck("compare", "open.txt", "closed.txt", "open.txt")
    assert (run.code, run.out, run.err) == (2, "", "xlcheck: open.txt: is named twice\n")


def test_reports_of_one_name_are_told_with_their_folders(xlcheck: Command) -> None:
    one, two = event("a", "open.txt") / "open.txt", event("b", "open.txt") / "open.txt"
    assert compared(xlcheck("compare", one, two, "-f", "json")) == [[str(one), str(two)]]


def test_a_report_may_come_from_standard_input(xlcheck: Command) -> None:
    run = xlcheck("compare", "open.txt", "-", "-f", "json", stdin=CLOSED.encode())
    assert (run.code, run.err) == (0, "")
    assert "contradicts" in relations(run)


def test_files_in_another_encoding_are_read(xlcheck: Command) -> None:
    for name, text in (("a.txt", "Die Straße nach Lindby ist offen."), ("b.txt", "Die Straße nach Lindby ist zu.")):
        Path(name).write_text(text, encoding="cp1252")
    told = json.loads(xlcheck("compare", "a.txt", "b.txt", "--encoding", "cp1252", "-f", "json").out)
    assert all("Straße" in statement["text"] for statement in told["statements"])


# How it ends


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        ("closed.txt", {"certainty": 1, "differs": 1, "contradicts": 1, "never": 0}),
        ("dearer.txt", {"certainty": 1, "differs": 1, "contradicts": 0, "never": 0}),
        ("unsure.txt", {"certainty": 1, "differs": 0, "contradicts": 0, "never": 0}),
    ],
)
def test_the_exit_code_is_1_from_the_wished_relation_on(xlcheck: Command, other: str, codes: dict[str, int]) -> None:
    assert {least: xlcheck("compare", "open.txt", other, "--fail-on", least).code for least in codes} == codes


def test_one_grave_event_among_several_is_enough(xlcheck: Command) -> None:
    event("all/harmless", "open.txt", "unsure.txt")
    event("all/roads", "open.txt", "closed.txt")
    assert [xlcheck("compare", where, "--fail-on", "contradicts").code for where in ("all", "all/harmless")] == [1, 0]


def test_nothing_fails_unless_that_is_wished(xlcheck: Command) -> None:
    assert xlcheck("compare", "open.txt", "closed.txt").code == 0


def test_several_outputs_are_written_at_once(xlcheck: Command) -> None:
    outputs = [f"--format={name}=out.{name}" for name in ("json", "html", "markdown")]
    run = xlcheck("compare", "open.txt", "closed.txt", *outputs, "-f", "text")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("open.txt · closed.txt: ")
    starts = {name: Path(f"out.{name}").read_text(encoding="utf-8")[:15] for name in ("json", "html", "markdown")}
    assert starts["html"] == "<!doctype html>"
    assert starts["json"].startswith("{")
    assert starts["markdown"].startswith("## open")


def test_the_same_reports_give_the_same_in_every_process(python: Python, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("open.txt", "closed.txt", "dearer.txt")]
    runs = [python("-m", "xlcheck", "compare", *files, "-f", "json", PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert runs[0].stdout == runs[1].stdout != ""


# Mistakes


def _mistakes() -> dict[str, tuple[list[str], str]]:
    return {
        "one report": (["open.txt"], "open.txt: is one report; name another, a folder, or a manifest"),
        "missing file": (["open.txt", "gone.txt"], "gone.txt: no such file"),
        "missing manifest": (["gone.jsonl"], "gone.jsonl: no such file or folder"),
        "empty file": (["open.txt", "empty.txt"], "empty.txt: the file is empty"),
        "blank file": (["open.txt", "blank.txt"], "blank.txt: there is no sentence in it"),
        "folder without reports": (["empty"], "empty: holds no two reports that can be read"),
        "folder of one report": (["single"], "single: holds no two reports that can be read"),
        "folder among files": (["open.txt", "single"], "single: is a folder"),
        "broken row": (["broken.jsonl"], "broken.jsonl:2: "),
        "broken row of a table": (["broken.csv"], "broken.csv:3: "),
        "no JSON": (["bad.jsonl"], "bad.jsonl:1: is no JSON object"),
        "nothing on standard input": (["open.txt", "-"], "standard input: the file is empty"),
        "unknown encoding": (["open.txt", "closed.txt", "--encoding", "klingon"], "there is no encoding named klingon"),
        "no such folder for a page": (
            ["open.txt", "closed.txt", "-f", "html=no/a.html"],
            "no/a.html: can't be written",
        ),
    }


@pytest.fixture
def _broken() -> None:
    Path("empty.txt").write_bytes(b"")
    Path("blank.txt").write_text("\n \n", encoding="utf-8")
    Path("empty").mkdir()
    event("single", "open.txt")
    good = {"id": "1", "original": "open.txt", "translation": "closed.txt"}
    manifest("broken.jsonl", good, {"id": "2", "original": "open.txt"})
    manifest("broken.csv", good, {"id": "2", "original": "open.txt", "translation": ""})
    manifest("missing.jsonl", good, {**good, "id": "2", "translation": "gone.txt"})
    Path("bad.jsonl").write_text("{'id'\n", encoding="utf-8")


@pytest.mark.usefixtures("_broken")
@pytest.mark.parametrize("case", list(_mistakes()))
def test_a_mistake_is_one_line_on_standard_error(xlcheck: Command, case: str) -> None:
    arguments, problem = _mistakes()[case]
    run = xlcheck("compare", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith("xlcheck: ")
    assert problem in run.err


@pytest.mark.usefixtures("_broken")
def test_an_event_that_can_not_be_read_costs_the_others_nothing(xlcheck: Command) -> None:
    run = xlcheck("compare", "missing.jsonl", "-f", "json=out.json")
    assert (run.code, run.err.count("\n"), "gone.txt" in run.err) == (2, 1, True)
    assert compared(Run(0, Path("out.json").read_text(encoding="utf-8"), "")) != []


@pytest.mark.usefixtures("_broken")
def test_nothing_is_written_where_no_event_can_be_read(xlcheck: Command) -> None:
    assert xlcheck("compare", "open.txt", "empty.txt", "-f", "json=out.json").code == 2
    assert not Path("out.json").exists()


@pytest.mark.parametrize("arguments", [[], ["open.txt", "closed.txt", "--fail-on", "agrees"], ["--nothing"]])
def test_wrong_usage_names_the_command_and_what_is_wrong(xlcheck: Command, arguments: list[str]) -> None:
    run = xlcheck("compare", *arguments)
    assert (run.code, run.out) == (2, "")
    assert re.match(r"Usage: .*xlcheck compare \[OPTIONS]", run.err)
    assert "\nError: " in run.err


def test_a_mistake_has_no_traceback_in_a_real_process(python: Python, tmp_path: Path) -> None:
    run = python("-m", "xlcheck", "compare", tmp_path / "open.txt", tmp_path / "gone.txt")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"xlcheck: {tmp_path / 'gone.txt'}: no such file or folder\n"


# Help


def test_the_help_loads_nothing_heavy(python: Python) -> None:
    *page, code, loaded = python("-c", LOADED, "compare", "--help").stdout.splitlines()
    assert page[0].startswith("Usage: xlcheck compare [")
    assert code == "exit 0"
    assert set(HEAVY) & set(loaded.split()) == set()


def test_the_help_names_what_may_be_compared_and_what_it_does_not_decide(xlcheck: Command) -> None:
    told = " ".join(xlcheck("compare", "--help").out.split())
    for words in ("FOLDER", "MANIFEST", "--fail-on", "Nothing says which report is right."):
        assert words in told
