"""Downloading models from the hub: the only place where xlcheck asks the network for any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from xlcheck.errors import XlcheckError
from xlcheck.models.files import ModelsFile
from xlcheck.models.located import PICKLED, WANTED, hash_of
from xlcheck.models.lock import Locked, LockedFile, lock_file, read_lock, write_lock
from xlcheck.models.presence import size
from xlcheck.models.spec import Spec

#: Who converts pickled weights on the hub, and what its pull requests are called.
_CONVERTER, _CONVERSION = "SFconvertbot", "safetensors"
Say = Callable[[str], object]


def fetch(file: ModelsFile, names: Sequence[str], *, revision: str | None, quiet: bool, say: Say) -> None:
    """Fetch the models of profiles, or models, by name, and lock what came; raises XlcheckError for the first that fails.

    What is there already isn't fetched again, and what was begun is gone on with. Each model is locked when it is whole.
    """
    path, specs = lock_file(file.path), wanted(file, names)
    if not specs:
        raise XlcheckError(f"{', '.join(names)}: nothing to fetch, it comes with xlcheck or lies in a folder")
    if revision and len(specs) > 1:
        raise XlcheckError(
            f"--revision is for one model, and these are {len(specs)}: {', '.join(s.name for s in specs)}"
        )
    for spec in specs:
        locked = _fetched(spec, revision or spec.options.get("revision"), quiet, say)
        write_lock(path, read_lock(path) | {spec.name: locked})
        say(f"{spec.name}: {spec.repository} at {locked.revision[:12]}, {size(locked.size)}, licence {locked.licence}")
    say(f"wrote {path}")


def wanted(file: ModelsFile, names: Iterable[str]) -> list[Spec]:
    """The models of the hub that some profiles and models stand for, each once."""
    specs: dict[str, Spec] = {}
    for name in names:
        models = [one for _, one in file.cast(name)] if name in file.profiles else [name]
        for model in filter(None, models):
            spec = file.spec(model)
            if spec.repository and spec.backend in ("transformers", "onnx"):
                specs[spec.name] = spec
            elif name == model:
                raise spec.error(
                    "is nothing to fetch: "
                    + ("comet-score loads its own" if spec.backend == "comet" else "it is in a folder")
                )
    return list(specs.values())


def _fetched(spec: Spec, revision: str | None, quiet: bool, say: Say) -> Locked:
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.utils.tqdm import disable_progress_bars

    if quiet:
        disable_progress_bars()
    try:
        info = HfApi().model_info(spec.repository, revision=revision, files_metadata=True)
        names = [one.rfilename for one in info.siblings or []]
        if revision is None and pickled(spec, names) and (branch := _conversion(spec)):
            say(
                f"{spec.name}: has only pickled weights; taking their conversion to safetensors, {branch} by {_CONVERTER}"
            )
            return _fetched(spec, branch, quiet, say)
        files = chosen(spec, names)
        for one in info.siblings or []:
            if one.lfs and one.rfilename in files:
                _resumed(spec.repository, one.rfilename, str(info.sha), one.lfs)
        folder = Path(snapshot_download(spec.repository, revision=info.sha, allow_patterns=files))
    except XlcheckError:
        raise
    except Exception as error:  # the hub's library, its http client and the operating system each have their own
        raise XlcheckError(f"{spec.name} ({spec.repository}): {_why(error)}") from None
    told = {name: LockedFile((folder / name).stat().st_size, hash_of((folder / name).resolve())) for name in files}
    licence = getattr(info.card_data, "license", None) or spec.licence
    return Locked(spec.repository, str(info.sha), str(licence), revision or "", told)


def _resumed(repository: str, name: str, commit: str, told: Any) -> None:
    """A large file into the hub's cache, going on where an earlier run stopped: the hub's library begins anew then."""
    from huggingface_hub import constants, hf_hub_url
    from huggingface_hub.file_download import http_get, repo_folder_name
    from huggingface_hub.utils._headers import build_hf_headers

    blobs = Path(constants.HF_HUB_CACHE) / repo_folder_name(repo_id=repository, repo_type="model") / "blobs"
    whole, part = blobs / told.sha256, blobs / f"{told.sha256}.part"
    if whole.exists():
        return
    blobs.mkdir(parents=True, exist_ok=True)
    with part.open("ab") as file:
        http_get(
            hf_hub_url(repository, name, revision=commit), file, resume_size=file.tell(), headers=build_hf_headers(),
            expected_size=told.size, displayed_filename=name,
        )  # fmt: skip
    if hash_of(part) != told.sha256:
        part.unlink()
        raise XlcheckError(f"{repository}: {name} came broken; run the same command again")
    part.replace(whole)


def chosen(spec: Spec, files: Iterable[str]) -> list[str]:
    """The files of a repository that are needed; raises XlcheckError where its weights are pickled only."""
    files = list(files)
    graph = spec.options.get("file", "onnx/model.onnx")
    described = [
        name
        for name in files
        if any(fnmatch(name, one) for one in WANTED) and not _weights(name) and name.count("/") <= 1
    ]
    if spec.backend == "onnx":
        if graph not in files:
            raise XlcheckError(f"{spec.name} ({spec.repository}): ships no {graph}; use the backend transformers")
        return sorted({*described, graph, *_beside(graph, files)})
    weights = [name for name in files if name.endswith(".safetensors")]
    if pickles := pickled(spec, files):
        raise XlcheckError(
            f"{spec.name} ({spec.repository}): has only pickled weights ({pickles[0]}), which can run code and are never "
            "fetched; no conversion of them is known"
        )
    if not any("/" not in name for name in weights):
        raise XlcheckError(f"{spec.name} ({spec.repository}): has no weights in safetensors")
    layers = [name for name in weights if "/" not in name or name.split("/")[0][:1].isdigit()]
    return sorted({*described, *layers})


def _beside(graph: str, files: Sequence[str]) -> list[str]:
    """What a graph may have laid out of itself: its weights are files of any name beside it."""
    folder = graph.rpartition("/")[0]
    others = (".onnx", ".json", ".py", ".md", ".txt", *PICKLED)
    own = [name for name in files if name.rpartition("/")[0] == folder and not name.endswith(others)]
    # Those of other graphs, where several lie there, carry their names.
    graphs = [name for name in files if name.endswith(".onnx") and name != graph]
    return [name for name in own if "/" in name and not any(name.startswith(f"{other}_") for other in graphs)]


def _weights(name: str) -> bool:
    return name.endswith((".safetensors", ".onnx", ".onnx_data")) or name.split("/")[0] in ("onnx", "openvino")


def pickled(spec: Spec, files: Iterable[str]) -> list[str]:
    """The pickled weights of a repository that has no others."""
    files = list(files)
    if spec.backend == "onnx" or any(name.endswith(".safetensors") and "/" not in name for name in files):
        return []
    return [name for name in files if name.endswith(PICKLED)]


def _conversion(spec: Spec) -> str | None:
    """The branch with the same weights in safetensors, where models.cfg names one or the hub's converter has made one."""
    from huggingface_hub import HfApi

    if "conversion" in spec.options:
        return spec.options["conversion"]
    offered = HfApi().get_repo_discussions(spec.repository, author=_CONVERTER, discussion_type="pull_request")
    return next((f"refs/pr/{one.num}" for one in offered if _CONVERSION in one.title.lower()), None)


def _why(error: Exception) -> str:
    """What went wrong, in a line."""
    kind, status = type(error).__name__, getattr(getattr(error, "response", None), "status_code", None)
    if kind == "OfflineModeIsEnabled":
        return "HF_HUB_OFFLINE is set, so nothing is fetched; unset it for this command"
    if kind == "GatedRepoError" or status == 403:
        return "its owners ask for consent first: give it on the model's page, then log in with `hf auth login`"
    if kind == "RevisionNotFoundError":
        return "has no such revision"
    if kind == "RepositoryNotFoundError" or status in (401, 404):
        return "there is no such repository, or it is private"
    if isinstance(error, OSError) and error.errno == 28:
        return "the disk is full; make room and run the same command again, it goes on where it stopped"
    if isinstance(error, OSError) or "Connect" in kind:
        return (
            f"the hub can't be reached ({str(error).splitlines()[0] if str(error) else kind}); with a network run the same command "
            "again, or name a folder with the model: --model ROLE=FOLDER"
        )
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [kind]
    return f"can't be fetched ({lines[0]}); run the same command again, it goes on where it stopped"
