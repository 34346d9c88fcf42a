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


def read(text: str, name: str) -> Bilingual:
    """The messages of a catalogue; those that are obsolete are gone. Raises ReadingError with the line that is wrong."""
    import polib

    # polib takes what isn't the name of a file for the catalogue itself: a first line break makes sure of it.
    try:
        catalogue = polib.pofile("\n" + text)
    except Exception as error:
        # It raises whatever its state machine stumbles over: a bad escape, a number that is none, a missing quote.
        found = _LINE.search(str(error))
        place = f"{name}:{max(1, int(found[1]) - 1)}" if found else name
        raise ReadingError(place, f"is no PO catalogue ({(found and found[2]) or 'it can’t be parsed'})") from None
    languages = (catalogue.metadata.get("X-Source-Language") or None, catalogue.metadata.get("Language") or None)
    return Bilingual(_units(list(catalogue)), (_tag(languages[0]), _tag(languages[1])))


def _units(entries: list[POEntry]) -> Iterator[UnitPair]:
    for entry in entries:
        if entry.obsolete:
            continue
        # A message with plurals has as many forms as the language wants: the last is that of many, as the plural is.
        forms = [form for _, form in sorted(entry.msgstr_plural.items())]
        one, two = (entry.msgid_plural, forms[-1]) if forms else (entry.msgid, entry.msgstr)
        line = max(1, (entry.linenum or 1) - 1)
        where = next((":".join(filter(None, place)) for place in entry.occurrences), "")
        notes = tuple(note for note in (entry.comment, entry.tcomment) if note)
        state = State.DRAFT if entry.fuzzy else State.READY if two.strip() else State.UNTRANSLATED
        yield UnitPair(Cell(one.strip(), line), Cell(two.strip(), line), entry.msgctxt or where, notes, state)


def _tag(name: str | None) -> str | None:
    """A locale's name as a language tag: zh_CN.UTF-8 is zh-CN."""
    return re.split(r"[.@]", name)[0].replace("_", "-") or None if name else None
