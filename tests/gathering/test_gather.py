"""What a user names, told apart."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.gathering import Gathered, gather

FEED = "<rss><channel><item><guid>1</guid><title>{}</title></item></channel></rss>"
TMX = '<tmx version="1.4"><header/><body/></tmx>'


def nobody() -> NoReturn:
    raise AssertionError("no model is needed here")


def gathered(*sources: Path) -> Gathered:
    return gather(sources, languages=("zh", "en"), encoding=None, encoder=nobody)


def names(*sources: Path) -> list[str]:
    return [work.name for work in gathered(*sources).works]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("news/a.zh.txt", "news/a.en.txt", "ours/b.txt", "theirs/b.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("渡轮停航。", encoding="utf-8")
    Path("zh.xml").write_text(FEED.format("渡轮停航"), encoding="utf-8")
    Path("en.rss").write_text(FEED.format("Ferry stops"), encoding="utf-8")
    Path("page.xml").write_text("<html><p>The ferry stops.</p></html>", encoding="utf-8")
    Path("m.tmx").write_text(TMX, encoding="utf-8")
    with ZipFile("news.zip", "w") as archive:
        archive.writestr("a.zh.txt", "渡轮停航。")
        archive.writestr("a.en.txt", "The ferry stops.")


def test_two_files_are_a_pair_that_is_not_read_yet() -> None:
    assert names(Path("gone.zh.txt"), Path("gone.en.txt")) == ["gone.zh.txt → gone.en.txt"]


def test_a_folder_holds_pairs() -> None:
    assert names(Path("news")) == ["news/a.zh.txt → news/a.en.txt"]


def test_two_folders_hold_pairs() -> None:
    assert names(Path("ours"), Path("theirs")) == ["ours/b.txt → theirs/b.txt"]


def test_an_archive_holds_pairs() -> None:
    assert names(Path("news.zip")) == ["news.zip/a.zh.txt → news.zip/a.en.txt"]
    Path("news.zip").rename("NEWS.ZIP")
    assert names(Path("NEWS.ZIP")) == ["NEWS.ZIP/a.zh.txt → NEWS.ZIP/a.en.txt"]


def test_a_folder_that_is_called_like_an_archive_is_a_folder() -> None:
    Path("news").rename("more.zip")
    assert names(Path("more.zip")) == ["more.zip/a.zh.txt → more.zip/a.en.txt"]


def test_two_feeds_hold_pairs_whatever_they_end_on() -> None:
    assert names(Path("zh.xml"), Path("en.rss")) == ["渡轮停航 → Ferry stops"]


@pytest.mark.parametrize("other", ["page.xml", "news/a.en.txt"])
def test_a_feed_and_what_is_none_are_two_articles(other: str) -> None:
    assert names(Path("zh.xml"), Path(other)) == [f"zh.xml → {other}"]


def test_a_bilingual_file_is_a_pair() -> None:
    (work,) = gathered(Path("m.tmx")).works
    assert (work.name, work.sides(), work.files) == ("m.tmx", Path("m.tmx"), (Path("m.tmx"),))


@pytest.mark.parametrize(
    ("sources", "problem"),
    [
        (["news/a.zh.txt"], "news/a.zh.txt: is one article; name its translation too"),
        (["zh.xml"], "zh.xml: is one article; name its translation too"),
        (["gone.txt"], "gone.txt: no such file"),
        (["gone"], "gone: no such file"),
        (["gone.zip"], "gone.zip: no such file"),
        (["zh.xml", "gone.xml"], "gone.xml: no such file"),
        (["ours", "news"], "ours, news: no file of the one has a counterpart"),
    ],
)
def test_what_holds_no_pair_is_one_line(sources: list[str], problem: str) -> None:
    with pytest.raises(XlcheckError) as error:
        gathered(*map(Path, sources))
    assert str(error.value).startswith(problem)
    assert "\n" not in str(error.value)
