from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from tests.conftest import Run

Command = Callable[..., Run]
Python = Callable[..., "CompletedProcess[str]"]


@pytest.mark.parametrize("shell", ["zsh", "fish", "bash"])
def test_a_shell_gets_what_it_completes_by(shell: str, xlcheck: Command) -> None:
    run = xlcheck("completion", shell)
    assert run.code == 0
    assert f"_XLCHECK_COMPLETE={shell}_complete" in run.out


def test_commands_and_options_are_completed(python: Python) -> None:
    start = ("-c", "import sys; sys.argv[0] = 'xlcheck'; from xlcheck.cli import main; main()")
    commands = python(*start, _XLCHECK_COMPLETE="bash_complete", COMP_WORDS="xlcheck dis", COMP_CWORD="1").stdout
    assert commands == "plain,dismiss\n"
    options = python(
        *start, _XLCHECK_COMPLETE="fish_complete", COMP_WORDS="xlcheck check --fail", COMP_CWORD="--fail"
    ).stdout
    assert "--fail-on" in options


def test_another_shell_is_wrong_use(xlcheck: Command) -> None:
    assert xlcheck("completion", "tcsh").code == 2
