"""A repository of translations, with a remote, as a CI service checks it out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "tests" / "demo"
HARBOUR = Path("en") / "harbour.md"


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Repository:
    """A clone of a remote, on a branch of its own."""

    folder: Path

    def run(self, *command: str, env: Mapping[str, str] | None = None) -> Ran:
        """A command in it; `xlcheck` is the one of this environment, nothing of the outer CI is seen."""
        own = {
            key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "CI_", "INPUT_", "GIT_"))
        }
        path = f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}"
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**own, "PATH": path, **(env or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def git(self, *arguments: str) -> str:
        """A command of git that has to work."""
        done = self.run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments)
        assert done.code == 0, done.err
        return done.out

    def xlcheck(self, *arguments: str) -> Ran:
        """xlcheck in it."""
        return self.run("xlcheck", *arguments)

    def commit(self) -> None:
        """All that stands there."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "work")

    def rewrite(self, file: Path, before: str, after: str) -> None:
        """Words of a file changed."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert before in text
        (self.folder / file).write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The demo, its known drift accepted on the main branch, and a branch to propose something."""
    upstream = Repository(tmp_path / "upstream")
    shutil.copytree(DEMO, upstream.folder)
    upstream.git("init", "-q", "-b", "main")
    assert upstream.xlcheck("check", "-q", "--update-baseline").code == 0
    upstream.commit()
    clone = Repository(tmp_path / "clone")
    upstream.git("clone", "-q", ".", str(clone.folder))
    clone.git("checkout", "-q", "-b", "proposal")
    return clone
