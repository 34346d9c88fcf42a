"""Control and bidi characters of hostile text, shown as marks instead of obeyed."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]"
)


def visible(text: str) -> str:
    """The text with each hidden character as its code in angle marks: ⟨U+202E⟩."""
    return _HIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def hidden_offset(text: str, shown: int) -> int:
    """Where an offset into ``visible(text)`` lies in the text; within a mark, before the character that it stands for."""
    longer = 0
    for match in _HIDDEN.finditer(text):
        mark = len(visible(match[0]))
        if match.start() + longer + mark > shown:
            return min(match.start(), shown - longer)
        longer += mark - 1
    return min(shown - longer, len(text))


def one_line(text: str) -> str:
    """Visible, with every run of space as one."""
    return " ".join(visible(text).split())


#: What XML can't hold even as a reference.
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")


def xml(text: str) -> str:
    """Visible, with what XML can't hold shown as marks too."""
    return _ILLEGAL.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", visible(text))
