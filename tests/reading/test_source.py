import io
import os
import random
import re
import struct
import sys
from pathlib import Path

import pytest

from xlcheck.errors import ReadingError, XlcheckError
from xlcheck.reading import read_article, read_text, source

NOISE = random.Random(7).randbytes(600)


def complaint(path: Path | str, **options: str) -> str:
    """What reading a path is refused with."""
    with pytest.raises(ReadingError) as refused:
        read_article(path, **options)
    return str(refused.value)


def test_a_missing_file_is_called_so(tmp_path: Path) -> None:
    assert complaint(tmp_path / "gone.txt") == f"{tmp_path / 'gone.txt'}: no such file"


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    assert complaint(tmp_path) == f"{tmp_path}: is a folder; name the article's file"


def test_a_file_below_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    assert "can't be read" in complaint(tmp_path / "a.txt" / "b.txt")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "there is no sentence in it"),
        (b"\xef\xbb\xbf", "there is no sentence in it"),
        (b"... --- !!!\n", "there is no sentence in it"),
        (b"<html><script>var x = 1</script></html>", "nothing could be taken from this page"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf", "binary file"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "binary file"),
        (b"PK\x03\x04" + NOISE, "binary file"),
        (b"One sentence.\0 Another.", "NUL"),
        (b"One sentence.\n\0\0\0", "NUL"),
        (NOISE, "not text"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    message = complaint(path)
    assert problem in message
    assert message.startswith(f"{path}: ")
    assert "\n" not in message


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF\x24\x08\x00\x00WAVEfmt " + struct.pack("<300h", *(i * 37 % 300 - 150 for i in range(300))),
        struct.pack("<300h", *(i * 37 % 200 + 1 for i in range(300))),
        b"MZ\x90\x00\x03\x00\x00\x00" + bytes(40) + NOISE,
        b"SQLite format 3\0" + bytes(84) + NOISE,
    ],
    ids=["wave", "samples", "program", "database"],
)
def test_a_binary_file_without_a_known_mark_is_refused_too(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(data)
    complaint(tmp_path / "a.bin")


def test_a_file_of_absurd_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LARGEST", 1 << 20)
    (tmp_path / "a.txt").write_bytes(b"One sentence. " * 80_000)
    assert complaint(tmp_path / "a.txt").endswith("the file is larger than 1 MiB; is it an article?")


@pytest.mark.parametrize("name", ["two\nlines.txt", "back\rup.txt", "red\x1b[31m.txt", "\u202egnp.txt"])
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_strange_file_name_does_not_break_the_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert not re.search("[\\x00-\\x1f\u202e]", complaint(tmp_path / name))


def test_a_reading_error_is_one_of_ours() -> None:
    assert issubclass(ReadingError, XlcheckError)


def test_the_article_knows_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One sentence.")
    assert read_article(path).path == str(path)
    assert read_article(str(path)).text == "One sentence."


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Ein Satz über Fähren.".encode("cp1252"))))
    article = read_article("-", encoding="cp1252")
    assert (article.text, article.path) == ("Ein Satz über Fähren.", None)


def test_empty_standard_input_is_named_in_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    assert complaint("-") == "standard input: the file is empty"


def test_lone_surrogates_are_replaced_and_counted() -> None:
    article = read_text("It \ud800rains\udfff on \udc80us.")
    assert article.text == "It \ufffdrains\ufffd on \ufffdus."
    assert [notice.code for notice in article.notices] == ["characters-replaced"]
    assert article.notices[0].message.startswith("3 ")


def test_whole_characters_beyond_the_first_plane_are_kept() -> None:
    article = read_text("The 🚢 leaves 𠮷 today.")
    assert (article.text, article.notices) == ("The 🚢 leaves 𠮷 today.", ())


def test_a_text_that_is_a_page_is_read_as_one() -> None:
    assert read_text("<p>The ferry <b>runs</b>.</p>").text == "The ferry runs."
