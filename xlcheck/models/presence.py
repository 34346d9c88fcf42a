"""Which models are on this machine, how large, and whether they are what was fetched."""

from __future__ import annotations

from pathlib import Path

from xlcheck.errors import XlcheckError
from xlcheck.models.located import MissingModelError, hash_of, located
from xlcheck.models.lock import Locked, lock_file, read_lock
from xlcheck.models.spec import Spec


def state(spec: Spec) -> tuple[str, Path | None]:
    """Where a model is, in a word, and its folder."""
    if spec.backend in ("distilled", "joint", "static"):
        return "comes with xlcheck", None
    if spec.backend == "comet":
        return "called", None
    try:
        folder = located(spec)
    except MissingModelError:
        return "missing", None
    except XlcheckError:
        return "no such folder", None
    if not spec.repository:
        return "folder", folder
    locked = read_lock(lock_file(spec.file)).get(spec.name)
    return "fetched" if locked and locked.repository == spec.repository else "in the cache", folder


def differences(spec: Spec, locked: Locked) -> list[str]:
    """What isn't as it was locked, a line each."""
    try:
        folder = located(spec)
    except MissingModelError as error:
        return [str(error)]
    told = []
    for name, known in locked.files.items():
        file = folder / name
        if not file.is_file():
            told.append(f"{name} is missing")
        elif file.stat().st_size != known.size:
            told.append(f"{name} has {file.stat().st_size} bytes instead of {known.size}")
        # Read, not believed from its name in the cache: that is what is asked.
        elif hash_of(file.resolve()) != known.sha256:
            told.append(f"{name} was changed: another sha256")
    return told


def size(count: float) -> str:
    """Bytes as a person reads them."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
