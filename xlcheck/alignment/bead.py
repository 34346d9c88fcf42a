"""A bead: sentences of the original and the sentences of the translation that render them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bead:
    """Indices of sentences; an empty side is an omitted or an added sentence.

    ``score`` (0 to 1) is how sure the alignment is. Together the beads of a pair partition both sides.
    """

    original: tuple[int, ...]
    translation: tuple[int, ...]
    score: float = 0.0
    crossing: bool = False
