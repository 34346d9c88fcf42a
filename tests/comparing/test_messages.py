from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

from xlcheck import comparing
from xlcheck.checks import CHECKS
from xlcheck.comparing.api import compare
from xlcheck.comparing.compare import Link
from xlcheck.comparing.facet import NOTHING, Facet, Relation
from xlcheck.comparing.messages import MESSAGES, message

NAMES = ("wire.txt", "rendering.txt")
LIKE = {"may": "The bridge may be closed in the spring.", "will": "The bridge will be closed in the spring."}


def facet_names() -> set[str]:
    """The names that facets are given in the code: those of checks, and those of its own."""
    found: set[str] = set()
    for path in Path(comparing.__file__).parent.glob("*.py"):
        if path.stem == "messages":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in CHECKS:
                found.add(str(node.value))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Facet", "of_cues"):
                found |= {str(arg.value) for arg in node.args[1:2] if isinstance(arg, ast.Constant)}
    return found


@pytest.fixture(scope="module")
def link() -> Link:
    (only,) = compare(LIKE["may"], LIKE["will"], languages=["en", "en"]).links
    return only


def told(link: Link, name: str, what: tuple[str, str], names: tuple[str, str] = NAMES) -> str:
    facet = Facet(Relation.CONTRADICTS, name, what, (None, None), 0.8)
    return message(replace(link, facets=(facet,)), names)


def test_the_names_of_facets_are_found_in_the_code() -> None:
    assert {"stance", "denied", "number-changed"} <= facet_names()


@pytest.mark.parametrize("name", sorted(facet_names()))
@pytest.mark.parametrize("what", [("“one”", "“other”"), ("“one”", NOTHING), (NOTHING, "“other”")])
def test_each_facet_has_a_message_that_names_both_reports_and_the_words(
    link: Link, name: str, what: tuple[str, str]
) -> None:
    text = told(link, name, what)
    assert not re.search(r"[{}]", text)
    assert all(report in text for report in NAMES)
    assert what[0] in text or what[1] in text
    assert "()" not in text
    assert text.endswith(".")


@pytest.mark.parametrize("relation", [relation for relation in Relation if relation != Relation.CHANGED])
def test_each_relation_has_a_message(link: Link, relation: Relation) -> None:
    facets = () if str(relation) in MESSAGES else link.facets
    text = message(replace(link, relation=relation, facets=facets), NAMES)
    assert re.fullmatch(r"[^{}]+\.", text)


@pytest.mark.parametrize("name", sorted(facet_names()))
def test_whoever_has_the_word_is_named_with_it_whichever_report_comes_first(link: Link, name: str) -> None:
    mirrored = told(link, name, (NOTHING, "“word”"), NAMES)
    assert mirrored == told(link, name, ("“word”", NOTHING), (NAMES[1], NAMES[0]))


def test_braces_in_names_and_words_stay_as_they_are(link: Link) -> None:
    text = told(link, "stance", ("“{b}”", "“{0}”"), ("{x}.txt", "{y}.txt"))
    assert all(words in text for words in ("“{b}”", "“{0}”", "{x}.txt", "{y}.txt"))


def test_who_is_quoted_in_both_is_told_before_the_rest() -> None:
    one = "Tilda Marrow said that the town supports the plan for a new bridge."
    (link,) = compare(one, one.replace("supports", "opposes"), languages=["en", "en"]).links
    text = message(link, NAMES)
    assert text.startswith("Tilda Marrow is quoted in both. ")
    assert "supports" in text
    assert "opposes" in text


def test_both_days_are_told_where_it_may_have_changed() -> None:
    one = "Orford, 4 May 2026\n\nTilda Marrow said that the town supports the plan for a new bridge."
    other = "Orford, 25 May 2026\n\nTilda Marrow said that the town opposes the plan for a new bridge."
    for reports in ((one, other), (other, one)):
        links = [link for link in compare(*reports).links if link.relation == Relation.CHANGED]
        assert len(links) == 1
        text = message(links[0], NAMES)
        assert "21 days apart" in text
        assert all(day in text for day in ("2026-05-04", "2026-05-25"))


@pytest.mark.parametrize("name", sorted(facet_names()))
def test_within_one_report_the_passages_are_told_apart_in_a_sentence_that_reads(link: Link, name: str) -> None:
    within = replace(link, b=replace(link.b, report=link.a.report))
    text = told(within, name, ("“one”", "“other”"))
    assert NAMES[0] not in text
    assert "passage" in text
    assert not re.search(r"[^.] One passage", text), "a capital within the sentence"
