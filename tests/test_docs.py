"""What the pages of docs/ and the README tell is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from tests.conftest import ROOT
from xlcheck.checks import CHECKS
from xlcheck.cli import cli
from xlcheck.configuration import read
from xlcheck.configuration.keys import KEYS
from xlcheck.reporting import FORMATS

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> list[tuple[str, list[str]]]:
    """Every line of a page's shell blocks that calls xlcheck, options on the lines below among them."""
    found: list[tuple[str, list[str]]] = []
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.S):
            for line in block.splitlines():
                words = shlex.split(re.split(r"\s#", line)[0].replace("…", "x"))
                if line.startswith("  ") and found:
                    found[-1][1].extend(words)
                for at, word in enumerate(words):
                    if word == "xlcheck":
                        found.append((page.name, words[at + 1 :]))
    return found


@pytest.mark.parametrize(("page", "words"), commands())
def test_every_command_and_option_that_a_page_shows_is_there(page: str, words: list[str]) -> None:
    context, found = click.Context(cli), None
    group: click.Command = cli
    while isinstance(group, click.Group) and words:
        group = group.get_command(context, words[0]) or pytest.fail(f"{page}: {words[0]}")
        found, words = group, words[1:]
    flags = {flag for parameter in (found or cli).params for flag in (*parameter.opts, *parameter.secondary_opts)}
    assert {word.split("=")[0] for word in words if re.match(r"--[a-z]|-f$", word)} <= flags | {"--help"}, page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_configuration_that_is_shown_can_be_read(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", text("docs/configuration.md"), re.S)
    (tmp_path / "xlcheck.toml").write_text(block, encoding="utf-8")
    found = read(tmp_path / "xlcheck.toml")
    assert (len(found.pairs), len(found.overrides), found.values["fail-on"]) == (2, 1, "major")


def test_every_key_of_a_configuration_is_told_of() -> None:
    assert set(KEYS) <= set(re.findall(r"`([a-z-]+)`", text("docs/configuration.md")))


def test_every_format_is_told_of() -> None:
    rows = re.findall(r"^\| (`.+?) \|", text("docs/formats.md").split("## Reports")[1], re.M)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(FORMATS)
    assert set(FORMATS) <= set(re.findall(r"\w+", text("README.md")))


def test_every_check_is_told_of() -> None:
    assert set(CHECKS) <= set(re.findall(r"[a-z]+(?:-[a-z]+)*", text("README.md")))


def test_the_workflow_that_is_shown_is_that_of_the_demo() -> None:
    (shown,) = re.findall(r"## GitHub\n```yaml\n(.*?)```", text("docs/ci.md"), re.S)
    assert yaml.safe_load(shown) == yaml.safe_load(text("tests/demo/.github/workflows/translations.yml"))
    inputs = yaml.safe_load(text("action.yml"))["inputs"]
    assert set(inputs) <= set(re.findall(r"`([a-z-]+)`", text("docs/ci.md"))) | {"sarif"}


def test_every_key_of_the_review_is_told_of() -> None:
    templates = ROOT / "xlcheck" / "reporting" / "templates"
    script = (templates / "review.js").read_text(encoding="utf-8")
    block = re.search(r"const keys = \{(.*?)\n\};", script, re.S)
    assert block is not None
    keys = set(re.findall(r'(?:^|[ {,"])([a-zA-Z?])"?: ', block[1]))
    keys |= set(re.findall(r'data-key="(.)"', (templates / "review_pair.html").read_text(encoding="utf-8")))
    assert len(keys) > 14
    assert keys <= set(re.findall(r"`(.)`", text("docs/review.md")))
