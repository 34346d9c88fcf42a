"""A configuration as it is read: every value checked, every unknown key an error with the nearest known one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from xlcheck.configuration.find import SHARED
from xlcheck.configuration.keys import KEYS, known, text, words
from xlcheck.configuration.tree import Tree, Working
from xlcheck.errors import XlcheckError
from xlcheck.gathering.patterns import Pattern

_TABLES = ("pairs", "overrides")


@dataclass(frozen=True)
class Override:
    """Other values for pairs one of whose files fits a pattern (from the configuration's folder, ``*`` holds folders too)."""

    files: tuple[str, ...]
    values: Mapping[str, Any]

    def fits(self, names: Sequence[str]) -> bool:
        """Whether one of the names is meant."""
        return any(fnmatchcase(name, pattern) for name in names for pattern in self.files)


@dataclass(frozen=True)
class Configuration:
    """What a file says: ``values`` by key, ``lines`` where each stands, pairs by patterns, and overrides."""

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    pairs: tuple[Pattern, ...] = ()
    overrides: tuple[Override, ...] = ()
    #: Where it was read from, and baseline and dismissals are.
    tree: Tree = field(default_factory=Working)

    @property
    def folder(self) -> Path:
        """Where patterns and files begin."""
        return self.path.parent if self.path else Path()

    def source(self, key: str) -> str:
        """Where a value stands; "default" where it is the tool's own."""
        if key not in self.values:
            return "default"
        return f"{self.path}:{self.lines[key]}" if key in self.lines else str(self.path)

    def of(self, files: Sequence[Path]) -> dict[str, Any]:
        """The values that go for a pair of files; what overrides ignore is ignored besides, all else replaces."""
        root = self.folder.resolve()
        names = [path.resolve().relative_to(root).as_posix() for path in files if path.resolve().is_relative_to(root)]
        merged = dict(self.values)
        for override in self.overrides:
            if override.fits(names):
                more = dict(override.values)
                if "ignore" in more:
                    more["ignore"] = (*merged.get("ignore", ()), *more["ignore"])
                if "severity" in more:
                    more["severity"] = {**merged.get("severity", {}), **more["severity"]}
                merged.update(more)
        return merged


def read(path: Path, tree: Tree | None = None) -> Configuration:
    """The configuration in a file; raises XlcheckError with the place of what is wrong."""
    tree = tree or Working()
    raw = tree.read(path)
    if raw is None:
        raise XlcheckError(f"{path}: no such file")
    try:
        data = tomllib.loads(raw)
    except (ValueError, RecursionError) as error:
        raise XlcheckError(f"{path}: is no TOML ({error})") from None
    if path.name == SHARED:
        tool = data.get("tool")
        data = tool.get("xlcheck", {}) if isinstance(tool, dict) else {}
        if not isinstance(data, dict):
            raise XlcheckError(f"{path}: [tool.xlcheck] must be a table")
    for key in data:
        known(str(path), key, (*KEYS, *_TABLES), "key")
    values = {key: KEYS[key].read(f"{path}: {key}", path.parent, data[key]) for key in data if key in KEYS}
    values = _there(values, tree)
    return Configuration(
        path, values, _lines(path, raw), tuple(_pairs(path, data)), tuple(_overrides(path, data, tree)), tree
    )  # fmt: skip


def _lines(path: Path, raw: str) -> dict[str, int]:
    """The line of each key, as far as it stands there in so many words."""
    root = "tool.xlcheck" if path.name == SHARED else ""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(raw.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([^\[\]]+?)\s*\]", line):
            section = header[1]
            outer, _, key = section.rpartition(".")
            if outer == root and "[[" not in line:
                found.setdefault(key.strip('"'), number)
        elif section == root and (match := re.match(r"\s*\"?([a-z-]+)\"?\s*[.=]", line)):
            found.setdefault(match[1], number)
    return found


def _rows(path: Path, data: Mapping[str, Any], name: str, sample: str) -> list[dict[str, Any]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise XlcheckError(f"{path}: {name} must be a list of tables: {sample}")
    return rows


def _pairs(path: Path, data: Mapping[str, Any]) -> list[Pattern]:
    sample = 'pairs = [{original = "zh/{name}.txt", translation = "en/{name}.txt"}]'
    found = []
    for row in _rows(path, data, "pairs", sample):
        for key in row:
            known(f"{path}: pairs", key, Pattern._fields, "key")
        if set(row) != set(Pattern._fields):
            raise XlcheckError(f"{path}: each of pairs needs original and translation: {sample}")
        found.append(Pattern(*(text(f"{path}: pairs.{key}", path.parent, row[key]) for key in Pattern._fields)))
    return found


def _there(values: Mapping[str, Any], tree: Tree) -> dict[str, Any]:
    """The values with their files as they stand where the configuration was read; the baseline stays a name."""
    return {
        key: tree.file(value)
        if key in ("thresholds", "models")
        else tuple(map(tree.file, value))
        if key == "glossary"
        else value
        for key, value in values.items()
    }


def _overrides(path: Path, data: Mapping[str, Any], tree: Tree) -> list[Override]:
    sample = '[[overrides]] with files = ["opinion/*"] and what is different there'
    able = [key for key, told in KEYS.items() if told.overrides]
    found = []
    for number, row in enumerate(_rows(path, data, "overrides", sample), start=1):
        place = f"{path}: overrides {number}"
        for key in row:
            known(place, key, ("files", *able), "key for an override")
        if "files" not in row:
            raise XlcheckError(f"{place} has no files: {sample}")
        values = {
            key: KEYS[key].read(f"{place}: {key}", path.parent, value) for key, value in row.items() if key in able
        }
        found.append(Override(words(f"{place}: files", path.parent, row["files"]), _there(values, tree)))
    return found
