"""Which sentences of the original became which of the translation."""

from xlcheck.alignment.aligner import align
from xlcheck.alignment.bead import Bead

__all__ = ["Bead", "align"]
