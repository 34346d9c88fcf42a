"""xlcheck completion SHELL."""

from __future__ import annotations

import click

from xlcheck.errors import XlcheckError

#: Where a shell reads what is completed.
_PLACES = {
    "bash": "~/.local/share/bash-completion/completions/xlcheck",
    "zsh": "~/.zfunc/_xlcheck (with fpath+=~/.zfunc before compinit)",
    "fish": "~/.config/fish/completions/xlcheck.fish",
}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_PLACES)))
def command(shell: str) -> int:
    """Print what makes SHELL complete xlcheck's commands and options.

    \b
    bash  xlcheck completion bash > ~/.local/share/bash-completion/completions/xlcheck
    zsh   xlcheck completion zsh > ~/.zfunc/_xlcheck   (fpath+=~/.zfunc before compinit)
    fish  xlcheck completion fish > ~/.config/fish/completions/xlcheck.fish
    """  # noqa: D301  # the mark of a paragraph that click leaves as it is
    from click.shell_completion import get_completion_class

    from xlcheck.cli import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise XlcheckError(f"click completes nothing for {shell}")
    click.echo(kind(cli, {}, "xlcheck", "_XLCHECK_COMPLETE").source())
    return 0
