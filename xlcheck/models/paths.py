"""Where things lie: the package's data, the user's configuration, paths that a user names."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGED = Path(__file__).parent.parent / "data"


def user_folder() -> Path:
    """The user's configuration of xlcheck."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xlcheck"


def expanded(path: str) -> Path:
    """A path with the user's home in it, where it names one that there is."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a name too long for one is none."""
    try:
        return path.is_dir()
    except OSError:
        return False
