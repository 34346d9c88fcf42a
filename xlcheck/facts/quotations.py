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
#: A mark of any kind, a half of one too: a quotation may begin or end in another bead. A single mark is one only
#: where no word goes on ("don't", "the authors'").
_MARK = re.compile(r"[“”„«»「」『』《》〈〉‹›＂\"`´]|''|(?<![\w.])[‘’'](?=\w)|[,.!?…][’'](?!\w)")


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

    @property
    def is_sentence(self) -> bool:
        """Whether it begins as a sentence does; where there are no capitals, every quotation may."""
        first = next((c for c in self.text if c.isalnum()), "")
        return first == first.upper()


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text in order."""
    found = []
    for match in _QUOTED.finditer(text):
        group = next(i for i in range(1, len(match.groups()) + 1) if match[i] is not None)
        found.append(Quotation(match.start(group), match.end(group), match[group]))
    return found


def has_marks(text: str) -> bool:
    """Whether any quotation mark stands in a text, typewriter habits (`so', ''so'') included."""
    return _MARK.search(text) is not None
