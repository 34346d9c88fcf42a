from collections.abc import Sequence

import numpy as np

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article, Role, Sentence, Span
from xlcheck.checks.base import ArticlePair, Severity
from xlcheck.judging.counterparts import counterparts
from xlcheck.models.roles import Links
from xlcheck.report import CheckedBead, Finding

ORIGINAL, TRANSLATION = "Rain. 他不支持该计划。", "Wet. He supports the plan."


class Words:
    """Links 支持 with "supports" and 计划 with "plan"."""

    digest = "sha256:0"

    def links(self, pairs: Sequence[tuple[str, str]]) -> list[Links]:
        assert list(pairs) == [("他不支持该计划。", "He supports the plan.")]
        return [Links(np.array([(2, 4), (5, 7)]), np.array([(3, 11), (16, 20)]))]


def article(text: str, cut: int) -> Article:
    sentences = (
        Sentence(0, cut - 1, 0, Role.BODY, text[: cut - 1]),
        Sentence(cut, len(text), 0, Role.BODY, text[cut:]),
    )
    return Article(text, sentences=sentences)


def found(
    original: Span | None, translation: Span | None, category: str = "accuracy/mistranslation"
) -> list[tuple[str, Span]]:
    finding = Finding("negation-flipped", category, Severity.MAJOR, 0.5, "…", 1, original, translation)
    beads = [CheckedBead((0,), (0,), 1.0, 0.1), CheckedBead((1,), (1,), 1.0, 0.5, (finding,))]
    pair = ArticlePair(
        article(ORIGINAL, 6), article(TRANSLATION, 5), [Bead((0,), (0,), 1.0), Bead((1,), (1,), 1.0)], aligner=Words()
    )
    return list(counterparts(pair, beads)[1].findings[0].related)


def test_a_finding_of_one_side_gets_the_words_that_correspond() -> None:
    assert found(Span(8, 10, "支持"), None) == [("translation", Span(8, 16, "supports"))]
    assert found(None, Span(21, 25, "plan")) == [("original", Span(11, 13, "计划"))]


def test_a_word_without_a_link_gets_those_around_it() -> None:
    assert found(Span(7, 8, "不"), None) == [("translation", Span(8, 25, "supports the plan"))]


def test_what_has_both_sides_or_was_left_out_gets_none() -> None:
    both = Span(8, 10, "支持"), Span(8, 16, "supports")
    finding = Finding("negation-flipped", "accuracy/mistranslation", Severity.MAJOR, 0.5, "…", 1, *both)
    pair = ArticlePair(article(ORIGINAL, 6), article(TRANSLATION, 5), [], aligner=Words())
    bead = CheckedBead((1,), (1,), 1.0, 0.5, (finding,))
    assert counterparts(pair, [bead]) == [bead]
    missing = Finding("clause-omitted", "accuracy/omission", Severity.MAJOR, 0.5, "…", 1, both[0], None)
    bead = CheckedBead((1,), (1,), 1.0, 0.5, (missing,))
    assert counterparts(pair, [bead]) == [bead]
