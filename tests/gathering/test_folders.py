"""Pairs of a folder, of two, and of a ZIP archive."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from xlcheck.article import Article
from xlcheck.errors import ReadingError, XlcheckError
from xlcheck.gathering import Gathered, Work
from xlcheck.gathering.folders import in_archive, in_folder, in_two_folders
from xlcheck.reading.aligned import Aligned

ZH, EN = "渡轮周一停航。", "The ferry stops on Monday."
LANGUAGES = ("zh", "en")
TMX = (
    '<tmx version="1.4"><header/><body><tu><tuv xml:lang="zh"><seg>渡轮周一停航。</seg></tuv>'
    '<tuv xml:lang="en"><seg>The ferry stops on Monday.</seg></tuv></tu></body></tmx>'
)


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TMX if name.endswith(".tmx") else ZH if "zh" in name else EN, encoding="utf-8")


def pairs(folder: Path, found: Gathered) -> list[tuple[str, ...]]:
    return [tuple(file.relative_to(folder).as_posix() for file in work.files) for work in found.works]


# A folder


def test_pairs_are_found_in_a_folder_and_in_folders_within(tmp_path: Path) -> None:
    write(tmp_path, "a.zh.txt", "a.en.md", "2026/b.zh.txt", "2026/b.en.txt", "readme.txt")
    found = in_folder(tmp_path, LANGUAGES)
    assert pairs(tmp_path, found) == [("2026/b.zh.txt", "2026/b.en.txt"), ("a.zh.txt", "a.en.md")]
    assert found.remarks == []


def test_a_work_of_two_files_names_them_and_reads_nothing_yet(tmp_path: Path) -> None:
    write(tmp_path, "a.zh.txt", "a.en.txt")
    (work,) = in_folder(tmp_path, LANGUAGES).works
    assert work.name == f"{tmp_path / 'a.zh.txt'} → {tmp_path / 'a.en.txt'}"
    assert work.sides() == (tmp_path / "a.zh.txt", tmp_path / "a.en.txt")


def test_lone_files_are_told_a_few_by_name(tmp_path: Path) -> None:
    write(tmp_path, "a.zh.txt", "a.en.txt", *(f"{letter}.zh.txt" for letter in "bcdefgh"))
    (remark,) = in_folder(tmp_path, LANGUAGES).remarks
    assert remark == "without counterpart: b.zh.txt, c.zh.txt, d.zh.txt, e.zh.txt, f.zh.txt and 2 more"


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.zh.txt", "a.en.txt", ".b.zh.txt", ".b.en.txt", ".git/c.zh.txt", ".git/c.en.txt")
    write(tmp_path, "__MACOSX/d.zh.txt", "__MACOSX/d.en.txt")
    found = in_folder(tmp_path, LANGUAGES)
    assert (len(found.works), found.remarks) == (1, [])


def test_a_hidden_folder_that_is_named_itself_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".news/a.zh.txt", ".news/a.en.txt")
    assert len(in_folder(tmp_path / ".news", LANGUAGES).works) == 1


@pytest.mark.parametrize("target", ["{0}/secret/a.en.txt", "../secret/a.en.txt"])
def test_a_link_that_leads_out_of_the_folder_is_not_read(tmp_path: Path, target: str) -> None:
    write(tmp_path, "secret/a.en.txt", "news/a.zh.txt", "news/b.zh.txt", "news/b.en.txt")
    (tmp_path / "news/a.en.txt").symlink_to(target.format(tmp_path))
    found = in_folder(tmp_path / "news", LANGUAGES)
    assert pairs(tmp_path / "news", found) == [("b.zh.txt", "b.en.txt")]
    assert found.remarks == ["without counterpart: a.zh.txt"]


def test_a_linked_folder_that_lies_elsewhere_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "secret/a.zh.txt", "secret/a.en.txt", "news/b.zh.txt", "news/b.en.txt")
    (tmp_path / "news/more").symlink_to(tmp_path / "secret", target_is_directory=True)
    found = in_folder(tmp_path / "news", LANGUAGES)
    assert pairs(tmp_path / "news", found) == [("b.zh.txt", "b.en.txt")]


def test_links_in_a_circle_and_links_to_nothing_stop_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.zh.txt", "a.en.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b.en.txt").symlink_to(tmp_path / "b.en.txt")
    (tmp_path / "c.en.txt").symlink_to(tmp_path / "nowhere.txt")
    assert pairs(tmp_path, in_folder(tmp_path, LANGUAGES)) == [("a.zh.txt", "a.en.txt")]


def test_a_folder_that_is_a_link_itself_is_read(tmp_path: Path) -> None:
    write(tmp_path, "news/a.zh.txt", "news/a.en.txt")
    (tmp_path / "link").symlink_to(tmp_path / "news", target_is_directory=True)
    assert len(in_folder(tmp_path / "link", LANGUAGES).works) == 1


def test_a_folder_called_like_an_article_is_none(tmp_path: Path) -> None:
    write(tmp_path, "a.zh.txt", "a.en.txt", "b.zh.txt/c.md", "b.en.txt/d.md")
    assert len(in_folder(tmp_path, LANGUAGES).works) == 1


def test_bilingual_files_within_are_pairs_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "memory.tmx", "a.zh.txt", "a.en.txt", "table.csv")
    found = in_folder(tmp_path, LANGUAGES)
    assert pairs(tmp_path, found) == [("memory.tmx",), ("a.zh.txt", "a.en.txt")]


def test_bilingual_files_need_no_language(tmp_path: Path) -> None:
    write(tmp_path, "one.tmx", "two.TMX", "notes.txt")
    assert pairs(tmp_path, in_folder(tmp_path, (None, None))) == [("one.tmx",), ("two.TMX",)]


def test_pairs_that_are_left_out_for_want_of_languages_are_told(tmp_path: Path) -> None:
    write(tmp_path, "memory.tmx", "a.zh.txt", "a.en.txt")
    (remark,) = in_folder(tmp_path, (None, None)).remarks
    assert "--original-language" in remark


@pytest.mark.parametrize("names", [(), ("picture.png", "data.csv"), (".a.zh.txt", ".a.en.txt")])
def test_a_folder_with_nothing_to_read_is_one_line(tmp_path: Path, names: tuple[str, ...]) -> None:
    write(tmp_path, *names)
    with pytest.raises(XlcheckError) as error:
        in_folder(tmp_path, LANGUAGES)
    assert str(error.value).startswith(f"{tmp_path}: holds nothing that can be read; articles end on .docx")
    assert "\n" not in str(error.value)


def test_a_folder_without_a_pair_is_one_line(tmp_path: Path) -> None:
    write(tmp_path, "a.zh.txt", "b.en.txt")
    with pytest.raises(XlcheckError, match="no two names of it differ only in zh and en"):
        in_folder(tmp_path, LANGUAGES)


# Two folders


def test_files_of_the_same_name_in_two_folders_are_a_pair(tmp_path: Path) -> None:
    write(tmp_path, "ours/a.txt", "ours/2026/b.md", "theirs/a.html", "theirs/2026/b.md")
    found = in_two_folders(tmp_path / "ours", tmp_path / "theirs")
    assert pairs(tmp_path, found) == [("ours/2026/b.md", "theirs/2026/b.md"), ("ours/a.txt", "theirs/a.html")]
    assert found.remarks == []


def test_what_only_one_of_two_folders_has_is_told(tmp_path: Path) -> None:
    write(tmp_path, "ours/a.txt", "ours/b.txt", "ours/.c.txt", "theirs/a.txt", "theirs/d.txt", "theirs/e.png")
    found = in_two_folders(tmp_path / "ours", tmp_path / "theirs")
    assert found.remarks == [f"without counterpart: {tmp_path / 'ours/b.txt'}, {tmp_path / 'theirs/d.txt'}"]


def test_a_name_that_stands_twice_is_paired_in_the_same_format(tmp_path: Path) -> None:
    write(tmp_path, "ours/a.md", "ours/a.txt", "theirs/a.md")
    found = in_two_folders(tmp_path / "ours", tmp_path / "theirs")
    assert pairs(tmp_path, found) == [("ours/a.md", "theirs/a.md")]
    assert found.remarks == [f"without counterpart: {tmp_path / 'ours/a.txt'}"]


def test_two_formats_in_both_folders_are_two_pairs(tmp_path: Path) -> None:
    write(tmp_path, "ours/a.md", "ours/a.txt", "theirs/a.md", "theirs/a.txt")
    found = in_two_folders(tmp_path / "ours", tmp_path / "theirs")
    assert pairs(tmp_path, found) == [("ours/a.md", "theirs/a.md"), ("ours/a.txt", "theirs/a.txt")]


def test_two_folders_without_a_common_name_are_one_line(tmp_path: Path) -> None:
    write(tmp_path, "ours/a.txt", "theirs/b.txt")
    with pytest.raises(XlcheckError, match="no file of the one has a counterpart of the same name in the other"):
        in_two_folders(tmp_path / "ours", tmp_path / "theirs")


def test_a_link_out_of_one_of_two_folders_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "secret/a.txt", "ours/a.txt", "ours/b.txt", "theirs/b.txt")
    (tmp_path / "theirs/a.txt").symlink_to(tmp_path / "secret/a.txt")
    assert pairs(tmp_path, in_two_folders(tmp_path / "ours", tmp_path / "theirs")) == [("ours/b.txt", "theirs/b.txt")]


# An archive

Packed = Callable[..., Path]


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    """A ZIP archive alone in a folder: ``packed({"a.zh.txt": "…"})``."""

    def pack(members: dict[str, str | bytes]) -> Path:
        file = tmp_path / "box/news.zip"
        file.parent.mkdir(exist_ok=True)
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return file

    return pack


def read(work: Work) -> tuple[str, str]:
    one, two = work.sides()
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    return one.text, two.text


def test_pairs_of_an_archive_are_read_with_their_names(packed: Packed) -> None:
    file = packed({"zh/a.txt": ZH, "en/a.md": EN, "notes/b_zh.txt": ZH, "c.txt": EN})
    found = in_archive(file, LANGUAGES, None)
    (work,) = found.works
    assert (work.name, work.files) == (f"{file}/zh/a.txt → {file}/en/a.md", (file,))
    assert read(work) == (ZH, EN)
    paths = [article.path for article in work.sides() if isinstance(article, Article)]
    assert paths == [f"{file}/zh/a.txt", f"{file}/en/a.md"]
    assert found.remarks == ["without counterpart: notes/b_zh.txt"]


def test_the_encoding_that_was_told_goes_for_members(packed: Packed) -> None:
    file = packed({"a.zh.txt": ZH.encode("gb18030"), "a.en.txt": EN})
    (work,) = in_archive(file, LANGUAGES, "gb18030").works
    assert read(work) == (ZH, EN)


def test_a_bilingual_file_in_an_archive_is_a_pair(packed: Packed) -> None:
    (work,) = in_archive(packed({"m.tmx": TMX}), LANGUAGES, None).works
    sides = work.sides()
    assert isinstance(sides, Aligned)
    assert (sides.original.text, sides.translation.text) == (ZH, EN)


@pytest.mark.parametrize("before", ["../", "../../", "x/../../", "/", "/etc/", "//host/", "C:\\", "..\\"])
def test_a_member_that_points_elsewhere_is_written_nowhere(packed: Packed, tmp_path: Path, before: str) -> None:
    names = {f"{before}a.zh.txt": ZH, f"{before}a.en.txt": EN}
    file = packed({**names, "b.zh.txt": ZH, "b.en.txt": EN})
    there = sorted(tmp_path.rglob("*"))
    works = list(in_archive(file, LANGUAGES, None).works)
    assert f"{file}/b.zh.txt → {file}/b.en.txt" in [work.name for work in works]
    assert all(read(work) == (ZH, EN) for work in works)
    assert sorted(tmp_path.rglob("*")) == there
    assert not Path("/etc/a.zh.txt").exists()


def test_hidden_members_and_what_macs_add_are_left_alone(packed: Packed) -> None:
    file = packed({"a.zh.txt": ZH, "a.en.txt": EN, "__MACOSX/b.zh.txt": "", "__MACOSX/b.en.txt": "", ".c.zh.txt": ""})
    assert len(in_archive(file, LANGUAGES, None).works) == 1


def outcomes(found: Gathered) -> list[str]:
    told = []
    for work in found.works:
        try:
            told.append(read(work)[1])
        except ReadingError as error:
            told.append(str(error))
    return told


def test_a_bomb_fails_its_own_pair(packed: Packed) -> None:
    file = packed({"a.zh.txt": "渡" * 2_000_000, "a.en.txt": EN, "b.zh.txt": ZH, "b.en.txt": EN})
    first, second = outcomes(in_archive(file, LANGUAGES, None))
    assert "a.zh.txt unpacks to" in first
    assert second == EN


def test_an_encrypted_member_fails_its_own_pair(packed: Packed) -> None:
    file = packed({"a.zh.txt": ZH, "a.en.txt": EN, "b.zh.txt": ZH, "b.en.txt": EN})
    data = bytearray(file.read_bytes())
    for header, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + at] |= 1
    file.write_bytes(data)
    first, second = outcomes(in_archive(file, LANGUAGES, None))
    assert "a.zh.txt can't be unpacked" in first
    assert "encrypted" in first
    assert second == EN


@pytest.mark.parametrize("broken", [b"", b"\x89PNG\r\n\x1a\n\0\0", b" \n"])
def test_a_broken_member_fails_its_own_pair(packed: Packed, broken: bytes) -> None:
    file = packed({"a.zh.txt": broken, "a.en.txt": EN, "b.zh.txt": ZH, "b.en.txt": EN})
    first, second = outcomes(in_archive(file, LANGUAGES, None))
    assert first.startswith(f"{file}/a.zh.txt: ")
    assert second == EN


def test_a_member_with_a_wrong_checksum_fails_its_own_pair(packed: Packed) -> None:
    file = packed({"a.zh.txt": ZH, "a.en.txt": EN, "b.zh.txt": ZH, "b.en.txt": EN})
    data = bytearray(file.read_bytes())
    data[data.index(b"PK\x01\x02") + 16] ^= 0xFF
    file.write_bytes(data)
    first, second = outcomes(in_archive(file, LANGUAGES, None))
    assert "a.zh.txt can't be unpacked" in first
    assert second == EN


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({}, "holds nothing that can be read"),
        ({"a.png": b"x"}, "holds nothing that can be read"),
        ({"a.zh.txt": ZH, "b.en.txt": EN}, "no two names of it differ only in zh and en"),
    ],
)
def test_an_archive_without_pairs_is_one_line(packed: Packed, members: dict[str, str | bytes], problem: str) -> None:
    with pytest.raises(XlcheckError, match=problem):
        in_archive(packed(members), LANGUAGES, None)


def test_what_is_no_archive_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no archive")
    with pytest.raises(ReadingError, match="is no ZIP archive that can be read"):
        in_archive(tmp_path / "a.zip", LANGUAGES, None)


def is_open(file: Path) -> bool:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("there is no list of open files here")
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return any(link.readlink() == file.resolve() for link in links)


@pytest.mark.filterwarnings("error::ResourceWarning")
def test_no_archive_stays_open_when_its_pairs_are_done(packed: Packed) -> None:
    file = packed({"a.zh.txt": ZH, "a.en.txt": b"", "m.tmx": TMX})
    found = in_archive(file, LANGUAGES, None)
    for work in found.works:
        try:
            work.sides()
        except ReadingError:
            continue
    del found, work
    gc.collect()
    assert not is_open(file)


@pytest.mark.filterwarnings("error::ResourceWarning")
def test_no_archive_stays_open_when_it_holds_no_pair(packed: Packed) -> None:
    file = packed({"a.zh.txt": ZH, "b.en.txt": EN})
    with pytest.raises(XlcheckError, match="no two names"):
        in_archive(file, LANGUAGES, None)
    gc.collect()
    assert not is_open(file)
