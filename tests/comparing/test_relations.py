from __future__ import annotations

import pytest

from xlcheck.comparing.api import compare
from xlcheck.comparing.compare import Link
from xlcheck.comparing.facet import Relation


def link(one: str, other: str, *languages: str) -> Link:
    """The one link between two reports of a sentence each."""
    links = compare(one, other, languages=languages).links
    assert len(links) == 1, f"{len(links)} links between {one!r} and {other!r}"
    return links[0]


def relations(one: str, other: str, languages: tuple[str, str]) -> set[Relation]:
    """How two sentences stand to each other, whichever report comes first."""
    return {link(one, other, *languages).relation, link(other, one, *languages[::-1]).relation}


EN, ZH, RU = ("en", "en"), ("zh", "en"), ("ru", "en")


@pytest.mark.parametrize(
    ("languages", "one", "other"),
    [
        (
            EN,
            "About 1,400 people were moved to schools in Orford.",
            "About 400 people were moved to schools in Orford.",
        ),
        (ZH, "约1400人被转移到奥福德的学校。", "About 400 people were moved to schools in Orford."),
        (RU, "В школы Орфорда переселили 1400 человек.", "About 400 people were moved to schools in Orford."),
        (EN, "The repairs will cost 3 million dollars.", "The repairs will cost 5 million dollars."),
        (ZH, "维修将耗资300万美元。", "The repairs will cost 5 million dollars."),
        (RU, "Ремонт обойдётся в 3 миллиона долларов.", "The repairs will cost 5 million dollars."),
        (EN, "The hospital will be closed until 12 May.", "The hospital will be closed until 19 May."),
        (ZH, "医院将关闭至5月12日。", "The hospital will be closed until 19 May."),
        (RU, "Школы в городе Карск закрыты до 12 мая.", "Schools in the town of Karsk are closed until 19 May."),
    ],
)
def test_another_number_sum_or_date_differs(languages: tuple[str, str], one: str, other: str) -> None:
    assert relations(one, other, languages) == {Relation.DIFFERS}


@pytest.mark.parametrize(
    ("languages", "one", "other"),
    [
        (EN, "The union supports the plan for a new bridge.", "The union opposes the plan for a new bridge."),
        (ZH, "工会支持新建大桥的计划。", "The union opposes the plan for a new bridge."),
        (RU, "Профсоюз поддерживает план строительства нового моста.", "The union opposes the plan for a new bridge."),
        (EN, "Tilda Marrow supports the new bridge.", "Tilda Marrow opposes the new bridge."),
    ],
)
def test_for_and_against_contradict(languages: tuple[str, str], one: str, other: str) -> None:
    assert relations(one, other, languages) == {Relation.CONTRADICTS}


@pytest.mark.parametrize(
    ("languages", "one", "other"),
    [
        (EN, "The company denied that the factory would be closed.", "The company said that the factory would be closed."),
        (ZH, "公司否认工厂将关闭。", "The company said that the factory would be closed."),
        (RU, "Компания опровергла, что завод будет закрыт.", "The company said that the factory would be closed."),
        (EN, "The bridge is not safe.", "The bridge is safe."),
        (ZH, "医院没有关闭。", "The hospital was closed."),
        (RU, "Врачи не поддержали забастовку в больнице.", "Doctors at the hospital supported the strike."),
    ],
)  # fmt: skip
def test_who_denies_or_negates_contradicts_what_the_other_says(
    languages: tuple[str, str], one: str, other: str
) -> None:
    assert relations(one, other, languages) == {Relation.CONTRADICTS}


@pytest.mark.parametrize(
    ("languages", "one", "other"),
    [
        (EN, "The bridge may be closed in the spring.", "The bridge will be closed in the spring."),
        (ZH, "大桥春天可能关闭。", "The bridge will be closed in the spring."),
        (RU, "Завод может быть закрыт весной из-за забастовки.", "The factory will be closed in the spring because of the strike."),
        (EN, "The factory will be closed if the strike goes on.", "The factory will be closed."),
        (ZH, "如果罢工继续，工厂将关闭。", "The factory will be closed in any case."),
        (RU, "Завод закроют, если забастовка продолжится.", "The factory will be closed."),
    ],
)  # fmt: skip
def test_what_may_be_or_holds_only_if_is_less_certain(languages: tuple[str, str], one: str, other: str) -> None:
    assert relations(one, other, languages) == {Relation.CERTAINTY}


@pytest.mark.parametrize(
    ("languages", "one", "other"),
    [
        (EN, "Nineteen ships were damaged by the storm.", "19 ships were damaged by the storm."),
        (EN, "The bridge is not safe.", "The bridge is not safe."),
        (ZH, "约1400人被转移到奥福德的学校。", "About 1,400 people were moved to schools in Orford."),
        (ZH, "维修将耗资300万美元。", "The repairs will cost 3 million dollars."),
        (ZH, "通往海岸的铁路将关闭至5月12日。", "The railway to the coast will stay closed until 12 May."),
        (ZH, "工会反对新建大桥的计划。", "The union opposes the plan for a new bridge."),
        (ZH, "公司否认工厂将关闭。", "The company denied that the factory would be closed."),
        (ZH, "医院没有关闭。", "The hospital was not closed."),
        (ZH, "大桥春天可能关闭。", "The bridge may be closed in the spring."),
        (ZH, "如果罢工继续，工厂将关闭。", "The factory will be closed if the strike goes on."),
        (RU, "Ремонт обойдётся в 3 миллиона долларов.", "The repairs will cost 3 million dollars."),
        (RU, "Больница будет закрыта до 12 мая.", "The hospital will be closed until 12 May."),
        (RU, "Профсоюз выступает против плана строительства нового моста.", "The union opposes the plan for a new bridge."),
        (RU, "Завод закроют, если забастовка продолжится.", "The factory will be closed if the strike goes on."),
    ],
)  # fmt: skip
def test_sentences_that_say_the_same_have_no_facet_and_agree(languages: tuple[str, str], one: str, other: str) -> None:
    for found in (link(one, other, *languages), link(other, one, *languages[::-1])):
        assert (found.relation, found.facets) == (Relation.AGREES, ())


@pytest.mark.parametrize(
    ("languages", "one", "other"),
    [
        (ZH, "大桥不安全。", "The bridge is safe."),
        (ZH, "计划不合理。", "The plan is reasonable."),
    ],
)
def test_unsafe_does_not_agree_with_safe(languages: tuple[str, str], one: str, other: str) -> None:
    assert Relation.AGREES not in relations(one, other, languages)


@pytest.mark.parametrize(
    ("languages", "one", "other", "words"),
    [
        (EN, "Nineteen ships were damaged by the storm.", "Twelve ships were damaged by the storm.", ("Nineteen", "Twelve")),
        (ZH, "工会支持新建大桥的计划。", "The union opposes the plan for a new bridge.", ("支持", "opposes")),
        (RU, "Ремонт обойдётся в 3 миллиона долларов.", "The repairs will cost 5 million dollars.", ("3", "5")),
    ],
)  # fmt: skip
def test_a_facet_bounds_the_words_of_both_sides(
    languages: tuple[str, str], one: str, other: str, words: tuple[str, str]
) -> None:
    found = link(one, other, *languages)
    (facet,) = found.facets
    for said, bounds, word, what in zip((found.a, found.b), facet.bounds, words, facet.what, strict=True):
        assert bounds is not None
        assert said.facts.text[slice(*bounds)].startswith(word)
        assert word in what
    assert 0 < facet.strength <= 1


def test_a_side_without_such_a_word_has_no_bounds() -> None:
    found = link("The bridge is safe.", "The bridge is not safe.", "en", "en")
    first, second = found.facets[0].bounds
    assert first is None
    assert second is not None
    assert "not" in found.b.facts.text[slice(*second)]


def test_two_people_may_be_for_and_against_without_contradiction() -> None:
    found = link(
        "Tilda Marrow rejected the plan to close the bridge.", "Anton Belov accepted the plan to close the bridge."
    )
    same = link(
        "Tilda Marrow rejected the plan to close the bridge.", "Tilda Marrow accepted the plan to close the bridge."
    )
    assert same.relation == Relation.CONTRADICTS
    assert found.relation != Relation.CONTRADICTS


def test_the_gravest_facet_gives_the_link_its_relation() -> None:
    found = link(
        "The union supports the plan for a new bridge with 300 workers.",
        "The union opposes the plan for a new bridge with 500 workers.",
        "en",
        "en",
    )
    assert {facet.relation for facet in found.facets} >= {Relation.CONTRADICTS, Relation.DIFFERS}
    assert found.relation == Relation.CONTRADICTS


def test_only_agreement_and_doubt_are_nothing_to_look_at() -> None:
    assert {relation for relation in Relation if not relation.tells} == {Relation.AGREES, Relation.UNSURE}
