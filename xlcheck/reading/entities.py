"""Character references of HTML, read without harm."""

from __future__ import annotations

import re

#: No character has a number of so many digits, and the library stumbles over thousands of them.
_LONG = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")


def without_long_references(text: str) -> str:
    """The text with the mark of a broken character in place of references to none."""
    return _LONG.sub("\ufffd", text)
