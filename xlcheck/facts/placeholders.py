"""Placeholders and tags in running text: what a program fills in, and what formats it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: A percent sign after a figure or before a space is one, and so are those of %D0%BE and %2F in an address.
_PRINTF = (
    r"(?<![%A-Za-z0-9])%(?P<argument>\(\w+\))?(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?"
    r"(?P<conversion>(?:hh|h|ll|l|z)?[@diouxefgcs])(?![A-Za-z0-9])"
)
#: {name}, {0:.2f}, {{name}}, ${name}, %{name}, #{name}; {count, plural, …} of ICU by its name alone.
_BRACE = (
    r"[$%#]?\{\{?\s?(?P<name>[A-Za-z_][\w.\[\]-]*|\d{1,2})\s?(?:[:!][^{}\s]{1,20})?"
    r"(?:\}\}?|(?P<icu>(?=,\s*(?:plural|select|selectordinal|number|date|time)\b)))"
)
_TAG = (
    r"<(?P<end>/?)(?P<tag>a|b|i|u|s|em|strong|span|code|br|sup|sub|small|img|li|ul|ol|x|g|ph|\d{1,2})"
    r"(?:\s[^<>]{0,200}?)?\s?(?P<empty>/?)>"
)
_ANY = re.compile(f"{_PRINTF}|{_BRACE}|{_TAG}")
#: Tags that hold nothing, however they are written.
_VOID = frozenset({"br", "img"})


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
    choices: list[int] = []
    for match in _ANY.finditer(text):
        if match["conversion"]:
            key, named = f"%{match['argument'] or ''}{match['conversion']}", bool(match["argument"])
        elif match["name"]:
            if _is_choice(text, choices, match.start()):
                continue
            choices += [match.start()] if match["icu"] is not None else []
            key, named = f"{{{match['name']}}}", True
        else:
            tag = match["tag"].lower()
            key, named = f"<{match['end']}{tag}{'/' if tag in _VOID else match['empty']}>", False
        yield Placeholder(key, match.start(), match.end(), named)


def _is_choice(text: str, opened: list[int], at: int) -> bool:
    """Whether a brace encloses one of ICU's choices, one {boat} other {boats}: words, not the name of an argument."""
    for start in opened:
        between = text[start:at]
        depth = between.count("{") - between.count("}")
        if depth == 1:
            return True
    return False
