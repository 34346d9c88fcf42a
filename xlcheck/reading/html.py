"""HTML pages: the article's blocks, without scripts, navigation and footers. For saved pages, not for browsers."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

from xlcheck.article import Article, Role
from xlcheck.reading import boilerplate
from xlcheck.reading.blocks import Blocks, article_of_blocks
from xlcheck.reading.entities import without_long_references
from xlcheck.reading.roles import is_day

_LOOKS = re.compile(
    r"\s*(<\?xml[^<>]*\?>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body|article|div|p|h1)\b",
    re.I | re.S,
)
_BLOCKS = frozenset(
    (
        "p h1 h2 h3 h4 h5 h6 li td th dd dt blockquote pre div section article main figure figcaption tr ul "
        "ol table body br hr"
    ).split()
)
_SKIPPED = frozenset(("script style noscript template nav footer aside form button select svg iframe head").split())
_VOID = frozenset(("br hr img meta link input source wbr area base col embed track").split())
_ROLES = {
    "h1": Role.HEADLINE, "h2": Role.HEADING, "h3": Role.HEADING, "h4": Role.HEADING, "h5": Role.HEADING, "h6": Role.HEADING,
    "figcaption": Role.CAPTION,
}  # fmt: skip
_DATE_NAMES = frozenset(("article:published_time publishdate pubdate date datepublished og:pubdate dc.date").split())
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def looks_like(text: str) -> bool:
    """Whether a text is an HTML page rather than prose."""
    return bool(_LOOKS.match(text[:4096]))


def read(page: str) -> Article:
    """The article in a page: its blocks of text, its title and its date; offsets lead back by ``Article.locate``.

    Where trafilatura is installed it says which blocks are the article and which are menus and advertisements.
    """
    reader = _Reader()
    reader.feed(without_long_references(page))
    reader.close()
    reader.blocks.end()
    kept = boilerplate.without(page, reader.blocks.done)
    return article_of_blocks(kept.blocks, title=reader.title.strip() or kept.title, date=reader.date or kept.date)


class _Reader(HTMLParser):
    """Collects blocks of visible text; each keeps where its pieces stood in the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks = Blocks()
        self.title = ""
        self.date: str | None = None
        self._open: list[str] = []
        #: How many of each tag are open: a page may open tens of thousands, and close none.
        self._counts: Counter[str] = Counter()
        self._role = Role.BODY

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        name = (named.get("property") or named.get("name") or named.get("itemprop") or "").lower()
        stamp = named.get("content") if name in _DATE_NAMES else named.get("datetime") if tag == "time" else None
        if stamp and self.date is None and (match := _ISO_DATE.search(stamp)) and is_day(match[0]):
            self.date = match[0]
        if tag in _BLOCKS:
            self.blocks.end(self._role)
            self._role = _ROLES.get(tag, self._role if tag == "br" else Role.BODY)
        if tag not in _VOID:
            self._open.append(tag)
            self._counts[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        while self._counts[tag]:
            last = self._open.pop()
            self._counts[last] -= 1
            if last == tag:
                break
        if tag in _BLOCKS:
            self.blocks.end(self._role)
            self._role = Role.BODY

    def handle_data(self, data: str) -> None:
        if self._counts["title"] and not self.blocks.done:
            self.title += data
        if not any(self._counts[tag] for tag in _SKIPPED):
            line, column = self.getpos()
            for number, words in enumerate(data.split("\n")):
                # In place of the line's break stands a space.
                self.blocks.add(words if number == 0 else f" {words}", line + number, column + 1 if number == 0 else 0)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """What SGML knows and HTML doesn't is a comment, as browsers take it."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))
