"""Where settings are read from: the files as they stand, or as they stood in a revision of git."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from xlcheck.errors import XlcheckError


class Tree(Protocol):
    """Files by their paths."""

    def read(self, path: Path) -> str | None:
        """The text of a file; None where there is none. Raises XlcheckError for one that can't be read."""

    def file(self, path: Path) -> Path:
        """Where a file can be opened as it stands here; raises XlcheckError where there is none."""


class Working:
    """The files as they stand."""

    def read(self, path: Path) -> str | None:
        """The text of a file on disk."""
        try:
            # What is no regular file, such as a pipe, would be waited for.
            return path.read_text(encoding="utf-8-sig") if path.is_file() else None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise XlcheckError(f"{path}: can't be read ({error.strerror})") from None
        except UnicodeDecodeError:
            raise XlcheckError(f"{path}: is no text in UTF-8") from None

    def file(self, path: Path) -> Path:
        """The file itself; whoever opens it tells where it isn't there."""
        return path


class Revision:
    """The files of a revision: what a proposal changes can't excuse it there."""

    def __init__(self, revision: str, folder: Path) -> None:
        self._root = root_of(folder)
        self._commit = commit_of(revision, folder)
        self._name = revision
        self._copies = TemporaryDirectory(prefix="xlcheck-", ignore_cleanup_errors=True)

    def read(self, path: Path) -> str | None:
        """The text of a file as it stood in the revision."""
        data = self._blob(path)
        return None if data is None else data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")

    def file(self, path: Path) -> Path:
        """A copy of the file as it stood in the revision."""
        data = self._blob(path)
        if data is None:
            raise XlcheckError(f"{path}: there is no such file in {self._name}")
        folder = Path(tempfile.mkdtemp(dir=self._copies.name))
        (folder / path.name).write_bytes(data)
        return folder / path.name

    def _blob(self, path: Path) -> bytes | None:
        try:
            name = path.resolve().relative_to(self._root).as_posix()
        except ValueError:
            return None
        # What is a folder there, or a link, is listed otherwise.
        listed = git(self._root, "ls-tree", "-z", self._commit, "--", f":(literal){name}")
        return said_by_git(self._root, "cat-file", "blob", listed.split()[2]) if listed.startswith("100") else None


def root_of(folder: Path) -> Path:
    """The root of the repository that a folder is in; raises XlcheckError where it is in none."""
    return Path(git(folder, "rev-parse", "--show-toplevel").rstrip("\n")).resolve()


def commit_of(revision: str, folder: Path) -> str:
    """The commit that a revision names; raises XlcheckError where there is none.

    Whatever it is called, it is taken for no option, here and later.
    """
    try:
        return git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except XlcheckError:
        raise XlcheckError(f"git knows no revision named {revision}") from None


def git(folder: Path, *arguments: str) -> str:
    """What git prints, as text; raises XlcheckError with what it says when it fails."""
    return said_by_git(folder, *arguments).decode("utf-8", "surrogateescape")


def said_by_git(folder: Path, *arguments: str) -> bytes:
    """What git prints, byte for byte."""
    try:
        run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise XlcheckError("git is not installed, and this needs it") from None
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip().splitlines()
        raise XlcheckError(f"git: {said[-1].removeprefix('fatal: ') if said else 'failed'}")
    return run.stdout
