"""What a page's row can't show: the sentence that a headline is held against, and where the check keeps silent."""

from __future__ import annotations

from xlcheck import check
from xlcheck.report import Finding

BODY = "The mayor said on Monday that she opposes the new bridge. The cost is too high, she said."
ORIGINAL = "Die Bürgermeisterin und die Brücke\nDie Bürgermeisterin sagte am Montag, sie lehne die neue Brücke ab."


def findings(original: str, translation: str) -> tuple[Finding, ...]:
    report = check(
        original,
        translation,
        original_language="de",
        translation_language="en",
        select=["headline-contradicts"],
    )
    return report.findings


def test_the_sentence_that_contradicts_is_shown_beside_the_headline() -> None:
    (found,) = findings(ORIGINAL, f"Mayor supports new bridge\n{BODY}")
    assert found.translation is not None
    assert found.translation.text == "supports"
    ((side, span),) = found.related
    assert side == "translation"
    assert span.text == BODY.split(". ")[0] + "."


def test_a_headline_that_one_sentence_bears_out_is_left_alone() -> None:
    assert findings(ORIGINAL, f"Council supports new bridge\n{BODY} The council supports the new bridge.") == ()


def test_a_headline_of_another_matter_is_left_alone() -> None:
    assert findings(ORIGINAL, f"Bakers support cheaper flour and longer holidays\n{BODY}") == ()


def test_an_article_without_a_headline_has_nothing_to_contradict() -> None:
    assert findings(ORIGINAL.split("\n")[1], BODY) == ()
