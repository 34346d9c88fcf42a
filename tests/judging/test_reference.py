import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sacrebleu.metrics.chrf import CHRF

import xlcheck
from tests.conftest import FAITHFUL, ORIGINAL, Files, Run
from xlcheck.alignment.bead import Bead
from xlcheck.article import Article, Role, Sentence
from xlcheck.judging.reference import Reference

#: Another translation, by other words.
FREE = """风暴过后，梅尔比港再度开放

星期一，梅尔比港恢复开放。暴风雨中约有1200条船没有驶离。前往该岛的渡轮将每日往返两次。

修缮码头花去350万美元。渔民须于5月12日前办理登记。那座灯塔由丹麦石匠于一百年前修筑。

吊车倒塌时，无人受伤。
"""


def test_every_bead_and_the_article_are_scored_with_signatures(pair) -> None:
    report = xlcheck.check(ORIGINAL, FAITHFUL, reference=FREE)
    (measure,) = report.measures
    assert measure.source == "reference"
    assert set(measure.scores) == set(measure.signatures) == {"chrF", "TER", "BLEU"}
    scored = [bead for bead in report.beads if "reference" in bead.scores]
    assert len(scored) == len(report.beads)
    ours, theirs = ("起重机倒下时没有人受伤。", "吊车倒塌时，无人受伤。")
    assert scored[-1].scores["reference"]["chrF"] == round(CHRF().sentence_score(ours, [theirs]).score, 1)


def test_a_free_translation_that_is_faithful_is_not_accused() -> None:
    report = xlcheck.check(ORIGINAL, FREE, reference=FAITHFUL)
    assert report.measures[0].scores["chrF"] < 60
    assert [finding.message for finding in report.findings if "reference" in finding.message] == []
    assert report.worst is None


def test_what_says_something_else_is_far_from_the_reference() -> None:
    other = FAITHFUL.replace("渔民必须在5月12日之前登记。", "委员会选出了新的财务主管，会议随后结束。")
    report = xlcheck.check(ORIGINAL, other, reference=FREE)
    scored = {n: bead.scores["reference"]["chrF"] for n, bead in enumerate(report.beads) if "reference" in bead.scores}
    worst = report.beads[min(scored, key=scored.__getitem__)]
    assert [report.translation.sentences[j].text for j in worst.translation] == [
        other.split("350万美元。")[1].split("灯塔")[0]
    ]
    assert min(scored.values()) < 15


def test_the_same_text_as_reference_is_perfect() -> None:
    report = xlcheck.check(ORIGINAL, FAITHFUL, reference=FAITHFUL)
    assert report.measures[0].scores == {"chrF": 100.0, "TER": 0.0, "BLEU": 100.0}


def article(*texts: str) -> Article:
    sentences, at = [], 0
    for text in texts:
        sentences.append(Sentence(at, at + len(text), 0, Role.BODY, text))
        at += len(text) + 1
    return Article(" ".join(texts), language="en", sentences=tuple(sentences))


def test_only_what_renders_the_same_originals_is_compared() -> None:
    ours, theirs = article("One two.", "Three.", "Four."), article("One and two and three.", "Four!")
    beads = [Bead((0, 1), (0,), 1.0), Bead((2,), (1,), 1.0), Bead((3,), (2,), 1.0), Bead((4,), (), 1.0)]
    others = [Bead((0, 1, 2), (0,), 1.0), Bead((3,), (1,), 1.0), Bead((4,), (), 1.0)]
    found = Reference.of(ours, beads, theirs, others)
    assert set(found.opinions) == {2}
    assert found.opinions[2][0].fields["reference"] == "“Four!”"


@pytest.mark.parametrize("format_", ["text", "html", "json"])
def test_reports_show_the_figures_and_how_they_were_made(
    format_: str, files: Files, xlcheck: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "r.txt").write_text(FREE, encoding="utf-8")
    run = xlcheck("check", files.original, files.faithful, "--reference", tmp_path / "r.txt", "-f", format_)
    assert run.code == 0, run.err
    assert "nrefs:1|case:mixed|eff:yes|nc:6" in run.out
    if format_ == "json":
        told = json.loads(run.out)
        assert told["measures"][0]["by"] == str(tmp_path / "r.txt")
        assert set(told["beads"][0]["scores"]["reference"]) == {"chrF", "TER", "BLEU"}


def test_a_reference_that_can_not_be_read_is_one_line(files: Files, xlcheck: Callable[..., Run]) -> None:
    run = xlcheck("check", files.original, files.faithful, "--reference", files.folder / "nothing.txt")
    assert run.code == 2
    assert run.err.startswith(f"xlcheck: {files.folder / 'nothing.txt'}")
    assert run.err.count("\n") == 1


@pytest.mark.parametrize("text", [ORIGINAL, "Der Hafen von Melby hat am Montag wieder geöffnet. " * 9])
def test_a_reference_in_another_language_is_one_line(
    text: str, files: Files, xlcheck: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    run = xlcheck("check", files.original, files.faithful, "--reference", tmp_path / "r.txt")
    assert run.code == 2
    assert "and the translation in zh: a reference is a second translation" in run.err
