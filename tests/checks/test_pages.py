"""Every check's page is its test: what it calls good is not flagged, what it calls bad is."""

from __future__ import annotations

import re

import pytest

from xlcheck import check, check_pairs
from xlcheck.checks import CHECKS, page
from xlcheck.checks.base import Check, Severity
from xlcheck.facts.lexicon import covered_languages
from xlcheck.reading.glossary import Glossary, table

ROW = re.compile(r"^\| *([a-zA-Z-]+?)-([a-z]{2}|zh-Hant) *\| *(.+?) *\| *(.+?) *\|$", re.MULTILINE)

#: What a page must show on either side before it counts as a test of its check: rows, and languages of the original.
ROWS, LANGUAGES = 10, 4


def rows(name: str, heading: str) -> list[tuple[str, str, str, str]]:
    section = page(name).split(f"## {heading}\n")[1].split("\n## ")[0]
    return [match.groups() for match in ROW.finditer(section)]


EXAMPLES = [(name, heading, row) for name in CHECKS for heading in ("Good", "Bad") for row in rows(name, heading)]


def glossary(name: str) -> Glossary | None:
    """The terms that a page's examples go by."""
    found = re.search(r"```csv\n(.*?)```", page(name), re.S)
    return Glossary(tuple(table(found[1], name))) if found else None


def findings(name: str, row: tuple[str, str, str, str]) -> list[str]:
    one, two, original, translation = row
    if type(CHECKS[name]).article is not Check.article:
        # A row is one line: <br> in a cell stands for the end of a paragraph.
        original, translation = (text.replace("<br>", "\n") for text in (original, translation))
        report = check(
            original,
            translation,
            original_language=one,
            translation_language=two,
            select=[name],
            glossary=glossary(name),
        )
        found = report.findings
    else:
        found = check_pairs([(original, translation)], original_language=one, translation_language=two, select=[name])[
            0
        ].findings
    return [f.message for f in found if f.severity >= Severity.MAJOR or CHECKS[name].severity == Severity.MINOR]


@pytest.mark.parametrize(
    ("name", "heading", "row"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else "-".join(value[:2])
)
def test_the_examples_on_a_page_are_judged_as_it_says(name: str, heading: str, row: tuple[str, str, str, str]) -> None:
    assert bool(findings(name, row)) == (heading == "Bad"), row


@pytest.mark.parametrize("heading", ["Good", "Bad"])
@pytest.mark.parametrize("name", list(CHECKS))
def test_every_page_has_ten_examples_or_more_on_either_side_in_four_languages_or_more(name: str, heading: str) -> None:
    found = rows(name, heading)
    assert len(found) >= ROWS
    assert len({one for one, _, _, _ in found}) >= LANGUAGES


@pytest.mark.parametrize("name", list(CHECKS))
def test_no_line_of_a_table_is_passed_over_and_none_stands_twice(name: str) -> None:
    for heading in ("Good", "Bad"):
        section = page(name).split(f"## {heading}\n")[1].split("\n## ")[0]
        lines = [line for line in section.splitlines() if line.startswith("|")][2:]
        assert len(rows(name, heading)) == len(lines) == len(set(lines))


@pytest.mark.parametrize("check_", list(CHECKS.values()), ids=lambda c: c.name)
def test_every_lexicon_serves_every_check(check_: Check) -> None:
    from xlcheck.facts.lexicon import load_lexicon

    for language in covered_languages():
        assert all(load_lexicon(language).section(section) for section in check_.sections), language
