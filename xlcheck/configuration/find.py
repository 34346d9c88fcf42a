"""Which file is the configuration: the nearest one, up to the root of the repository."""

from __future__ import annotations

import tomllib
from pathlib import Path

OWN, SHARED = "xlcheck.toml", "pyproject.toml"


def find(start: Path) -> Path | None:
    """The configuration that goes for a folder: its own or that of the nearest folder above, None without any."""
    for folder in (start, *start.parents):
        if (folder / OWN).is_file():
            return folder / OWN
        if (folder / SHARED).is_file() and _has_section(folder / SHARED):
            return folder / SHARED
        if (folder / ".git").exists():
            return None
    return None


def _has_section(file: Path) -> bool:
    """Whether a pyproject.toml speaks of xlcheck; one that is broken is somebody else's worry."""
    try:
        return "xlcheck" in tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError, AttributeError, RecursionError):
        return False
