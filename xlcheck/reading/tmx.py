"""TMX, the exchange format of translation memories: units of one text in several languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from xlcheck.errors import ReadingError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: Inline elements whose content is code of the original format, not text.
_CODE = frozenset({"bpt", "ept", "it", "ph", "ut"})


def read_units(path: Path) -> Iterator[dict[str, str]]:
    """Each unit's texts by language tag, as the file writes it; raises ReadingError with the place of what is broken."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        for _, element in iterparse(path, events=("end",)):
            if _name(element) == "tu":
                yield _texts(element)
                element.clear()
    except ParseError as error:
        line, column = error.position
        raise ReadingError(f"{path}:{line}:{column + 1}", f"is no XML ({str(error.msg).split(':')[0]})") from None
    except DefusedXmlException:
        raise ReadingError(str(path), "declares entities; no translation memory needs them") from None
    except OSError as error:
        raise ReadingError(str(path), f"can't be read ({error.strerror or error})") from None


def _texts(unit: Element) -> dict[str, str]:
    texts = {}
    for variant in unit:
        language = variant.get(_LANGUAGE) or variant.get("lang", "")
        for part in variant:
            if language and _name(part) == "seg":
                texts[language] = "".join(_text(part)).strip()
    return texts


def _text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _name(child) not in _CODE:
            yield from _text(child)
        yield child.tail or ""


def _name(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
