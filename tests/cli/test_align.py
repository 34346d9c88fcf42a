import json
from collections.abc import Callable
from typing import Any

import pytest

Command = Callable[..., Any]
Files = Any


def test_the_alignment_is_shown_sentence_by_sentence(xlcheck: Command, files: Files) -> None:
    run = xlcheck("align", files.original, files.drifted)
    assert (run.code, run.err) == (0, "")
    assert "Nobody was hurt when the crane fell." in run.out
    assert "(nothing)" in run.out


@pytest.mark.parametrize(("format_", "begin"), [("tsv", "original\ttranslation\t"), ("tmx", "<?xml"), ("json", "{")])
def test_every_format_can_be_had(xlcheck: Command, files: Files, format_: str, begin: str) -> None:
    run = xlcheck("align", files.original, files.drifted, "-f", format_)
    assert run.code == 0
    assert run.out.startswith(begin)


def test_no_sentence_of_either_side_is_left_out(xlcheck: Command, files: Files) -> None:
    beads = json.loads(xlcheck("align", files.original, files.drifted, "-f", "json").out)["beads"]
    for side in ("original", "translation"):
        numbers = [i for bead in beads for i in bead[side]]
        assert numbers == list(range(len(numbers)))


def test_lines_can_be_taken_for_sentences(xlcheck: Command, files: Files) -> None:
    files.original.write_text("One ship. Two ships.\nNobody waits.\nIt rains.", encoding="utf-8")
    files.faithful.write_text("一艘船。两艘船。\n没有人等。\n下雨了。", encoding="utf-8")
    beads = json.loads(xlcheck("align", files.original, files.faithful, "--lines", "-f", "json").out)["beads"]
    assert [bead["texts"] for bead in beads] == [
        ["One ship. Two ships.", "一艘船。两艘船。"],
        ["Nobody waits.", "没有人等。"],
        ["It rains.", "下雨了。"],
    ]


def test_a_missing_file_is_one_line_and_exit_code_two(xlcheck: Command, files: Files) -> None:
    run = xlcheck("align", files.original, files.folder / "gone.txt")
    assert (run.code, run.out, run.err) == (2, "", f"xlcheck: {files.folder / 'gone.txt'}: no such file\n")


def test_html_is_no_format_of_an_alignment(xlcheck: Command, files: Files) -> None:
    run = xlcheck("align", files.original, files.faithful, "-f", "html")
    assert run.code == 2
    assert "there are text, tsv, json, tmx" in run.err
