"""DOCX, as Word and LibreOffice write it: what a reader sees once all tracked changes are accepted."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar
from zipfile import ZipFile

from xlcheck.article import Article, Role
from xlcheck.errors import ReadingError
from xlcheck.reading import zipped
from xlcheck.reading.blocks import Block, Blocks, article_of_blocks
from xlcheck.reading.xml import Collector, local, parse

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

T = TypeVar("T")
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
#: What was deleted or moved away, how a paragraph was before, and the second version of a drawing for old programs.
_GONE = frozenset({"del", "moveFrom", "pPrChange", "Fallback"})
#: How the namespace of the text ends, in either edition of the standard.
_NAMESPACES = ("/wordprocessingml/2006/main", "/wordprocessingml/main")
_ROLES = {"title": Role.HEADLINE, "subtitle": Role.STANDFIRST, "caption": Role.CAPTION, "heading 1": Role.HEADLINE}


def read(data: bytes, name: str) -> Article:
    """The paragraphs of a document, those of tables and text boxes too; a line is a paragraph, counted from 1."""
    with zipped.archive_of(data, name) as archive:
        if _DOCUMENT not in archive.namelist():
            raise ReadingError(name, f"is no Word document: it has no {_DOCUMENT}")
        styles = dict(_parts(archive, _STYLES, name, _Styles())) if _STYLES in archive.namelist() else {}
        blocks = list(_parts(archive, _DOCUMENT, name, _Paragraphs(styles)))
    return article_of_blocks(_one_headline(blocks))


def _parts(archive: ZipFile, part: str, name: str, handler: Collector[T]) -> list[T]:
    data = zipped.member(archive, archive.getinfo(part), name)
    return list(parse(BytesIO(data), f"{name}:{part}", handler))


def _one_headline(blocks: list[Block]) -> list[Block]:
    """Below a title, or a first heading, others of the first rank are headings."""
    first = next((at for at, block in enumerate(blocks) if block.role == Role.HEADLINE), None)
    return [
        block._replace(role=Role.HEADING) if block.role == Role.HEADLINE and at != first else block
        for at, block in enumerate(blocks)
    ]


class _Styles(Collector[tuple[str, str]]):
    """Pairs of a style's id, which is in the writer's language, and its name, which is not."""

    def __init__(self) -> None:
        super().__init__()
        self._id = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  # the name that the parser calls
        """A style, or the name within it."""
        if local(name) == "style":
            self._id = _value(attrs, "styleId")
        elif local(name) == "name" and self._id:
            self._done.append((self._id, _value(attrs, "val").lower()))
            self._id = ""


class _Paragraphs(Collector[Block]):
    """Collects paragraphs; one of a text box stands within another."""

    def __init__(self, styles: dict[str, str]) -> None:
        super().__init__()
        self._styles = styles
        self._open: list[tuple[Blocks, list[Role], int]] = []
        self._number = 0
        self._gone = 0
        self._prefix = ""
        self._in_text = self._in_properties = False
        #: A paragraph whose mark was deleted: the next goes on in it.
        self._carried: Blocks | None = None
        self._goes_on = False
        self._text: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """A paragraph, its style, a stretch of text or a sign within it begins."""
        if not self._prefix:
            named = (key.removeprefix("xmlns:") for key, value in attrs.items() if value.endswith(_NAMESPACES))
            self._prefix = f"{next(named, 'w')}:"
        match local(name):
            case "del" if self._in_properties:
                self._goes_on = not self._gone
                self._gone += 1
            case gone if gone in _GONE:
                self._gone += 1
            case "p" if name.startswith(self._prefix):
                self._flush()
                self._number += 1
                self._open.append((self._carried or Blocks(), [], self._number))
                self._carried, self._goes_on = None, False
            case "pPr":
                self._in_properties = True
            case "pStyle" if self._open and not self._gone:
                style = _value(attrs, "val")
                self._open[-1][1].append(_role(self._styles.get(style, style.lower())))
            case "t" if name.startswith(self._prefix):
                self._in_text = True
            case "tab" | "br" | "cr" if not self._gone:
                self._text.append(" ")
            case "noBreakHyphen" if not self._gone:
                self._text.append("-")

    def endElement(self, name: str) -> None:  # noqa: N802
        """A paragraph is whole, or what is gone ends."""
        match local(name):
            case gone if gone in _GONE:
                self._gone -= 1
            case "t":
                self._in_text = False
            case "pPr":
                self._in_properties = False
            case "p" if name.startswith(self._prefix) and self._open:
                self._flush()
                blocks, roles, _ = self._open.pop()
                if self._goes_on:
                    self._carried, self._goes_on = blocks, False
                    return
                blocks.end(roles[0] if roles else Role.BODY)
                self._done += blocks.done
            case "body" if self._carried:
                self._carried.end()
                self._done += self._carried.done

    def characters(self, content: str) -> None:
        """Text of a run that is still there."""
        if self._in_text and not self._gone:
            self._text.append(content)

    def _flush(self) -> None:
        """What was read goes to the paragraph that is open."""
        if self._open and self._text:
            blocks, _, number = self._open[-1]
            text = "".join(self._text)
            blocks.add(text, number, blocks.length + 1)
        self._text = []


def _value(attrs: AttributesImpl, key: str) -> str:
    return next((value for name, value in attrs.items() if local(name) == key), "")


def _role(style: str) -> Role:
    return _ROLES.get(style, Role.HEADING if re.fullmatch(r"heading [2-9]", style) else Role.BODY)
