from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck import check
from xlcheck.article import Span
from xlcheck.judging.fingerprint import fingerprint, numbered
from xlcheck.report import Report

BEFORE = "The harbour of Melby reopened on Monday after the long storm. "
SENTENCE = "About 1,200 boats did not leave."
AFTER = " The ferry to the island will run twice a day from now on."


def print_of(text: str, words: str, check: str = "negation-flipped") -> str:
    start = text.index(words)
    return fingerprint(check, (Span(start, start + len(words), words), None), (text, ""))


WHOLE = print_of(BEFORE + SENTENCE + AFTER, "not")


def test_a_fingerprint_is_twelve_digits() -> None:
    assert len(WHOLE) == 12
    assert int(WHOLE, 16) >= 0


def test_a_fingerprint_survives_shifting() -> None:
    assert print_of("A new first paragraph.\n\n" + BEFORE + SENTENCE + AFTER, "not") == WHOLE
    assert print_of(BEFORE + SENTENCE + AFTER + "\n\nA new last paragraph.", "not") == WHOLE


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "  ", "\u00a0", "\n\n    "])
def test_a_fingerprint_survives_another_split(gap: str) -> None:
    text = (BEFORE + SENTENCE + AFTER).replace(". ", f".{gap}")
    assert print_of(text, "not") == WHOLE


@pytest.mark.parametrize(
    ("old", "new"), [("1,200", "1200"), ("Melby", "MELBY"), (". The", "! The"), ("leave.", "leave…")]
)
def test_a_fingerprint_survives_another_punctuation(old: str, new: str) -> None:
    assert print_of((BEFORE + SENTENCE + AFTER).replace(old, new), "not") == WHOLE


def test_other_words_have_another_fingerprint() -> None:
    assert print_of(BEFORE + SENTENCE.replace("leave", "return") + AFTER, "not") != WHOLE
    assert print_of(BEFORE + SENTENCE + AFTER, "1,200") != WHOLE


def test_another_check_has_another_fingerprint() -> None:
    assert print_of(BEFORE + SENTENCE + AFTER, "not", "number-changed") != WHOLE


def test_the_side_matters() -> None:
    span = Span(0, 3, "not")
    assert fingerprint("a", (span, None), ("not", "")) != fingerprint("a", (None, span), ("", "not"))


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_any_text_has_a_fingerprint(before: str, words: str, after: str) -> None:
    span = Span(len(before), len(before) + len(words), words)
    assert len(fingerprint("a", (span, None), (before + words + after, ""))) == 12


def test_findings_that_look_the_same_are_numbered(report: Report) -> None:
    finding = replace(report.findings[0], fingerprint="0123456789ab")
    assert [f.fingerprint for f in numbered([finding] * 3)] == ["0123456789ab", "0123456789ab-2", "0123456789ab-3"]


def test_every_finding_of_a_report_has_its_own_fingerprint() -> None:
    twice = "The dam did not break."
    report = check(
        f"Dam holds\n\n{twice} It rained all night. {twice}", "大坝守住了\n\n大坝决堤了。下了一整夜的雨。大坝决堤了。"
    )
    found = [f.fingerprint for f in report.findings]
    assert len(found) >= 2
    assert len(set(found)) == len(found)


ENGLISH = [
    "The harbour of Melby reopened on Monday after the storm.",
    "Fishermen must register at the town hall before summer.",
    "Repairs to the quay cost 3.5 million dollars.",
    "About 1,200 boats did not leave during the storm.",
    "The lighthouse was built by Danish masons a century ago.",
    "A school class found the skeleton of a whale on the beach.",
]
CHINESE = [
    "梅尔比港在暴风雨后周一重新开放。",
    "渔民必须在夏天之前到市政厅登记。",
    "码头的维修费用为530万美元。",
    "约1200艘船在暴风雨期间离开。",
    "灯塔是丹麦石匠一个世纪前建造的。",
    "一个班的学生在海滩上发现了一具鲸鱼骨架。",
]


def prints(original: str, translation: str, *, lines: bool = False) -> set[tuple[str, str]]:
    return {(f.check, f.fingerprint) for f in check(original, translation, lines=lines).findings}


def test_the_findings_of_an_article_are_known_again_when_it_is_laid_out_otherwise() -> None:
    first = prints(" ".join(ENGLISH), "".join(CHINESE))
    assert {name for name, _ in first} == {"money-changed", "negation-flipped"}
    assert prints("\n\n".join(ENGLISH), "\n\n".join(CHINESE), lines=True) == first
    assert prints("\n".join([" ".join(ENGLISH[:3]), " ".join(ENGLISH[3:])]), "".join(CHINESE)) == first


def test_the_findings_of_an_article_are_known_again_when_it_grows() -> None:
    first = prints(" ".join(ENGLISH), "".join(CHINESE))
    grown = prints(
        "The mayor thanked the volunteers for their help. " + " ".join(ENGLISH),
        "市长感谢志愿者的帮助。" + "".join(CHINESE),
    )
    assert grown == first
