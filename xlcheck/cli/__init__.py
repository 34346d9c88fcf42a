"""The command line: one file a command. Importing it loads click and nothing heavier."""

from __future__ import annotations

import importlib
import sys
import traceback

import click

from xlcheck.errors import XlcheckError

_COMMANDS = {
    "check": "Check a translation against its original.",
    "compare": "Compare reports of one event: who says what, and where they contradict.",
    "batch": "Check thousands of pairs, and keep the results in a store.",
    "watch": "Watch paired feeds, and check what is new.",
    "summary": "Sum up a run of a store: where to look first.",
    "store": "See, export, prune and verify a store of results.",
    "review": "Look at findings in the browser, and decide.",
    "diff": "Compare two runs of a store.",
    "align": "Align the sentences of an article and its translation.",
    "explain": "Show what a check means.",
    "list-checks": "List the checks.",
    "config": "Show what goes for this folder, and where it comes from.",
    "dismiss": "Dismiss findings that are none, with a reason.",
    "evaluate": "Score the checks on article pairs with known drifts.",
    "tune": "Move the thresholds by labelled pairs of your own.",
    "models": "See, fetch and verify the models that profiles use.",
    "train": "Train the embedded models.",
    "doctor": "Tell what is installed here and what can run.",
    "completion": "Print completions for bash, zsh or fish.",
    "man": "Print the manual page.",
}


class _Late(click.Group):
    """A group whose commands are imported when they are called: `--help` shows their names without them."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"xlcheck.cli.{name.replace('-', '_')}").command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=_Late, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda context, parameter, value: _version(context, value),
    help="Show the version and exit.",
)
def cli() -> None:
    """Tell whether a translation says what its original says.

    xlcheck check ORIGINAL TRANSLATION aligns the two sentence by sentence and shows every statement whose meaning
    drifted: on both sides, how bad, how sure, and why.
    """


def _version(context: click.Context, wanted: bool) -> None:
    from importlib.metadata import PackageNotFoundError, version

    if wanted:
        try:
            click.echo(f"xlcheck {version('xlcheck')}")
        except PackageNotFoundError:
            click.echo("xlcheck (not installed)")
        context.exit()


def main() -> None:
    """Run the command line; an error that a user can mend is one line and exit code 2."""
    try:
        code = cli(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except XlcheckError as error:
        click.echo(f"xlcheck: {error}", err=True)
        code = 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("xlcheck: interrupted", err=True)
        code = 130
    except BrokenPipeError:
        # The reader of the pipe has seen enough; what is still in the buffer goes nowhere, quietly.
        sys.stdout = None
        code = 0
    except Exception:
        # An error of the tool is none of the translation's: exit code 1 would say that drift was found.
        traceback.print_exc()
        click.echo("xlcheck: this is an error of xlcheck; please report it with the lines above", err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)
