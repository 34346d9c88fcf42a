"""Which files are two sides of one article, by their names: a.zh.txt and a.en.txt, zh/a.txt and en/a.txt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from xlcheck.errors import XlcheckError
from xlcheck.reading.languages import is_language, like

_MARK = re.compile("[._-]")


class Matched(NamedTuple):
    """Pairs of names in their order, and the names that have no counterpart."""

    pairs: list[tuple[str, str]]
    lone: list[str]


def match(names: Iterable[str], original: str | None, translation: str | None, place: str) -> Matched:
    """The pairs among the names (relative, with slashes) of one place.

    Raises XlcheckError where languages have to be named.
    """
    names = sorted(names)
    readings = {name: dict(_readings(name)) for name in names}
    one, two = _languages(readings, original, translation, place)
    left, right = _by_key(readings, one), _by_key(readings, two)
    pairs: list[tuple[str, str]] = []
    used: set[str] = set()
    # Of several names with one key, those in the same format belong together.
    for alike in (True, False):
        for key in sorted(left.keys() & right.keys()):
            for ours in left[key]:
                theirs = next(
                    (
                        n
                        for n in right[key]
                        if n not in used and n != ours and (not alike or _suffix(n) == _suffix(ours))
                    ),
                    None,
                )
                if ours not in used and theirs:
                    pairs.append((ours, theirs))
                    used |= {ours, theirs}
    return Matched(sorted(pairs), [name for name in names if name not in used and readings[name]])


def _by_key(readings: Mapping[str, Mapping[str, str]], language: str) -> dict[str, list[str]]:
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for name, keys in readings.items():
        for key, tag in keys.items():
            if like(tag, language):
                found[key].append((tag.lower().replace("_", "-") != language.lower(), name))
    # A name with just the language that was told comes before those of its regions.
    return {key: [name for _, name in sorted(names)] for key, names in found.items()}


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _languages(
    readings: Mapping[str, Mapping[str, str]], one: str | None, two: str | None, place: str
) -> tuple[str, str]:
    """As told, or where only two languages share names, the other of the two."""
    if one and two:
        return one, two
    tags: dict[str, set[str]] = defaultdict(set)
    for keys in readings.values():
        for key, tag in keys.items():
            tags[key].add(tag.lower().replace("_", "-"))
    there = sorted(set().union(*(those for those in tags.values() if len(those) > 1)))
    told = one or two
    others = [tag for tag in there if told and not like(tag, told)]
    if told and len(others) == 1:
        return (told, others[0]) if one else (others[0], told)
    found = (
        f"names in {', '.join(there)}"
        if there
        else "no two names that differ in a language, such as a.zh.txt and a.en.txt"
    )
    raise XlcheckError(
        f"{place}: has {found}; say which are compared with --original-language and --translation-language"
    )


def _readings(name: str) -> Iterator[tuple[str, str]]:
    """Every way to take a part of a name for a language: the name with a gap in its place, without its ending, and the tag."""
    path = PurePosixPath(name)
    stem = path.name[: -len(path.suffix)] if path.suffix else path.name
    parts = [*path.parts[:-1], stem]
    ends = list(_in_stem(stem))
    for key, tag in ends:
        yield "/".join([*parts[:-1], key]), tag
    for at, part in enumerate(parts[:-1]):
        if is_language(part):
            folders = [*parts[:at], "*", *parts[at + 1 : -1]]
            yield "/".join([*folders, stem]), part
            # A name may say it twice: zh/a.zh.txt.
            yield from (("/".join([*folders, key]), part) for key, tag in ends if like(tag, part))


def _in_stem(stem: str) -> Iterator[tuple[str, str]]:
    for mark in _MARK.finditer(stem):
        before, after = stem[: mark.start()], stem[mark.end() :]
        if before and is_language(after):
            yield f"{before}{mark[0]}*", after
        if after and is_language(before):
            yield f"*{mark[0]}{after}", before
