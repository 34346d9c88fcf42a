"""What a checkpoint's folder must be before anything of it is opened: no pickles, no code, nothing outside the folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from xlcheck.errors import XlcheckError
from xlcheck.models.located import PICKLED, MissingModelError
from xlcheck.models.spec import Spec

#: What holds a tokenizer's subwords; its settings alone make an empty one, which knows no word.
VOCABULARIES = (
    "tokenizer.json", "vocab.txt", "vocab.json", "sentencepiece.bpe.model", "spiece.model", "spm.model", "source.spm",
    "tokenizer.model",
)  # fmt: skip
#: Subwords of a text that a model must be able to read, or it is no model of sentences.
SHORTEST = 16


def read_json(file: Path) -> Any:
    """What a file of a model says; raises XlcheckError where it is no JSON."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise XlcheckError(f"{file}: is no JSON ({first_line(error)})") from None


def safe_weights(spec: Spec, folder: Path) -> None:
    """Raise XlcheckError unless the weights are safetensors in the folder itself: a pickle can run anything."""
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        for name in _shards(index):
            if not name.endswith(".safetensors") or "/" in name or "\\" in name:
                raise XlcheckError(f"{index}: names {name} for weights; only safetensors beside it are opened")
            if not (folder / name).is_file():
                raise _incomplete(spec, folder, name)
        return
    if (folder / "model.safetensors").is_file():
        return
    pickles = sorted(file.name for file in folder.iterdir() if file.suffix in PICKLED)
    if pickles:
        raise XlcheckError(
            f"{folder}: has only pickled weights ({pickles[0]}), which can run code and are never opened; {_conversion(spec)}"
        )
    raise _incomplete(spec, folder, "model.safetensors")


def _shards(index: Path) -> Iterable[str]:
    told = read_json(index)
    shards = told.get("weight_map") if isinstance(told, dict) else None
    if not isinstance(shards, dict):
        raise XlcheckError(f"{index}: has no weight_map")
    return sorted({str(name) for name in shards.values()})


def _incomplete(spec: Spec, folder: Path, name: str) -> XlcheckError:
    if spec.repository:
        return MissingModelError(f"{spec.name} ({spec.repository}) is only in part on this machine ({name})")
    return XlcheckError(f"{folder}: has no weights ({name})")


def _conversion(spec: Spec) -> str:
    """Where the same weights are without pickles, as far as models.cfg knows."""
    branch = spec.options.get("conversion")
    if branch:
        return f"its conversion is the revision {branch}: xlcheck models fetch {spec.name} --revision {branch}"
    return "xlcheck models fetch takes their conversion to safetensors, where there is one"


def first_line(error: BaseException) -> str:
    """The first line of an error that says something."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
