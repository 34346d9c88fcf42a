from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from xlcheck.batch import Item
from xlcheck.batch.item import load
from xlcheck.errors import ReadingError

ITEM = Item("a", "渡轮停了。", "The ferry stopped.", "zh", "en", "The Quay", "2026-03-01", "https://quay.test/a")
SETTINGS = b"settings"


def key(item: Item, settings: bytes = SETTINGS, ordinal: int = 0) -> bytes:
    return load(item, ordinal, settings).key


@pytest.fixture
def file(tmp_path: Path) -> Item:
    """The same with its original in a file."""
    path = tmp_path / "a.txt"
    path.write_text("渡轮停了。", encoding="utf-8")
    return replace(ITEM, original=path)


def test_the_same_texts_under_the_same_settings_have_the_same_key() -> None:
    assert key(ITEM) == key(replace(ITEM)) == key(ITEM, ordinal=7)


@pytest.mark.parametrize("change", [{"id": "b"}, {"outlet": None}, {"outlet": "Pier"}, {"url": "https://pier.test"}])
def test_what_a_feed_says_of_an_article_is_not_in_its_key(change: dict[str, Any]) -> None:
    assert key(replace(ITEM, **change)) == key(ITEM)


@pytest.mark.parametrize(
    "change",
    [
        {"original": "渡轮没停。"},
        {"translation": "The ferry stopped"},
        {"original_language": None},
        {"original_language": "zh-TW"},
        {"translation_language": "de"},
        {"date": None},
        {"date": "2026-03-02"},
        {"original": ITEM.translation, "translation": ITEM.original},
        {"original_language": "en", "translation_language": "zh"},
    ],
)
def test_whatever_changes_a_report_changes_the_key(change: dict[str, Any]) -> None:
    assert key(replace(ITEM, **change)) != key(ITEM)


def test_other_settings_change_the_key() -> None:
    assert key(ITEM, b"other") != key(ITEM)


def test_where_one_text_ends_and_the_other_begins_is_in_the_key() -> None:
    assert key(Item("a", "ab", "c")) != key(Item("a", "a", "bc"))


def test_a_file_elsewhere_with_the_same_text_has_the_same_key(file: Item, tmp_path: Path) -> None:
    assert isinstance(file.original, Path)
    copy = tmp_path / "copy.TXT"
    copy.write_bytes(file.original.read_bytes())
    assert key(replace(file, original=copy)) == key(file)


def test_the_ending_of_a_file_is_in_the_key(file: Item) -> None:
    assert isinstance(file.original, Path)
    other = file.original.with_suffix(".html")
    other.write_bytes(file.original.read_bytes())
    assert len({key(file), key(replace(file, original=other)), key(ITEM)}) == 3


def test_a_file_that_changes_has_another_key(file: Item) -> None:
    before = key(file)
    assert isinstance(file.original, Path)
    file.original.write_text("渡轮没停。", encoding="utf-8")
    assert key(file) != before


def test_half_a_character_has_a_key() -> None:
    assert key(replace(ITEM, translation="The \ud800 ferry")) != key(replace(ITEM, translation="The \udc00 ferry"))


def test_what_a_file_holds_is_loaded_as_it_is(file: Item) -> None:
    loaded = load(file, 3, SETTINGS)
    assert (loaded.ordinal, loaded.item) == (3, file)
    assert loaded.sides == ("渡轮停了。".encode(), "The ferry stopped.")
    assert loaded.size == 15 + 18


@pytest.mark.parametrize(("name", "problem"), [("gone.txt", "no such file"), ("", "is a folder"), ("x" * 300, "can't")])
def test_a_file_that_can_not_be_read_is_told(tmp_path: Path, name: str, problem: str) -> None:
    with pytest.raises(ReadingError, match=problem):
        load(Item("a", tmp_path / name, "The ferry stopped."), 0, SETTINGS)


def test_only_files_have_names(file: Item) -> None:
    assert file.paths == (str(file.original), None)
    assert ITEM.paths == (None, None)
