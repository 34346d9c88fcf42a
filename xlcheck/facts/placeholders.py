"""Placeholders and tags in running text: what a program fills in, and what formats it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: A percent sign after a figure or before a space is one; so is that of %D0%BE in an address.
_PRINTF = r"(?<![%A-Za-z0-9])%(?P<argument>\(\w+\))?(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?(?P<conversion>(?:hh|h|ll|l|z)?[@diouxXeEfFgGcs])(?![A-Za-z0-9])"
#: {name}, {0:.2f}, {{name}}, ${name}, %{name}, #{name}; {count, plural, …} of ICU by its name alone.
_BRACE = r"[$%#]?\{\{?\s?(?P<name>[A-Za-z_][\w.\[\]-]*|\d{1,2})\s?(?:[:!][^{}\s]{1,20})?(?:\}\}?|(?=,\s*(?:plural|select|selectordinal|number|date|time)\b))"
_TAG = r"<(?P<end>/?)(?P<tag>a|b|i|u|s|em|strong|span|code|br|sup|sub|small|img|li|ul|ol|x|g|ph|\d{1,2})(?:\s[^<>]{0,200})?(?P<empty>/?)>"
_ANY = re.compile(f"{_PRINTF}|{_BRACE}|{_TAG}")


class Placeholder(NamedTuple):
    """``key`` is what two of them must share to be the same; one that is ``named`` may stand once or several times."""

    key: str
    start: int
    end: int
    named: bool = False


def placeholders(text: str) -> Iterator[Placeholder]:
    """Those of a text, in their order; %2$s is %s elsewhere, and attributes of a tag may be translated."""
    if not any(sign in text for sign in "%{<"):
        return
    for match in _ANY.finditer(text):
        if match["conversion"]:
            key, named = f"%{match['argument'] or ''}{match['conversion']}", bool(match["argument"])
        elif match["name"]:
            key, named = f"{{{match['name']}}}", True
        else:
            key, named = f"<{match['end']}{match['tag'].lower()}{match['empty']}>", False
        yield Placeholder(key, match.start(), match.end(), named)
