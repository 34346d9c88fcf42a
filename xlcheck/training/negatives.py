"""English sentences that say nearly what another one says: one figure, or one name, is changed.

The teacher tells them apart, if barely; as wrong answers beside the right one they keep the student from not looking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

_DIGITS = re.compile(r"\d")
#: A capital in the middle of a sentence; in headlines every word has one, and any of them will do.
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?= |[.,;]|$)")


class Negatives:
    """Changes sentences; the names that it puts in are those of the ``english`` sentences."""

    def __init__(self, english: Iterable[str]) -> None:
        self._names = sorted({name for text in english for name in _NAME.findall(text)})

    def of(self, english: str, random: np.random.Generator) -> str | None:
        """The sentence with one digit or one name changed; None where it has neither."""
        digits = list(_DIGITS.finditer(english))
        names = list(_NAME.finditer(english)) if len(self._names) > 1 else []
        if not digits and not names:
            return None
        at = int(random.integers(len(digits) + len(names)))
        found = (digits + names)[at]
        others = [d for d in "123456789" if d != found.group()] if at < len(digits) else self._names
        new = others[int(random.integers(len(others)))]
        if new == found.group():
            return None
        return english[: found.start()] + new + english[found.end() :]
