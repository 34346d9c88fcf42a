"""How the larger models run: on which device, in which precision, how much at a time, and what they remember."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xlcheck.article import Notice
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    import torch

DEVICES = ("auto", "cpu", "cuda", "mps")
PRECISIONS = ("auto", "float32", "float16", "bfloat16")


class Remarks:
    """What a user should know of a run, each thing once; taken when the report is made."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], Notice] = {}

    def add(self, code: str, message: str) -> None:
        """Remember a notice."""
        self._told[code, message] = Notice(code, message)

    def taken(self) -> tuple[Notice, ...]:
        """The notices, which are forgotten with that."""
        told = tuple(self._told.values())
        self._told.clear()
        return told


@dataclass(frozen=True)
class Runtime:
    """``tokens`` bounds a batch, padding included; ``cache`` is the file of what was computed before, or None."""

    device: str = "auto"
    precision: str = "auto"
    tokens: int = 8192
    cache: Path | None = None
    remarks: Remarks = field(default_factory=Remarks, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name, value, known in (("device", self.device, DEVICES), ("precision", self.precision, PRECISIONS)):
            if value not in known:
                raise XlcheckError(f"{name} must be one of {', '.join(known)}, not {value!r}")

    def placed(self) -> torch.device:
        """The device; raises XlcheckError for one that this machine doesn't have."""
        import torch

        there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
        if self.device == "auto":
            return torch.device(next(name for name, able in there.items() if able))
        if not there[self.device]:
            able = ", ".join(name for name, here in there.items() if here)
            raise XlcheckError(f"--device {self.device}: torch finds none on this machine; it has {able}")
        return torch.device(self.device)

    def dtype(self) -> torch.dtype:
        """The precision: 32 bits, and bfloat16 on a graphics card that has it; float16 overflows in T5's layers."""
        import torch

        if self.precision != "auto":
            chosen: torch.dtype = getattr(torch, self.precision)
            return chosen
        half = self.placed().type == "cuda" and torch.cuda.is_bf16_supported()
        return torch.bfloat16 if half else torch.float32

    @property
    def mark(self) -> str:
        """What a digest adds where torch doesn't compute in 32 bits: other figures come out."""
        name = str(self.dtype()).removeprefix("torch.")
        return "" if name == "float32" else f"@{name}"


def default_cache() -> Path:
    """The user's cache of vectors and verdicts."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "xlcheck" / "models.sqlite"
