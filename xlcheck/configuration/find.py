"""Which file is the configuration: the nearest one, up to the root of the repository."""

from __future__ import annotations

import tomllib
from pathlib import Path

from xlcheck.configuration.tree import Tree, Working
from xlcheck.errors import XlcheckError

OWN, SHARED = "xlcheck.toml", "pyproject.toml"


def find(start: Path, tree: Tree | None = None) -> Path | None:
    """The configuration that goes for a folder: its own or that of the nearest folder above, None without any."""
    tree = tree or Working()
    for folder in (start, *start.parents):
        if tree.read(folder / OWN) is not None:
            return folder / OWN
        if _has_section(folder / SHARED, tree):
            return folder / SHARED
        if (folder / ".git").exists():
            return None
    return None


def _has_section(file: Path, tree: Tree) -> bool:
    """Whether a pyproject.toml speaks of xlcheck; one that is broken is somebody else's worry."""
    try:
        return "xlcheck" in tomllib.loads(tree.read(file) or "").get("tool", {})
    except (XlcheckError, ValueError, TypeError, AttributeError, RecursionError):
        return False
