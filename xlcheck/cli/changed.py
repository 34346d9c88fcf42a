"""Which files changed since a revision of git, for `check --changed-since`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from xlcheck.errors import XlcheckError


def changed_files(revision: str, folder: Path) -> set[Path]:
    """Files that differ from a revision in the working tree, with those that git doesn't know yet.

    Raises XlcheckError where git can't tell.
    """
    root = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    # Whatever the revision is called, it can't be taken for an option from here on.
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", told=revision
    ).strip()
    names = _git(root, "diff", "--name-only", "-z", "--no-renames", commit, "--")
    names += _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return {(root / name).resolve() for name in names.split("\0") if name}


def _git(folder: Path, *arguments: str, told: str = "") -> str:
    try:
        run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise XlcheckError("--changed-since needs git, which is not installed") from None
    if run.returncode:
        reason = run.stderr.decode(errors="replace").strip().splitlines()
        why = reason[-1] if reason else f"there is no revision named {told}" if told else "git failed"
        raise XlcheckError(f"--changed-since: {why}")
    return run.stdout.decode("utf-8", "surrogateescape")
