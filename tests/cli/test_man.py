"""The manual page: all commands and options are in it, and nothing of them is taken for the typesetter's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.conftest import Run
from xlcheck.cli import cli
from xlcheck.cli.man import _escaped

MACROS = {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi"}


@pytest.fixture
def page(xlcheck: Callable[..., Run]) -> str:
    run = xlcheck("man")
    assert (run.code, run.err) == (0, "")
    return run.out


def test_every_command_and_every_option_with_its_help_is_in_it(page: str) -> None:
    plain = page.replace("\\-", "-")
    context = cli.make_context("xlcheck", ["man"])
    for name in cli.list_commands(context):
        assert f'.SS "xlcheck {name}' in plain
        for option in cli.get_command(context, name).params:
            assert all(flag in plain for flag in option.opts if flag.startswith("--"))


def test_only_commands_of_a_manual_page_begin_a_line(page: str) -> None:
    assert {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))} <= MACROS
    assert not re.search(r"\n\n", page)


def test_it_has_the_sections_that_a_reader_looks_for(page: str) -> None:
    assert re.findall(r"^\.SH (.+)$", page, re.M) == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "FILES", "ENVIRONMENT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"), [(".SH x", "\\&.SH x"), ("'x", "\\&'x"), ("a\\b", "a\\eb"), ('"-"', "\\(dq\\-\\(dq")]
)
def test_words_are_no_commands(text: str, shown: str) -> None:
    assert _escaped(text) == shown
