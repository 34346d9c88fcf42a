import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Any
Files = Any
Command = Callable[..., Run]


def test_a_faithful_translation_exits_with_zero(xlcheck: Command, files: Files) -> None:
    run = xlcheck("check", files.original, files.faithful)
    assert (run.code, run.err) == (0, "")
    assert "No drift found" in run.out


def test_a_drifted_translation_exits_with_one(xlcheck: Command, files: Files) -> None:
    run = xlcheck("check", files.original, files.drifted)
    assert (run.code, run.err) == (1, "")
    assert "negation-flipped" in run.out


@pytest.mark.parametrize(("threshold", "code"), [("never", 0), ("minor", 1), ("major", 1), ("critical", 1)])
def test_what_counts_as_failure_can_be_chosen(xlcheck: Command, files: Files, threshold: str, code: int) -> None:
    assert xlcheck("check", files.original, files.drifted, "--fail-on", threshold).code == code


def test_findings_below_the_threshold_are_shown_but_do_not_fail(xlcheck: Command, files: Files) -> None:
    pair = [files.original, files.drifted, "--select", "quantifier-changed"]
    assert xlcheck("check", *pair, "--fail-on", "critical").code == 0


def test_one_check_can_be_selected_and_another_left_out(xlcheck: Command, files: Files) -> None:
    def checks(*options: str) -> set[str]:
        run = xlcheck("check", files.original, files.drifted, "-f", "json", *options)
        return {finding["check"] for finding in json.loads(run.out)["findings"]}

    assert checks() == {"negation-flipped", "money-changed", "sentence-omitted"}
    assert checks("--select", "money-changed") == {"money-changed"}
    assert checks("--ignore", "money-changed") == {"negation-flipped", "sentence-omitted"}


def test_a_format_can_go_to_a_file(xlcheck: Command, files: Files) -> None:
    file = files.folder / "report.json"
    run = xlcheck("check", files.original, files.drifted, "-f", f"json={file}")
    assert (run.code, run.out, run.err) == (1, "", "")
    assert json.loads(file.read_text(encoding="utf-8"))["original"]["path"] == str(files.original)


def test_two_formats_come_from_one_run(xlcheck: Command, files: Files) -> None:
    page = files.folder / "report.html"
    run = xlcheck("check", files.original, files.drifted, "-f", "json", "-f", f"html={page}")
    assert json.loads(run.out)["schema_version"] == 1
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_one_of_the_articles_may_come_from_standard_input(xlcheck: Command, files: Files) -> None:
    run = xlcheck("check", files.original, "-", stdin=files.drifted.read_bytes())
    assert run.code == 1
    assert xlcheck("check", "-", files.faithful, stdin=files.original.read_bytes()).code == 0


def test_an_article_in_a_national_encoding_is_read(xlcheck: Command, files: Files, pair: Any) -> None:
    files.faithful.write_bytes(pair.faithful.encode("gb18030"))
    assert xlcheck("check", files.original, files.faithful).code == 0


def test_notices_go_to_standard_error_unless_quiet(xlcheck: Command, files: Files) -> None:
    pair = [files.original, files.original]
    assert xlcheck("check", *pair).err.startswith("xlcheck: Both articles are in one language (en)")
    assert xlcheck("check", *pair, "--quiet").err == ""


def test_colours_are_used_only_when_asked_for_outside_a_terminal(xlcheck: Command, files: Files) -> None:
    assert "\x1b" not in xlcheck("check", files.original, files.drifted).out
    assert "\x1b[" in xlcheck("check", files.original, files.drifted, "--color").out
    assert "\x1b" not in xlcheck("check", files.original, files.drifted, "--no-color").out


def test_a_date_gives_relative_words_their_value(xlcheck: Command, files: Files) -> None:
    files.original.write_text("桥梁关闭\n\n这座桥昨天关闭。渡轮照常开行。没有人受伤。", encoding="utf-8")
    files.drifted.write_text(
        "Bridge closed\n\nThe bridge closed on Friday. The ferry runs as usual. Nobody was hurt.", encoding="utf-8"
    )
    checked = ["check", files.original, files.drifted, "--select", "date-changed"]
    assert xlcheck(*checked, "--original-date", "2026-03-14").code == 0


BAD: list[tuple[list[str], str]] = [
    (["{original}", "{folder}/gone.txt"], "gone.txt: no such file"),
    (["{original}", "{folder}"], "is a folder"),
    (["{original}", "{folder}/empty.txt"], "the file is empty"),
    (["{original}", "{folder}/blank.txt"], "there is no sentence in it"),
    (["{original}", "{folder}/picture.png"], "is a binary file"),
    (["{original}", "{folder}/nul.txt"], "NUL"),
    (["", "{faithful}"], ""),
    (["-", "-"], "only one of the articles can come from standard input"),
    (["-", "{faithful}"], "standard input: the file is empty"),
    (["{original}", "{faithful}", "--encoding", "klingon"], "encoding named klingon"),
    (["{folder}/gone.txt"], "gone.txt: no such file"),
    (["{original}"], "is one article; name its translation too"),
    (["{original}", "{faithful}", "--encoding", "ascii"], "is not ascii"),
    (["{original}", "{faithful}", "--encoding", "undefined"], "undefined"),
    (["{original}", "{faithful}", "--select", "nonsense"], "there is no check named nonsense"),
    (["{original}", "{faithful}", "--ignore", "number-changd"], "did you mean number-changed?"),
    (["{original}", "{faithful}", "--profile", "huge"], "there is no profile huge"),
    (["{original}", "{faithful}", "--profile", "a\nb"], "there is no profile"),
    (["{original}", "{faithful}", "--models", "{folder}/gone.cfg"], "gone.cfg: can't be read"),
    (["{original}", "{faithful}", "--models", "{original}"], "section"),
    (["{original}", "{faithful}", "--original-date", "tomorrow"], "'tomorrow' is no date"),
    (["{original}", "{faithful}", "--original-date", "2026-02-31"], "is no date"),
    (["{original}", "{faithful}", "-f", "json={folder}/gone/a.json"], "can't be written"),
    (["{original}", "{faithful}", "-f", "json={folder}"], "can't be written"),
]


@pytest.fixture
def bad_files(files: Files) -> Files:
    for name, data in {
        "empty.txt": b"",
        "blank.txt": b" \n\n",
        "picture.png": b"\x89PNG\r\n\x1a\n\0\0",
        "nul.txt": b"One.\0",
    }.items():
        (files.folder / name).write_bytes(data)
    return files


@pytest.mark.parametrize(("arguments", "problem"), BAD, ids=[" ".join(a[-2:]) for a, _ in BAD])
def test_a_mistake_is_one_line_and_exit_code_two(
    xlcheck: Command, bad_files: Files, arguments: list[str], problem: str
) -> None:
    names = {name: str(getattr(bad_files, name)) for name in ("folder", "original", "faithful")}
    run = xlcheck("check", *(argument.format(**names) for argument in arguments))
    assert run.code == 2
    assert run.out == ""
    assert run.err.startswith("xlcheck: ")
    assert run.err.count("\n") == 1
    assert problem in run.err


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "name an original and a translation, a folder or file of pairs, or --aligned FILE"),
        (
            ["a", "b", "--aligned", "c.tsv"],
            "name an original and a translation, a folder or file of pairs, or --aligned FILE",
        ),
        (["--aligned", "c.tsv", "--lines"], "--lines is for two articles"),
        (["a", "b", "-f", "pdf"], "there is no format named pdf"),
        (["a", "b", "-f", "text", "-f", "json"], "only one format can go to standard output"),
        (["a", "b", "--fail-on", "sometimes"], "'sometimes' is not one of"),
        (["a", "b", "--speling"], "No such option"),
    ],
)
def test_wrong_use_is_explained_with_exit_code_two(xlcheck: Command, arguments: list[str], problem: str) -> None:
    run = xlcheck("check", *arguments)
    assert (run.code, run.out) == (2, "")
    assert problem in run.err
    assert "Traceback" not in run.err


def test_a_page_with_a_nonsense_date_is_checked_all_the_same(xlcheck: Command, files: Files) -> None:
    files.original.write_text(
        '<html><meta name="date" content="0000-00-00"><p>It rained.</p><p>Nobody left.</p></html>', encoding="utf-8"
    )
    files.faithful.write_text("下雨了。\n没有人离开。", encoding="utf-8")
    assert xlcheck("check", files.original, files.faithful).code == 0


@pytest.mark.parametrize("format_", ["text", "json", "html"])
def test_a_file_name_that_is_no_unicode_does_not_stop_the_report(xlcheck: Command, files: Files, format_: str) -> None:
    import os

    strange = Path(os.fsdecode(os.fsencode(files.folder) + b"/\xff\xfe.txt"))
    try:
        strange.write_bytes(files.original.read_bytes())
    except OSError:
        pytest.skip("the file system has no such names")
    assert xlcheck("check", strange, files.drifted, "-f", format_).code == 1
