"""xlcheck tells whether a translation says what its original says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlcheck.api import align_sentences, check, check_aligned, check_pairs
from xlcheck.article import Article, Span
from xlcheck.errors import ReadingError, XlcheckError

if TYPE_CHECKING:
    from xlcheck.alignment.bead import Bead
    from xlcheck.report import CheckedBead, Finding, Report

__all__ = [
    "Article",
    "Bead",
    "CheckedBead",
    "Finding",
    "ReadingError",
    "Report",
    "Span",
    "XlcheckError",
    "align_sentences",
    "check",
    "check_aligned",
    "check_pairs",
]

_LATE = {
    "Bead": "xlcheck.alignment.bead",
    "CheckedBead": "xlcheck.report",
    "Finding": "xlcheck.report",
    "Report": "xlcheck.report",
}


def __getattr__(name: str) -> object:
    """Import what pulls in numpy only when it is asked for."""
    if name in _LATE:
        import importlib

        return getattr(importlib.import_module(_LATE[name]), name)
    raise AttributeError(f"module 'xlcheck' has no attribute {name!r}")
