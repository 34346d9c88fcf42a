from collections.abc import Callable
from typing import Any

import pytest

from xlcheck.checks import CHECKS

Command = Callable[..., Any]


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_has_a_page(xlcheck: Command, name: str) -> None:
    run = xlcheck("explain", name)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"# {name}\n")


def test_without_a_name_all_checks_are_listed(xlcheck: Command) -> None:
    run = xlcheck("explain")
    assert run.code == 0
    assert [line.split()[0] for line in run.out.splitlines()] == list(CHECKS)


def test_an_unknown_check_is_one_line_with_the_nearest(xlcheck: Command) -> None:
    run = xlcheck("explain", "negation-fliped")
    assert (run.code, run.out) == (2, "")
    assert run.err == "xlcheck: there is no check named negation-fliped; did you mean negation-flipped?\n"
