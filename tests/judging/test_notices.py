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


def test_two_languages_of_which_nobody_knows_how_surely_drift_is_read_are_noticed() -> None:
    german, french = "Der Hafen von Melby öffnete am Montag wieder. Niemand wurde verletzt.", "Le port de Melby a rouvert lundi. Personne n'a été blessé."  # fmt: skip
    assert codes(german, french, original_language="de", translation_language="fr") == [("drift-not-measured", None)]
    assert codes(german, ENGLISH, original_language="de", translation_language="en") == []
    report = check(german, french, original_language="de", translation_language="fr", ignore=["meaning-drifted"])
    assert report.notices == (), "who doesn't ask for it needs no notice"


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
    assert ("not-a-translation", None) in codes(original, translation)


def test_articles_on_their_own_have_one_finding_a_side_and_only_what_corresponds_is_compared() -> None:
    from tests.alignment.test_aligner import CHINESE
    from tests.alignment.test_relation import STRANGERS

    report = check("\n".join(STRANGERS), "\n".join(CHINESE), lines=True)
    (notice,) = (n for n in report.notices if n.code == "not-a-translation")
    assert "two articles on their own" in notice.message
    assert sorted({f.check for f in report.findings}) == ["sentence-added", "sentence-omitted"]
    assert len(report.findings) == 2
    assert any("sentences of the original (of 11)" in f.message for f in report.findings)


def test_a_passage_that_two_articles_share_is_named_and_checked() -> None:
    from tests.alignment.test_aligner import CHINESE, ENGLISH
    from tests.alignment.test_relation import STRANGERS

    shared = [*CHINESE[1:2], CHINESE[3], CHINESE[4]]
    mixed = [*CHINESE[0:1], shared[0].replace("三百万", "五百万"), *shared[1:]]
    original = [*STRANGERS[:6], *ENGLISH[:2], *ENGLISH[3:5], *STRANGERS[6:]]
    translation = [
        *mixed,
        *(
            f"{fish}在海里游泳并吃掉了很多东西，真好。"
            for fish in ("鲸鱼", "海豚", "螃蟹", "海龟", "海星", "鲨鱼", "章鱼")
        ),
    ]
    report = check("\n".join(original), "\n".join(translation), lines=True)
    (notice,) = (n for n in report.notices if n.code == "not-a-translation")
    assert "sentence 7–10 and 1–4" in notice.message
    assert "money-changed" in {f.check for f in report.findings}


def test_a_summary_is_named_and_what_it_leaves_out_is_one_finding() -> None:
    from tests.alignment.test_aligner import CHINESE, ENGLISH

    report = check("\n".join(ENGLISH), "\n".join(CHINESE[at] for at in (0, 3, 6, 10)), lines=True)
    assert [n.code for n in report.notices] == ["summary"]
    assert [f.check for f in report.findings] == ["sentence-omitted"]
    assert "This is the first of 7 sentences of the original (of 11)" in report.findings[0].message


@pytest.mark.parametrize("side", ["original", "translation"])
def test_replaced_characters_are_noticed_on_their_side(side: str) -> None:
    texts = {"original": ENGLISH, "translation": CHINESE}
    texts[side] += " \ud800"
    assert codes(texts["original"], texts["translation"]) == [("characters-replaced", side)]


def test_whether_a_language_that_the_encoder_does_not_know_is_a_translation_is_left_open() -> None:
    from tests.alignment.test_aligner import CHINESE
    from tests.alignment.test_relation import STRANGERS

    told = codes("\n".join(STRANGERS), "\n".join(CHINESE), original_language="th")
    assert ("alignment-not-covered", "original") in told
    assert ("not-a-translation", None) not in told
    assert ("not-a-translation", None) in codes("\n".join(STRANGERS), "\n".join(CHINESE), original_language="en")
