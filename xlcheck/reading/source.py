"""Reading a source: which format it is, and the errors that a person can make."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from xlcheck.article import Article, Notice
from xlcheck.errors import ReadingError
from xlcheck.reading import html, plain
from xlcheck.reading.decoding import decode

#: Longer files are refused: nobody writes an article of this size, and the report would be unreadable.
LARGEST = 64 * 1024 * 1024
_EMPTY_PAGE = (
    "nothing could be taken from this page; where a script fills it in, save it as the browser shows it, or as text"
)


def read_article(path: Path | str, *, encoding: str | None = None) -> Article:
    """The article in a file, or on standard input for ``-``; raises ReadingError with one line that says why not."""
    if str(path) == "-":
        return replace(article_of(sys.stdin.buffer.read(), "standard input", encoding), path=None)
    return article_of(read_bytes(Path(path)), str(path), encoding)


def article_of(data: bytes, name: str, encoding: str | None = None, *, ending: str | None = None) -> Article:
    """The article in some bytes, in the format that ``ending`` (or their name's) or their beginning shows; raises ReadingError."""
    if not data:
        raise ReadingError(name, "the file is empty")
    if len(data) > LARGEST:
        raise ReadingError(name, f"the file is larger than {LARGEST >> 20} MiB; is it an article?")
    ending = Path(name).suffix.lower() if ending is None else ending
    if ending == ".docx":
        from xlcheck.reading import docx

        return replace(_said(docx.read(data, name), name), path=name)
    text = decode(data, name=name, encoding=encoding)
    if "\0" in text:
        raise ReadingError(name, "the file holds NUL characters; is it a text file?")
    return replace(read_text(text, name=name, ending=ending), path=name)


def read_text(text: str, *, name: str = "the text", ending: str = "") -> Article:
    """The article in a string, as the ending of its file says, else as HTML or plain text; lone surrogates are replaced."""
    text, notices = without_surrogates(text)
    reader = _reader(text, ending)
    article = reader(text)
    why = _EMPTY_PAGE if reader is html.read else "there is no sentence in it"
    return replace(_said(article, name, why), notices=(*article.notices, *notices))


def _reader(text: str, ending: str) -> Callable[[str], Article]:
    """How a text is read; the modules are loaded when they are needed."""
    if ending in (".md", ".markdown"):
        from xlcheck.reading import markdown

        return markdown.read
    if ending in (".srt", ".vtt"):
        from xlcheck.reading import subtitles

        return subtitles.read
    return html.read if ending in (".html", ".htm", ".xhtml") or html.looks_like(text) else plain.read


def _said(article: Article, name: str, why: str = "there is no sentence in it") -> Article:
    if not any(character.isalnum() for character in article.text):
        raise ReadingError(name, why)
    return article


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file open for reading; raises ReadingError."""
    with _told(path), path.open("rb") as stream:
        yield stream


def read_bytes(path: Path) -> bytes:
    """What is in a file; raises ReadingError."""
    with _told(path):
        return path.read_bytes()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise ReadingError(str(path), "no such file") from None
    except IsADirectoryError:
        raise ReadingError(str(path), "is a folder; name the article's file") from None
    except OSError as error:
        raise ReadingError(str(path), f"can't be read ({error.strerror or error})") from None


def without_surrogates(text: str) -> tuple[str, tuple[Notice, ...]]:
    """The text with every lone surrogate replaced, and a word on how many there were."""
    count = sum("\ud800" <= character <= "\udfff" for character in text)
    if not count:
        return text, ()
    clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return clean, (Notice("characters-replaced", f"{count} broken character(s) were replaced by \ufffd."),)
