import pytest

from xlcheck.facts.ranks import ranks_apart
from xlcheck.facts.statement import Statement


def apart(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return ranks_apart(Statement(one[1], one[0]), Statement(other[1], other[0])) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("en", "It is the second-largest lake."), ("zh", "这是最大的湖。")),
        (("zh", "这是最大的湖之一。"), ("en", "It is the largest lake.")),
        (("de", "Es ist der größte See."), ("en", "It is one of the largest lakes.")),
    ],
)
def test_another_rank_is_noticed_both_ways(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert apart(one, other)
    assert apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("en", "It is the second-largest lake."), ("zh", "这是第二大湖。")),
        (("zh", "这是第二大湖。"), ("en", "Only one lake is larger, which makes this the largest but 2.")),
        (("zh", "这是最大的湖之一。"), ("en", "It is among the largest lakes.")),
        (("zh", "这是最大的湖之一。"), ("en", "The largest lakes include this.")),
        (("en", "The second-largest lake has the clearest and best water."), ("zh", "这个湖的水最好。")),
    ],
)
def test_the_same_rank_in_other_words_is_left_alone(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not apart(one, other)
