"""Where a model's files are: in a folder, or in the hub's cache. Nothing is ever downloaded here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from xlcheck.errors import XlcheckError
from xlcheck.models.lock import lock_file, read_lock
from xlcheck.models.paths import expanded, is_folder
from xlcheck.models.spec import Spec

# The hub's library looks at it when it is imported: nobody is told that xlcheck runs.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

#: What a model may consist of: no pickles, no code.
WANTED = ("*.json", "*.safetensors", "*.onnx", "*.onnx_data", "*.model", "*.spm", "*.txt", "*.jinja")
#: What is no part of a model, though it lies there.
_OTHER = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".ot", ".h5", ".msgpack", ".py", ".md", ".lock")
#: Weights that can run code when they are opened.
PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".ot")


class MissingModelError(XlcheckError):
    """A model, or what runs it, isn't on this machine."""


def located(spec: Spec) -> Path:
    """The folder with the files; raises MissingModelError where the hub's cache hasn't the model."""
    if not spec.repository:
        return _folder(spec)
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        # Every model has this file. A whole repository is not asked for: what nobody needs of it isn't fetched.
        found = try_to_load_from_cache(spec.repository, "config.json", revision=revision(spec))
    except HFValidationError as error:
        raise spec.error(f"repository: {str(error).splitlines()[0]}") from None
    if not isinstance(found, str):
        raise MissingModelError(f"{spec.name} ({spec.repository}) isn't on this machine")
    return Path(found).parent


def revision(spec: Spec) -> str | None:
    """The revision that models.cfg names, else the one that was fetched."""
    named = spec.options.get("revision")
    locked = read_lock(lock_file(spec.file)).get(spec.name)
    # A branch that was fetched is kept by its commit alone.
    fetched = locked and locked.repository == spec.repository and (named is None or named == locked.requested)
    return locked.revision if locked and fetched else named


def _folder(spec: Spec) -> Path:
    if "path" not in spec.options:
        raise spec.error("has neither a path nor a repository")
    folder = spec.file.parent / expanded(spec.options["path"])
    if not is_folder(folder):
        raise spec.error(f"path {spec.options['path']}: there is no such folder")
    return folder


def digest(folder: Path, more: str = "") -> str:
    """``sha256:`` and twelve digits of all that a model consists of, and of ``more`` that its answers hang on."""
    whole = hashlib.sha256(more.encode())
    for file in parts(folder):
        whole.update(f"{file.relative_to(folder).as_posix()}:{hash_of(file)}\n".encode())
    return f"sha256:{whole.hexdigest()[:12]}"


def parts(folder: Path) -> Iterator[Path]:
    """The files that a model consists of, in order of their names."""
    found = (file for file in folder.rglob("*") if file.is_file() and not file.name.endswith(_OTHER))
    yield from sorted(
        file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def hash_of(file: Path) -> str:
    """Its sha256. In the hub's cache a large file is a link to one that is named by it: gigabytes aren't read again."""
    name = file.resolve().name
    if file.is_symlink() and len(name) == 64 and file.resolve().parent.name == "blobs":
        return name
    whole = hashlib.sha256()
    with file.open("rb") as data:
        while block := data.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()


def size_of(folder: Path) -> int:
    """Bytes of all that a model consists of."""
    return sum(file.stat().st_size for file in parts(folder))
