import pytest

from xlcheck import check

ENGLISH = "Harbour reopens\n\nThe harbour of Melby reopened on Monday. Nobody was hurt."
CHINESE = "港口重新开放\n\n梅尔比港周一重新开放。没有人受伤。"


def codes(original: str, translation: str, **languages: str) -> list[tuple[str, str | None]]:
    return [(notice.code, notice.side) for notice in check(original, translation, **languages).notices]


def test_a_covered_pair_needs_no_notice() -> None:
    assert codes(ENGLISH, CHINESE) == []


def test_two_articles_in_one_language_are_noticed() -> None:
    assert codes(ENGLISH, ENGLISH) == [("same-language", None)]


def test_an_unknown_language_is_noticed() -> None:
    assert ("language-unknown", "translation") in codes(ENGLISH, "12345 67890.")


def test_a_language_without_lexicon_is_noticed_with_the_checks_that_do_not_run() -> None:
    notices = check(ENGLISH, CHINESE, original_language="mt").notices
    told = {(notice.code, notice.side) for notice in notices}
    assert told == {("language-not-covered", "original"), ("alignment-not-covered", "original")}
    assert "negation-flipped" in notices[0].message


def test_articles_that_have_nothing_in_common_are_noticed() -> None:
    original = "\n".join(
        f"The {word} of the committee was elected."
        for word in ("chair", "clerk", "cook", "scribe", "guard", "host", "judge")
    )
    translation = "\n".join(
        f"{word}在海里游泳并吃掉了很多东西，真好。" for word in ("鲸鱼", "海豚", "螃蟹", "海龟", "海星", "鲨鱼", "章鱼")
    )
    assert ("hardly-aligned", None) in codes(original, translation)


@pytest.mark.parametrize("side", ["original", "translation"])
def test_replaced_characters_are_noticed_on_their_side(side: str) -> None:
    texts = {"original": ENGLISH, "translation": CHINESE}
    texts[side] += " \ud800"
    assert codes(texts["original"], texts["translation"]) == [("characters-replaced", side)]
