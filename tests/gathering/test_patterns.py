"""Pairs by patterns with gaps."""

from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.gathering import Gathered
from xlcheck.gathering.patterns import Pattern, by_patterns


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("渡轮停航。", encoding="utf-8")


def fitting(folder: Path, *patterns: tuple[str, str]) -> Gathered:
    return by_patterns(folder, [Pattern(*pattern) for pattern in patterns])


def pairs(folder: Path, *patterns: tuple[str, str]) -> list[tuple[str, ...]]:
    works = fitting(folder, *patterns).works
    return [tuple(file.relative_to(folder).as_posix() for file in work.files) for work in works]


def test_a_gap_holds_the_same_on_either_side(tmp_path: Path) -> None:
    write(tmp_path, "a.zh.md", "a.en.md", "b.zh.md", "b.en.md", "c.md")
    assert pairs(tmp_path, ("{name}.zh.md", "{name}.en.md")) == [("a.zh.md", "a.en.md"), ("b.zh.md", "b.en.md")]


def test_several_gaps_may_change_places(tmp_path: Path) -> None:
    write(tmp_path, "zh/2026/a.txt", "a/2026.en.txt")
    assert pairs(tmp_path, ("zh/{year}/{name}.txt", "{name}/{year}.en.txt")) == [("zh/2026/a.txt", "a/2026.en.txt")]


def test_a_gap_that_stands_twice_holds_the_same_twice(tmp_path: Path) -> None:
    write(tmp_path, "a/a.zh.txt", "a/a.en.txt", "b/c.zh.txt", "b/b.en.txt")
    assert pairs(tmp_path, ("{name}/{name}.zh.txt", "{name}/{name}.en.txt")) == [("a/a.zh.txt", "a/a.en.txt")]


def test_a_gap_may_hold_folders(tmp_path: Path) -> None:
    write(tmp_path, "zh/2026/03/a.txt", "en/2026/03/a.txt", "zh/b.txt", "en/b.txt")
    found = pairs(tmp_path, ("zh/{name}.txt", "en/{name}.txt"))
    assert found == [("zh/2026/03/a.txt", "en/2026/03/a.txt"), ("zh/b.txt", "en/b.txt")]


@pytest.mark.parametrize("gap", ["{name}", "{a1}", "{_}", "{class}", "{имя}", "{1}", "{0}", "{1a}"])
def test_a_gap_may_be_called_whatever_its_letters(tmp_path: Path, gap: str) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt")
    assert pairs(tmp_path, (f"zh/{gap}.txt", f"en/{gap}.txt")) == [("zh/a.txt", "en/a.txt")]


@pytest.mark.parametrize("name", ["a+b", "(a)", "a.b", "[a]", "a$", "ü", "渡轮", "a b", "{x}"])
def test_names_with_signs_are_names(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"zh/{name}.txt", f"en/{name}.txt")
    assert pairs(tmp_path, ("zh/{name}.txt", "en/{name}.txt")) == [(f"zh/{name}.txt", f"en/{name}.txt")]


def test_signs_of_a_pattern_mean_themselves(tmp_path: Path) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt", "zh/b_txt", "en/b.txt", "zh(1)/c.txt", "en/c.txt")
    assert pairs(tmp_path, ("zh/{name}.txt", "en/{name}.txt")) == [("zh/a.txt", "en/a.txt")]
    assert pairs(tmp_path, ("zh(1)/{name}.txt", "en/{name}.txt")) == [("zh(1)/c.txt", "en/c.txt")]


def test_a_pair_that_fits_two_patterns_is_checked_once(tmp_path: Path) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt")
    assert len(pairs(tmp_path, ("zh/{name}.txt", "en/{name}.txt"), ("zh/{x}", "en/{x}"))) == 1


def test_a_translation_that_is_missing_is_told(tmp_path: Path) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt", *(f"zh/{letter}.txt" for letter in "bcdefgh"))
    (remark,) = fitting(tmp_path, ("zh/{name}.txt", "en/{name}.txt")).remarks
    assert remark.startswith(f"without counterpart: {tmp_path / 'zh/b.txt'} (there is no {tmp_path / 'en/b.txt'}), ")
    assert remark.endswith(" and 2 more")


def test_nothing_is_told_where_nothing_is_missing(tmp_path: Path) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt")
    assert fitting(tmp_path, ("zh/{name}.txt", "en/{name}.txt")).remarks == []


@pytest.mark.parametrize("original", ["zh/{name}.md", "none/{name}.txt", "zh/{name}/b.txt", "zh/a.txt/{name}"])
def test_nothing_that_fits_is_one_line(tmp_path: Path, original: str) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt")
    with pytest.raises(XlcheckError) as error:
        pairs(tmp_path, (original, "en/{name}.txt"))
    assert str(error.value) == f"{tmp_path}: no pair fits the patterns ({original} → en/{{name}}.txt)"


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("zh/a.txt", "en/a.txt"),
        ("zh/a.txt", "en/{name}.txt"),
        ("zh/{name}.txt", "en/{other}.txt"),
        ("zh/{name}.txt", "en/{name}.{other}.txt"),
        ("zh/{}.txt", "en/{}.txt"),
    ],
)
def test_a_pattern_whose_gaps_do_not_fit_is_one_line(tmp_path: Path, original: str, translation: str) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt")
    with pytest.raises(XlcheckError) as error:
        pairs(tmp_path, (original, translation))
    assert f"the pattern {original} → {translation} needs the same {{name}} on both sides" in str(error.value)


@pytest.mark.parametrize(
    "translation",
    ["en/{}.txt", "en/{x-y}.txt", "en/{name}}.txt", "en/{{name}.txt", "en/{name!r}.txt", "en/{name:>3}.txt"],
)
def test_what_only_looks_like_a_gap_stands_for_itself_or_is_refused(tmp_path: Path, translation: str) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt")
    with pytest.raises(XlcheckError) as error:
        pairs(tmp_path, ("zh/{name}.txt", translation))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("../secret/{name}.txt", "en/{name}.txt"),
        ("zh/{name}.txt", "../secret/{name}.txt"),
        ("zh/{name}.txt", "zh/../../secret/{name}.txt"),
        ("{root}/secret/{name}.txt", "en/{name}.txt"),
        ("zh/{name}.txt", "{root}/secret/{name}.txt"),
    ],
)
def test_a_file_outside_the_folder_is_not_reached(tmp_path: Path, original: str, translation: str) -> None:
    write(tmp_path, "secret/a.txt", "news/zh/a.txt", "news/en/a.txt")
    patterns = [side.replace("{root}", str(tmp_path)) for side in (original, translation)]
    with pytest.raises(XlcheckError, match=r"no pair fits the patterns|leads out of the folder"):
        fitting(tmp_path / "news", (patterns[0], patterns[1]))


@pytest.mark.parametrize("name", ["zh/a.txt", "en/a.txt"])
def test_a_link_that_leads_out_of_the_folder_is_not_read(tmp_path: Path, name: str) -> None:
    write(tmp_path, "secret.txt", "news/zh/a.txt", "news/en/a.txt")
    (tmp_path / "news" / name).unlink()
    (tmp_path / "news" / name).symlink_to(tmp_path / "secret.txt")
    with pytest.raises(XlcheckError, match=r"no pair fits the patterns|leads out of the folder"):
        fitting(tmp_path / "news", ("zh/{name}.txt", "en/{name}.txt"))


def test_patterns_begin_at_the_folder_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "news/zh/a.txt", "news/en/a.txt")
    monkeypatch.chdir(tmp_path / "news/zh")
    assert len(pairs(tmp_path / "news", ("zh/{name}.txt", "en/{name}.txt"))) == 1
    monkeypatch.chdir(tmp_path / "news")
    assert [work.name for work in fitting(Path(), ("zh/{name}.txt", "en/{name}.txt")).works] == ["zh/a.txt → en/a.txt"]


def test_a_translation_whose_original_is_gone_is_told_too(tmp_path: Path) -> None:
    write(tmp_path, "zh/a.txt", "en/a.txt", "en/b.txt")
    assert fitting(tmp_path, ("zh/{name}.txt", "en/{name}.txt")).remarks == [
        f"without counterpart: {tmp_path / 'en/b.txt'} (there is no {tmp_path / 'zh/b.txt'})"
    ]


def test_a_line_break_in_a_name_is_a_part_of_it(tmp_path: Path) -> None:
    write(tmp_path, "zh/a\nb.txt", "en/a\nb.txt")
    assert len(list(fitting(tmp_path, ("zh/{name}.txt", "en/{name}.txt")).works)) == 1


@pytest.mark.parametrize("gaps", ["{a}{b}", "{a}-{b}-{c}-{d}-{e}"])
def test_gaps_that_would_take_forever_are_refused(tmp_path: Path, gaps: str) -> None:
    write(tmp_path, "zh/a.txt")
    with pytest.raises(XlcheckError, match="more than 4 gaps, or gaps with nothing between them"):
        fitting(tmp_path, (f"zh/{gaps}.txt", f"en/{gaps}.txt"))
