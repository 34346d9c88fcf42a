"""models.lock: what `xlcheck models fetch` fetched, with revision, sizes and hashes. Nobody writes it by hand."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from xlcheck.errors import XlcheckError
from xlcheck.models.paths import PACKAGED, user_folder

#: Version of the file's form.
_VERSION = 1


@dataclass(frozen=True)
class LockedFile:
    """A file's bytes and their sha256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Locked:
    """A model as it was fetched; ``requested`` is the branch that was asked for, ``files`` go by their path in the repository."""

    repository: str
    revision: str
    licence: str
    requested: str
    files: dict[str, LockedFile]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files.values())


def lock_file(models: Path) -> Path:
    """The lock of a models.cfg: beside it, or in the user's configuration for the one that came with xlcheck."""
    packaged = models.parent in (PACKAGED, PACKAGED.parent.parent)
    return (user_folder() if packaged else models.parent) / "models.lock"


def read_lock(path: Path) -> dict[str, Locked]:
    """The models in a lock, none where there isn't one; raises XlcheckError for a file that is none of ours."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: Locked(
                str(entry["repository"]), str(entry["revision"]), str(entry["licence"]), str(entry["requested"]),
                {file: LockedFile(int(told["size"]), str(told["sha256"])) for file, told in entry["files"].items()},
            )
            for name, entry in data["models"].items()
        }  # fmt: skip
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise XlcheckError(f"{path}: can't be read ({error.strerror})") from None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise XlcheckError(f"{path}: is no models.lock; remove it and run xlcheck models fetch again") from None


def write_lock(path: Path, models: dict[str, Locked]) -> None:
    """Write all models, whole or not at all."""
    data = {"schema_version": _VERSION, "models": {name: asdict(models[name]) for name in sorted(models)}}
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise XlcheckError(f"{path}: can't be written ({error.strerror})") from None
