"""The command line, on tiny files of our own."""

import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlcheck.checks.registry import CHECKS
from xlcheck.evaluation.intervals import at_prior, wilson
from xlcheck.evaluation.parallel import part

Command = Callable[..., Any]

DE = {"src_lang": "de", "tgt_lang": "en"}
BRIDGE = "Die neue Brücke ist 120 Meter lang und wurde 1998 eröffnet."
SHIPS = "Im Hafen liegen 14 Schiffe aus Norwegen."
ITEMS = [
    {
        **DE, "id": "bridge", "category": "numbers", "src": BRIDGE,
        "tgt_good": "The new bridge is 120 metres long and was opened in 1998.",
        "tgt_bad": "The new bridge is 470 metres long and was opened in 1998.",
    },
    {
        **DE, "id": "ships", "category": "numbers", "src": SHIPS,
        "tgt_good": "There are 14 ships from Norway in the harbour.",
        "tgt_bad": "There are 41 ships from Norway in the harbour.",
    },
    {
        **DE, "id": "case", "category": "typography", "src": SHIPS,
        "tgt_good": "There are 14 ships from Norway in the harbour.",
        "tgt_bad": "there are 14 ships from Norway in the harbour.",
    },
    {
        **DE, "id": "wrong", "category": "typography", "src": SHIPS,
        "tgt_good": "There are 19 ships from Norway in the harbour.",
        "tgt_bad": "There are 14 ships from Norway in the harbour",
    },
]  # fmt: skip
FAITHFUL = [
    {**DE, "id": name, "system": system, "label": 0, "src": SHIPS, "tgt": f"There are {count} ships from Norway."}
    for name, system, count in (("a", "Human-A", 14), ("b", "Human-B", 41), ("c", "Machine", 14), ("d", "Machine", 14))
]


def written(file: Path, items: list[Any]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return file


@pytest.fixture
def contrastive(tmp_path: Path) -> Path:
    return written(tmp_path / "contrast.jsonl", ITEMS)


@pytest.fixture
def human(tmp_path: Path) -> Path:
    return written(tmp_path / "human.jsonl", FAITHFUL)


def row(out: str, name: str) -> list[str]:
    (line,) = (line for line in out.splitlines() if line.split()[:1] == [name])
    return line.split()


def test_a_contrastive_set_is_told_by_category_and_by_check(xlcheck: Command, contrastive: Path) -> None:
    run = xlcheck("evaluate", "--pairs", contrastive)
    assert (run.code, run.err) == (0, "")
    assert "contrast.jsonl: 4 items, 3 different good sides" in run.out
    assert row(run.out, "numbers")[1:8] == ["2", "2", "100.0", "%", "0", "0.0", "%"]
    assert row(run.out, "typography")[1:8] == ["2", "0", "0.0", "%", "1", "50.0", "%"]
    assert row(run.out, "all")[1:8] == ["4", "2", "50.0", "%", "1", "25.0", "%"]
    assert row(run.out, "number-changed")[1:5] == ["2", "1", "66.7", "%"]
    assert run.out.splitlines()[-1].startswith("xlcheck:")


def test_a_contrastive_set_tells_how_often_the_bad_side_is_the_more_doubtful_one(
    xlcheck: Command, contrastive: Path
) -> None:
    assert row(xlcheck("evaluate", "--pairs", contrastive).out, "numbers")[-1] == "1.000"


def test_labelled_pairs_are_told_as_a_table_and_as_json(xlcheck: Command, tmp_path: Path) -> None:
    numbers = [(n, f"Im Hafen liegen {n} Schiffe.") for n in range(20, 60)]
    items = [
        {"src": text, "tgt": f"There are {n + 300 * label} ships in the port.", "label": label, "category": "number"}
        for n, text in numbers
        for label in (0, 1)
    ]
    file = written(tmp_path / "people.jsonl", [item | {"src_lang": "de", "tgt_lang": "en"} for item in items])
    run = xlcheck("evaluate", "--drift", file, "-f", "text", "-f", f"json={tmp_path / 'figures.json'}")
    assert run.code == 0
    count = sum(part(text) == "report" for _, text in numbers)
    assert f"people.jsonl: {2 * count} labelled pairs, {count} of them drifted" in run.out
    (found,) = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["drift"]
    for key in ("auc", "auc_within_source", "average_precision", "mcc", "mcc_at_chosen_cut"):
        assert found[key]["value"] == 1, key
    assert found["recall"] == {"number": {"flagged": count, "drifted": count, "share": 1.0}}
    assert found["false_alarms_per_100"]["value"] == 0


def test_a_part_without_labelled_pairs_is_said_to_have_none(xlcheck: Command, tmp_path: Path) -> None:
    source = next(text for n in range(99) if part(text := f"Satz {n}.") == "report")
    item = {"src": source, "tgt": "A.", "label": 0, "src_lang": "de", "tgt_lang": "en"}
    run = xlcheck("evaluate", "--drift", written(tmp_path / "people.jsonl", [item]), "--part", "choose")
    assert (run.code, "holds no labelled pair in the choose part" in run.err) == (2, True)


def test_a_precision_has_its_interval_and_what_it_becomes_at_the_prior(xlcheck: Command, contrastive: Path) -> None:
    run = xlcheck("evaluate", "--pairs", contrastive, "-f", "json")
    figures = json.loads(run.out)
    (found,) = figures["contrastive"]
    checked = found["by_check"]["number-changed"]
    low, high = wilson(2, 3)
    assert checked["precision_interval"] == pytest.approx([low, high], abs=1e-6)
    assert checked["precision_at_prior"] == pytest.approx(at_prior(2 / 3, figures["prior"]), abs=1e-6)
    assert checked["precision_at_prior_interval"] == pytest.approx([at_prior(low), at_prior(high)], abs=1e-6)
    assert found["by_check"]["date-changed"]["precision"] is None
    assert found["by_category"]["numbers"]["caught_by"] == {"number-changed": 2}


def test_one_category_may_be_taken_by_itself(xlcheck: Command, contrastive: Path) -> None:
    run = xlcheck("evaluate", "--pairs", contrastive, "--category", "num*")
    assert row(run.out, "number-changed")[1:5] == ["2", "0", "100.0", "%"]
    assert "typography" not in run.out


def test_false_alarms_are_told_by_pair_and_by_check(xlcheck: Command, human: Path) -> None:
    run = xlcheck("evaluate", "--faithful", human)
    assert "human.jsonl: 1 of 4 faithful pairs alarmed (25.00 %; 4.6 to 69.9 %), 25.0 false alarms" in run.out
    assert row(run.out, "number-changed")[1:] == ["1", "250.0", "45.6", "to", "699.4", "0.0"]


def test_systems_and_the_limit_narrow_what_is_measured(xlcheck: Command, human: Path) -> None:
    assert "1 of 2 faithful pairs" in xlcheck("evaluate", "--faithful", human, "--system", "Human*").out
    assert "0 of 1 faithful pairs" in xlcheck("evaluate", "--faithful", human, "--limit", 1).out


@pytest.mark.parametrize("named", ["report", "choose", None])
def test_parallel_text_is_measured_by_its_part_and_by_the_report_part_unasked(
    xlcheck: Command, tmp_path: Path, named: str | None
) -> None:
    # The part that is asked for has one sentence with a wrong number, the other one none.
    wanted = named or "report"
    texts = [f"Im Hafen liegen {n} Schiffe." for n in range(20, 60)]
    lines = [f"{t}\tThere are {99 if part(t) == wanted else t.split()[3]} ships.\tnews-commentary\tB\n" for t in texts]
    file = tmp_path / "de-en.tsv.xz"
    file.write_bytes(lzma.compress("".join(lines).encode()))
    run = xlcheck("evaluate", "--faithful", file, *(["--part", named] if named else []))
    count = sum(part(text) == wanted for text in texts)
    assert f"de-en.tsv.xz: {count} of {count} faithful pairs alarmed (100.00 %" in run.out


def test_json_has_every_check_and_the_signature(xlcheck: Command, human: Path, tmp_path: Path) -> None:
    run = xlcheck("evaluate", "--faithful", human, "-f", "text", "-f", f"json={tmp_path / 'figures.json'}")
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    (found,) = figures["faithful"]
    assert figures["signature"] == run.out.splitlines()[-1]
    assert set(found["by_check"]) == set(CHECKS)
    assert found["by_check"]["number-changed"]["alarmed_per_1000"] == 250
    assert found["by_check"]["repeated"] == {
        "alarmed": 0, "alarmed_per_1000": 0, "alarmed_per_1000_interval": [0, pytest.approx(489.9, abs=0.1)],
        "minor_per_100": 0,
    }  # fmt: skip
    assert "cases" not in found


def test_the_cases_are_listed_when_asked_for(xlcheck: Command, contrastive: Path, human: Path) -> None:
    run = xlcheck("evaluate", "--pairs", contrastive, "--faithful", human, "-v")
    assert f"    caught numbers bridge: {BRIDGE} | The new bridge is 470" in run.out
    assert f"    missed typography case: {SHIPS} | there are 14 ships" in run.out
    assert f"    false  typography wrong: {SHIPS} | There are 19 ships" in run.out
    assert f"    false  b: {SHIPS} | There are 41 ships from Norway." in run.out
    assert "           number-changed: " in run.out
    assert "Norway" not in xlcheck("evaluate", "--pairs", contrastive, "--faithful", human).out


ARTICLE = "Melby, 3. Mai. Die neue Brücke ist 120 Meter lang.\n"
TRUTH = {
    "original_language": "de", "translation_language": "en",
    "drifts": [
        {"kind": "number-changed", "original": "120 Meter", "translation": "470 metres"},
        {"kind": "name-changed", "original": "Melby", "translation": "Melby"},
    ],
}  # fmt: skip


def article_pair(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "original.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "translation.txt").write_text("Melby, 3 May. The new bridge is 470 metres long.\n", encoding="utf-8")
    (folder / "truth.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    return folder


def test_article_pairs_tell_what_they_missed(xlcheck: Command, tmp_path: Path) -> None:
    article_pair(tmp_path / "corpora" / "de-en-bridge")
    run = xlcheck("evaluate", tmp_path / "corpora", "-v")
    assert row(run.out, "de-en-bridge")[1] == "1/2"
    assert "    missed name-changed: Melby | Melby" in run.out
    assert "planted drifts found: 50 %" in run.out


@pytest.mark.parametrize("form", ["text", "json"])
def test_of_what_is_held_out_only_totals_are_told(xlcheck: Command, tmp_path: Path, form: str) -> None:
    held = article_pair(tmp_path / "corpora" / "held-de-en-bridge")
    contrastive = written(tmp_path / "held-sets" / "contrast.jsonl", ITEMS)
    human = written(tmp_path / "held-sets" / "human.jsonl", FAITHFUL)
    run = xlcheck("evaluate", held.parent, "--pairs", contrastive, "--faithful", human, "-v", "-f", form)
    assert run.code == 0
    assert "3 of these are held out" in run.err
    assert "held-de-en-bridge" in run.out
    for secret in ("Melby", "Brücke", "bridge:", "Norway", "metres"):
        assert secret not in run.out


def test_a_link_does_not_open_what_is_held_out(xlcheck: Command, tmp_path: Path) -> None:
    held = article_pair(tmp_path / "held-de-en-bridge")
    (tmp_path / "corpora").mkdir()
    (tmp_path / "corpora" / "open").symlink_to(held, target_is_directory=True)
    run = xlcheck("evaluate", tmp_path / "corpora" / "open", "-v")
    assert run.code == 0
    assert "Melby" not in run.out


def test_the_help_says_that_held_out_cases_are_never_listed(xlcheck: Command) -> None:
    assert "held-*" in " ".join(xlcheck("evaluate", "--help").out.split())


def test_a_bad_file_is_one_line_before_anything_is_measured(
    xlcheck: Command, contrastive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(*arguments: object, **options: object) -> None:
        raise AssertionError("measured already")

    monkeypatch.setattr("xlcheck.evaluation.precision.contrast", measured)
    (tmp_path / "bad.jsonl").write_text('{"src": "a"}\n{"src"\n', encoding="utf-8")
    run = xlcheck("evaluate", "--pairs", contrastive, "--faithful", tmp_path / "bad.jsonl")
    assert (run.code, run.out) == (2, "")
    assert run.err == f"xlcheck: {tmp_path / 'bad.jsonl'}:1: has no tgt; it must be a text\n"


@pytest.mark.parametrize("flag", ["--pairs", "--faithful", "--alignment", "--retrieval"])
def test_a_file_that_is_not_there_or_is_none_of_ours_is_one_line(xlcheck: Command, tmp_path: Path, flag: str) -> None:
    gone, broken = tmp_path / "gone.jsonl", tmp_path / "de-en.tsv.xz"
    broken.write_bytes(b"no archive")
    for file in (gone, broken, tmp_path):
        run = xlcheck("evaluate", flag, file)
        assert (run.code, run.out) == (2, "")
        assert run.err.startswith(f"xlcheck: {file}: ") or run.err.startswith(f"xlcheck: {file}:1: ")
        assert run.err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "name a folder of article pairs"),
        (["--part", "choose"], "--part needs --faithful or --drift FILE"),
        (["--limit", "5"], "--limit needs --faithful FILE"),
        (["--system", "Human*"], "--system needs --faithful FILE"),
        (["--category", "a"], "--category needs --pairs FILE"),
        (["--limit", "0"], "0 is not in the range"),
        (["--part", "some"], "'some' is not one of"),
        (["-f", "html"], "there is no format named html"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(xlcheck: Command, tmp_path: Path, options: list[str], told: str) -> None:
    folder = [article_pair(tmp_path / "pair")] if options else []
    run = xlcheck("evaluate", *folder, *options)
    assert (run.code, run.out) == (2, "")
    assert told in run.err


def test_alignment_figures_are_in_the_table_and_in_json(xlcheck: Command, tmp_path: Path) -> None:
    document = {"original": [BRIDGE, SHIPS], "translation": [ITEMS[0]["tgt_good"], ITEMS[1]["tgt_good"]]}
    file = written(tmp_path / "gold.jsonl", [document | {"beads": [[[0], [0]], [[1], [1]]]}])
    assert "gold.jsonl: 1 documents, strict F1 1.000, lax F1 1.000" in xlcheck("evaluate", "--alignment", file).out
    (found,) = json.loads(xlcheck("evaluate", "--alignment", file, "-f", "json").out)["alignment"]
    assert (found["documents"], found["strict"]) == (1, 1.0)
    assert "crossing_recall" not in found


def test_the_run_is_the_same_twice(xlcheck: Command, contrastive: Path, human: Path) -> None:
    command = ["evaluate", "--pairs", contrastive, "--faithful", human, "-v"]
    assert xlcheck(*command).out == xlcheck(*command).out
