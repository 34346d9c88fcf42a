from pathlib import Path
from typing import Any

import pytest

import xlcheck
from xlcheck import Article, ReadingError, Report, XlcheckError, align_sentences, check, check_pairs
from xlcheck.reporting import render

Pair = Any


def checks(report: Report) -> list[str]:
    return [finding.check for finding in report.findings]


@pytest.mark.parametrize("name", xlcheck.__all__)
def test_everything_that_is_promised_can_be_imported(name: str) -> None:
    assert getattr(xlcheck, name) is not None


def test_what_is_not_promised_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        xlcheck.nonsense  # noqa: B018


def test_a_faithful_translation_has_no_findings(pair: Pair) -> None:
    report = check(pair.original, pair.faithful)
    assert report.findings == ()
    assert report.worst is None
    assert all(bead.drift is not None and bead.drift < 0.1 for bead in report.beads)


def test_a_lost_not_another_sum_and_an_omission_are_found(report: Report) -> None:
    assert checks(report) == ["negation-flipped", "money-changed", "sentence-omitted"]
    assert [f.original.text for f in report.findings if f.original] == [
        "not",
        "3.5 million dollars",
        "The lighthouse was built by Danish masons a century ago.",
    ]
    assert str(report.worst) == "critical"


def test_a_drifted_bead_has_a_higher_drift_than_any_other(report: Report) -> None:
    drifted = [bead.drift for bead in report.beads if bead.findings]
    others = [bead.drift for bead in report.beads if not bead.findings]
    assert min(d for d in drifted if d is not None) > max(d for d in others if d is not None)


def test_the_same_input_gives_the_same_report_twice(pair: Pair) -> None:
    assert render("json", check(pair.original, pair.drifted)) == render("json", check(pair.original, pair.drifted))


def test_a_string_is_the_text_and_a_path_is_a_file(pair: Pair, tmp_path: Path) -> None:
    file = tmp_path / "drifted.txt"
    file.write_text(pair.drifted, encoding="utf-8")
    assert checks(check(pair.original, file)) == checks(check(pair.original, pair.drifted))
    assert check(str(file), "路径不是文件。").original.text == str(file)


def test_an_article_that_was_read_before_is_taken_as_it_is(pair: Pair) -> None:
    from xlcheck.reading import read_text

    original = read_text(pair.original)
    assert isinstance(original, Article)
    assert checks(check(original, read_text(pair.drifted))) == ["negation-flipped", "money-changed", "sentence-omitted"]


def test_a_language_that_is_named_is_not_guessed() -> None:
    report = check("Ein Satz.", "One sentence.", original_language="de-AT", translation_language="en-GB")
    assert (report.original.language, report.translation.language) == ("de-AT", "en-GB")


def test_checks_can_be_selected_and_ignored(pair: Pair) -> None:
    assert checks(check(pair.original, pair.drifted, select=["money-changed"])) == ["money-changed"]
    assert checks(check(pair.original, pair.drifted, ignore=["money-changed"])) == [
        "negation-flipped",
        "sentence-omitted",
    ]


@pytest.mark.parametrize("option", ["select", "ignore"])
def test_a_check_that_there_is_not_is_an_error(pair: Pair, option: str) -> None:
    with pytest.raises(XlcheckError, match="did you mean money-changed"):
        check(pair.original, pair.drifted, **{option: ["money-chnged"]})


@pytest.mark.parametrize("text", ["", " \n", "…"])
def test_a_text_without_a_sentence_is_an_error_that_names_its_side(text: str) -> None:
    with pytest.raises(ReadingError, match=r"^the translation: there is no sentence in it$"):
        check("One sentence.", text)
    with pytest.raises(ReadingError, match=r"^the original: there is no sentence in it$"):
        check(text, "一句话。")


def test_a_date_that_is_none_is_an_error(pair: Pair) -> None:
    with pytest.raises(XlcheckError, match="is no date"):
        check(pair.original, pair.drifted, original_date="last week")


def test_progress_is_told_bead_by_bead(pair: Pair) -> None:
    told: list[tuple[int, int]] = []
    report = check(pair.original, pair.drifted, progress=lambda done, total: told.append((done, total)))
    assert told == [(i + 1, len(report.beads)) for i in range(len(report.beads))]


def test_offsets_are_into_the_text_of_the_article(report: Report) -> None:
    for finding in report.findings:
        for span, article in ((finding.original, report.original), (finding.translation, report.translation)):
            assert span is None or article.text[span.start : span.end] == span.text


@pytest.mark.parametrize(("n", "m"), [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2), (1, 5), (5, 1)])
def test_articles_of_a_few_sentences_are_checked(n: int, m: int) -> None:
    original = " ".join(["It rained.", "Nobody left.", "The lamp was lit.", "Two ships came.", "They stayed."][:n])
    translation = "".join(["下雨了。", "没有人离开。", "灯亮着。", "来了两艘船。", "它们留下了。"][:m])
    report = check(original, translation)
    assert sum(len(bead.original) for bead in report.beads) == n
    assert sum(len(bead.translation) for bead in report.beads) == m


PAIRS = [
    ("The dam held.", "大坝守住了。"),
    ("About 1,200 boats did not leave.", "约1200艘船离开了。"),
    ("  Repairs cost 3.5 million dollars.", "维修费用为530万美元。  "),
]


def test_pairs_are_judged_in_their_order() -> None:
    beads = check_pairs(PAIRS, original_language="en", translation_language="zh")
    assert [[finding.check for finding in bead.findings] for bead in beads] == [
        [],
        ["negation-flipped"],
        ["money-changed"],
    ]


def test_offsets_of_a_pair_are_into_its_own_strings() -> None:
    beads = check_pairs(PAIRS, original_language="en", translation_language="zh")
    found = [(texts, finding) for texts, bead in zip(PAIRS, beads, strict=True) for finding in bead.findings]
    assert len(found) == 2
    for texts, finding in found:
        for text, span in zip(texts, (finding.original, finding.translation), strict=True):
            assert span is None or text[span.start : span.end] == span.text
    assert found[1][1].original is not None
    assert (found[1][1].original.start, found[1][1].original.text) == (15, "3.5 million dollars")


@pytest.mark.parametrize("pair", [("", ""), ("One sentence.", ""), ("", "一句话。"), (" \n", "一句话。"), ("…", "🚢")])
def test_a_pair_with_an_empty_side_is_judged_without_complaint(pair: tuple[str, str]) -> None:
    (bead,) = check_pairs([pair], original_language="en", translation_language="zh")
    assert (bead.original, bead.translation) == tuple(
        (0,) if any(character.isalnum() for character in side) else () for side in pair
    )


def test_a_sentence_without_translation_is_an_omission_in_a_pair_too() -> None:
    (bead,) = check_pairs(
        [("About 1,200 boats left the harbour.", "")], original_language="en", translation_language="zh"
    )
    assert [finding.check for finding in bead.findings] == ["sentence-omitted"]


def test_a_pair_does_not_depend_on_the_others() -> None:
    alone = [check_pairs([pair], original_language="en", translation_language="zh")[0] for pair in PAIRS]
    together = check_pairs(PAIRS, original_language="en", translation_language="zh")
    assert [bead.findings for bead in alone] == [bead.findings for bead in together]


def test_no_pairs_give_no_beads() -> None:
    assert check_pairs([], original_language="en", translation_language="zh") == []


def test_lists_of_sentences_are_aligned() -> None:
    beads = align_sentences(
        ["The dam held.", "About 1,200 boats left.", "Repairs cost a lot.", "The mayor was pleased."],
        ["大坝守住了。", "约1200艘船离开了。", "维修费用高昂。", "市长很高兴。"],
    )
    assert [(bead.original, bead.translation) for bead in beads] == [((i,), (i,)) for i in range(4)]
    assert all(0 < bead.score <= 1 for bead in beads)


def test_empty_lists_of_sentences_are_aligned_too() -> None:
    assert align_sentences([], []) == []
    assert [(bead.original, bead.translation) for bead in align_sentences(["One."], [])] == [((0,), ())]


def test_lone_surrogates_in_pairs_are_signs_like_others() -> None:
    (bead,) = check_pairs(
        [("他去了\ud800北京。", "He went \udfff to Beijing.")], original_language="zh", translation_language="en"
    )
    assert bead.drift is not None
