"""The role quality: a metric of the COMET family, run by its own `comet-score` in its own environment.

Its package pins an older transformers, so it can't live in xlcheck's environment; the command is called instead.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlcheck.errors import XlcheckError
from xlcheck.models.cache import Cache
from xlcheck.models.files import ModelsFile
from xlcheck.models.roles import Opinion
from xlcheck.models.runtime import Runtime
from xlcheck.models.spec import Spec

ROLE = "quality"


@dataclass(frozen=True)
class CometReader:
    """``command`` is comet-score, ``model`` what it is to load; no reference is given to it."""

    name: str
    command: str
    model: str
    licence: str
    languages: frozenset[str]
    settings: Runtime
    role: str = ROLE

    @property
    def digest(self) -> str:
        """Of the model's name: its weights are its own tool's business."""
        return f"sha256:{hashlib.sha256(self.model.encode()).hexdigest()[:12]}"

    @property
    def runtime(self) -> str:
        """The name of the command."""
        return "comet-score"

    def opinions(
        self, pairs: Sequence[tuple[str, str]], languages: tuple[str | None, str | None]
    ) -> list[tuple[Opinion, ...]]:
        """The score of each pair."""
        # Some of the family may not be used for business: who asks one is told each time.
        self.settings.remarks.add(
            "model-licence", f"{self.name} ({self.model}) was asked; its licence: {self.licence}."
        )
        cache = Cache(self.settings, f"{self.command}|{self.model}")
        scores = cache.remembered(
            pairs,
            lambda those: self._scores([pairs[at] for at in those]),
            lambda one: float(struct.unpack("<d", one)[0]),
        )
        return [
            (Opinion(ROLE, self.name, -score, "drift.quality", {"score": f"{score:.2f}"}, scores={"comet": score}),)
            for score in scores
        ]

    def _scores(self, pairs: Sequence[tuple[str, str]]) -> list[bytes]:
        with tempfile.TemporaryDirectory(prefix="xlcheck-") as folder:
            files = [Path(folder) / name for name in ("original.txt", "translation.txt", "scores.json")]
            for side in (0, 1):
                # A sentence a line, whatever it holds.
                files[side].write_text("".join(f"{' '.join(pair[side].split())}\n" for pair in pairs), encoding="utf-8")
            self._run([*map(str, files)])
            return [struct.pack("<d", round(score, 4)) for score in self._read(files[2], len(pairs))]

    def _run(self, files: Sequence[str]) -> None:
        graphics = "0" if self.settings.device == "cpu" else "1" if _nvidia() else "0"
        line = [
            self.command,
            "-s",
            files[0],
            "-t",
            files[1],
            "--model",
            self.model,
            "--to_json",
            files[2],
            "--quiet",
            "--gpus",
            graphics,
        ]
        try:
            # Offline as everything but `models fetch`: a model that isn't there is an error, not a download.
            done = subprocess.run(
                line, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
                env=os.environ | {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "PYTHONUTF8": "1"},
            )  # fmt: skip
        except OSError as error:
            raise XlcheckError(f"{self.command}: can't be run ({error.strerror})") from None
        if done.returncode:
            last = [text for text in done.stderr.splitlines() if text.strip()][-1:] or ["no reason given"]
            raise XlcheckError(
                f"{self.command} --model {self.model} failed ({last[0].strip()}); load the model with it once while online"
            )

    def _read(self, file: Path, wanted: int) -> list[float]:
        try:
            (rows,) = json.loads(file.read_text(encoding="utf-8")).values()
            scores = [float(_score(row)) for row in rows]
            if not all(map(math.isfinite, scores)):
                raise ValueError("one is no number")
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise XlcheckError(f"{self.command}: wrote no scores that can be read ({error})") from None
        if len(scores) != wanted:
            raise XlcheckError(f"{self.command}: scored {len(scores)} of {wanted} pairs")
        return scores


def _score(row: dict[str, Any]) -> Any:
    return row["COMET"] if "COMET" in row else row["score"]


def _nvidia() -> bool:
    return shutil.which("nvidia-smi") is not None


def load(spec: Spec, runtime: Runtime, file: ModelsFile) -> CometReader:
    """The metric that a spec describes; raises XlcheckError where no comet-score is found."""
    spec.knows_only("command")
    command = spec.options.get("command", "comet-score")
    found = shutil.which(str(Path(command).expanduser()))
    if not found:
        raise XlcheckError(
            f"{spec.file}: [model {spec.name}] {command} is not on PATH; install unbabel-comet in an environment of its own "
            "and name its comet-score with command ="
        )
    return CometReader(
        spec.name, found, spec.repository or spec.options.get("path", ""), spec.licence, spec.languages, runtime
    )
