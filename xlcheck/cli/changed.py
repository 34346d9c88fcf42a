"""Which files changed since a revision of git, for `check --changed-since`."""

from __future__ import annotations

from pathlib import Path

from xlcheck.configuration.tree import commit_of, git, root_of


def changed_files(revision: str, folder: Path) -> set[Path]:
    """Files that differ from a revision in the working tree, with those that git doesn't know yet.

    Raises XlcheckError where git can't tell.
    """
    root, commit = root_of(folder), commit_of(revision, folder)
    names = git(root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", commit, "--")
    names += git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return {(root / name).resolve() for name in names.split("\0") if name}
