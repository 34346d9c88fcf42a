"""XML that is safe to read and told where it is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Generic, TypeVar
from xml.sax.handler import ContentHandler

from xlcheck.errors import ReadingError

T = TypeVar("T")
_AT_ONCE = 1 << 16


class Collector(ContentHandler, Generic[T]):
    """A handler that finishes one thing after the other, so that a large file is never held whole."""

    def __init__(self) -> None:
        super().__init__()
        self._done: list[T] = []

    def take(self) -> list[T]:
        """What is whole by now, once."""
        done, self._done = self._done, []
        return done

    @property
    def line(self) -> int:
        """The line that the parser is at."""
        return self._locator.getLineNumber() or 1  # type: ignore[attr-defined]


def parse(stream: BinaryIO, name: str, handler: Collector[T]) -> Iterator[T]:
    """What a handler collects from a stream; raises ReadingError with the place of what is broken, or is no safe XML."""
    from xml.sax import SAXParseException

    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    parser = make_parser()
    # A document type by its address is usual in TMX, and nothing fetches it; what could be read by it has to be declared
    # as an entity, and that is refused.
    parser.forbid_external = False
    parser.setContentHandler(handler)
    handler.setDocumentLocator(parser)
    try:
        while data := stream.read(_AT_ONCE):
            parser.feed(data)
            yield from handler.take()
        parser.close()
    except SAXParseException as error:
        place = f"{name}:{error.getLineNumber()}:{(error.getColumnNumber() or 0) + 1}"
        raise ReadingError(place, f"is no XML ({error.getMessage()})") from None
    except DefusedXmlException:
        raise ReadingError(name, "declares entities; no file of this kind needs them") from None
    except (LookupError, ValueError, UnicodeError):
        # An encoding in its first line that there isn't, or that expat can't be told of.
        raise ReadingError(name, "is in an encoding that can't be read; save it as UTF-8") from None
    except OSError as error:
        raise ReadingError(name, f"can't be read ({error.strerror or error})") from None
    yield from handler.take()


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rsplit(":", 1)[-1]
