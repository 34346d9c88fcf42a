import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.models.verdict import Error, parsed, question

ORIGINAL, TRANSLATION = "他不支持该计划。", "He supports the plan."
ERROR = {
    "category": "accuracy/mistranslation",
    "severity": "critical",
    "original": "不支持",
    "translation": "supports",
    "explanation": "The  negation\nis lost.",
}


def answer(*errors: object) -> str:
    return json.dumps({"errors": list(errors)}, ensure_ascii=False)


def test_a_verdict_names_both_places() -> None:
    assert parsed(answer(ERROR), ORIGINAL, TRANSLATION) == [
        Error("accuracy/mistranslation", "critical", (1, 4), (3, 11), "The negation is lost.")
    ]


@pytest.mark.parametrize("text", [answer(), f"```json\n{answer()}\n```", f" {answer()}\n"])
def test_no_error_is_a_verdict_too(text: str) -> None:
    assert parsed(text, ORIGINAL, TRANSLATION) == []


def test_one_side_is_enough() -> None:
    told = parsed(answer(ERROR | {"original": None}), ORIGINAL, TRANSLATION)
    assert told is not None
    assert told[0].original is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The translation is fine.",
        f"Here you are: {answer()}",
        f"{answer()} Anything else?",
        "[]",
        '{"errors": {}}',
        '{"errors": [], "score": 100}',
        answer("all good"),
        answer(ERROR | {"severity": "fatal"}),
        answer(ERROR | {"category": "style"}),
        answer(ERROR | {"explanation": None}),
        # Words that stand on neither side are made up.
        answer(ERROR | {"original": "反对", "translation": "opposes"}),
        answer(ERROR | {"original": 3, "translation": ["supports"]}),
        "[" * 100_000,
    ],
)
def test_whatever_else_is_no_verdict(text: str) -> None:
    assert parsed(text, ORIGINAL, TRANSLATION) is None


@given(
    st.text()
    | st.recursive(
        st.none() | st.text(max_size=9) | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*ERROR, "errors"]), inner),
    ).map(json.dumps)
)
def test_no_answer_breaks_the_reader(text: str) -> None:
    told = parsed(text, ORIGINAL, TRANSLATION)
    assert told is None or isinstance(told, list)


@given(st.text())
def test_an_article_stays_inside_its_quotation_marks(text: str) -> None:
    system, user = question(text, TRANSLATION, ("zh", "en"))
    assert json.loads(user["content"])["sentence"] == text
    assert system["role"] == "system"
    assert "\n" not in user["content"]
