"""Reading a source: which format it is, and the errors that a person can make."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from xlcheck.article import Article, Notice
from xlcheck.errors import ReadingError
from xlcheck.reading import html, plain
from xlcheck.reading.decoding import decode

#: Longer files are refused: nobody writes an article of this size, and the report would be unreadable.
LARGEST = 64 * 1024 * 1024


def read_article(path: Path | str, *, encoding: str | None = None) -> Article:
    """The article in a file, or on standard input for ``-``; raises ReadingError with one line that says why not."""
    name = "standard input" if str(path) == "-" else str(path)
    data = sys.stdin.buffer.read() if str(path) == "-" else read_bytes(Path(path))
    if not data:
        raise ReadingError(name, "the file is empty")
    if len(data) > LARGEST:
        raise ReadingError(name, f"the file is larger than {LARGEST >> 20} MiB; is it an article?")
    text = decode(data, name=name, encoding=encoding)
    if len(text) != len(text.rstrip("\0")) or "\0" in text:
        raise ReadingError(name, "the file holds NUL characters; is it a text file?")
    return replace(read_text(text, name=name), path=None if str(path) == "-" else name)


def read_text(text: str, *, name: str = "the text") -> Article:
    """The article in a string, as plain text or HTML; lone surrogates are replaced and counted."""
    text, notices = _without_surrogates(text)
    article = html.read(text) if html.looks_like(text) else plain.read(text)
    if not any(character.isalnum() for character in article.text):
        raise ReadingError(name, "there is no sentence in it")
    return replace(article, notices=notices)


def read_bytes(path: Path) -> bytes:
    """What is in a file; raises ReadingError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(str(path), "no such file") from None
    except IsADirectoryError:
        raise ReadingError(str(path), "is a folder; name the article's file") from None
    except OSError as error:
        raise ReadingError(str(path), f"can't be read ({error.strerror or error})") from None


def _without_surrogates(text: str) -> tuple[str, tuple[Notice, ...]]:
    count = sum("\ud800" <= character <= "\udfff" for character in text)
    if not count:
        return text, ()
    clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return clean, (Notice("characters-replaced", f"{count} broken character(s) were replaced by \ufffd."),)
