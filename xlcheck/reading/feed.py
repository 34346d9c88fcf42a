"""RSS and Atom: the items of a feed, each an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_to_datetime
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from xlcheck.article import Article, Unit
from xlcheck.errors import ReadingError
from xlcheck.reading import html
from xlcheck.reading.xml import Collector, local, parse

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.S
)
_ITEMS = frozenset({"item", "entry"})
#: Which element fills in what; of several the first in this order that says something.
_FIELDS = {
    "title": ("title",), "id": ("guid", "id"), "link": ("link",), "date": ("pubDate", "published", "date", "updated"),
    "text": ("encoded", "content", "description", "summary"),
}  # fmt: skip
_READ = frozenset(name for names in _FIELDS.values() for name in names)


@dataclass(frozen=True)
class Item:
    """An item: what its feed calls it, where it stands on the web, and its text as HTML."""

    id: str
    link: str
    title: str
    date: str | None
    text: str
    line: int

    @property
    def page(self) -> str:
        """The item as a page: its title as a headline, above its text."""
        return f"<article><h1>{escape(self.title)}</h1>{self.text}</article>"

    @property
    def name(self) -> str:
        """What the feed calls it, or where it stands, or its title."""
        return self.id or self.link or self.title

    def article(self, feed: str) -> Article:
        """The article of an item; raises ReadingError where it says nothing."""
        read = html.read(self.page)
        if not any(character.isalnum() for character in read.text):
            raise ReadingError(f"{feed}:{self.line}", "the item has no text")
        # A feed holds its texts escaped: where an item begins is as near as one can point.
        anchors = tuple((paragraph.start, self.line, 0) for paragraph in read.paragraphs)
        return replace(
            read,
            path=f"{feed}#{self.name}",
            date=self.date or read.date,
            anchors=anchors,
            units=(Unit(0, len(read.text), self.name),),
        )


def is_feed(data: bytes) -> bool:
    """Whether a file begins as a feed does."""
    return bool(_ROOT.match(data[:4096]))


def read(data: bytes, name: str) -> list[Item]:
    """The items of a feed in its order; raises ReadingError for what is none, and where it has none."""
    items = list(parse(BytesIO(data), name, _Items()))
    if not items:
        raise ReadingError(name, "is a feed without items" if is_feed(data) else "is no RSS or Atom feed")
    return items


class _Items(Collector[Item]):
    """Collects items; the text of Atom's XHTML is put together again."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, str] | None = None
        self._line = 1
        self._name = ""
        #: How deep in a field's markup, and how deep in what an item holds besides its fields.
        self._depth = self._aside = 0
        self._text: list[str] = []
        self._plain = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  # the name that the parser calls
        """An item, one of its fields, or markup within."""
        element = local(name)
        if self._name:
            self._depth += 1
            self._text.append(f"<{element}>")
        elif self._fields is None:
            self._fields, self._line, self._aside = ({}, self.line, 0) if element in _ITEMS else (None, 1, 0)
        elif self._aside or element not in _READ:
            self._aside += 1
        else:
            self._name, self._depth, self._text = element, 0, []
            # Of Atom's kinds of text only one is plain; a title is plain in RSS too.
            self._plain = attrs.get("type", "text" if element in ("title", "content", "summary") else "html") == "text"
            if element == "link" and attrs.get("href") and attrs.get("rel", "alternate") == "alternate":
                self._fields.setdefault("link", attrs["href"])

    def endElement(self, name: str) -> None:  # noqa: N802
        """A field or an item is whole."""
        element = local(name)
        if self._name and self._depth:
            self._depth -= 1
            self._text.append(f"</{element}>")
        elif self._name and self._fields is not None:
            text = "".join(self._text).strip()
            if text:
                self._fields.setdefault(self._name, text)
            self._name = ""
        elif self._aside:
            self._aside -= 1
        elif self._fields is not None:
            self._done.append(self._item(self._fields))
            self._fields = None

    def characters(self, content: str) -> None:
        """Text of a field; what is plain is escaped where HTML is wanted."""
        if self._name:
            wanted = self._name in _FIELDS["text"] and (self._plain or self._depth)
            self._text.append(escape(content) if wanted else content)

    def _item(self, fields: dict[str, str]) -> Item:
        told = {key: next((fields[n] for n in names if n in fields), "") for key, names in _FIELDS.items()}
        title = " ".join(re.sub(r"<[^<>]*>", "", told["title"]).split())
        return Item(told["id"], told["link"], title, as_day(told["date"]), told["text"], self._line)


def as_day(stamp: str | None) -> str | None:
    """The day (ISO 8601) of a date as feeds write it, in ISO 8601 or as in e-mail; None where it is none."""
    if not stamp:
        return None
    try:
        return date.fromisoformat(stamp[:10]).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(stamp).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
