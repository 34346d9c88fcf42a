"""What a user names, told apart: files, folders, archives, feeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlcheck.errors import ReadingError, XlcheckError
from xlcheck.gathering import feeds, folders
from xlcheck.gathering.work import Gathered, Work
from xlcheck.reading.aligned import is_bilingual
from xlcheck.reading.feed import is_feed
from xlcheck.reading.source import read_bytes

if TYPE_CHECKING:
    from xlcheck.models.roles import Encoder

_FEEDS = frozenset({".xml", ".rss", ".atom", ".rdf"})


def gather(
    sources: Sequence[Path],
    *,
    languages: tuple[str | None, str | None],
    encoding: str | None,
    encoder: Callable[[], Encoder],
) -> Gathered:
    """The pairs that one or two sources stand for; ``encoder`` is called only where items of feeds have to be matched.

    Raises XlcheckError for what can't be read, and for what holds no pair.
    """
    if len(sources) == 1:
        return _in_one(sources[0], languages, encoding)
    one, two = sources
    if one.is_dir() and two.is_dir():
        return folders.in_two_folders(one, two)
    if one.suffix.lower() in _FEEDS and two.suffix.lower() in _FEEDS:
        data = read_bytes(one), read_bytes(two)
        if all(map(is_feed, data)):
            return feeds.in_two_feeds(one, two, data, encoder)
    return Gathered([Work.of_files(one, two)])


def _in_one(source: Path, languages: tuple[str | None, str | None], encoding: str | None) -> Gathered:
    if source.is_dir():
        return folders.in_folder(source, languages)
    if source.suffix.lower() == ".zip":
        return folders.in_archive(source, languages, encoding)
    if is_bilingual(source):
        return Gathered([Work.of_bilingual(source)])
    if not source.exists():
        raise ReadingError(str(source), "no such file")
    raise XlcheckError(
        f"{source}: is one article; name its translation too, or a folder, a ZIP archive or a bilingual file alone"
    )
