from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import Write, row, rows
from xlcheck.batch import Item, read_items
from xlcheck.batch.manifest import digest
from xlcheck.errors import XlcheckError

MIB = 1 << 20


def write_csv(path: Path, lines: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    return path


def read(path: Path) -> list[Item]:
    return list(read_items(path))


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Path]:
    """A manifest in JSON Lines, of lines as they are."""

    def write(*written: str) -> Path:
        path = tmp_path / "lines.jsonl"
        path.write_text("\n".join(written), encoding="utf-8")
        return path

    return write


FULL = {
    "id": "7", "original_text": "渡轮停了。", "translation_text": "The ferry stopped.", "original_language": "zh",
    "translation_language": "en", "outlet": "The Quay", "date": "2026-03-01", "url": "https://quay.test/7",
}  # fmt: skip
TOLD = Item("7", "渡轮停了。", "The ferry stopped.", "zh", "en", "The Quay", "2026-03-01", "https://quay.test/7")


def test_a_line_of_jsonl_is_an_item_with_all_that_it_says(write: Write) -> None:
    assert read(write([FULL])) == [TOLD]


def test_a_row_of_csv_is_the_same_item(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path / "pairs.csv", [FULL])) == [TOLD]


@pytest.mark.parametrize("ending", [".ndjson", ".JSONL"])
def test_jsonl_has_other_endings_too(write: Write, ending: str) -> None:
    assert read(write([FULL], f"pairs{ending}")) == [TOLD]


def test_files_are_named_from_the_folder_of_the_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lists").mkdir()
    path = Path("lists/pairs.jsonl")
    path.write_text(json.dumps({"original": "zh/a.txt", "translation": "../en/a.txt"}), encoding="utf-8")
    assert read(path) == [Item("zh/a.txt", Path("lists/zh/a.txt"), Path("lists/../en/a.txt"))]


def test_a_file_outside_is_named_by_its_whole_path(write: Write) -> None:
    (item,) = read(write([{"original": "/news/a.zh.txt", "translation_text": "The ferry stopped."}]))
    assert (item.original, item.translation) == (Path("/news/a.zh.txt"), "The ferry stopped.")


def test_a_text_goes_before_a_file(write: Write) -> None:
    (item,) = read(write([{**FULL, "original": "a.txt", "translation": "b.txt"}]))
    assert (item.original, item.translation) == (FULL["original_text"], FULL["translation_text"])


def test_what_a_manifest_says_beside_is_passed_over(write: Write) -> None:
    assert read(write([{**FULL, "editor": "Ines", "words": [1, 2], "": None}])) == [TOLD]


def test_columns_without_a_name_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("id,original_text,translation_text\n1,渡轮停了。,It stopped.,more,and more\n", encoding="utf-8")
    assert read(path) == [Item("1", "渡轮停了。", "It stopped.")]


@pytest.mark.parametrize(
    ("told", "expected"), [(20260301, "20260301"), (None, None), ("  ", None), (" a ", "a"), (float("nan"), None)]
)
def test_what_is_no_text_is_told_as_it_is_written(write: Write, told: Any, expected: str | None) -> None:
    (item,) = read(write([{**FULL, "outlet": told}]))
    assert item.outlet == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Mon, 16 Mar 2026 08:00:00 GMT", "2026-03-16"),
        ("2026-03-16T08:00:00Z", "2026-03-16"),
        ("yesterday", None),
        ("2026-02-30", None),
    ],
)
def test_a_date_is_read_as_feeds_write_it_and_one_that_is_none_costs_no_pair(
    write: Write, told: str, expected: str | None
) -> None:
    (item,) = read(write([{**FULL, "date": told}]))
    assert (item.date, item.error) == (expected, None)


def test_a_pair_without_an_id_is_called_by_its_original_else_by_its_line(write: Write) -> None:
    nameless = {key: FULL[key] for key in ("original_text", "translation_text")}
    path = write([{"original": "a.txt", "translation": "b.txt"}, nameless])
    assert [item.id for item in read(path)] == ["a.txt", f"{path}:2"]


@pytest.mark.parametrize("text", ["", None, 5, ["渡轮停了。"]])
def test_a_pair_without_a_side_is_an_item_with_an_error_and_its_line(write: Write, text: Any) -> None:
    path = write([FULL, {**FULL, "id": "8", "translation_text": text}, {**FULL, "id": "9"}])
    first, wrong, last = read(path)
    assert (first, last.id, last.error) == (TOLD, "9", None)
    assert wrong == Item("8", error=f"{path}:2: has neither translation (a file) nor translation_text")


def test_a_row_of_csv_that_is_cut_short_is_an_item_with_an_error(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text('id,original_text,translation_text\n1,"一\n二",It is.\n2,渡轮停了。\n', encoding="utf-8")
    first, wrong = read(path)
    assert (first.original, first.error) == ("一\n二", None)
    assert wrong == Item("2", error=f"{path}:4: has neither translation (a file) nor translation_text")


def test_no_file_has_a_nul_in_its_name(write: Write) -> None:
    path = write([{"id": "1", "original": "a\0b.txt", "translation": "c.txt"}])
    assert read(path) == [Item("1", error=f"{path}:1: has neither original (a file) nor original_text")]


@pytest.mark.parametrize("broken", ['{"id": ', "[1, 2]", '"text"', "null", "[" * 100_000, "7" * 5_000])
def test_a_line_that_is_no_object_is_an_item_with_an_error_and_its_line(
    lines: Callable[..., Path], broken: str
) -> None:
    path = lines(json.dumps(FULL), "", broken, json.dumps(FULL))
    first, wrong, last = read(path)
    assert first == last == TOLD
    assert wrong == Item("line 3", error=f"{path}:3: is no JSON object")


def test_half_a_character_in_an_id_can_be_written_everywhere(lines: Callable[..., Path]) -> None:
    (item,) = read(lines(json.dumps({**FULL, "id": "a\ud800"})))
    assert item.id.encode("utf-8") == b"a?"


@pytest.mark.parametrize("name", ["pairs.jsonl", "pairs.csv"])
def test_a_byte_order_mark_is_no_part_of_a_manifest(tmp_path: Path, name: str) -> None:
    path = write_csv(tmp_path / name, [FULL], "utf-8-sig")
    if name.endswith("jsonl"):
        path.write_text(json.dumps(FULL), encoding="utf-8-sig")
    assert read(path) == [TOLD]


@pytest.mark.parametrize("text", ["", "\n\n  \n", "\ufeff"])
def test_a_manifest_without_a_line_holds_no_pair(lines: Callable[..., Path], text: str) -> None:
    with pytest.raises(XlcheckError, match=r"lines\.jsonl: holds no pair$"):
        read(lines(text))


def test_a_heading_alone_holds_no_pair(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("id,original,translation\n", encoding="utf-8")
    with pytest.raises(XlcheckError, match="holds no pair"):
        read(path)


@pytest.mark.parametrize("text", ["", "1,a.txt,b.txt\n", "id;original;translation\n1;a.txt;b.txt\n"])
def test_a_table_without_a_heading_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(XlcheckError, match=r"pairs\.csv:1: has no heading"):
        read(path)


def test_a_long_article_fits_into_a_table(tmp_path: Path) -> None:
    long = "The ferry stopped. " * 10_000
    path = write_csv(tmp_path / "pairs.csv", [{**FULL, "translation_text": long}, {**FULL, "id": "8"}])
    assert [(item.id, item.error) for item in read(path)] == [("7", None), ("8", None)]


@pytest.mark.parametrize("name", ["pairs.txt", "pairs", "pairs.json"])
def test_another_ending_is_no_manifest(write: Write, name: str) -> None:
    with pytest.raises(XlcheckError, match=r"is no manifest; name one in \.jsonl, \.csv or \.parquet"):
        read(write([FULL], name))


@pytest.mark.parametrize("name", ["gone.jsonl", "gone.csv"])
def test_a_manifest_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    for ask in (read, digest):
        with pytest.raises(XlcheckError, match=rf"{name}: can't be read \(No such file"):
            ask(tmp_path / name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "news"
    (path / "deep").mkdir(parents=True)
    for name in ("b", "deep/a"):
        (path / f"{name}.zh.txt").write_text("渡轮停了。", encoding="utf-8")
        (path / f"{name}.en.txt").write_text("The ferry stopped.", encoding="utf-8")
    return path


def test_a_folder_is_a_manifest_of_its_pairs(folder: Path) -> None:
    items = list(read_items(folder, ("zh", "en")))
    assert [item.id for item in items] == ["b.zh.txt", "deep/a.zh.txt"]
    assert items[0] == Item("b.zh.txt", folder / "b.zh.txt", folder / "b.en.txt", "zh", "en")


def test_a_bilingual_file_of_a_folder_is_an_item_with_an_error(folder: Path) -> None:
    (folder / "c.po").write_text('msgid "The ferry"\nmsgstr "渡轮"\n', encoding="utf-8")
    found = {item.id: item.error for item in read_items(folder, ("zh", "en"))}
    assert found[str(folder / "c.po")] == f"{folder / 'c.po'}: is a bilingual file; a batch takes pairs of articles"
    assert sum(error is None for error in found.values()) == 2


def test_a_manifest_is_recognised_by_what_it_says_not_where_it_stands(write: Write) -> None:
    one, two, other = write(rows(3)), write(rows(3), "copy.jsonl"), write([*rows(2), row(7)], "other.jsonl")
    assert digest(one) == digest(two) != digest(other)


def test_a_long_manifest_is_read_line_by_line(tmp_path: Path) -> None:
    path, count, traced = tmp_path / "long.jsonl", 200_000, 20_000
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f'{{"id": "{n}", "original": "{n}.zh", "translation": "{n}.en"}}\n' for n in range(count))
    tracemalloc.start()
    try:
        # What was read at once, or is kept line after line, shows in the first tenth.
        items = read_items(path)
        found = sum(item.error is None for item in islice(items, traced))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * MIB
    assert found + sum(item.error is None for item in items) == count
