"""Pairs by patterns: news/{name}.zh.md is translated by news/{name}.en.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from xlcheck.errors import XlcheckError
from xlcheck.gathering.work import Gathered, Work

_GAP = re.compile(r"\{(\w+)\}")
_NAMED, _GAPS = 5, 4


class Pattern(NamedTuple):
    """Names of an original and of its translation, with gaps that hold the same on either side."""

    original: str
    translation: str


def by_patterns(folder: Path, patterns: list[Pattern]) -> Gathered:
    """All pairs of a folder that fit a pattern; raises XlcheckError where none does, and for a pattern that can't."""
    works: dict[tuple[Path, ...], Work] = {}
    lone: list[str] = []
    for pattern in patterns:
        _sound(pattern)
        for original, translation in _fitting(folder, pattern.original, pattern.translation):
            if translation.is_file():
                work = Work.of_files(original, translation)
                works.setdefault(work.files, work)
            else:
                lone.append(f"{original} (there is no {translation})")
        # The other way round: a translation whose original was renamed is watched by nobody.
        back = _fitting(folder, pattern.translation, pattern.original)
        lone += [f"{one} (there is no {two})" for one, two in back if not two.is_file()]
    if not works:
        told = "; ".join(f"{one} → {two}" for one, two in patterns)
        raise XlcheckError(f"{folder}: no pair fits the patterns ({told})")
    more = f" and {len(lone) - _NAMED} more" if len(lone) > _NAMED else ""
    return Gathered(list(works.values()), [f"without counterpart: {', '.join(lone[:_NAMED])}{more}"] if lone else [])


def _sound(pattern: Pattern) -> None:
    """Raises XlcheckError for a pattern that can't tell pairs, or that leads elsewhere."""
    gaps = set(_GAP.findall(pattern.original))
    if not gaps or set(_GAP.findall(pattern.translation)) != gaps or pattern.original == pattern.translation:
        raise XlcheckError(
            f"the pattern {pattern.original} → {pattern.translation} needs the same {{name}} on both sides, and two different files"
        )
    if len(gaps) > _GAPS or any("}{" in side for side in pattern):
        raise XlcheckError(
            f"the pattern {pattern.original} has more than {_GAPS} gaps, or gaps with nothing between them"
        )
    for side in pattern:
        if side.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", side) or Path(side).is_absolute():
            raise XlcheckError(f"the pattern {side} leads out of the folder of the configuration")


def _fitting(folder: Path, one: str, two: str) -> list[tuple[Path, Path]]:
    """The files that fit a pattern, each with what the other pattern makes of its name; none outside the folder."""
    gaps = list(dict.fromkeys(_GAP.findall(one)))
    regex, root = _regex(one, gaps), folder.resolve()
    found = []
    for path in sorted(_below(folder, one).rglob("*")):
        match = regex.fullmatch(path.relative_to(folder).as_posix())
        if match and path.is_file() and path.resolve().is_relative_to(root):
            other = folder / _filled(two, dict(zip(gaps, match.groups(), strict=True)))
            if other.resolve().is_relative_to(root):
                found.append((path, other))
    return found


def _regex(pattern: str, gaps: list[str]) -> re.Pattern[str]:
    """What names fit: a gap alone holds folders too, and one that stands twice holds the same twice."""
    # Several gaps hold no folders: what stands in which would take forever to tell in a long name.
    regex, seen, held = "", set(), "(.+)" if len(gaps) == 1 else "([^/]+)"
    for piece in re.split(r"(\{\w+\})", pattern):
        gap = _GAP.fullmatch(piece)
        regex += re.escape(piece) if not gap else rf"\{gaps.index(gap[1]) + 1}" if gap[1] in seen else held
        # A digit after a reference would be a part of it.
        regex += "(?:)" if gap else ""
        seen |= {gap[1]} if gap else set()
    return re.compile(regex, re.DOTALL)


def _filled(pattern: str, values: dict[str, str]) -> str:
    pieces = re.split(r"(\{\w+\})", pattern)
    return "".join(values[gap[1]] if (gap := _GAP.fullmatch(piece)) else piece for piece in pieces)


def _below(folder: Path, pattern: str) -> Path:
    """Where to look: in the last folder that has no gap."""
    return folder / pattern.split("{", 1)[0].rpartition("/")[0]
