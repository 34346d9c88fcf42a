"""Compare reports from Python: ``compare(Path("a.txt"), Path("b.txt"))``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlcheck.article import Article
from xlcheck.comparing.compare import Comparison, compared
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.models import Choice
    from xlcheck.models.config import Profile


def compare(
    *reports: str | Path | Article,
    languages: Sequence[str | None] = (),
    encoding: str | None = None,
    profile: str | Profile | Choice = "embedded",
) -> Comparison:
    """Who says what in two or more reports of one event, and where they agree, differ or contradict.

    A ``str`` is the text itself, a ``Path`` a file; ``languages`` go with the reports, None where one is to be found out.
    Raises XlcheckError for fewer than two reports and for a file that can't be read.
    """
    from xlcheck.api import loaded_profile
    from xlcheck.judging.signature import signature
    from xlcheck.preparing import prepared

    if len(reports) < 2:
        raise XlcheckError("a comparison needs two reports at least")
    told = [*languages, *[None] * len(reports)][: len(reports)]
    articles = [
        prepared(_named(report, number), "original", language, encoding, lines=False)
        for number, (report, language) in enumerate(zip(reports, told, strict=True), start=1)
    ]
    loaded = loaded_profile(profile, None)
    return compared(articles, loaded.checking, signature(loaded))


def _named(report: str | Path | Article, number: int) -> Path | Article:
    """A text as an article that errors call by its number."""
    from xlcheck.reading import read_text

    return read_text(report, name=f"report {number}") if isinstance(report, str) else report
