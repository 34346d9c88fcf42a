"""Pairs in a folder or a ZIP archive, and in two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from xlcheck.errors import XlcheckError
from xlcheck.gathering import names
from xlcheck.gathering.work import Gathered, Sides, Work
from xlcheck.reading import zipped
from xlcheck.reading.aligned import aligned_of
from xlcheck.reading.source import article_of

Languages = tuple[str | None, str | None]
#: Endings of articles, and of bilingual files; a table may hold anything, so it is checked only where it is named.
ARTICLES = frozenset(".txt .md .markdown .html .htm .xhtml .docx .srt .vtt".split())
_BILINGUAL = frozenset(".tmx .xlf .xliff .sdlxliff .mqxliff .mxliff .po".split())
_NAMED = 5
_UNNAMED = "{} articles were left out; --original-language says which of them are originals"


def in_folder(folder: Path, languages: Languages) -> Gathered:
    """Pairs of a folder and of the folders within it, and its bilingual files."""
    return _gathered(list(_files(folder)), languages, str(folder), partial(_of_folder, folder), partial(_both, folder))


def in_archive(file: Path, languages: Languages, encoding: str | None) -> Gathered:
    """Pairs of a ZIP archive; nothing of it is written to disk."""
    archive = zipped.archive_of(file, str(file))
    members = [info.filename for info in archive.infolist() if not info.is_dir() and _is_shown(info.filename)]
    return _gathered(
        members, languages, str(file),
        lambda one, two: _of_archive(archive, file, one, two, encoding),
        lambda name: Work(f"{file}/{name}", lambda: _aligned(archive, file, name, encoding, languages), (file,)),
    )  # fmt: skip


def in_two_folders(one: Path, two: Path) -> Gathered:
    """Files of the same name in either folder, whatever they end on, are a pair."""
    ours, theirs = ([name for name in _files(folder) if _ending(name) in ARTICLES] for folder in (one, two))
    pairs = [(name, name) for name in ours if name in theirs]
    left, right = ({_stem(n): n for n in those if (n, n) not in pairs} for those in (ours, theirs))
    pairs += [(left[stem], right[stem]) for stem in sorted(left.keys() & right.keys())]
    works = [Work.of_files(one / a, two / b) for a, b in sorted(pairs)]
    lone = [str(one / n) for n in ours if n not in {a for a, _ in pairs}]
    lone += [str(two / n) for n in theirs if n not in {b for _, b in pairs}]
    if not works:
        raise XlcheckError(f"{one}, {two}: no file of the one has a counterpart of the same name in the other")
    return Gathered(works, _remarks(lone))


def _gathered(
    there: list[str], languages: Languages, place: str, pair: Callable[[str, str], Work], both: Callable[[str], Work]
) -> Gathered:
    works = [both(name) for name in sorted(there) if _ending(name) in _BILINGUAL]
    articles = [name for name in there if _ending(name) in ARTICLES]
    if not works and not articles:
        raise XlcheckError(f"{place}: holds nothing that can be read; articles end on {', '.join(sorted(ARTICLES))}")
    lone: list[str] = []
    if articles and (languages[0] or languages[1] or not works):
        pairs, lone = names.match(articles, *languages, place)
        works += [pair(one, two) for one, two in pairs]
    if not works:
        raise XlcheckError(f"{place}: no two names of it differ only in {languages[0]} and {languages[1]}")
    left_out = articles and not any(languages)
    return Gathered(works, _remarks(lone) + ([_UNNAMED.format(len(articles))] if left_out else []))


def _remarks(lone: list[str]) -> list[str]:
    if not lone:
        return []
    more = f" and {len(lone) - _NAMED} more" if len(lone) > _NAMED else ""
    return [f"without counterpart: {', '.join(lone[:_NAMED])}{more}"]


def _files(folder: Path) -> Iterator[str]:
    """Names from the folder, with slashes; a link that leads out of it is not followed."""
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if _is_shown(name) and path.is_file() and path.resolve().is_relative_to(root):
            yield name


def _is_shown(name: str) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _stem(name: str) -> str:
    return name[: -len(PurePosixPath(name).suffix)] or name


def _of_folder(folder: Path, one: str, two: str) -> Work:
    return Work.of_files(folder / one, folder / two)


def _both(folder: Path, name: str) -> Work:
    return Work.of_bilingual(folder / name)


def _of_archive(archive: ZipFile, file: Path, one: str, two: str, encoding: str | None) -> Work:
    def sides() -> Sides:
        first, second = (
            article_of(zipped.member(archive, archive.getinfo(name), str(file)), f"{file}/{name}", encoding)
            for name in (one, two)
        )
        return first, second

    return Work(f"{file}/{one} → {file}/{two}", sides, (file,))


def _aligned(archive: ZipFile, file: Path, name: str, encoding: str | None, languages: Languages) -> Sides:
    data = zipped.member(archive, archive.getinfo(name), str(file))
    return aligned_of(BytesIO(data), f"{file}/{name}", encoding, languages)
