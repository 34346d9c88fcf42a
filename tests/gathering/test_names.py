"""Names that are two sides of one article."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.errors import XlcheckError
from xlcheck.gathering.names import Matched, match


def matched(*names: str, original: str | None = "zh", translation: str | None = "en") -> Matched:
    return match(names, original, translation, "news")


@pytest.mark.parametrize(
    ("languages", "original", "translation"),
    [
        ("zh en", "a.zh.txt", "a.en.txt"),
        ("zh en", "a_zh.md", "a_en.md"),
        ("zh en", "a-zh.md", "a-en.md"),
        ("zh en", "zh_a.txt", "en_a.txt"),
        ("zh en", "zh/a.txt", "en/a.txt"),
        ("zh en", "news/zh/2026/a.txt", "news/en/2026/a.txt"),
        ("zh en", "news/a.zh.txt", "news/a.en.txt"),
        ("zh en", "a.ZH.txt", "a.EN.txt"),
        ("zh en", "a.zh.docx", "a.en.md"),
        ("zh en", "zh/a.html", "en/a.txt"),
        ("zh en", "zh-CN/a.txt", "en-GB/a.txt"),
        ("zh en", "a.zh-CN.txt", "a.en-GB.txt"),
        ("zh-CN en", "a.zh-CN.txt", "a.en.txt"),
        ("zh-CN en-GB", "a.zh.txt", "a.en.txt"),
        ("zh_CN en", "a.zh-CN.txt", "a.en.txt"),
        ("zh en", "a.zh_Hans.txt", "a.en.txt"),
        ("zh en", "a_zh_CN.md", "a_en_GB.md"),
        ("zh en", "a_zh_TW.md", "a_en_US.md"),
        ("pt en", "a_pt_BR.md", "a_en.md"),
        ("zh en", "a-zh-Hant-TW.txt", "a-en.txt"),
        ("zh en", "v1.2.zh.txt", "v1.2.en.txt"),
        ("zh en", "渡轮.zh.txt", "渡轮.en.txt"),
        ("ru de", "паром.ru.md", "паром.de.md"),
        ("ja en", "ja/渡し船.txt", "en/渡し船.txt"),
    ],
)
def test_names_that_differ_in_a_language_are_a_pair(languages: str, original: str, translation: str) -> None:
    one, two = languages.split()
    assert matched(original, translation, original=one, translation=two) == ([(original, translation)], [])


@pytest.mark.parametrize(
    "names",
    [
        ("a.zh.txt", "b.en.txt"),
        ("a.zh.txt", "a_en.txt"),
        ("zh/a.txt", "en/b.txt"),
        ("zh/a.txt", "en/2026/a.txt"),
        ("a.zh.txt", "a.de.txt"),
        ("a.zh.txt", "news/a.en.txt"),
    ],
)
def test_names_that_differ_in_more_are_none_and_are_told(names: tuple[str, str]) -> None:
    assert matched(*names) == ([], sorted(names))


def test_a_region_that_is_told_leaves_the_others_out() -> None:
    names = ("a.zh-CN.txt", "a.zh-TW.txt", "a.en.txt")
    assert matched(*names, original="zh-CN") == ([("a.zh-CN.txt", "a.en.txt")], ["a.zh-TW.txt"])
    assert matched(*names, original="zh-TW") == ([("a.zh-TW.txt", "a.en.txt")], ["a.zh-CN.txt"])


def test_two_regions_are_two_languages_where_both_are_told() -> None:
    names = ("a.zh-CN.txt", "a.zh-TW.txt", "a.en.txt")
    found = matched(*names, original="zh-CN", translation="zh-TW")
    assert found == ([("a.zh-CN.txt", "a.zh-TW.txt")], ["a.en.txt"])


def test_the_name_with_just_the_language_that_was_told_comes_before_its_regions() -> None:
    found = matched("a.zh.txt", "a.en-GB.txt", "a.en.txt")
    assert found == ([("a.zh.txt", "a.en.txt")], ["a.en-GB.txt"])


@pytest.mark.parametrize(("original", "translation"), [("zh", None), (None, "en")])
def test_the_other_language_is_found_out_where_there_are_two(original: str | None, translation: str | None) -> None:
    names = ("a.zh.txt", "a.en.txt", "b.zh.txt", "b.en.txt", "news_it.txt")
    found = matched(*names, original=original, translation=translation)
    assert found == ([("a.zh.txt", "a.en.txt"), ("b.zh.txt", "b.en.txt")], ["news_it.txt"])


def test_languages_that_only_lone_names_have_do_not_stand_in_the_way() -> None:
    found = matched("zh/a.txt", "en/a.txt", "it/b.txt", original=None, translation="en")
    assert found == ([("zh/a.txt", "en/a.txt")], ["it/b.txt"])


@pytest.mark.parametrize(
    ("original", "translation", "names", "problem"),
    [
        (None, None, ("a.zh.txt", "a.en.txt"), "has names in en, zh; say which"),
        ("zh", None, ("a.zh.txt", "a.en.txt", "a.de.txt"), "has names in de, en, zh; say which"),
        ("fr", None, ("a.zh.txt", "a.en.txt"), "has names in en, zh; say which"),
        ("zh", None, ("a.txt", "b.txt"), "has no two names that differ in a language"),
        ("zh", None, (), "has no two names that differ in a language"),
    ],
)
def test_where_languages_have_to_be_named_that_is_one_line(
    original: str | None, translation: str | None, names: tuple[str, ...], problem: str
) -> None:
    with pytest.raises(XlcheckError) as error:
        matched(*names, original=original, translation=translation)
    assert str(error.value).startswith(f"news: {problem}")
    assert str(error.value).endswith("--original-language and --translation-language")
    assert "\n" not in str(error.value)


def test_of_more_than_two_languages_the_two_that_are_told_are_compared() -> None:
    names = ("a.zh.txt", "a.en.txt", "a.de.txt", "a.ru.txt")
    assert matched(*names, original="ru", translation="de") == ([("a.ru.txt", "a.de.txt")], ["a.en.txt", "a.zh.txt"])


def test_of_several_counterparts_the_one_in_the_same_format_is_taken() -> None:
    names = ("a.zh.md", "a.zh.txt", "a.en.txt", "a.en.md")
    assert matched(*names).pairs == [("a.zh.md", "a.en.md"), ("a.zh.txt", "a.en.txt")]


def test_a_name_in_another_format_does_not_take_the_counterpart_away() -> None:
    assert matched("a.zh.md", "a.zh.txt", "a.en.txt") == ([("a.zh.txt", "a.en.txt")], ["a.zh.md"])


def test_a_word_that_is_also_a_language_makes_no_pair_and_is_told() -> None:
    found = matched("a.zh.txt", "a.en.txt", "news_it.txt", "readme.txt")
    assert found == ([("a.zh.txt", "a.en.txt")], ["news_it.txt"])


def test_a_word_that_is_also_a_language_may_be_in_both_names() -> None:
    assert matched("zh/news_it.txt", "en/news_it.txt", original="zh", translation=None).lone == []


@pytest.mark.parametrize("name", ["notes_abc.txt", "img/x.txt", "the.new.txt", "a.min.html", "tmp/b_xx.md", "x-1.txt"])
def test_a_short_word_that_is_no_language_is_just_a_name(name: str) -> None:
    assert matched("a.zh.txt", "a.en.txt", name) == ([("a.zh.txt", "a.en.txt")], [])


_STEMS = st.sampled_from(["a", "b", "a_b", "zh", "zh/a", "en/a", "news/en", "zh/zh", "en"])
_NAMES = st.builds(
    lambda stem, tag, mark, ending: f"{stem}{mark}{tag}{ending}",
    _STEMS,
    st.sampled_from(["zh", "en", "zh-Hans", "en_GB", "it", ""]),
    st.sampled_from([".", "_", "-"]),
    st.sampled_from([".txt", ".md", ""]),
)


@given(st.lists(_NAMES, unique=True, max_size=10), st.sampled_from(["zh", "zh-Hans", "en"]))
def test_no_name_is_in_two_pairs_or_both_paired_and_lone(names: list[str], original: str) -> None:
    pairs, lone = matched(*names, original=original, translation="en" if original != "en" else "zh")
    used = [name for pair in pairs for name in pair]
    assert len(used) == len(set(used))
    assert set(used) <= set(names)
    assert set(lone) <= set(names) - set(used)


def test_the_order_in_which_names_come_does_not_matter() -> None:
    names = ("a.zh.md", "a.zh-CN.txt", "a.en.txt", "zh/a.txt")
    assert len({str(matched(*some)) for some in permutations(names)}) == 1
