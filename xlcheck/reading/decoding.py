"""Bytes to text, in any encoding that real pages come in."""

from __future__ import annotations

import codecs
import re

from xlcheck.errors import ReadingError

#: UTF-32 before UTF-16: its byte order mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([-\w]+)|<\?xml[^>]{0,100}?encoding=["']([-\w]+)""", re.I
)
#: What browsers do: the declared national standards are read as their supersets.
_SUPERSET = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "iso-8859-1": "cp1252"}
#: Codecs that are no encodings of texts: they run escapes, or domain names.
_ODD = frozenset({"unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined"})
_BINARY = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")


def decode(data: bytes, *, name: str, encoding: str | None = None) -> str:
    """The text of some bytes: as told, by its mark, as UTF-8, as declared, or by its letters' statistics."""
    if encoding:
        return _as_told(data, name, encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, errors="replace")
    if data.startswith(_BINARY):
        raise ReadingError(name, "is a binary file, not text; save the article as text or HTML")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data) or _guessed(data, name)


def _as_told(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(_codec(encoding)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ReadingError(name, f"is not {encoding}: byte {error.start} doesn't fit; leave --encoding out?") from None
    except (LookupError, ValueError):
        raise ReadingError(name, f"there is no encoding named {encoding}") from None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    label = (match[1] or match[2]).decode("ascii").lower()
    try:
        return data.decode(_codec(label), errors="replace")
    except (LookupError, ValueError):
        return None


def _codec(label: str) -> str:
    """The codec of an encoding's name; raises LookupError where there is none for texts."""
    name = codecs.lookup(_SUPERSET.get(label.lower(), label)).name
    if name.replace("_", "-") in _ODD:
        raise LookupError(label)
    return name


def _guessed(data: bytes, name: str) -> str:
    """UTF-16 without a mark shows in its zeros; everything else is charset-normalizer's guess."""
    from charset_normalizer import from_bytes

    head = data[:4096]
    for marked, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > len(zeros) / 4:
            text = data.decode(marked, errors="replace")
            if not _mostly_controls(text):
                return text
    best = from_bytes(data).best()
    if best is None or _mostly_controls(str(best)):
        raise ReadingError(name, "is not text in any encoding that could be told; name it with --encoding")
    return str(best)


def _mostly_controls(text: str) -> bool:
    controls = sum(character < " " and character not in "\t\n\r\f" for character in text)
    return controls * 50 > len(text)
