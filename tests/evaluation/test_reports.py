from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from xlcheck.comparing.api import compare
from xlcheck.comparing.compare import Comparison, Link
from xlcheck.comparing.facet import Relation
from xlcheck.errors import XlcheckError
from xlcheck.evaluation.reports import LinkScore, Marked, read_truth, score_links

Command = Callable[..., Run]

REPORTS = Path(__file__).parents[2] / "corpora" / "reports"
WIRE = "Roads in Lindby\n\nAll roads in Lindby are open.\n\nThe bridge cost 12 million euros.\n\nEllen Brandt left.\n"
LOCAL = "Roads in Lindby\n\nAll roads in Lindby are closed.\n\nThe bridge cost 21 million euros.\n\nPotatoes grew.\n"
TRUTH = """[[links]]
a = ["wire.txt", "roads in Lindby are open"]
b = ["local.txt", "roads in Lindby are closed"]
relation = "contradicts"

[[links]]
a = ["local.txt", "21 million"]
b = ["wire.txt", "12 million"]
relation = "differs"

[[links]]
a = ["wire.txt", "Brandt left"]
b = ["local.txt", "Potatoes grew"]
relation = "certainty"
"""


def event(folder: Path, truth: str = TRUTH) -> Path:
    folder.mkdir(parents=True)
    for name, text in (("wire.txt", WIRE), ("local.txt", LOCAL), ("truth.toml", truth)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def found(tmp_path: Path) -> Comparison:
    """Two reports without links, so that a test says which there are."""
    folder = event(tmp_path / "event")
    made = compare(folder / "wire.txt", folder / "local.txt")
    return Comparison(made.reports, made.names, made.statements, ())


def linked(found: Comparison, *links: tuple[str, str, Relation]) -> Comparison:
    """The reports with links between the sentences that hold some words."""

    def link(a: str, b: str, relation: Relation) -> Link:
        sides = [next(s for s in found.statements if words in s.facts.text) for words in (a, b)]
        return Link(sides[0], sides[1], relation, (), 0.9, 0.9)

    return Comparison(found.reports, found.names, found.statements, tuple(link(*one) for one in links))


ROADS = Marked(("wire.txt", "are open"), ("local.txt", "are closed"), "contradicts")
SUMS = Marked(("local.txt", "21 million"), ("wire.txt", "12 million"), "differs")


def counts(score: LinkScore) -> tuple[int, int, int, int]:
    return len(score.found), len(score.missed), len(score.false), score.named


# Counting


def test_links_count_as_found_named_missed_or_false(found: Comparison) -> None:
    one = linked(
        found, ("are open", "are closed", Relation.CONTRADICTS), ("Brandt left", "Potatoes", Relation.CERTAINTY)
    )
    score = score_links("event", one, [ROADS, SUMS])
    assert (score.found, score.missed, score.named, score.recall) == ((ROADS,), (SUMS,), 1, 0.5)
    assert [link.b.facts.text for link in score.false] == ["Potatoes grew."]


def test_the_order_of_the_sides_does_not_matter(found: Comparison) -> None:
    one = linked(
        found, ("are closed", "are open", Relation.CONTRADICTS), ("12 million", "21 million", Relation.DIFFERS)
    )
    assert counts(score_links("event", one, [ROADS, SUMS])) == (2, 0, 0, 2)


def test_a_link_of_another_relation_is_found_and_not_named(found: Comparison) -> None:
    one = linked(found, ("are open", "are closed", Relation.DIFFERS))
    assert counts(score_links("event", one, [ROADS])) == (1, 0, 0, 0)


def test_several_links_of_one_pair_count_once(found: Comparison) -> None:
    one = linked(found, ("are open", "are closed", Relation.DIFFERS), ("are open", "are closed", Relation.CONTRADICTS))
    assert counts(score_links("event", one, [ROADS])) == (1, 0, 0, 1)


def test_statements_that_agree_are_neither_found_nor_false(found: Comparison) -> None:
    one = linked(found, ("are open", "are closed", Relation.AGREES), ("Brandt left", "Potatoes", Relation.UNSURE))
    assert counts(score_links("event", one, [ROADS])) == (0, 1, 0, 0)


def test_the_words_must_stand_in_the_report_that_is_named(found: Comparison) -> None:
    one = linked(found, ("are open", "are closed", Relation.CONTRADICTS))
    swapped = Marked(("local.txt", "are open"), ("wire.txt", "are closed"), "contradicts")
    half = Marked(("wire.txt", "are open"), ("local.txt", "21 million"), "contradicts")
    assert counts(score_links("event", one, [swapped, half])) == (0, 2, 1, 0)


def test_an_event_without_marks_has_no_recall_to_divide_by(found: Comparison) -> None:
    assert score_links("event", found, []).recall == 0


# The truth


def test_the_marks_of_a_reader_are_read(tmp_path: Path) -> None:
    read = read_truth(event(tmp_path / "event") / "truth.toml")
    assert read[1] == Marked(("local.txt", "21 million"), ("wire.txt", "12 million"), "differs")
    assert [one.relation for one in read] == ["contradicts", "differs", "certainty"]


@pytest.mark.parametrize(
    "truth",
    [
        "",
        "links = 1",
        "[[links]]",
        "[[links",
        '[[links]]\na = ["x"]\nb = ["y", "z"]\nrelation = "differs"',
        '[[links]]\na = ["x", "y"]\nb = ["y", "z"]',
    ],
)
def test_a_truth_that_is_none_is_told_in_a_line(xlcheck: Command, tmp_path: Path, truth: str) -> None:
    folder = event(tmp_path / "event", truth)
    run = xlcheck("evaluate", "--reports", folder)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"xlcheck: {folder / 'truth.toml'}: is no truth about reports; "
        "[[links]] have a and b (file and words) and relation\n"
    )


def test_a_truth_in_another_encoding_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "truth.toml").write_bytes(TRUTH.replace("Lindby", "Lindbü").encode("cp1252"))
    with pytest.raises(XlcheckError, match="is no truth about reports"):
        read_truth(tmp_path / "truth.toml")


def test_a_truth_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(XlcheckError, match=r"gone\.toml: can't be read \(No such file"):
        read_truth(tmp_path / "gone.toml")


# The command


def test_events_are_told_in_a_table_with_what_they_come_to(xlcheck: Command, tmp_path: Path) -> None:
    event(tmp_path / "all" / "roads")
    event(tmp_path / "all" / "deeper" / "again")
    run = xlcheck("evaluate", "--reports", tmp_path / "all")
    assert (run.code, run.err) == (0, "")
    lines = run.out.splitlines()
    assert [line.split() for line in lines[:3]] == [
        ["event", "found", "false"],
        ["again", "2/3", "0"],
        ["roads", "2/3", "0"],
    ]
    assert lines[3] == "links between reports: 4 of 6 found (66.7 %), 0 others (precision 100.0 %); 4 by their relation"


def test_the_same_is_told_as_json(xlcheck: Command, tmp_path: Path) -> None:
    told = json.loads(xlcheck("evaluate", "--reports", event(tmp_path / "roads"), "-f", "json").out)["reports"]
    assert told["events"] == [{"name": "roads", "found": 2, "marked": 3, "false": 0, "named": 2}]
    assert (told["found"], told["marked"], told["false"], told["precision"]) == (2, 3, 0, 1.0)


def test_missed_links_are_listed_where_that_is_wished(xlcheck: Command, tmp_path: Path) -> None:
    folder = event(tmp_path / "roads")
    plain, listed = (xlcheck("evaluate", "--reports", folder, *more).out for more in ([], ["-v"]))
    assert "    missed certainty: Brandt left | Potatoes grew" in listed.splitlines()
    assert "Potatoes" not in plain


@pytest.mark.parametrize("form", ["text", "json"])
def test_of_held_out_events_only_totals_are_told(xlcheck: Command, tmp_path: Path, form: str) -> None:
    event(tmp_path / "all" / "held-roads")
    run = xlcheck("evaluate", "--reports", tmp_path / "all", "-v", "-f", form)
    assert run.code == 0
    assert "1 of these are held out" in run.err
    assert "held-roads" in run.out
    for secret in ("Brandt", "Potatoes", "Lindby", "million"):
        assert secret not in run.out


def test_an_open_event_of_the_same_name_does_not_open_a_held_out_one(xlcheck: Command, tmp_path: Path) -> None:
    event(tmp_path / "open" / "roads", TRUTH.replace('"Brandt left"', '"Ellen"'))
    event(tmp_path / "held-set" / "roads")
    run = xlcheck("evaluate", "--reports", tmp_path, "-v")
    assert "missed certainty: Ellen | Potatoes grew" in run.out
    assert "Brandt left" not in run.out


def test_a_folder_without_events_is_told(xlcheck: Command, tmp_path: Path) -> None:
    run = xlcheck("evaluate", "--reports", tmp_path)
    assert (run.code, run.out) == (2, "")
    assert run.err == f"xlcheck: {tmp_path}: holds no event (a folder with truth.toml)\n"


# The floor


def test_most_of_what_a_reader_marked_is_found_and_little_else() -> None:
    scores = []
    for folder in sorted(REPORTS.iterdir()):
        if (folder / "truth.toml").exists() and not folder.name.startswith("held-"):
            comparison = compare(*sorted(folder.glob("*.txt")))
            scores.append(score_links(folder.name, comparison, read_truth(folder / "truth.toml")))
    found, missed, false = (sum(len(getattr(score, name)) for score in scores) for name in ("found", "missed", "false"))
    assert found + missed >= 50
    assert found / (found + missed) >= 0.75
    assert found / (found + false) >= 0.85
