"""TMX, the exchange format of translation memories: units of one text in several languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.handler import ContentHandler

from xlcheck.errors import ReadingError

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

#: Inline elements whose content is code of the original format, not text.
_CODE = frozenset({"bpt", "ept", "it", "ph", "ut"})
_AT_ONCE = 1 << 16


class Unit(NamedTuple):
    """A unit's ``texts`` by language tag, as the file writes it, and the ``line`` that it begins on."""

    texts: dict[str, str]
    line: int


def read_units(path: Path) -> Iterator[Unit]:
    """The units of a file, one after the other; raises ReadingError with the place of what is broken."""
    from xml.sax import SAXParseException

    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    handler = _Units()
    parser = make_parser()
    parser.setContentHandler(handler)
    handler.setDocumentLocator(parser)
    try:
        with path.open("rb") as file:
            while data := file.read(_AT_ONCE):
                parser.feed(data)
                yield from handler.take()
        parser.close()
    except SAXParseException as error:
        place = f"{path}:{error.getLineNumber()}:{(error.getColumnNumber() or 0) + 1}"
        raise ReadingError(place, f"is no XML ({error.getMessage()})") from None
    except DefusedXmlException:
        raise ReadingError(str(path), "declares entities; no translation memory needs them") from None
    except OSError as error:
        raise ReadingError(str(path), f"can't be read ({error.strerror or error})") from None
    yield from handler.take()


class _Units(ContentHandler):
    """Collects the text of every ``seg`` under the language of its ``tuv``."""

    def __init__(self) -> None:
        super().__init__()
        self._done: list[Unit] = []
        self._unit: Unit | None = None
        self._language = ""
        #: The pieces of the text that is read, and how deep in code it stands; None outside.
        self._text: list[str] | None = None
        self._code = 0

    def take(self) -> list[Unit]:
        """The units that are whole, once."""
        done, self._done = self._done, []
        return done

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  # the name that the parser calls
        """A unit, a variant, a text or code within one begins."""
        match name.rsplit(":", 1)[-1]:
            case "tu":
                self._unit = Unit({}, self._locator.getLineNumber() or 1)  # type: ignore[attr-defined]
            case "tuv":
                self._language = attrs.get("xml:lang") or attrs.get("lang") or ""
            case "seg":
                self._text, self._code = [], 0
            case local if local in _CODE:
                self._code += 1

    def endElement(self, name: str) -> None:  # noqa: N802
        """A unit or a text is whole."""
        match name.rsplit(":", 1)[-1]:
            case "tu" if self._unit is not None:
                self._done.append(self._unit)
                self._unit = None
            case "seg" if self._text is not None:
                if self._unit is not None and self._language:
                    self._unit.texts[self._language] = "".join(self._text).strip()
                self._text = None
            case local if local in _CODE:
                self._code -= 1

    def characters(self, content: str) -> None:
        """Text, unless it is code."""
        if self._text is not None and not self._code:
            self._text.append(content)
