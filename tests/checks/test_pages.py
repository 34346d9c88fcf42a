"""Every check's page is its test: what it calls good is not flagged, what it calls bad is."""

from __future__ import annotations

import re

import pytest

from xlcheck import check, check_pairs
from xlcheck.checks import CHECKS, page
from xlcheck.checks.base import Check, Severity
from xlcheck.facts.lexicon import covered_languages

ROW = re.compile(r"^\| *([a-zA-Z-]+?)-([a-z]{2}|zh-Hant) *\| *(.+?) *\| *(.+?) *\|$", re.MULTILINE)


def rows(name: str, heading: str) -> list[tuple[str, str, str, str]]:
    section = page(name).split(f"## {heading}\n")[1].split("\n## ")[0]
    return [match.groups() for match in ROW.finditer(section)]


EXAMPLES = [(name, heading, row) for name in CHECKS for heading in ("Good", "Bad") for row in rows(name, heading)]


def findings(name: str, row: tuple[str, str, str, str]) -> list[str]:
    one, two, original, translation = row
    if type(CHECKS[name]).pair is Check.pair:
        report = check(original, translation, original_language=one, translation_language=two, select=[name])
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


@pytest.mark.parametrize("name", list(CHECKS))
def test_every_page_has_examples_on_both_sides(name: str) -> None:
    assert len(rows(name, "Good")) >= 3
    assert len(rows(name, "Bad")) >= 3


@pytest.mark.parametrize("check_", list(CHECKS.values()), ids=lambda c: c.name)
def test_every_lexicon_serves_every_check(check_: Check) -> None:
    from xlcheck.facts.lexicon import load_lexicon

    for language in covered_languages():
        assert all(load_lexicon(language).section(section) for section in check_.sections), language
