"""Words in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = (
    ("“", "”"),
    ("„", "“"),
    ("„", "”"),
    ("「", "」"),
    ("『", "』"),
    ("«", "»"),
    ("»", "«"),
    ("‹", "›"),
    ("＂", "＂"),
)
_QUOTED = re.compile("|".join(rf"{a}([^{a}{b}]{{1,2000}}){b}" for a, b in _PAIRS) + r'|(?<!\w)"([^"]{1,2000})"(?!\w)')


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks, marks left out."""

    start: int
    end: int
    text: str

    @property
    def is_speech(self) -> bool:
        """Whether it is long enough to be someone's words rather than a name or a term."""
        wide = sum("\u2e80" <= c <= "\u9fff" or "\u3040" <= c <= "\u30ff" for c in self.text)
        return len(self.text) + 2 * wide >= 24


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text in order."""
    found = []
    for match in _QUOTED.finditer(text):
        group = next(i for i in range(1, len(match.groups()) + 1) if match[i] is not None)
        found.append(Quotation(match.start(group), match.end(group), match[group]))
    return found
