from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcheck.comparing.api import compare
from xlcheck.comparing.compare import Comparison, Link
from xlcheck.comparing.facet import Relation
from xlcheck.comparing.formats import to_json
from xlcheck.errors import ReadingError, XlcheckError

WIRE = """Orford bridge to close in spring

Orford, 4 May 2026

The old bridge of Orford will be closed in the spring. The repairs will cost 3 million dollars.

Mayor Tilda Marrow said that the town supports the plan for a new bridge. About 1,400 people were moved to schools in \
Orford.

The museum of clocks opened a new hall last week.
"""
OTHER = """Orford bridge may close

Orford, 5 May 2026

The old bridge of Orford may be closed in the spring. The repairs will cost 5 million dollars.

Mayor Tilda Marrow said that the town opposes the plan for a new bridge. About 400 people were moved to schools in \
Orford.

Farmers expect a good harvest of barley this year.
"""
CHINESE = """奥福德大桥春天关闭

2026年5月5日

镇长蒂尔达·马罗表示，镇上反对新建大桥的计划。维修将耗资500万美元。
"""
#: A report whose top is surer than what it rests on.
SURE = """Factory will close for good

The factory of Orford will close for good in the spring.

Tilda Marrow, the manager, spoke to the workers on Monday. “The factory of Orford may close in the spring,” Marrow said.

The canteen serves soup.
"""
ASSERTED = """News from the factory

The canteen of the factory serves soup. The union said that 300 workers would lose their jobs at the factory.

The weather was fine. On Friday 300 workers would lose their jobs at the factory.
"""
_GRAVENESS = {Relation.CONTRADICTS: 0, Relation.CHANGED: 0, Relation.DIFFERS: 1, Relation.CERTAINTY: 2}


def of(found: Comparison, relation: Relation) -> list[Link]:
    return [link for link in found.links if link.relation == relation]


def sides(link: Link) -> tuple[str, str]:
    return link.a.sentence.text, link.b.sentence.text


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(WIRE, OTHER)


def test_the_gravest_stands_first_and_the_top_before_the_rest(found: Comparison) -> None:
    order = [_GRAVENESS.get(link.relation, 3) for link in found.links]
    assert order == sorted(order)
    assert {0, 1, 2} <= set(order)
    sums, people = (
        next(n for n, link in enumerate(found.links) if words in sides(link)[0]) for words in ("cost", "1,400")
    )
    assert sums < people
    assert found.links[people].relation == found.links[sums].relation == Relation.DIFFERS


def test_each_link_joins_sentences_about_one_matter(found: Comparison) -> None:
    pairs = {(link.a.sentence.text[:16], link.b.sentence.text[:16]) for link in found.telling}
    assert {
        ("The old bridge o", "The old bridge o"),
        ("The repairs will", "The repairs will"),
        ("Mayor Tilda Marr", "Mayor Tilda Marr"),
        ("About 1,400 peop", "About 400 people"),
    } <= pairs


def test_who_is_quoted_in_both_is_named(found: Comparison) -> None:
    (link,) = of(found, Relation.CONTRADICTS)
    assert link.speaker == "Tilda Marrow"
    assert all(other.speaker is None for other in found.links if "Marrow" not in sides(other)[0])


def test_what_only_one_report_says_is_told(found: Comparison) -> None:
    lone = {(said.report, said.sentence.text) for said in found.lone}
    assert (0, "The museum of clocks opened a new hall last week.") in lone
    assert (1, "Farmers expect a good harvest of barley this year.") in lone
    linked = {side for link in found.links for side in zip((0, 1), sides(link), strict=True)}
    assert not lone & linked


def test_the_same_report_twice_agrees_with_itself_in_everything() -> None:
    twice = compare(WIRE, WIRE)
    assert twice.telling == []
    assert twice.lone == []
    assert {link.relation for link in twice.links} == {Relation.AGREES}
    agreeing = {(link.a.number, link.b.number) for link in twice.links}
    assert {(said.number, said.number) for said in twice.statements} <= agreeing


def test_what_one_speaker_said_on_other_days_may_have_changed() -> None:
    late = OTHER.replace("5 May 2026", "25 May 2026")
    for reports, days in (((WIRE, late), 21), ((late, WIRE), -21)):
        later = compare(*reports)
        assert of(later, Relation.CONTRADICTS) == []
        (link,) = of(later, Relation.CHANGED)
        assert (link.speaker, link.days) == ("Tilda Marrow", days)


def test_a_contradiction_in_nobodys_name_is_one_on_any_day() -> None:
    one = "Orford, 4 May 2026\n\nThe union supports the plan for a new bridge."
    other = "Orford, 25 May 2026\n\nThe union opposes the plan for a new bridge."
    links = compare(one, other).telling
    assert [(link.relation, link.days) for link in links] == [(Relation.CONTRADICTS, 21)]


def test_reports_without_a_day_are_no_days_apart() -> None:
    one = "Tilda Marrow said that the town supports the plan for a new bridge."
    (link,) = compare(one, one.replace("supports", "opposes")).links
    assert (link.relation, link.days) == (Relation.CONTRADICTS, None)


def test_a_headline_is_held_against_the_quotation_that_it_rests_on() -> None:
    own = [
        link
        for link in compare(SURE, "Farmers expect a good harvest of barley.").links
        if link.a.report == link.b.report
    ]
    less = [link for link in own if link.relation == Relation.CERTAINTY]
    assert less
    assert all("may close" in sides(link)[1] and "will close" in sides(link)[0] for link in less)


def test_someones_words_here_and_a_fact_there_are_told_within_one_report() -> None:
    found = compare(ASSERTED, "Farmers expect a good harvest of barley.")
    (link,) = of(found, Relation.ASSERTED)
    assert link.a.report == link.b.report == 0
    assert link.a.attributed
    assert not link.b.attributed
    assert all("300 workers" in text for text in sides(link))
    lone = [said.sentence.text for said in found.lone]
    assert set(sides(link)) <= set(lone)


def test_of_three_reports_each_two_are_compared() -> None:
    three = compare(WIRE, OTHER, WIRE)
    sums = [(link.a.report, link.b.report, link.relation) for link in three.links if "The repairs" in sides(link)[0]]
    assert sorted(sums) == [
        (0, 1, Relation.DIFFERS),
        (0, 2, Relation.AGREES),
        (1, 2, Relation.DIFFERS),
    ]
    assert "Farmers expect a good harvest of barley this year." in [said.sentence.text for said in three.lone]
    assert not any("museum" in said.sentence.text for said in three.lone)


def test_the_languages_are_found_out_and_people_known_across_scripts() -> None:
    found = compare(WIRE, CHINESE)
    assert [(article.language or "")[:2] for article in found.reports] == ["en", "zh"]
    (link,) = [link for link in found.telling if "反对" in sides(link)[1]]
    assert (link.relation, link.speaker) == (Relation.CONTRADICTS, "Tilda Marrow")
    assert any("500万" in sides(link)[1] for link in of(found, Relation.DIFFERS))


def test_a_language_that_is_told_goes_with_its_report() -> None:
    found = compare("Orford", "Orford liegt am Meer.", languages=["en"])
    assert [article.language for article in found.reports] == ["en", "de"]


def test_reports_of_a_sentence_each_are_linked_only_where_they_are_about_one_matter() -> None:
    same, strange = (
        compare("The bridge is closed.", "The bridge is closed."),
        compare("The bridge is closed.", "Bees sing."),
    )
    assert [link.relation for link in same.links] == [Relation.AGREES]
    assert same.lone == []
    assert strange.links == ()
    assert [said.report for said in strange.lone] == [0, 1]


def test_one_report_is_nothing_to_compare() -> None:
    with pytest.raises(XlcheckError, match="two reports"):
        compare(WIRE)


def test_an_empty_report_is_refused() -> None:
    with pytest.raises(ReadingError):
        compare(WIRE, " \n")


def test_files_are_called_by_their_names_and_by_their_folders_where_two_share_one(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a/report.txt", "b/report.txt", "b/wire.txt")]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text(WIRE, encoding="utf-8")
    assert compare(paths[0], paths[2]).names == ("report.txt", "wire.txt")
    assert compare(*paths).names == (str(paths[0]), str(paths[1]), "wire.txt")
    assert compare(paths[2], OTHER).names == ("wire.txt", "report 2")


def test_the_same_reports_give_the_same_comparison(found: Comparison) -> None:
    assert to_json([compare(WIRE, OTHER)]) == to_json([found])


def test_the_comparison_does_not_depend_on_the_order_of_sets(python: Callable[..., CompletedProcess[str]]) -> None:
    code = (
        "import sys; from xlcheck.comparing.api import compare; from xlcheck.comparing.formats import to_json; "
        "print(to_json([compare(*sys.argv[1:])]))"
    )
    runs = [python("-c", code, WIRE, CHINESE, OTHER, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr + runs[1].stderr
    assert runs[0].stdout == runs[1].stdout


_SENTENCES = [
    *(line for text in (WIRE, OTHER, SURE, ASSERTED, CHINESE) for line in text.split("\n") if line),
    "“We waited for far too long.", "Now we pay for it.”", "Er sagte: „Nein.“", "Антон Белов опроверг это.", "«Нет», — сказал он.",
    "If it rains, 3 of 5 boats may leave.", "…", "\"", "12:30", "：", "·", "1/0", "31 February 2026", "她说：“不。”",
]  # fmt: skip
_TEXTS = st.builds(
    "".join,
    st.lists(
        st.one_of(
            st.sampled_from(_SENTENCES),
            st.sampled_from([" ", "\n", "\n\n", "\t"]),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
        ),
        min_size=1,
        max_size=12,
    ),
)


@settings(max_examples=60)
@given(st.lists(_TEXTS, min_size=2, max_size=3), st.booleans())
def test_whatever_the_reports_hold_each_link_lies_within_them(texts: list[str], told: bool) -> None:
    try:
        found = compare(*texts, languages=["en", "zh", "ru"][: len(texts)] if told else ())
    except ReadingError:
        return
    places = {(said.report, said.number) for said in found.statements}
    assert len(places) == len(found.statements)
    for said in found.statements:
        assert 0 <= said.report < len(texts)
        assert 0 <= said.claim[0] <= said.claim[1] <= len(said.facts.text)
        assert found.reports[said.report].sentences[said.number] == said.sentence
    for link in found.links:
        assert {(link.a.report, link.a.number), (link.b.report, link.b.number)} <= places
        assert (link.a.report, link.a.number) != (link.b.report, link.b.number)
        assert 0 <= link.confidence <= 1
        for said, at in ((link.a, 0), (link.b, 1)):
            for facet in link.facets:
                start, end = facet.bounds[at] or (0, 0)
                assert 0 <= start <= end <= len(said.facts.text)
    assert len(found.names) == len(texts)
    to_json([found])
