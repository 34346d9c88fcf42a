"""PO, gettext's catalogues of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlcheck.errors import ReadingError
from xlcheck.reading.units import Bilingual, Cell, State, UnitPair

if TYPE_CHECKING:
    from polib import POEntry

_LINE = re.compile(r"\(line (\d+)\):?\s*(.*)")
#: Signs at which Python breaks lines and gettext doesn't: hidden from the library, and shown again in what it reads.
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_HIDDEN = {ord(sign): 0xF8F0 + n for n, sign in enumerate(_BREAKS)}
_SHOWN = {hidden: sign for sign, hidden in _HIDDEN.items()}


def read(text: str, name: str) -> Bilingual:
    """The messages of a catalogue; those that are obsolete are gone. Raises ReadingError with the line that is wrong."""
    import polib

    # polib takes what isn't the name of a file for the catalogue itself: a first line break makes sure of it.
    try:
        catalogue = polib.pofile("\n" + text.translate(_HIDDEN))
    except Exception as error:
        # It raises whatever its state machine stumbles over: a bad escape, a number that is none, a missing quote.
        found = _LINE.search(str(error))
        place = f"{name}:{max(1, int(found[1]) - 1)}" if found else name
        raise ReadingError(place, f"is no PO catalogue ({(found and found[2]) or 'it can’t be parsed'})") from None
    languages = (catalogue.metadata.get("X-Source-Language") or None, catalogue.metadata.get("Language") or None)
    return Bilingual(_units(list(catalogue), re.split(r"\r\n|\r|\n", text)), (_tag(languages[0]), _tag(languages[1])))


def _units(entries: list[POEntry], lines: list[str]) -> Iterator[UnitPair]:
    for entry in entries:
        if entry.obsolete:
            continue
        # A message with plurals has as many forms as the language wants: the last is that of many, as the plural is.
        forms = [form for _, form in sorted(entry.msgstr_plural.items())]
        one, two = (entry.msgid_plural, forms[-1]) if forms else (entry.msgid, entry.msgstr)
        first = max(1, (entry.linenum or 1) - 1)
        rows = [_row(lines, first, f"msgid{'_plural' if forms else ''}"), _row(lines, first, "msgstr", len(forms))]
        where = next((":".join(filter(None, place)) for place in entry.occurrences), "")
        notes = tuple(note.translate(_SHOWN) for note in (entry.comment, entry.tcomment) if note)
        state = State.DRAFT if entry.fuzzy else State.READY if two.strip() else State.UNTRANSLATED
        sides = [Cell(text.translate(_SHOWN).strip(), row) for text, row in zip((one, two), rows, strict=True)]
        yield UnitPair(sides[0], sides[1], (entry.msgctxt or where).translate(_SHOWN), notes, state)


def _row(lines: list[str], first: int, keyword: str, times: int = 1) -> int:
    """The line at which a keyword of a message stands, the last of several forms; ``first`` is that of its comments."""
    for number in range(first, len(lines) + 1):
        if lines[number - 1].lstrip().startswith(keyword):
            times -= 1
            if times <= 0:
                return number
    return first


def _tag(name: str | None) -> str | None:
    """A locale's name as a language tag: zh_CN.UTF-8 is zh-CN."""
    return re.split(r"[.@]", name)[0].replace("_", "-") or None if name else None
